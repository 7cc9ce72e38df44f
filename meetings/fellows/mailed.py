"""What was mailed to fellows and supervisors of an edition."""

from collections import Counter

from sqlalchemy import and_, or_, select

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.fellows.letters import KINDS
from meetings.fellows.models import Fellow
from meetings.fellows.post import KIND, SUPERVISOR_KIND
from meetings.fellowship.models import FellowshipApplication, FellowshipEdition
from meetings.outbox.models import OutboxMessage
from meetings.outbox.queries import mails_by_letter
from meetings.outbox.rules import Delivery


def mails_of(actor: Actor, edition: FellowshipEdition) -> Counter[tuple[str, Delivery]]:
    """How many mails of this room there are about an edition, by kind and delivery."""
    if not actor.may(Permission.KEEP_FELLOWS, edition):
        return Counter()
    applications = select(FellowshipApplication.id).where(FellowshipApplication.edition_id == edition.id)
    fellows = select(Fellow.id).where(Fellow.application_id.in_(applications))
    about = [
        and_(OutboxMessage.about_kind == kind, OutboxMessage.about_id.in_(ids))
        for kind, ids in ((KIND, applications), (SUPERVISOR_KIND, fellows))
    ]
    return mails_by_letter(or_(*about), OutboxMessage.letter.in_([kind.code for kind in KINDS]))
