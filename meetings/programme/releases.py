"""Versions of a programme, between the rows that keep them and the rules that compare them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Text, cast, select
from sqlalchemy.orm import selectinload

from meetings.access.actor import Actor
from meetings.base.database import db
from meetings.programme.entries import around
from meetings.programme.models import Meeting, MeetingSession, ProgrammeRelease, ReleasedSession
from meetings.programme.rules import SpeakerAnswer, released
from meetings.programme.rules.differences import whats
from meetings.programme.rules.released import Around, Change, Printed, Session, Version

COPIED = (
    "uid", "session_id", "label", "kind", "title", "about", "starts", "ends", "starts_at", "ends_at", "room",
    "attribution", "cancelled", "taken_out", "sequence", "changed_at",
)  # fmt: skip


def drafted(meeting: Meeting, sessions: Iterable[MeetingSession]) -> Version:
    """The programme as the draft has it now: without the tray, and without those who declined."""
    said = around(meeting)
    return released.in_order(_of_draft(meeting, s, said) for s in sessions if not s.unscheduled)


def _of_draft(meeting: Meeting, session: MeetingSession, said: Around) -> Session:
    people = tuple(
        Printed(s.role, s.name, s.function, s.organization, s.talk, s.minutes, s.id, s.person_id)
        for s in session.speakers
        if s.answer is not SpeakerAnswer.DECLINED
    )
    return Session(
        uid=session.uid,
        session_id=session.id,
        label=session.label,
        kind=session.kind,
        title=session.title,
        about=session.about,
        starts=session.starts,
        ends=session.ends,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        room=session.room,
        attribution=session.attribution,
        interpretation=tuple(session.interpretation),
        people=people,
        cancelled=session.cancelled_at is not None,
        around=said,
        meeting_id=meeting.id,
    )


def version_of(actor: Actor, meeting: Meeting, number: int | None = None) -> Version:
    """A version of the programme that was released, the public one unless told otherwise; empty when there is none."""
    rows = db.session.scalars(
        select(ReleasedSession)
        .join(ReleasedSession.release)
        .where(
            ProgrammeRelease.meeting_id == meeting.id,
            ProgrammeRelease.number == (meeting.released if number is None else number),
        )
    )
    return of_rows(meeting, rows)


@dataclass(frozen=True)
class Latest:
    """The version that is public, what it changed for readers since the one before, and when it was released."""

    version: Version
    changes: tuple[Change, ...]
    release: ProgrammeRelease | None


def latest(actor: Actor, meeting: Meeting) -> Latest:
    """The public version and what differs from the one before it: two statements."""
    pair = (meeting.released - 1, meeting.released)
    found = db.session.scalars(
        select(ProgrammeRelease)
        .where(ProgrammeRelease.meeting_id == meeting.id, ProgrammeRelease.number.in_(pair))
        .options(selectinload(ProgrammeRelease.sessions))
        .order_by(ProgrammeRelease.number)
    ).all()
    versions = [of_rows(meeting, release.sessions) for release in found]
    if len(versions) < 2:
        return Latest(versions[-1] if versions else (), (), found[-1] if found else None)
    changed = released.visible(released.changes(versions[0], versions[1]))
    return Latest(versions[1], tuple(c for c in changed if whats(c)), found[1])


def of_rows(meeting: Meeting, rows: Iterable[ReleasedSession]) -> Version:
    """Rows of one version as the rules know them."""
    return released.in_order(of_row(meeting, row) for row in rows)


def told_of(actor: Actor, session: MeetingSession) -> Session | None:
    """What the public version tells of a session, also that it was taken out; None: nothing. At most one statement."""
    meeting = session.meeting
    if not meeting.released:
        return None
    row = db.session.scalar(
        select(ReleasedSession)
        .join(ReleasedSession.release)
        .where(
            ProgrammeRelease.meeting_id == meeting.id,
            ProgrammeRelease.number == meeting.released,
            ReleasedSession.uid == session.uid,
        )
    )
    return None if row is None else of_row(meeting, row)


# no actor: what is public
def all_told(session_ids: Collection[int]) -> dict[int, tuple[Meeting, ReleasedSession]]:
    """What the public versions of their meetings tell of these sessions, by id; one statement."""
    rows = db.session.execute(
        select(Meeting, ReleasedSession)
        .join(ProgrammeRelease, ProgrammeRelease.meeting_id == Meeting.id)
        .join(ReleasedSession, ReleasedSession.release_id == ProgrammeRelease.id)
        .where(ProgrammeRelease.number == Meeting.released, ReleasedSession.session_id.in_(session_ids))
    )
    return {row.session_id: (meeting, row) for meeting, row in rows if row.session_id is not None}


def public_titles(session_ids: Collection[int]) -> dict[int, str]:
    """The titles under which these sessions are public, by id; none of one that no version tells of."""
    return {number: row.title for number, (_meeting, row) in all_told(session_ids).items()}


def of_row(meeting: Meeting, row: ReleasedSession) -> Session:
    """A row of a version as the rules know it."""
    said = around(meeting)
    # What was told of a session that was taken out stays as it was; of all others it is the meeting's own.
    own = Around(said.title, tuple(row.place), row.join_link, said.cancelled)
    return Session(
        **{name: getattr(row, name) for name in COPIED},
        interpretation=tuple(row.interpretation),
        people=tuple(map(released.printed_of, row.people)),
        around=own,
        meeting_id=meeting.id,
    )


def forget_people(records: Collection[int]) -> None:
    """What was printed stays in every version; that it was these people of the directory is no longer known."""
    for record in records:
        as_text = cast(ReleasedSession.people, Text)
        rows = select(ReleasedSession).where(as_text.contains(f'"person_id": {record}'))
        for row in db.session.scalars(rows):
            row.people = [
                one | ({"person_id": None} if one["person_id"] == record else {}) for one in row.people
            ]


def find_release(actor: Actor, meeting: Meeting, number: int | None = None) -> ProgrammeRelease | None:
    """A release of the meeting, the public one unless told otherwise."""
    return db.session.scalar(
        select(ProgrammeRelease).where(
            ProgrammeRelease.meeting_id == meeting.id,
            ProgrammeRelease.number == (meeting.released if number is None else number),
        )
    )


def write(meeting: Meeting, number: int, version: Version, now: datetime, by: str, note: str = "") -> None:
    """Keep a version under its number; what stood under it is replaced."""
    release = db.session.scalar(
        select(ProgrammeRelease)
        .where(ProgrammeRelease.meeting_id == meeting.id, ProgrammeRelease.number == number)
        .options(selectinload(ProgrammeRelease.sessions))
    )
    if release is None:
        release = ProgrammeRelease(
            meeting_id=meeting.id, number=number, released_at=now, released_by=by, note=note
        )
        db.session.add(release)
    rows = {row.uid: row for row in release.sessions}
    for session in version:
        row = rows.pop(session.uid, None)
        if row is None:
            row = ReleasedSession(uid=session.uid)
            release.sessions.append(row)
        for name in COPIED:
            setattr(row, name, getattr(session, name))
        row.interpretation = list(session.interpretation)
        row.people = [released.printed_values(one) for one in session.people]
        row.place, row.join_link = list(session.around.place), session.around.join_link
    for row in rows.values():
        release.sessions.remove(row)
