"""Participants correct what they wrote until the date that the office has set; the office all of it, at any time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from meetings.access import audit
from meetings.access.actions import end_links
from meetings.access.actor import Actor
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused, check_version
from meetings.base.zones import known_zone
from meetings.outbox.actions import Invitation
from meetings.people.actions import give_up_address
from meetings.programme.rules import MeetingStatus
from meetings.questions.actions import mark_asked, save_answers
from meetings.questions.queries import form_of
from meetings.questions.rules import AskedForm, Given
from meetings.registration import letters, post
from meetings.registration.actions.forgetting import LINKS
from meetings.registration.actions.handing_over import may_be_changed
from meetings.registration.actions.moving import lock, lose_name
from meetings.registration.actions.registering import organization_written
from meetings.registration.actions.taking_part import end_taking_part, let_take_part
from meetings.registration.actions.waiting import offer_free_places
from meetings.registration.models import Attendance, Registration
from meetings.registration.queries import (
    claim_of,
    find_registration,
    get_registration,
    limits_of,
    own_registrations,
    taken_of,
)
from meetings.registration.rules import (
    HOLDS_A_PLACE,
    STANDING,
    THERE,
    Claim,
    Correction,
    Listing,
    OwnAnswers,
    RegistrationStatus,
    check_moved_place,
    check_not_forgotten,
    check_takes_place,
    sort_key,
)

Follow = Callable[[Actor, Registration, str], object]
_followers: dict[str, Follow] = {}


def follow_corrected(room: str, follow: Follow) -> None:
    """Let a room above end what it sent to the wrong address (the last value) that this registration had."""
    _followers[room] = follow


CORRECTED = (
    "name",
    "organization_name",
    "organization_id",
    "function",
    "category",
    "languages",
    "listing",
    "zone",
)


@dataclass(frozen=True)
class Corrected:
    """What came of a correction: whether anything is different now, and whether a mail tells the person."""

    changed: bool
    told: bool


def correct(actor: Actor, registration: Registration, draft: Correction, version: int) -> Corrected:
    """The office corrects what is written of a person; the values of before stay on the trail, with the reason.

    Also of a meeting that is over or cancelled: who took part is kept for good, and no mail goes then. Refused when
    it was changed meanwhile, when nobody is left whose it is, and when a place that is held would go to a group or an
    organization without a free one. What it leaves free is offered in turn.
    """
    lock(registration)
    check_not_forgotten(registration.forgotten_at)
    check_version(version, registration.version)
    if draft.zone:
        known_zone(draft.zone, "zone")
    held = claim_of(registration)
    number, name = _organization_of(registration, draft.organization)
    claim = Claim(registration.id, draft.category, number)
    if registration.status in HOLDS_A_PLACE and claim != held:
        check_moved_place(limits_of(registration.meeting), taken_of(registration.meeting), held, claim)
    before = audit.values_of(registration, *CORRECTED)
    registration.organization_id, registration.organization_name = number, name
    _write(registration, draft)
    after = audit.values_of(registration, *CORRECTED)
    if before == after:
        return Corrected(False, False)
    registration.version += 1
    if before["organization_name"] != after["organization_name"]:
        del before["organization_id"], after["organization_id"]  # the name says it
    reason = {"reason": draft.reason} if draft.reason else {}
    audit.record(actor, "correct_registration", "registration", registration.id, before, after | reason)
    _lose_name(registration, before, after)
    told = is_told(registration)
    if told:
        post.send(registration, letters.CORRECTED)  # the entry in the calendar stays as it is
    if claim != held:
        _follow_claim(registration, held)
    return Corrected(True, told)


def _organization_of(registration: Registration, written: str) -> tuple[int | None, str]:
    """A name that nobody has touched means the same organization, also where the directory calls it otherwise now."""
    if registration.organization_id is not None and written == registration.organization_name:
        return registration.organization_id, written
    return organization_written(written)


def _write(registration: Registration, draft: Correction) -> None:
    registration.name, registration.sort_key = draft.name, sort_key(draft.name)
    registration.function, registration.category = draft.function, draft.category
    registration.languages, registration.listing = list(draft.languages), draft.listing
    registration.zone = draft.zone


def is_told(registration: Registration) -> bool:
    """Whether a mail tells of a correction: whoever waits or has a place, while the meeting is still to come."""
    meeting = registration.meeting
    takes_place = meeting.status is not MeetingStatus.CANCELLED and meeting.ends_at > clock.now()
    return takes_place and registration.status in STANDING


def _follow_claim(registration: Registration, held: Claim) -> None:
    """Other questions may be asked of another group; and a place may be free now, here or there."""
    meeting = registration.meeting
    if registration.category is not held.category:
        mark_asked(
            form_of("meeting", meeting.id), "registration", registration.id, registration.category.value
        )
    db.session.flush()  # what is free is counted from the rows
    if registration.status in STANDING:
        offer_free_places(meeting)


def correct_answers(
    actor: Actor,
    registration: Registration,
    own: OwnAnswers,
    asked: AskedForm,
    answers: Mapping[int, Given],
    version: int,
) -> None:
    """Change what the participant wrote. Refused after the date, or when it was changed in another window."""
    lock(registration)
    check_takes_place(registration.meeting.status)
    if not may_be_changed(registration):
        raise Refused("It is too late to change answers here; write to the office.")
    check_version(version, registration.version)
    if own.zone:
        known_zone(own.zone, "zone")
    names = ("name", "function", "languages", "zone", "gender")
    before = audit.values_of(registration, *names)
    registration.name, registration.sort_key = own.name, sort_key(own.name)
    registration.function, registration.languages = own.function, list(own.languages)
    registration.zone, registration.gender = own.zone, own.gender
    registration.version += 1
    save_answers(actor, asked, "registration", registration.id, answers, registration.category.value)
    after = audit.values_of(registration, *names)
    if before != after:
        audit.record(actor, "correct_answers", "registration", registration.id, before, after)
    _lose_name(registration, before, after)


def _lose_name(registration: Registration, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """Nobody takes part by the name, or for the organization, of before; who was not taken in was not known by them."""
    names = [(values["name"], values.get("organization_name", "")) for values in (before, after)]
    there = select(Attendance.registration_id).where(
        Attendance.registration_id == registration.id, Attendance.presence.in_(THERE)
    )
    if names[0] == names[1]:
        return
    if registration.status is RegistrationStatus.APPROVED or db.session.scalar(there.limit(1)) is not None:
        lose_name(registration, *names[0])


def write_in(actor: Actor, language: str) -> None:
    """Write mails about the actor's own registrations in another language from now on."""
    for registration in own_registrations(actor):
        before = audit.values_of(registration, "language")
        registration.language = language
        after = audit.values_of(registration, "language")
        audit.record(actor, "correct_answers", "registration", registration.id, before, after)


