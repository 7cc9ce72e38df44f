"""A session that was made stricter: updates that name organizations are no part of it any more; nor of its sittings."""

from sqlalchemy import or_, select, update

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.agenda.models import AgendaPoint, SittingRepeat
from meetings.agenda.rules import PointKind
from meetings.base.database import db
from meetings.programme.actions.attribution import attribution_changed as tell
from meetings.programme.models import MeetingSession
from meetings.programme.rules import Attribution


def attribution_changed(actor: Actor, session: MeetingSession) -> None:
    """Under Chatham House the updates belong to the meeting as a whole, not to this session.

    All sittings are under what one of them is under: they have one record, and it is judged by that.
    """
    if session.attribution is Attribution.CHATHAM_HOUSE:
        theirs = (AgendaPoint.session_id == session.id, AgendaPoint.kind == PointKind.UPDATES)
        db.session.execute(update(AgendaPoint).where(*theirs).values(session_id=None))
    first = select(SittingRepeat.of_id).where(SittingRepeat.session_id == session.id)
    again = select(SittingRepeat.session_id).where(
        or_(SittingRepeat.of_id == session.id, SittingRepeat.of_id.in_(first))
    )
    others = select(MeetingSession).where(
        or_(MeetingSession.id.in_(first), MeetingSession.id.in_(again)),
        MeetingSession.attribution != session.attribution,
    )
    for other in db.session.scalars(others.order_by(MeetingSession.id).with_for_update()).all():
        if other.attribution is not session.attribution:  # telling of one has changed the rest
            _follow(actor, other, session.attribution)


def _follow(actor: Actor, other: MeetingSession, attribution: Attribution) -> None:
    before = audit.values_of(other, "attribution")
    other.attribution = attribution
    other.version += 1
    audit.record(actor, "edit_session", "session", other.id, before, audit.values_of(other, "attribution"))
    tell(actor, other)
