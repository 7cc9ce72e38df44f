"""Releasing the next version of a programme, with its mails and calendar updates in the same transaction."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from meetings.access.actor import OPERATOR, Actor
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.letters.rules import LetterKind
from meetings.outbox import actions as outbox
from meetings.programme import actions as programme
from meetings.programme.models import Meeting, Speaker
from meetings.programme.roles import InRole
from meetings.programme.rules import MeetingStatus, SpeakerAnswer
from meetings.programme.rules.differences import whats
from meetings.programme.rules.released import Change, Version, changes
from meetings.releasing import letters, queries
from meetings.releasing.letters import Told
from meetings.releasing.rules import Concerned, Hold, Update, told, updates
from meetings.speakers.actions import request_of

LONGEST_NOTE = 2000


@dataclass(frozen=True)
class Sent:
    """How many people are told of a version, and how many calendar entries move."""

    number: int
    people: int
    entries: int


def readable(before: Version, after: Version) -> tuple[Change, ...]:
    """The changes that people can read, in the order of the programme."""
    return tuple(change for change in changes(before, after) if whats(change))


def release(actor: Actor, meeting: Meeting, note: str, seen: int) -> Sent:
    """Make the draft the next version; everybody whose day it changes gets one mail, each entry one update.

    `seen`: the version that was public when the person saw what would change. Refused when nothing differs.
    """
    if len(note) > LONGEST_NOTE:
        raise Refused("At most %(most)s characters.", field="note", most=LONGEST_NOTE)
    before, after = programme.release(actor, meeting, note, seen)
    found = readable(before, after)
    if not found:
        raise Refused("Nothing in the draft differs from version %(number)s.", number=seen)
    roles = queries.writable(actor, meeting)
    entries = _updates(after, roles, released=True)
    people = queries.concerned(actor, meeting, roles)
    number = 0
    if meeting.status is MeetingStatus.PUBLISHED:
        number = _tell(meeting, people, found, note, entries)
        _send(meeting, entries, after, roles, people, note)
    return Sent(meeting.released, number, len(entries))


def _tell(
    meeting: Meeting,
    people: list[Concerned],
    found: tuple[Change, ...],
    note: str,
    entries: tuple[Update, ...],
) -> int:
    """One mail for each person whose day changes. Whoever only has a role gets the entry's own mail, which says it."""
    updated = {(update.email, update.uid) for update in entries}
    concerned = [(person, own) for person in people if (own := told(person, found))]
    for person, own in concerned:
        if person.admitted or any((person.email, c.after.uid) not in updated for c in own):
            _put(letters.NEW_VERSION, Told(meeting, person, own, note))
    return len(concerned)


def keep_entries(meeting: Meeting) -> int:
    """Bring the calendars of those in a role up to what is public; how many updates that took.

    After somebody has agreed to a role or left it, and after the meeting has moved or was cancelled. Whoever did that
    need not be allowed to see all whom it concerns: the house itself looks.
    """
    version = queries.version_now(OPERATOR, meeting)
    if not version:
        return 0
    if meeting.status is MeetingStatus.DRAFT:
        return 0  # taken back for a while; who was told keeps the entry until then
    roles = queries.writable(OPERATOR, meeting)
    entries = _updates(version, roles, released=False)
    _send(meeting, entries, version, roles, queries.concerned(OPERATOR, meeting, roles))
    return len(entries)


def meeting_moved_on(_actor: Actor, meeting: Meeting, _before: MeetingStatus) -> None:
    """A meeting that moved, was cancelled or published anew tells those in a role as it tells those who take part."""
    keep_entries(meeting)


def role_answered(_actor: Actor, meeting: Meeting) -> None:
    """Who has agreed to a role gets the session into the calendar, who has left it loses it there."""
    keep_entries(meeting)


def _updates(version: Version, roles: list[InRole], released: bool) -> tuple[Update, ...]:
    printed = {(s.uid, one.speaker_id) for s in version for one in s.people}
    holds: dict[tuple[str, str], Hold] = {}
    for one in roles:
        key = (one.session_uid, one.email)
        # Of several roles in one session the firmest counts.
        holds[key] = min(holds.get(key, Hold.OUT), _hold(one, key[0], printed), key=lambda h: h.value)
    return updates(version, holds, queries.entered(version), released)


def _hold(one: InRole, uid: str, printed: set[tuple[str, int | None]]) -> Hold:
    if one.answer is SpeakerAnswer.DECLINED:
        return Hold.OUT
    agreed = one.answer is SpeakerAnswer.CONFIRMED and (uid, one.speaker_id) in printed
    return Hold.AGREED if agreed else Hold.ASKED


def _send(
    meeting: Meeting,
    entries: Iterable[Update],
    version: Version,
    roles: list[InRole],
    known: Iterable[Concerned],
    note: str = "",
) -> None:
    sessions = {session.uid: session for session in version}
    people = {person.email: person for person in known}
    speakers = {(one.session_uid, one.email): one for one in roles}
    for update in entries:
        speaker = speakers.get((update.uid, update.email))
        person = people.get(update.email) or Concerned(update.email, "")
        person = replace(person, name=speaker.name, speaker_id=speaker.speaker_id) if speaker else person
        kind = letters.IN_ROLE if update.method == "REQUEST" else letters.NO_ROLE
        role = speaker.role.label if speaker else ""
        _put(kind, Told(meeting, person, note=note, session=sessions[update.uid], role=role), update)


def _put(kind: LetterKind, to: Told, update: Update | None = None) -> None:
    letter = letters.write(kind, to)
    outbox.put(
        to.person.email,
        letter.subject,
        letter.text,
        to_name=to.person.name,
        about=_about(to.person, update),
        letter=kind.code,
        invitation=None if update is None else letters.invitation(to, update),
    )


def _about(person: Concerned, update: Update | None) -> tuple[str, int] | None:
    """What the mail goes with when it is forgotten; a calendar's answer to a session's entry is about that role."""
    if update is None and person.registration_id is not None:
        return ("registration", person.registration_id)
    speaker = db.session.get(Speaker, person.speaker_id) if person.speaker_id is not None else None
    if speaker is not None:
        return ("role_request", request_of(speaker).id)
    return None if update is None or update.about is None else ("role_request", update.about)
