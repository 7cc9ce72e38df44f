"""Participants correct what they wrote, until the date that the office has set; the office an address that is wrong."""

from collections.abc import Mapping

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base.database import db
from meetings.base.refusals import Refused, check_version
from meetings.base.zones import known_zone
from meetings.outbox.actions import Invitation
from meetings.questions.actions import save_answers
from meetings.questions.rules import AskedForm, Given
from meetings.registration import post
from meetings.registration.actions.handing_over import may_be_changed
from meetings.registration.actions.moving import lock
from meetings.registration.actions.taking_part import end_taking_part, let_take_part
from meetings.registration.models import Registration
from meetings.registration.queries import find_registration, get_registration, own_registrations
from meetings.registration.rules import Listing, OwnAnswers, RegistrationStatus, check_takes_place


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
    names = ("function", "languages", "zone", "gender")
    before = audit.values_of(registration, *names)
    registration.function, registration.languages = own.function, list(own.languages)
    registration.zone, registration.gender = own.zone, own.gender
    registration.version += 1
    save_answers(actor, asked, "registration", registration.id, answers, registration.category.value)
    after = audit.values_of(registration, *names)
    if before != after:
        audit.record(actor, "correct_answers", "registration", registration.id, before, after)


def write_in(actor: Actor, language: str) -> None:
    """Write mails about the actor's own registrations in another language from now on."""
    for registration in own_registrations(actor):
        before = audit.values_of(registration, "language")
        registration.language = language
        after = audit.values_of(registration, "language")
        audit.record(actor, "correct_answers", "registration", registration.id, before, after)


def change_listing(actor: Actor, registration: Registration, listing: Listing) -> None:
    """Change what the list of participants may say of the person; at any time, for harm does not wait."""
    before = audit.values_of(registration, "listing")
    registration.listing = listing
    after = audit.values_of(registration, "listing")
    audit.record(actor, "change_listing", "registration", registration.id, before, after)


def correct_address(
    actor: Actor, registration_id: int, email: str, method: str | None = None
) -> Invitation | None:
    """Keep the right address of somebody whom a mail did not reach; the calendar part for it, if there was one.

    Refused when another registration of the meeting has that address. Signing in with the wrong one ends.
    """
    registration = get_registration(registration_id)
    lock(registration)
    if find_registration(registration.meeting, email) is not None:
        raise Refused("Another registration of this meeting has this address.", field="email")
    takes_part = (
        registration.account_id is not None and registration.status is not RegistrationStatus.UNCONFIRMED
    )
    if takes_part:
        end_taking_part(registration)
    before = audit.values_of(registration, "email")
    registration.email, registration.account_id, registration.person_id = email, None, None
    db.session.flush()  # whoever signs in is found by the address
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
    return (
        None
        if method is None
        else post.invitation(registration, "CANCEL" if method == "CANCEL" else "REQUEST")
    )
