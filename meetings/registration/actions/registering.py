"""Registering and confirming: each in the caller's transaction, its mail with it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from meetings.access import audit
from meetings.access.actions import use_link
from meetings.access.actor import Actor
from meetings.access.models import Account, MailLink
from meetings.base import clock, secrets
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.base.zones import known_zone
from meetings.directory.models import Organization
from meetings.programme.models import Meeting
from meetings.questions.actions import delete_answers, mark_asked, save_answers
from meetings.questions.queries import form_of
from meetings.questions.rules import AskedForm, Given, QuestionKind
from meetings.registration import letters, post
from meetings.registration.actions.moving import begin_anew, lock, lock_meeting, of_themselves
from meetings.registration.actions.taking_part import let_take_part, link_person
from meetings.registration.models import Registration
from meetings.registration.queries import (
    find_organization_named,
    find_registration,
    find_sent_with,
    get_registration,
    limits_of,
    room_of,
    taken_of,
)
from meetings.registration.rules import (
    COMES_BACK,
    Claim,
    Listing,
    RegistrationDraft,
    RegistrationStatus,
    check_open,
    check_place,
    check_takes_place,
    default_listing,
    door,
    sort_key,
    take_step,
)

R = RegistrationStatus
# A form that is sent again and again does not fill a stranger's mailbox.
MAIL_AGAIN_AFTER = timedelta(minutes=1)


def register(
    actor: Actor,
    meeting: Meeting,
    draft: RegistrationDraft,
    once: str | None = None,
    asked: AskedForm | None = None,
    answers: Mapping[int, Given] | None = None,
) -> Registration:
    """Take a registration in and mail the link that confirms its address. Refused when the door is not open.

    `once` is the key of the form's copy: sent twice, the second changes nothing. An address that registers a
    second time is told so by mail; an unconfirmed one gets its link again, with what was written last. One that had
    withdrawn gets it, too, and is back when it is used: until then nothing of theirs changes, for anybody can write
    any address into the form.
    `answers` are those to the meeting's own questions, as `asked`.
    """
    lock_meeting(meeting)
    email = draft.email.strip().lower()
    again = find_sent_with(once) if once else None
    if again is not None and (again.meeting_id, again.email) == (meeting.id, email):
        return again
    now = clock.now()
    check_open(door(room_of(meeting), now))
    registration = find_registration(meeting, email)
    if registration is None:
        registration = _new(meeting, draft, R.UNCONFIRMED, now)
        registration.sent_with = None if again is not None else once
        db.session.add(registration)
        db.session.flush()  # the link needs its id
    elif registration.status is R.UNCONFIRMED:
        _fill_anew(actor, registration, draft)
    if registration.status is R.UNCONFIRMED and asked is not None:
        save_answers(actor, asked, "registration", registration.id, answers or {}, draft.category.value)
    # The mail of a withdrawal of a moment ago does not hold up the link by which one comes back.
    back = registration.status in COMES_BACK and not post.link_sent_since(
        registration, now - MAIL_AGAIN_AFTER
    )
    if not back and post.sent_since(registration, now - MAIL_AGAIN_AFTER):
        return registration
    if back or registration.status is R.UNCONFIRMED:
        post.send_link(registration)
    else:
        post.send(registration, letters.ALREADY_REGISTERED)
    return registration


def enter(
    actor: Actor,
    meeting: Meeting,
    draft: RegistrationDraft,
    status: RegistrationStatus,
    received_at: datetime,
    *,
    demonstration: bool = False,
    account: Account | None = None,
) -> Registration:
    """Enter a registration by hand, in the state that it has; no mail goes. Refused when all places are taken.

    What somebody wrote into the form under this address, and nobody has confirmed, stays where the office says nothing
    else, for mostly it is the person's own; but nobody has agreed to anything by it.
    """
    lock_meeting(meeting)
    if status is R.APPROVED:
        organization, _name = organization_written(draft.organization)
        check_place(limits_of(meeting), taken_of(meeting), Claim(0, draft.category, organization))
    registration = find_registration(meeting, draft.email.strip().lower())
    if registration is None or registration.status is not R.UNCONFIRMED:
        registration = _new(meeting, draft, status, received_at)
    else:
        _fill_anew(actor, registration, _with_what_was_written(draft, registration))
        delete_answers(actor, "registration", [registration.id], only=QuestionKind.AGREEMENT)
        form = form_of("meeting", meeting.id)
        mark_asked(form, "registration", registration.id, draft.category.value)
        registration.status, registration.received_at = status, received_at
    registration.demonstration = demonstration or meeting.demonstration
    registration.account_id = account.id if account else None
    if status is not R.UNCONFIRMED:
        registration.confirmed_at = received_at
    if status in (R.APPROVED, R.DECLINED):
        registration.decided_at, registration.decided_by = received_at, actor.name
    db.session.add(registration)
    if status is not R.UNCONFIRMED:
        link_person(registration)
    db.session.flush()  # the trail needs its id
    audit.record(actor, "enter", "registration", registration.id, None, {"status": status.value})
    return registration


def _with_what_was_written(draft: RegistrationDraft, there: Registration) -> RegistrationDraft:
    """A no to being listed stays; a yes does not, for nobody has shown yet that it is theirs."""
    neither = Listing.NONE if there.listing is Listing.NONE else None
    return replace(
        draft,
        listing=draft.listing or neither,
        languages=draft.languages or tuple(there.languages),
        function=draft.function or there.function,
        zone=draft.zone or there.zone,
        gender=draft.gender or there.gender,
    )


def save_office_answers(
    actor: Actor, registration: Registration, asked: AskedForm, answers: Mapping[int, Given]
) -> None:
    """Keep what the office answers for somebody whom it enters; what the person wrote before stays beside it."""
    category = registration.category.value
    save_answers(actor, asked, "registration", registration.id, answers, category, beside=True)


def confirm(registration: Registration, link: MailLink) -> None:
    """Use the mailed link up: the address is its owner's, the organizers can decide.

    Refused when the meeting does not take place; and to somebody who comes back, when the door is not open.
    """
    lock(registration)
    back = registration.status in COMES_BACK
    if not waits_for(registration, link):
        return  # the button was pressed twice, and this one waited for the lock
    check_takes_place(registration.meeting.status)
    if back:
        check_open(door(room_of(registration.meeting), clock.now()))
    use_link(link)
    if back:
        begin_anew(of_themselves(registration), registration, R.SUBMITTED)
    else:
        take_step(registration.status, R.SUBMITTED)
        registration.status = R.SUBMITTED
    is_their_address(registration)
    post.send(registration, letters.RECEIVED)


def waits_for(registration: Registration, link: MailLink) -> bool:
    """Whether the link does something: to an address that nobody has confirmed, or to one who had withdrawn.

    One that was used before the withdrawal brings nobody back.
    """
    unused_by_who_withdrew = registration.status in COMES_BACK and link.used_at is None
    return registration.status is R.UNCONFIRMED or unused_by_who_withdrew


def register_invited(
    meeting: Meeting,
    draft: RegistrationDraft,
    asked: AskedForm,
    answers: Mapping[int, Given],
    organization: Organization | None = None,
) -> Registration:
    """By a personal link that went to this address, which is thereby confirmed: the organizers can decide at once.

    Whoever sent the link has looked whether it may still be used, and tells the person what comes of it: no mail
    goes. `organization`: the one that named the person, whatever the draft says. Refused when the address has
    registered before.
    """
    lock_meeting(meeting)
    now = clock.now()
    registration = find_registration(meeting, draft.email.strip().lower())
    if registration is None:
        registration = _new(meeting, draft, R.UNCONFIRMED, now)
        db.session.add(registration)
    elif registration.status is R.UNCONFIRMED:
        _fill(registration, draft)
    elif registration.status in COMES_BACK:
        _fill_anew(of_themselves(registration), registration, draft)
    else:
        raise Refused(
            "This address has registered before; that registration is now: %(now)s. Write to the office.",
            now=registration.status.label,
        )
    if organization is not None:
        registration.organization_id, registration.organization_name = organization.id, organization.name
    db.session.flush()  # answers and the trail need its id
    is_their_address(registration)  # first: what they do stands on the trail under their account
    actor = of_themselves(registration)
    save_answers(actor, asked, "registration", registration.id, answers, draft.category.value)
    begin_anew(actor, registration, R.SUBMITTED)
    return registration


def register_again(actor: Actor, registration: Registration) -> None:
    """Somebody who has withdrawn comes back from the own page, with the answers of before. Refused when the door is
    not open, or the office has decided."""
    lock(registration)
    check_open(door(room_of(registration.meeting), clock.now()))
    if registration.status not in COMES_BACK:
        raise Refused("This registration is %(now)s already.", now=registration.status.label)
    begin_anew(actor, registration, R.SUBMITTED)
    let_take_part(registration)
    post.send(registration, letters.RECEIVED)


def is_their_address(registration: Registration) -> None:
    """The address is known to be its owner's: the person is known through the years, and can sign in."""
    registration.confirmed_at = registration.confirmed_at or clock.now()
    let_take_part(registration)


