"""A meeting or a session as calendars are told of it: the same in feeds, downloads and invitations."""

from meetings.ical import Entry
from meetings.programme.models import Meeting
from meetings.programme.rules import MeetingStatus, Told
from meetings.programme.rules.released import Session


def told_of_meeting(meeting: Meeting) -> Told:
    """What calendars are told of a meeting as a whole."""
    return Told(
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=(meeting.place, meeting.city, meeting.zone),
        join_link=meeting.join_link,
        cancelled=meeting.status is MeetingStatus.CANCELLED,
        words=(meeting.title, meeting.about, meeting.kind.value, meeting.mode.value),
    )


def place_line(*parts: str) -> str:
    """Room, place, city on one line, without what is empty or said twice."""
    return ", ".join(dict.fromkeys(part for part in parts if part))


def meeting_entry(meeting: Meeting, url: str, note: str = "", join_link: str | None = None) -> Entry:
    """The meeting as one calendar entry. `url` is its public page, `note` stands below the description.

    `join_link` only for an invitation or a private feed.
    """
    told = told_of_meeting(meeting)
    return Entry(
        uid=meeting.uid,
        sequence=meeting.sequence,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        summary=meeting.title,
        changed_at=meeting.changed_at,
        description="\n\n".join(part for part in (meeting.about, note) if part),
        location=place_line(meeting.place, meeting.city if meeting.place else ""),
        url=url,
        cancelled=told.cancelled,
        join_link=join_link,
    )


def session_entry(
    meeting: Meeting,
    session: Session,
    url: str,
    kind: str,
    note: str = "",
    join_link: str | None = None,
) -> Entry:
    """A released session as a calendar entry; `kind` is its kind in the reader's language."""
    place = (session.room, meeting.place)
    return Entry(
        uid=session.uid,
        sequence=session.sequence,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        summary=f"{session.label} · {session.title}",
        changed_at=session.changed_at or meeting.changed_at,
        description="\n\n".join(part for part in (meeting.title, session.about, note) if part),
        location=place_line(*place, meeting.city if any(place) else ""),
        url=f"{url}#s-{session.label}",
        cancelled=not session.takes_place,
        categories=(kind,),
        join_link=join_link,
    )
