"""A list of speakers as it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from meetings.access.actor import Actor
from meetings.base.database import db
from meetings.floor.models import FloorAsk, FloorList
from meetings.floor.rules import ENDS_BY_ITSELF, AskStatus, ListStatus, order_of, place_of
from meetings.programme.models import MeetingSession, ProgrammeRelease, ReleasedSession
from meetings.programme.releases import of_rows
from meetings.programme.rules.released import Version
from meetings.registration.models import Registration

A = AskStatus


@dataclass(frozen=True)
class Shown:
    """A list for its page. Whoever does not keep it is told of nobody but themselves (`own`, `place`)."""

    speaking: FloorAsk | None
    waiting: Sequence[FloorAsk]
    past: Sequence[FloorAsk]
    own: FloorAsk | None
    place: int | None


def find_list(session_id: int) -> FloorList | None:
    """The list of a session; None: it was never opened."""
    return db.session.get(FloorList, session_id)


def was_opened(actor: Actor, session: MeetingSession) -> bool:
    """Whether the session has a list of speakers, open or not."""
    return find_list(session.id) is not None


# no actor: whoever keeps the list, or stands on it, was let in by its door
def asks_of(session_id: int, fresh: bool = False) -> Sequence[FloorAsk]:
    """Everybody on the list, in order. `fresh`: whatever was read before, also before the list was held."""
    query = (
        select(FloorAsk)
        .where(FloorAsk.session_id == session_id)
        .options(joinedload(FloorAsk.registration))
        .order_by(FloorAsk.position, FloorAsk.id)
    )
    return db.session.scalars(query, execution_options={"populate_existing": fresh}).all()


def shown_of(session_id: int, registration_id: int | None) -> Shown:
    """The list for a page; one statement."""
    rows = asks_of(session_id)
    mine = [r for r in rows if registration_id is not None and r.registration_id == registration_id]
    order = order_of([(r.id, r.status) for r in rows])
    own = next((r for r in mine if r.status in (A.ASKED, A.SPEAKING)), mine[-1] if mine else None)
    return Shown(
        speaking=next((r for r in rows if r.status is A.SPEAKING), None),
        waiting=[r for r in rows if r.status is A.ASKED],
        past=[r for r in rows if r.status not in (A.ASKED, A.SPEAKING)],
        own=own,
        place=place_of(order, own.id) if own is not None else None,
    )


def open_lists(actor: Actor, registration: Registration) -> Version:
    """The sessions of one's meeting whose list of speakers has not ended, as the public programme has them."""
    if registration.account_id is None or registration.account_id != actor.account_id:
        return ()
    meeting = registration.meeting
    rows = db.session.scalars(
        select(ReleasedSession)
        .join(ReleasedSession.release)
        .join(FloorList, FloorList.session_id == ReleasedSession.session_id)
        .where(
            ProgrammeRelease.meeting_id == meeting.id,
            ProgrammeRelease.number == meeting.released,
            ~ReleasedSession.taken_out,
            FloorList.status != ListStatus.ENDED,
        )
    )
    return of_rows(meeting, rows)


# no actor: the worker's
def overdue(now: datetime, most: int) -> Sequence[FloorList]:
    """Lists that nobody has ended though their session was over long ago."""
    return db.session.scalars(
        select(FloorList)
        .join(FloorList.session)
        .where(FloorList.status != ListStatus.ENDED, MeetingSession.ends_at < now - ENDS_BY_ITSELF)
        .options(contains_eager(FloorList.session))
        .order_by(FloorList.session_id)
        .limit(most)
    ).all()
