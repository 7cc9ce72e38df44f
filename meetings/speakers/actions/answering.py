"""Confirming and declining: the person by the link, or the office on their behalf."""

from collections.abc import Callable

from meetings.access import audit
from meetings.access.actor import ANYONE, Actor
from meetings.base import clock, files, secrets
from meetings.base.database import db
from meetings.base.file_kinds import FileGiven
from meetings.base.refusals import NotFound, Refused
from meetings.programme import releases
from meetings.programme.actions.noticed import hold
from meetings.programme.models import Meeting, Speaker
from meetings.programme.rules import SpeakerAnswer
from meetings.programme.rules.released import Session
from meetings.speakers.models import RoleRequest
from meetings.speakers.queries import find_request, printed_of, zone_of
from meetings.speakers.rules import AnswerDraft, Nothing, check_answer, kept, why_nothing

SAID = ("talk", "bio", "language")
# Rooms above that must act when somebody has confirmed or declined (see rooms.py): their calendar is told.
Follow = Callable[[Actor, Meeting], None]
_followers: dict[str, Follow] = {}


def follow_roles(room: str, follow: Follow) -> None:
    """Let a room above know of every answer, and of every address that is corrected: called when that stands."""
    _followers[room] = follow


def tell_followers(actor: Actor, meeting: Meeting) -> None:
    """Let the rooms above know that an answer, or the address of somebody in a role, has changed."""
    for follow in _followers.values():
        follow(actor, meeting)


# Rooms above that have written to somebody in a role, and must know that this went to a wrong address.
FollowAddress = Callable[[Speaker], None]
_corrected: dict[str, FollowAddress] = {}


def follow_corrected_roles(room: str, follow: FollowAddress) -> None:
    """Let a room above end what it sent to a wrong address of somebody in a role."""
    _corrected[room] = follow


def tell_corrected(actor: Actor, speaker: Speaker) -> None:
    """Let the rooms above know that the address of somebody in a role is another one now."""
    db.session.flush()  # they look for the person's address
    for follow in _corrected.values():
        follow(speaker)
    tell_followers(actor, speaker.session.meeting)


def why_not(
    speaker: Speaker | None, request: RoleRequest | None = None, told: Session | None = None
) -> Nothing | None:
    """What stands against an answer of this person; None: nothing does. `told`: what is public of the session."""
    if speaker is None:
        meeting = request.meeting if request is not None else None
        if meeting is not None and meeting.status.value == "cancelled":
            return Nothing.MEETING_CANCELLED
        printed = request is not None and printed_of(ANYONE, request)
        return Nothing.CHANGING if printed else Nothing.REMOVED
    session = told or speaker.session
    starts_at = None if session.unscheduled else session.starts_at
    cancelled = told.cancelled if told else speaker.session.cancelled_at is not None
    return why_nothing(True, speaker.session.meeting.status, cancelled, starts_at, clock.now())


def why_dead(request: RoleRequest) -> Nothing | None:
    """Why the link of this request changes nothing; None: it does."""
    speaker = request.speaker
    told = None if speaker is None else releases.told_of(Actor(name=speaker.name), speaker.session)
    return why_not(speaker, request, told)


def answer(request: RoleRequest, draft: AnswerDraft, file: FileGiven | None = None) -> None:
    """What the person answers by the link, again and again until the session begins.

    `file`: the presentation as it is to be; None: none (any more).
    """
    speaker = _held(request)
    check_answer(speaker.answer, draft.to, why_dead(request))
    if draft.to is SpeakerAnswer.CONFIRMED:
        for name in SAID:
            setattr(speaker, name, getattr(draft, name))
        speaker.needs, speaker.why = kept(draft.services), ""
        _take_file(request, file)
    else:
        speaker.why, speaker.needs = draft.why, ""
    speaker.answer, speaker.answered_at = draft.to, clock.now()
    tell_followers(Actor(name=speaker.name), request.meeting)


def record_answer(actor: Actor, speaker: Speaker, to: SpeakerAnswer, note: str) -> None:
    """Write down an answer that reached the office another way; the trail keeps the note of how."""
    hold(speaker.session.meeting)
    db.session.refresh(speaker)
    if to not in (SpeakerAnswer.CONFIRMED, SpeakerAnswer.DECLINED):
        raise Refused("Choose the answer.", field="answer")
    check_answer(speaker.answer, to, why_not(speaker))
    if not note.strip():
        raise Refused("Say how you were told.", field="note")
    before = audit.values_of(speaker, "answer")
    speaker.answer, speaker.answered_at = to, clock.now()
    after = audit.values_of(speaker, "answer") | {"note": note}
    audit.record(actor, "record_answer", "role_request", request_of(speaker).id, before, after)
    tell_followers(actor, speaker.session.meeting)


def _held(request: RoleRequest) -> Speaker:
    """The role, read afresh under the lock of its meeting: of two answers at once the second sees the first."""
    hold(request.meeting)
    speaker = request.speaker
    if speaker is None:
        raise NotFound
    db.session.refresh(speaker)
    db.session.refresh(request)
    return speaker


def _take_file(request: RoleRequest, file: FileGiven | None) -> None:
    old = request.file
    if file is not None and old is not None and (old.digest, old.name) == (file.digest, file.name):
        return
    request.file = files.refer(file) if file is not None else None
    db.session.flush()  # nothing refers to the old one when it goes
    if old is not None:
        files.let_go([old])


def request_of(speaker: Speaker) -> RoleRequest:
    """What was asked of this person, or will be: all that the trail and the links know them by."""
    found = find_request(speaker)
    if found is not None:
        return found
    request = RoleRequest(
        key=secrets.new_key(),
        meeting=speaker.session.meeting,
        speaker=speaker,
        role_number=speaker.id,
        language="en",
        zone=zone_of(speaker),
    )
    db.session.add(request)
    db.session.flush()  # its link needs the id
    return request