def _new(meeting: Meeting, draft: RegistrationDraft, status: R, received_at: datetime) -> Registration:
    registration = Registration(
        key=secrets.new_key(),
        meeting=meeting,
        email=draft.email.strip().lower(),
        status=status,
        received_at=received_at,
        demonstration=meeting.demonstration,
    )
    _fill(registration, draft)
    return registration


def _fill(registration: Registration, draft: RegistrationDraft) -> None:
    if draft.zone:
        known_zone(draft.zone, "zone")
    number, name = organization_written(draft.organization)
    registration.organization_id, registration.organization_name = number, name
    registration.name, registration.sort_key = draft.name, sort_key(draft.name)
    registration.function, registration.category = draft.function, draft.category
    registration.languages = list(draft.languages or (draft.language,))
    registration.listing = draft.listing or default_listing(draft.category)
    registration.zone, registration.language = draft.zone, draft.language
    registration.gender = draft.gender


def _fill_anew(actor: Actor, registration: Registration, draft: RegistrationDraft) -> None:
    """What was written before stays on the trail."""
    names = ("name", "organization_name", "function", "category")
    before = audit.values_of(registration, *names)
    _fill(registration, draft)
    registration.version += 1
    after = audit.values_of(registration, *names)
    audit.record(actor, "register_again", "registration", registration.id, before, after)


def organization_written(written: str) -> tuple[int | None, str]:
    """The directory's organization of that name or acronym, in whatever case; else the name as written."""
    found = find_organization_named(written)
    return (None, written) if found is None else (found.id, found.name)


def to_confirm(link: MailLink) -> Registration:
    """The registration whose address a link confirms."""
    return get_registration(link.subject_id)
