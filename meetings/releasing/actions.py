"""Releasing the next version of a programme, with its mails and calendar updates in the same transaction."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from meetings.access.actor import OPERATOR, Actor
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.letters.posting import post
from meetings.letters.rules import LetterKind
from meetings.outbox.queries import shows_entry
from meetings.programme import actions as programme
from meetings.programme import releases
from meetings.programme.models import Meeting, Speaker
from meetings.programme.roles import InRole
from meetings.programme.rules import MeetingStatus
from meetings.programme.rules.differences import others_stand_there, whats
from meetings.programme.rules.released import Change, Version, changes
from meetings.releasing import letters, queries
from meetings.releasing.letters import Told
from meetings.releasing.rules import (
    Concerned,
    Entered,
    Hold,
    Stand,
    Update,
    kept_notes,
    parted,
    printed_roles,
    recast,
    stands,
    taken,
    told,
    updates,
)
from meetings.speakers.actions import request_of

LONGEST_NOTE = 2000
# When people are written to: a draft stands here for what publishing it again will send.
TOLD = frozenset({MeetingStatus.DRAFT, MeetingStatus.PUBLISHED})


@dataclass(frozen=True)
class Mail:
    """One mail that a release sends: its kind, what it tells, and the entry that it brings up to date.

    `about`: the request for the role that the entry was told about last.
    """

    kind: LetterKind
    told: Told
    update: Update | None = None
    about: int | None = None


@dataclass(frozen=True)
class Planned:
    """What a release does: what people can read of it, and the mails, in the order of those who get them.

    `handed_over`: somebody else stands there under what is printed, which nobody can read.
    """

    number: int
    changes: tuple[Change, ...]
    mails: tuple[Mail, ...]
    handed_over: bool = False

    @property
    def differs(self) -> bool:
        """Whether there is anything to release."""
        return bool(self.changes or self.mails or self.handed_over)

    @property
    def people(self) -> list[Concerned]:
        """Everybody who is written to, once."""
        return list({mail.told.person.email: mail.told.person for mail in self.mails}.values())

    def people_by_session(self) -> Counter[str]:
        """How many people are told of each session, by its UID."""
        told_of = {(c.after.uid, mail.told.person.email) for mail in self.mails for c in mail.told.changes}
        told_of |= {(mail.update.uid, mail.update.email) for mail in self.mails if mail.update is not None}
        return Counter(uid for uid, _email in told_of)

    def entries(self, method: str) -> int:
        """How many calendar entries move or come (REQUEST), or vanish (CANCEL)."""
        return sum(mail.update is not None and mail.update.method == method for mail in self.mails)


def readable(before: Version, after: Version) -> tuple[Change, ...]:
    """The changes that people can read, in the order of the programme."""
    return tuple(change for change in changes(before, after) if whats(change))


def plan(actor: Actor, meeting: Meeting, note: str = "") -> Planned:
    """What a release of the draft would do now; of a programme that was taken back, what publishing it again would."""
    before, after = programme.proposed(actor, meeting)
    return _planned(actor, meeting, before, after, note, meeting.released + 1)


def release(actor: Actor, meeting: Meeting, note: str, seen: int) -> Planned:
    """Make the draft the next version; everybody whose day it changes gets one mail, each entry one update.

    A programme that was taken back is public again by that. `seen`: the version that was public when the person saw
    what would change. Refused when nothing differs.
    """
    if len(note) > LONGEST_NOTE:
        raise Refused("At most %(most)s characters.", field="note", most=LONGEST_NOTE)
    if meeting.status is MeetingStatus.DRAFT:
        planned = plan(actor, meeting, note)
        programme.take_step(actor, meeting, MeetingStatus.PUBLISHED, note=note, seen=seen)
        return planned
    before, after = programme.release(actor, meeting, note, seen)
    planned = _planned(actor, meeting, before, after, note, meeting.released)
    if not planned.differs:
        raise Refused("Nothing in the draft differs from version %(number)s.", number=seen)
    for mail in planned.mails:
        _put(mail)
    return planned


def _planned(
    actor: Actor, meeting: Meeting, before: Version, after: Version, note: str, number: int
) -> Planned:
    found = readable(before, after)
    handed_over = any(others_stand_there(change) for change in changes(before, after))
    if meeting.status not in TOLD:
        return Planned(number, found, (), handed_over)
    now, roles = clock.now(), queries.writable(actor, meeting)
    people = queries.concerned(actor, meeting, roles)
    entries = _of_roles(meeting, after, roles, people, note, before)
    updated = {(mail.told.person.email, mail.update.uid) for mail in entries if mail.update}
    # Whoever only has a role gets the entry's own mail, which says it.
    news = [
        Mail(letters.NEW_VERSION, Told(meeting, person, own, note, number=number))
        for person in people
        if (own := told(person, found, now))
        and (person.admitted or any((person.email, c.after.uid) not in updated for c in own))
    ]
    mails = sorted([*news, *entries], key=lambda m: (m.told.person.name.casefold(), m.told.person.email))
    return Planned(number, found, tuple(mails), handed_over)


def keep_entries(meeting: Meeting) -> int:
    """Bring the calendars of those in a role up to what is public; how many updates that took.

    After somebody has agreed to a role or left it, and after the meeting has moved or was cancelled. Whoever did that
    need not be allowed to see all whom it concerns: the house itself looks. While a programme is taken back, who was
    told keeps the entry; after the meeting nobody is told anything.
    """
    if meeting.status not in (MeetingStatus.PUBLISHED, MeetingStatus.CANCELLED):
        return 0
    version = queries.version_now(OPERATOR, meeting)
    if not version:
        return 0
    roles = queries.writable(OPERATOR, meeting)
    people = queries.concerned(OPERATOR, meeting, roles)
    mails = _of_roles(meeting, version, roles, people)
    for mail in mails:
        _put(mail)
    return len(mails)


def meeting_moved_on(_actor: Actor, meeting: Meeting, before: MeetingStatus) -> None:
    """A meeting that moved, was cancelled or published anew tells those in a role as it tells those who take part.

    Publishing a programme that was taken back is a release: whoever takes part is told what differs, too.
    """
    again = before is MeetingStatus.DRAFT and meeting.status is MeetingStatus.PUBLISHED
    if not again or meeting.released < 2:
        keep_entries(meeting)
        return
    number = meeting.released
    stood, now = (releases.version_of(OPERATOR, meeting, n) for n in (number - 1, number))
    made = releases.find_release(OPERATOR, meeting)
    for mail in _planned(OPERATOR, meeting, stood, now, made.note if made else "", number).mails:
        _put(mail)


def role_answered(_actor: Actor, meeting: Meeting) -> None:
    """Who has agreed to a role gets the session into the calendar, who has left it loses it there."""
    keep_entries(meeting)


def _of_roles(
    meeting: Meeting,
    version: Version,
    roles: list[InRole],
    people: Iterable[Concerned],
    note: str = "",
    before: Version = (),
) -> list[Mail]:
    """The mails that bring the calendars of those in a role up to a version, and say a role that is another one now."""
    known = queries.entered(version)
    off = queries.off(OPERATOR, meeting, version, roles)
    rows = queries.in_sessions(roles)
    standing = stands(version, rows, known, off)
    sessions = {session.uid: session for session in version}
    printed = printed_roles(version)
    theirs = taken(printed, rows, standing)
    others = recast(printed_roles(before), theirs) | parted(before, printed, rows, standing)
    reached = {person.email: person for person in people}
    differ = {change.after.uid: change for change in readable(before, version)} if before else {}
    waits = any(last.waits for last in known.values())
    notes = queries.notes_of(meeting) if waits else []
    mails = []
    for update in updates(version, standing, known, clock.now(), others):
        key = (update.uid, update.email)
        stand, last = standing.get(key, Stand(Hold.OUT)), known.get(key)
        again = kept_notes(notes, last.waits) if last and update.method == "REQUEST" else []
        said = "\n\n".join(dict.fromkeys(filter(None, [*again, note])))
        person = _person(update, stand, last, reached)
        own = tuple(dict.fromkeys(theirs[key].values())) if key in theirs else (stand.role,)
        # A mail that has not left yet is replaced by this one: nobody has read what it said.
        read = last is not None and last.held and not last.waits
        change = (differ[update.uid],) if read and update.uid in differ else ()
        anew = read or (last is not None and last.held and shows_entry(update.uid, update.email))
        what = Told(meeting, person, change, said, sessions[update.uid], own, anew=anew)
        mails.append(Mail(_kind(meeting, update), what, update, last.about if last else None))
    return mails


def _person(
    update: Update, stand: Stand, last: Entered | None, reached: Mapping[str, Concerned]
) -> Concerned:
    """Whom an update goes to, under the name that the role has; who has left it, as they were written to before."""
    person = reached.get(update.email)
    if person is None:
        language, zone = (last.language, last.zone) if last else ("en", "")
        person = Concerned(update.email, last.name if last else "", language, zone)
    return replace(person, name=stand.name or person.name, speaker_id=stand.speaker_id)


def _kind(meeting: Meeting, update: Update) -> LetterKind:
    if update.method == "REQUEST":
        return letters.IN_ROLE
    return letters.ROLE_CANCELLED if meeting.status is MeetingStatus.CANCELLED else letters.NO_ROLE


def _put(mail: Mail) -> None:
    person = mail.told.person
    letter = letters.write(mail.kind, mail.told)
    post(
        mail.kind,
        letter,
        person.email,
        person.name,
        _about(mail),
        invitation=None if mail.update is None else letters.invitation(mail.told, mail.update),
    )


def _about(mail: Mail) -> tuple[str, int] | None:
    """What the mail goes with when it is forgotten; a calendar's answer to a session's entry is about that role."""
    person = mail.told.person
    if mail.update is None and person.registration_id is not None:
        return ("registration", person.registration_id)
    speaker = db.session.get(Speaker, person.speaker_id) if person.speaker_id is not None else None
    if speaker is not None:
        return ("role_request", request_of(speaker).id)
    return None if mail.about is None else ("role_request", mail.about)
