"""What was mailed about updates, and with whom a mail can be previewed."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import joinedload

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.agenda.models import OrganizationUpdate, UpdateAddressee
from meetings.agenda.post import KIND
from meetings.base.database import db
from meetings.outbox.models import OutboxMessage
from meetings.outbox.queries import mails_by_letter
from meetings.outbox.rules import Delivery
from meetings.programme.models import Meeting

MOST_OFFERED = 100


def mails_of(actor: Actor, meeting: Meeting) -> Counter[tuple[str, Delivery]]:
    """How many mails there are about updates of the meeting, by kind and delivery."""
    if not actor.may(Permission.KEEP_AGENDA, meeting):
        return Counter()
    mine = OrganizationUpdate.meeting_id == meeting.id
    asked = select(UpdateAddressee.id).join(UpdateAddressee.update).where(mine)
    about = and_(OutboxMessage.about_kind == KIND, OutboxMessage.about_id.in_(asked))
    return mails_by_letter(about)


def to_preview(actor: Actor, meeting: Meeting, q: str) -> tuple[Sequence[UpdateAddressee], bool]:
    """With whom a mail can be previewed, by name; whether there are more."""
    if not actor.may(Permission.KEEP_AGENDA, meeting):
        return [], False
    query = (
        select(UpdateAddressee)
        .join(UpdateAddressee.update)
        .where(OrganizationUpdate.meeting_id == meeting.id)
        .options(
            joinedload(UpdateAddressee.update).joinedload(OrganizationUpdate.organization),
            joinedload(UpdateAddressee.update).joinedload(OrganizationUpdate.meeting),
        )
    )
    if q:
        written = (func.lower(UpdateAddressee.name), UpdateAddressee.email)
        query = query.where(or_(*(column.contains(q.lower(), autoescape=True) for column in written)))
    ordered = query.order_by(UpdateAddressee.name, UpdateAddressee.id).limit(MOST_OFFERED + 1)
    rows = db.session.scalars(ordered).all()
    return rows[:MOST_OFFERED], len(rows) > MOST_OFFERED


def find_to_preview(actor: Actor, meeting: Meeting, key: str) -> UpdateAddressee | None:
    """Somebody who was written to, by the number."""
    if not (key.isascii() and key.isdecimal()):
        return None
    return next((row for row in to_preview(actor, meeting, "")[0] if str(row.id) == key), None)
