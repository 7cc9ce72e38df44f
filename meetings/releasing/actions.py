"""Releasing the next version of a programme, with its mails and calendar updates in the same transaction."""

from collections import Counter
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
class Mail:
    """One mail that a release sends: its kind, what it tells, and the entry that it brings up to date."""

    kind: LetterKind
    told: Told
    update: Update | None = None


@dataclass(frozen=True)
class Planned:
    """What a release does: what people can read of it, and the mails, in the order of those who get them."""

    number: int
    changes: tuple[Change, ...]
    mails: tuple[Mail, ...]

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
    """What a release of the draft would do now."""
    before, after = programme.proposed(actor, meeting)
    return _planned(actor, meeting, before, after, note, meeting.released + 1)


def release(actor: Actor, meeting: Meeting, note: str, seen: int) -> Planned:
    """Make the draft the next version; everybody whose day it changes gets one mail, each entry one update.

    `seen`: the version that was public when the person saw what would change. Refused when nothing differs.
    """
    if len(note) > LONGEST_NOTE:
        raise Refused("At most %(most)s characters.", field="note", most=LONGEST_NOTE)
    before, after = programme.release(actor, meeting, note, seen)
    planned = _planned(actor, meeting, before, after, note, meeting.released)
    if not planned.changes:
        raise Refused("Nothing in the draft differs from version %(number)s.", number=seen)
    for mail in planned.mails:
        _put(mail)
    return planned


def _planned(
    actor: Actor, meeting: Meeting, before: Version, after: Version, note: str, number: int
) -> Planned:
    found = readable(before, after)
    roles = queries.writable(actor, meeting)
    people = queries.concerned(actor, meeting, roles)
    if meeting.status is not MeetingStatus.PUBLISHED or not found:
        return Planned(number, found, ())
    entries = _of_roles(meeting, after, roles, people, released=True, note=note)
    updated = {(mail.told.person.email, mail.update.uid) for mail in entries if mail.update}
    # Whoever only has a role gets the entry's own mail, which says it.
    news = [
        Mail(letters.NEW_VERSION, Told(meeting, person, own, note, number=number))
        for person in people
        if (own := told(person, found))
        and (person.admitted or any((person.email, c.after.uid) not in updated for c in own))
    ]
    mails = sorted([*news, *entries], key=lambda m: (m.told.person.name.casefold(), m.told.person.email))
    return Planned(number, found, tuple(mails))


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
    people = queries.concerned(OPERATOR, meeting, roles)
    mails = _of_roles(meeting, version, roles, people, released=False)
    for mail in mails:
        _put(mail)
    return len(mails)


def meeting_moved_on(_actor: Actor, meeting: Meeting, _before: MeetingStatus) -> None:
    """A meeting that moved, was cancelled or published anew tells those in a role as it tells those who take part."""
    keep_entries(meeting)


def role_answered(_actor: Actor, meeting: Meeting) -> None:
    """Who has agreed to a role gets the session into the calendar, who has left it loses it there."""
    keep_entries(meeting)


def _of_roles(
    meeting: Meeting,
    version: Version,
    roles: list[InRole],
    people: Iterable[Concerned],
    released: bool,
    note: str = "",
) -> list[Mail]:
    """The mails that bring the calendars of those in a role up to a version."""
    printed = {(s.uid, one.speaker_id) for s in version for one in s.people}
    holds: dict[tuple[str, str], Hold] = {}
    for one in roles:
        key = (one.session_uid, one.email)
        # Of several roles in one session the firmest counts.
        holds[key] = min(holds.get(key, Hold.OUT), _hold(one, key[0], printed), key=lambda h: h.value)
    sessions = {session.uid: session for session in version}
    known = {person.email: person for person in people}
    speakers = {(one.session_uid, one.email): one for one in roles}
    mails = []
    for update in updates(version, holds, queries.entered(version), released):
        speaker = speakers.get((update.uid, update.email))
        person = known.get(update.email) or Concerned(update.email, "")
        if speaker is not None:
            person = replace(person, name=speaker.name, speaker_id=speaker.speaker_id)
        role = speaker.role.label if speaker else ""
        session = sessions[update.uid]
        mails.append(
            Mail(_kind(meeting, update), Told(meeting, person, note=note, session=session, role=role), update)
        )
    return mails


def _kind(meeting: Meeting, update: Update) -> LetterKind:
    if update.method == "REQUEST":
        return letters.IN_ROLE
    return letters.ROLE_CANCELLED if meeting.status is MeetingStatus.CANCELLED else letters.NO_ROLE


def _hold(one: InRole, uid: str, printed: set[tuple[str, int | None]]) -> Hold:
    if one.answer is SpeakerAnswer.DECLINED:
        return Hold.OUT
    agreed = one.answer is SpeakerAnswer.CONFIRMED and (uid, one.speaker_id) in printed
    return Hold.AGREED if agreed else Hold.ASKED


def _put(mail: Mail) -> None:
    person = mail.told.person
    letter = letters.write(mail.kind, mail.told)
    outbox.put(
        person.email,
        letter.subject,
        letter.text,
        to_name=person.name,
        about=_about(person, mail.update),
        letter=mail.kind.code,
        invitation=None if mail.update is None else letters.invitation(mail.told, mail.update),
    )


def _about(person: Concerned, update: Update | None) -> tuple[str, int] | None:
    """What the mail goes with when it is forgotten; a calendar's answer to a session's entry is about that role."""
    if update is None and person.registration_id is not None:
        return ("registration", person.registration_id)
    speaker = db.session.get(Speaker, person.speaker_id) if person.speaker_id is not None else None
    if speaker is not None:
        return ("role_request", request_of(speaker).id)
    return None if update is None or update.about is None else ("role_request", update.about)
