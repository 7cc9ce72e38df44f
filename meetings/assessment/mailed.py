"""What was mailed to those who assess, and about offers."""

from collections import Counter

from sqlalchemy import and_, func, or_, select

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.assessment.letters import KINDS
from meetings.assessment.models import PanelMember
from meetings.assessment.post import KIND, MEMBER_KIND
from meetings.base.database import db
from meetings.fellowship.models import FellowshipApplication, FellowshipEdition
from meetings.outbox.models import OutboxMessage
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
    rows = db.session.execute(
        select(OutboxMessage.letter, OutboxMessage.delivery, func.count())
        .where(or_(*about), OutboxMessage.letter.in_([kind.code for kind in KINDS]))
        .group_by(OutboxMessage.letter, OutboxMessage.delivery)
    )
    return Counter({(letter, delivery): int(number) for letter, delivery, number in rows})
