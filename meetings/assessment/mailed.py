"""What was mailed to those who assess, and about offers."""

from collections import Counter

from sqlalchemy import and_, or_, select

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.assessment.letters import KINDS
from meetings.assessment.models import PanelMember
from meetings.assessment.post import KIND, MEMBER_KIND
from meetings.fellowship.models import FellowshipApplication, FellowshipEdition
from meetings.outbox.models import OutboxMessage
from meetings.outbox.queries import mails_by_letter
from meetings.outbox.rules import Delivery


def mails_of(actor: Actor, edition: FellowshipEdition) -> Counter[tuple[str, Delivery]]:
    """How many mails of this room there are about an edition, by kind and delivery."""
    if not actor.may(Permission.KEEP_PANEL, edition):
        return Counter()
    about = [
        and_(
            OutboxMessage.about_kind == kind,
            OutboxMessage.about_id.in_(select(table.id).where(table.edition_id == edition.id)),
        )
        for kind, table in ((KIND, FellowshipApplication), (MEMBER_KIND, PanelMember))
    ]
    return mails_by_letter(or_(*about), OutboxMessage.letter.in_([kind.code for kind in KINDS]))