def change_listing(actor: Actor, registration: Registration, listing: Listing) -> None:
    """Change what the list of participants may say of the person; at any time, for harm does not wait.

    The office, which had opened the page to correct it before, does not write its own choice over this one.
    """
    lock(registration)
    before = audit.values_of(registration, "listing")
    registration.listing = listing
    registration.version += 1
    after = audit.values_of(registration, "listing")
    audit.record(actor, "change_listing", "registration", registration.id, before, after)


def correct_address(
    actor: Actor, registration_id: int, email: str, method: str | None = None
) -> Invitation | None:
    """Keep the right address of somebody whom a mail did not reach; the calendar part for it, if there was one.

    Refused when another registration of the meeting has that address. Signing in with the wrong one ends, and so does
    every link that went there; what was made for it alone follows or goes. So does the entry in the calendar.
    """
    registration = get_registration(registration_id)
    lock(registration)
    if registration.email == email:  # corrected meanwhile; this mail had gone before
        return _entry(registration, method)
    if find_registration(registration.meeting, email) is not None:
        raise Refused("Another registration of this meeting has this address.", field="email")
    takes_part = (
        registration.account_id is not None and registration.status is not RegistrationStatus.UNCONFIRMED
    )
    if takes_part:
        end_taking_part(registration)
    before = audit.values_of(registration, "email")
    had_entry = post.take_back(registration)
    had = (registration.account_id, registration.person_id)
    registration.email, registration.account_id, registration.person_id = email, None, None
    db.session.flush()  # whoever signs in is found by the address
    give_up_address(actor, before["email"], email, *had, registration.meeting_id)
    if takes_part:
        let_take_part(registration)
    audit.record(
        actor,
        "correct_address",
        "registration",
        registration.id,
        before,
        audit.values_of(registration, "email"),
    )
    end_links(LINKS, registration.id)
    for follow in _followers.values():
        follow(actor, registration, before["email"])
    comes = registration.status is RegistrationStatus.APPROVED and is_told(registration)
    if had_entry and comes and method is None:  # no mail that goes along has the entry
        post.send(registration, letters.APPROVED, "REQUEST")
    return _entry(registration, method)


def _entry(registration: Registration, method: str | None) -> Invitation | None:
    if method is None:
        return None
    return post.invitation(registration, "CANCEL" if method == "CANCEL" else "REQUEST")
