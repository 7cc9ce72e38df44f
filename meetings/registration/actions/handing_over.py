"""A place is handed over to an alternate: it stays one place, of the same group and organization."""

from collections.abc import Mapping
from datetime import datetime

from meetings.access.actions import use_link
from meetings.access.actor import Actor
from meetings.access.models import MailLink
from meetings.base import clock, secrets
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.programme.models import Meeting
from meetings.questions.actions import save_answers
from meetings.questions.rules import AskedForm, Given
from meetings.registration import letters, post
from meetings.registration.actions.moving import begin_anew, lock, move, of_themselves
from meetings.registration.actions.taking_part import end_taking_part, let_take_part
from meetings.registration.models import Registration
from meetings.registration.queries import (
    find_registration,
    get_registration,
    named_alternates,
    room_of,
    terms_of,
)
from meetings.registration.rules import (
    COMES_BACK,
    Category,
    RegistrationStatus,
    check_open,
    check_takes_place,
    default_listing,
    door,
    may_change,
    shut,
    sort_key,
)

R = RegistrationStatus
MAY_TAKE_OVER = frozenset({R.UNCONFIRMED, R.SUBMITTED, R.WAITING}) | COMES_BACK


def may_be_changed(registration: Registration) -> bool:
    """Whether answers can still be changed and the place handed over."""
    meeting = registration.meeting
    return shut(meeting.status) is None and may_change(registration.status, _closes(meeting), clock.now())


def in_time_to_change(meeting: Meeting) -> bool:
    """Whether somebody who registers now can still correct the answers."""
    return may_change(R.SUBMITTED, _closes(meeting), clock.now())


def _closes(meeting: Meeting) -> datetime:
    return terms_of(meeting).changes_close_at or meeting.starts_at


def hand_over(actor: Actor, registration: Registration, name: str, email: str) -> None:
    """Name the alternate, who gets a link and takes the place by its button; until then nothing moves.

    Whoever was named before is no longer. The answer is the same whether or not the address is known here.
    """
    lock(registration)
    check_takes_place(registration.meeting.status)
    if registration.status is not R.APPROVED:
        raise Refused("Only a place that you have can be handed over.")
    if not may_be_changed(registration):
        raise Refused("It is too late to hand the place over; write to the office.")
    email = email.strip().lower()
    if email == registration.email:
        raise Refused("Write the address of the person who comes instead of you.", field="email")
    for named_before in named_alternates(registration):
        named_before.instead_of_id = None
    alternate = find_registration(registration.meeting, email) or _alternate(registration, name, email)
    if (
        alternate.status not in MAY_TAKE_OVER
    ):  # also whom the office has declined: nobody comes in by this door
        post.send(alternate, letters.ALREADY_REGISTERED)
        return
    alternate.instead_of_id = registration.id
    post.send_take_over(alternate)


def _alternate(registration: Registration, name: str, email: str) -> Registration:
    alternate = Registration(
        key=secrets.new_key(),
        meeting=registration.meeting,
        name=name,
        sort_key=sort_key(name),
        email=email,
        organization_id=registration.organization_id,
        organization_name=registration.organization_name,
        category=registration.category,
        languages=registration.languages,
        listing=default_listing(registration.category),
        language=registration.language,
        status=R.UNCONFIRMED,
        received_at=clock.now(),
        demonstration=registration.demonstration,
    )
    db.session.add(alternate)
    db.session.flush()  # the link needs its id
    return alternate


def comes_as(alternate: Registration) -> Category:
    """The group of the place that is handed over, which decides what the alternate is asked."""
    if alternate.instead_of_id is None:
        return alternate.category
    return get_registration(alternate.instead_of_id).category


def take_over(
    alternate: Registration,
    link: MailLink,
    asked: AskedForm | None = None,
    answers: Mapping[int, Given] | None = None,
) -> bool:
    """The alternate presses the button: one place changes hands. False when it is no longer there to take.

    `answers` are the alternate's own, to what the meeting asks of everybody (`asked`); Refused when that has changed.

    The address is confirmed either way, so who finds no place waits for a decision like anybody else, if the door is
    open to everybody; Refused when it is not.
    """
    lock(alternate)
    if alternate.status is R.APPROVED:
        return True  # pressed twice
    check_takes_place(alternate.meeting.status)
    giver = _giver(alternate)
    if giver is None and comes_anew(alternate):
        check_open(door(room_of(alternate.meeting), clock.now()))
    use_link(link)
    let_take_part(alternate)  # first: what they do stands on the trail under their account
    actor = of_themselves(alternate)
    if asked is not None:
        category = (giver or alternate).category.value
        save_answers(actor, asked, "registration", alternate.id, answers or {}, category)
    if comes_anew(alternate):
        alternate.confirmed_at = clock.now()
        begin_anew(actor, alternate, R.SUBMITTED)
        if giver is None:
            post.send(alternate, letters.RECEIVED)
    if giver is None:
        return False
    move(actor, giver, R.WITHDRAWN)
    end_taking_part(giver)
    post.send(giver, letters.HANDED_OVER, "CANCEL")
    alternate.category, alternate.organization_id = giver.category, giver.organization_id
    alternate.organization_name = giver.organization_name
    alternate.version += 1
    move(actor, alternate, R.APPROVED)
    alternate.instead_of_id = giver.id
    alternate.decided_at, alternate.decided_by = clock.now(), giver.name
    let_take_part(alternate)
    post.send(alternate, letters.APPROVED, "REQUEST")
    return True


def comes_anew(alternate: Registration) -> bool:
    """Whether the alternate is not registered otherwise: without the place, this is a registration like any other."""
    return alternate.status in (R.UNCONFIRMED, *COMES_BACK)


def is_there_to_take(alternate: Registration) -> bool:
    """Whether the place that was handed over can still be taken."""
    if alternate.instead_of_id is None or alternate.status not in MAY_TAKE_OVER:
        return False
    giver = get_registration(alternate.instead_of_id)
    return giver.status is R.APPROVED and may_be_changed(giver)


def _giver(alternate: Registration) -> Registration | None:
    """Whoever named this alternate, if the place is still theirs to give."""
    if alternate.instead_of_id is None:
        return None
    giver = get_registration(alternate.instead_of_id)
    lock(giver)
    return giver if is_there_to_take(alternate) else None
