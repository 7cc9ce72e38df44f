"""Releasing the next version of a programme, with its mails and calendar updates in the same transaction."""

from collections import defaultdict
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
from meetings.releasing.rules import Concerned, Update, told, updates
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
    entries = _updates(after, roles)
    people = queries.concerned(actor, meeting, roles)
    number = 0
    if meeting.status is MeetingStatus.PUBLISHED:
        number = _tell(meeting, people, found, note, entries, after, roles)
    return Sent(meeting.released, number, len(entries))


def _tell(
    meeting: Meeting,
    people: list[Concerned],
    found: tuple[Change, ...],
    note: str,
    entries: tuple[Update, ...],
    version: Version,
    roles: list[InRole],
) -> int:
    """One mail for each person; it carries the update of an entry, when there is one only."""
    of_person = defaultdict(list)
    for update in entries:
        of_person[update.email].append(update)
    number = 0
    for person in people:
        own = told(person, found)
        if not own:
            continue
        number += 1
        mine = of_person.pop(person.email, []) if len(of_person.get(person.email, [])) == 1 else []
        _put(letters.NEW_VERSION, Told(meeting, person, own, note), mine[0] if mine else None, version)
    _send(meeting, [u for each in of_person.values() for u in each], version, roles, people)
    return number


def keep_entries(meeting: Meeting) -> int:
    """Bring the calendars of those in a role up to what is public; how many updates that took.

    After somebody has agreed to a role or left it, and after the meeting has moved or was cancelled. Whoever did that
    need not be allowed to see all whom it concerns: the house itself looks.
    """
    version = queries.version_now(OPERATOR, meeting)
    if not version:
        return 0
    if meeting.status is MeetingStatus.DRAFT:
        return (
            0  # taken back for a while: who was told keeps the entry until it is published anew or cancelled
        )
    roles = queries.writable(OPERATOR, meeting)
    entries = _updates(version, roles)
    _send(meeting, entries, version, roles, queries.concerned(OPERATOR, meeting, roles))
    return len(entries)


def meeting_moved_on(_actor: Actor, meeting: Meeting, _before: MeetingStatus) -> None:
    """A meeting that moved, was cancelled or published anew tells those in a role as it tells those who take part."""
    keep_entries(meeting)


def role_answered(_actor: Actor, meeting: Meeting) -> None:
    """Who has agreed to a role gets the session into the calendar, who has left it loses it there."""
    keep_entries(meeting)


def _updates(version: Version, roles: list[InRole]) -> tuple[Update, ...]:
    printed = {(s.uid, one.speaker_id) for s in version for one in s.people}
    confirmed = {
        (one.session_uid, one.email): one
        for one in roles
        if one.answer is SpeakerAnswer.CONFIRMED and (one.session_uid, one.speaker_id) in printed
    }
    return updates(version, confirmed, queries.entered(version))


def _send(
    meeting: Meeting,
    entries: Iterable[Update],
    version: Version,
    roles: list[InRole],
    known: Iterable[Concerned],
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
        _put(kind, Told(meeting, person, session=sessions[update.uid], role=role), update, version)


def _request(person: Concerned) -> int:
    """What was asked of the person: mails about it go with it when it is forgotten."""
    speaker = db.session.get(Speaker, person.speaker_id) if person.speaker_id is not None else None
    return request_of(speaker).id if speaker is not None else 0


def _put(kind: LetterKind, to: Told, update: Update | None, version: Version) -> None:
    calendar = None
    if update is not None:
        session = next(s for s in version if s.uid == update.uid)
        calendar = letters.invitation(Told(to.meeting, to.person, session=session), update)
    letter = letters.write(kind, to)
    person = to.person
    # A calendar's answer to a session's entry is the answer about that role, not about the registration.
    if person.registration_id is not None and (update is None or person.speaker_id is None):
        about = ("registration", person.registration_id)
    else:
        about = ("role_request", _request(person))
    outbox.put(
        to.person.email,
        letter.subject,
        letter.text,
        to_name=to.person.name,
        about=about,
        letter=kind.code,
        invitation=calendar,
    )
