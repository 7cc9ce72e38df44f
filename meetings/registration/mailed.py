"""What was mailed about a meeting's registrations, and to whom a mail can be previewed."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import case, or_, select

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.database import db
from meetings.base.texts import as_looked_for
from meetings.outbox.models import OutboxMessage
from meetings.outbox.queries import mails_by_letter
from meetings.outbox.rules import Delivery
from meetings.programme.models import Meeting
from meetings.registration.models import Registration
from meetings.registration.rules import RegistrationStatus, sort_key

R = RegistrationStatus
MOST_OFFERED = 100
# Who would get a mail now, by its kind; those are offered first for its preview.
GOES_TO = {
    "to_confirm": R.UNCONFIRMED,
    "remind_to_confirm": R.UNCONFIRMED,
    "to_take_over": R.UNCONFIRMED,
    "received": R.SUBMITTED,
    "waiting": R.WAITING,
    "offer_lapsed": R.WAITING,
    "offered": R.OFFERED,
    "remind_of_offer": R.OFFERED,
    "declined": R.DECLINED,
    "place_cancelled": R.CANCELLED,
    "withdrawn": R.WITHDRAWN,
    "handed_over": R.WITHDRAWN,
}


def mails_of(actor: Actor, meeting: Meeting) -> Counter[tuple[str, Delivery]]:
    """How many mails there are about the registrations of a meeting, by kind and delivery."""
    if not actor.may(Permission.SEE_REGISTRATIONS, meeting):
        return Counter()
    ours = select(Registration.id).where(Registration.meeting_id == meeting.id)
    return mails_by_letter(OutboxMessage.about_kind == "registration", OutboxMessage.about_id.in_(ours))


def to_preview(actor: Actor, meeting: Meeting, code: str, q: str) -> tuple[Sequence[Registration], bool]:
    """With whom a mail can be previewed: those first who would get it now, then by name; whether there are more."""
    if not actor.may(Permission.SEE_REGISTRATIONS, meeting):
        return [], False
    query = select(Registration).where(
        Registration.meeting_id == meeting.id, Registration.forgotten_at.is_(None)
    )
    if q:
        query = query.where(
            or_(
                Registration.sort_key.contains(sort_key(q), autoescape=True),
                Registration.email.contains(as_looked_for(q), autoescape=True),
            )
        )
    first = case((Registration.status == GOES_TO.get(code, R.APPROVED), 0), else_=1)
    rows = db.session.scalars(
        query.order_by(first, Registration.sort_key, Registration.id).limit(MOST_OFFERED + 1)
    ).all()
    return rows[:MOST_OFFERED], len(rows) > MOST_OFFERED


def find_to_preview(actor: Actor, meeting: Meeting, key: str) -> Registration | None:
    """The registration of that key, when it is this meeting's."""
    if not actor.may(Permission.SEE_REGISTRATIONS, meeting):
        return None
    return db.session.scalar(
        select(Registration).where(Registration.key == key, Registration.meeting_id == meeting.id)
    )


def languages_of(actor: Actor, meeting: Meeting) -> frozenset[str]:
    """The languages in which those who have registered are written to."""
    if not actor.may(Permission.SEE_REGISTRATIONS, meeting):
        return frozenset()
    mine = Registration.meeting_id == meeting.id
    return frozenset(db.session.scalars(select(Registration.language).where(mine).distinct()))
