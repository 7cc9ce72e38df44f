"""A meeting or a session as calendars are told of it: the same in feeds, downloads and invitations."""

from meetings.ical import Entry
from meetings.programme.models import Meeting
from meetings.programme.rules import MeetingStatus, Mode, Told
from meetings.programme.rules.released import Around, Session


def told_of_meeting(meeting: Meeting) -> Told:
    """What calendars are told of a meeting as a whole; whoever must come or join in another way is asked again."""
    said = around(meeting)
    return Told(
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=(*said.place, meeting.mode.value),
        join_link=said.join_link,
        cancelled=said.cancelled,
        words=(meeting.title, meeting.about, meeting.kind.value),
    )


def around(meeting: Meeting) -> Around:
    """What calendars are told of the meeting around its sessions: no link of one in person, no room of one online."""
    place = "" if meeting.mode is Mode.VIRTUAL else meeting.place
    return Around(
        meeting.title,
        (place, meeting.city, meeting.zone),
        "" if meeting.mode is Mode.IN_PERSON else meeting.join_link,
        meeting.status is MeetingStatus.CANCELLED,
    )


def _where(meeting: Meeting, room: str = "") -> str:
    """Room, place and city; of a meeting that is held online only, its room there."""
    return room if meeting.mode is Mode.VIRTUAL else place_line(room, meeting.place, meeting.city)


def place_line(*parts: str) -> str:
    """Room, place, city on one line, without what is empty or said twice."""
    return ", ".join(dict.fromkeys(part for part in parts if part))


def meeting_entry(meeting: Meeting, url: str, note: str = "", join_link: str | None = None) -> Entry:
    """The meeting as one calendar entry. `url` is its public page, `note` stands below the description.

    `join_link` only for an invitation or a private feed.
    """
    return Entry(
        uid=meeting.uid,
        sequence=meeting.sequence,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        summary=meeting.title,
        changed_at=meeting.changed_at,
        description="\n\n".join(part for part in (meeting.about, note) if part),
        location=_where(meeting),
        url=url,
        cancelled=meeting.status is MeetingStatus.CANCELLED,
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
    return Entry(
        uid=session.uid,
        sequence=session.sequence,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        summary=f"{session.label} · {session.title}",
        changed_at=session.changed_at or meeting.changed_at,
        description="\n\n".join(part for part in (meeting.title, session.about, note) if part),
        location=_where(meeting, session.room),
        url=f"{url}#s-{session.label}",
        cancelled=not session.takes_place,
        categories=(kind,),
        join_link=join_link,
    )
