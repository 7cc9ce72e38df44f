"""Who does what in a session."""

from collections.abc import Callable, Collection

from meetings.access import actions as access
from meetings.access import audit
from meetings.access.actor import Actor
from meetings.access.models import Account, RoleHolding
from meetings.access.permissions import Role
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.programme.actions.noticed import hold
from meetings.programme.models import MeetingSession, Speaker
from meetings.programme.rules import SpeakerDraft, check_same_person

SPEAKER_FIELDS = ("name", "role", "function", "organization", "person_id", "minutes")
LONGEST = 200

# Rooms above that hear whom the programme names no more in a session, each by name and organization.
Follow = Callable[[MeetingSession, Collection[tuple[str, str]]], None]
_followers: dict[str, Follow] = {}


def follow_named_no_more(room: str, follow: Follow) -> None:
    """Let a room above know: it is called in the same transaction, once the programme has the name no more."""
    _followers[room] = follow


def _named_no_more(session: MeetingSession, name: str, organization: str) -> None:
    for follow in _followers.values():
        follow(session, [(name, organization)])


def add_speaker(actor: Actor, session: MeetingSession, draft: SpeakerDraft) -> Speaker:
    """Somebody in a role of the session, after those who are there."""
    _check_texts(draft)
    hold(session.meeting)
    last = max((speaker.position for speaker in session.speakers), default=0)
    speaker = Speaker(position=last + 1)
    for name in SPEAKER_FIELDS:
        setattr(speaker, name, getattr(draft, name))
    session.speakers.append(speaker)
    db.session.flush()  # the trail needs its id
    after = audit.values_of(speaker, *SPEAKER_FIELDS)
    audit.record(actor, "add_speaker", "session", session.id, None, after)
    return speaker


def edit_speaker(actor: Actor, speaker: Speaker, draft: SpeakerDraft, same: bool = False) -> None:
    """Change how a speaker is printed, or the role.

    Refused when that may put another person into the place of one who was asked: the address, the answer and the
    calendar entry stay with the row. `same`: under another name it is the same person.
    """
    _check_texts(draft)
    hold(speaker.session.meeting)
    db.session.refresh(speaker)
    if speaker.was_asked:
        check_same_person(speaker.name, speaker.person_id, draft, same)
    before = audit.values_of(speaker, *SPEAKER_FIELDS)
    called = speaker.name, speaker.organization
    for name in SPEAKER_FIELDS:
        setattr(speaker, name, getattr(draft, name))
    after = audit.values_of(speaker, *SPEAKER_FIELDS)
    audit.record(actor, "edit_speaker", "session", speaker.session_id, before, after)
    if called != (speaker.name, speaker.organization):
        _named_no_more(speaker.session, *called)


def remove_speaker(actor: Actor, speaker: Speaker) -> None:
    """Take somebody off the session."""
    session = speaker.session
    hold(session.meeting)
    before = audit.values_of(speaker, *SPEAKER_FIELDS)
    audit.record(actor, "remove_speaker", "session", session.id, before)
    session.speakers.remove(speaker)
    _named_no_more(session, speaker.name, speaker.organization)


def move_speaker(actor: Actor, speaker: Speaker, up: bool) -> None:
    """One place up or down in the session's list; nothing happens at its ends."""
    hold(speaker.session.meeting)
    order = list(speaker.session.speakers)
    at = order.index(speaker)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(order):
        return
    before = {"order": [s.name for s in order]}
    order[at], order[to] = order[to], order[at]
    for position, one in enumerate(order, 1):
        one.position = position
    audit.record(
        actor, "move_speaker", "session", speaker.session_id, before, {"order": [s.name for s in order]}
    )


def assign_rapporteur(actor: Actor, session: MeetingSession, account: Account) -> RoleHolding:
    """Let an account write this session's summary and records, from today."""
    if account.disabled_at is not None:
        raise Refused("This account is disabled.", field="email")
    return access.give_role(actor, account, Role.RAPPORTEUR, session.id)


def end_rapporteur(actor: Actor, holding: RoleHolding) -> None:
    """End a rapporteur's role; what was written stays."""
    access.end_role(actor, holding)


def _check_texts(draft: SpeakerDraft) -> None:
    if not draft.name.strip():
        raise Refused("Write the name.", field="name")
    for field in ("name", "function", "organization"):  # the directory's may be longer than what is printed
        if len(getattr(draft, field)) > LONGEST:
            raise Refused("At most %(most)s characters.", field=field, most=LONGEST)
