"""What stands against closing a meeting: sessions without an approved summary, and who is late with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from meetings.access.actor import OPERATOR
from meetings.access.models import Account
from meetings.agenda.queries.sittings import repeated
from meetings.base import clock
from meetings.base.database import db
from meetings.outcomes.queries import without_summary
from meetings.outcomes.rules import Late, SummaryStatus, lateness
from meetings.programme import queries as programme
from meetings.programme.models import Meeting, MeetingSession


@dataclass(frozen=True)
class Lacking:
    """A session without an approved summary; `late`: with what it is, None: it is not yet."""

    session: MeetingSession
    status: SummaryStatus | None
    late: Late | None
    rapporteurs: Sequence[Account]


# no actor: whoever closes a meeting, and the worker who reminds, must know of all of them
def lacking(meeting: Meeting) -> list[Lacking]:
    """The sessions that keep the meeting from being closed.

    What repeats another session is in its record, if it has none of its own.
    """
    found, now = without_summary(meeting), clock.now()
    elsewhere = repeated(session.id for session, _ in found)
    over = programme.last_ends([session for session, _ in found])
    return [
        Lacking(
            session,
            status,
            lateness(_owed(status), over[session.id], meeting.starts_at, now),
            _rapporteurs(session),
        )
        for session, status in found
        if session.id not in elsewhere
    ]


def _rapporteurs(session: MeetingSession) -> list[Account]:
    """Those of the session and of the other sittings in its record, each once."""
    sittings = select(MeetingSession).where(MeetingSession.id.in_(programme.sittings_of(session)))
    found = {
        account.id: account
        for one in db.session.scalars(sittings.order_by(MeetingSession.id)).all()
        for _, account in programme.rapporteurs(OPERATOR, one)
    }
    return list(found.values())


def _owed(status: SummaryStatus | None) -> SummaryStatus | None:
    """An approval that no longer holds waits for the office again."""
    return status if status in (None, SummaryStatus.DRAFT) else SummaryStatus.SUBMITTED
