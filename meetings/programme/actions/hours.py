"""The instants of a session follow from its hours and the zone of its meeting, which may have changed since."""

from meetings.base.zones import second_of_two
from meetings.programme.models import MeetingSession
from meetings.programme.rules import SessionDraft, Span, session_instants


def derive(session: MeetingSession, zone: str, meeting: Span | None) -> None:
    """Derive a session's instants again; Refused, and nothing changed, when it cannot be then.

    `meeting` None: it lies in the tray.
    """
    draft = SessionDraft(
        session.label,
        session.kind,
        session.title,
        session.starts,
        session.ends,
        starts_second=session.starts_second,
        ends_second=session.ends_second,
    )
    own = session_instants(draft, zone, meeting)
    session.starts_at, session.ends_at = own.starts, own.ends
    session.starts_second = second_of_two(own.starts, zone)
    session.ends_second = second_of_two(own.ends, zone)
