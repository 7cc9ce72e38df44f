"""When one can join a meeting from afar, by its public programme."""

from sqlalchemy import select

from meetings.access.actor import Actor
from meetings.base import clock
from meetings.base.database import db
from meetings.programme import releases
from meetings.programme.models import Meeting
from meetings.programme.rules import SessionKind
from meetings.programme.rules.released import in_programme
from meetings.registration.models import Registration
from meetings.registration.rules import Sitting, Way, way_in


def own_at(actor: Actor, meeting: Meeting) -> Registration | None:
    """The actor's own registration for the meeting."""
    if actor.account_id is None:
        return None
    return db.session.scalar(
        select(Registration)
        .where(Registration.meeting_id == meeting.id, Registration.account_id == actor.account_id)
        .order_by(Registration.status != "approved", Registration.id.desc())
        .limit(1)
    )


def way_into(actor: Actor, meeting: Meeting) -> tuple[Way, list[Sitting]]:
    """The state of the entrance, and the sessions that can be joined; one statement."""
    sittings = [
        Sitting(s.starts_at, s.ends_at, s.session_id, s.kind, s.label, s.title)
        for s in in_programme(releases.version_of(actor, meeting))
        if s.takes_place and s.kind is not SessionKind.BREAK
    ] or [Sitting(meeting.starts_at, meeting.ends_at)]
    return way_in(meeting.status, meeting.mode, meeting.join_link, sittings, clock.now()), sittings
