"""Registering, confirming, deciding, withdrawing: each in the caller's transaction, its mail with it."""

from datetime import datetime, timedelta

from sqlalchemy import select

from meetings.access import audit
from meetings.access.actions import end_role, give_role, make_account, use_link
from meetings.access.actor import OPERATOR, Actor
from meetings.access.models import Account, MailLink
from meetings.access.permissions import Role
from meetings.access.queries import find_account, get_account
from meetings.base import clock, secrets
from meetings.base.database import db
from meetings.base.zones import known_zone
from meetings.directory.models import Person
from meetings.outbox.queries import last_method
from meetings.programme.models import Meeting
from meetings.programme.rules import MeetingStatus
from meetings.registration import letters, post
from meetings.registration.models import Registration
from meetings.registration.queries import (
    find_registration,
    find_sent_with,
    get_registration,
    organization_names,
    places_taken,
    room_of,
    standing_of,
)
from meetings.registration.rules import (
    Listing,
    RegistrationDraft,
    RegistrationStatus,
    check_open,
    check_places,
    check_seen,
    default_listing,
    door,
    sort_key,
    take_step,
)

R = RegistrationStatus
# A form that is sent again and again does not fill a stranger's mailbox.
MAIL_AGAIN_AFTER = timedelta(minutes=1)


def lock_meeting(meeting: Meeting) -> None:
    """Hold the meeting until the transaction ends: whoever counts its places waits here for whoever did before.

    The row is read afresh: places may have been changed meanwhile. SQLite holds its lock since BEGIN IMMEDIATE.
    """
    db.session.scalars(
        select(Meeting)
        .where(Meeting.id == meeting.id)
        .with_for_update(of=Meeting)
        .execution_options(populate_existing=True)
    ).one()


def _lock(registration: Registration) -> None:
    lock_meeting(registration.meeting)
    db.session.scalars(
        select(Registration)
        .where(Registration.id == registration.id)
        .with_for_update(of=Registration)
        .execution_options(populate_existing=True)
    ).one()


def register(
    actor: Actor, meeting: Meeting, draft: RegistrationDraft, once: str | None = None
) -> Registration:
    """Take a registration in and mail the link that confirms its address. Refused when the door is not open.

    `once` is the key of the form's copy: sent twice, the second changes nothing. An address that registers a
    second time is told so by mail; an unconfirmed one gets its link again, with what was written last.
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
        _fill(registration, draft)
    if post.sent_since(registration, now - MAIL_AGAIN_AFTER):
        return registration
    if registration.status is R.UNCONFIRMED:
        post.send_link(registration)
    else:
        post.send(registration, letters.already_registered(registration))
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
    """Enter a registration by hand, in the state that it has; no mail goes. Refused when all places are taken."""
    lock_meeting(meeting)
    if status is R.APPROVED:
        check_places(meeting.places, places_taken(meeting))
    registration = _new(meeting, draft, status, received_at)
    registration.demonstration = demonstration or meeting.demonstration
    registration.account_id = account.id if account else None
    if status is not R.UNCONFIRMED:
        registration.confirmed_at = received_at
    if status in (R.APPROVED, R.DECLINED):
        registration.decided_at, registration.decided_by = received_at, actor.name
    db.session.add(registration)
    db.session.flush()  # the trail needs its id
    audit.record(actor, "enter", "registration", registration.id, None, {"status": status.value})
    return registration


def confirm(registration: Registration, link: MailLink) -> None:
    """Use the mailed link up: the address is its owner's, the organizers can decide."""
    _lock(registration)
    use_link(link)
    take_step(registration.status, R.SUBMITTED)
    registration.status, registration.confirmed_at = R.SUBMITTED, clock.now()
    person = db.session.scalar(select(Person.id).where(Person.email == registration.email))
    registration.person_id = person
    _let_take_part(registration)
    post.send(registration, letters.received(registration))


def approve(actor: Actor, registration: Registration, seen: RegistrationStatus | None = None) -> None:
    """Give a place and send the calendar invitation. Refused when all are taken or somebody decided meanwhile.

    `seen` is the state that the decision was taken on.
    """
    _decide(actor, registration, R.APPROVED, seen)
    _let_take_part(registration)
    post.send(registration, letters.approved(registration), "REQUEST")


def decline(actor: Actor, registration: Registration, seen: RegistrationStatus | None = None) -> None:
    """Offer no place, or take one back; what was put into a calendar is cancelled."""
    had_place = _decide(actor, registration, R.DECLINED, seen)
    _end_taking_part(registration)
    post.send(registration, letters.declined(registration), "CANCEL" if had_place else None)


def withdraw(actor: Actor, registration: Registration) -> None:
    """The participant does not come; the place is free, the calendar entry is cancelled."""
    _lock(registration)
    take_step(registration.status, R.WITHDRAWN)
    before = audit.values_of(registration, "status")
    had_place = registration.status is R.APPROVED
    registration.status = R.WITHDRAWN
    audit.record(
        actor, "withdraw", "registration", registration.id, before, audit.values_of(registration, "status")
    )
    _end_taking_part(registration)
    post.send(registration, letters.withdrawn(registration), "CANCEL" if had_place else None)


def meeting_moved_on(actor: Actor, meeting: Meeting, before: MeetingStatus) -> None:
    """Tell those who are registered that the meeting is cancelled, or that it takes place after all.

    Whoever had it in the calendar gets the entry cancelled, or invited anew with a higher SEQUENCE.
    """
    cancelled = meeting.status is MeetingStatus.CANCELLED
    if not cancelled and meeting.status is not MeetingStatus.PUBLISHED:
        return
    for registration in standing_of(meeting):
        admitted = registration.status is R.APPROVED
        if cancelled:
            post.send(registration, letters.cancelled(registration), "CANCEL" if admitted else None)
        elif admitted and last_method(meeting.uid, registration.email) == "CANCEL":
            post.send(registration, letters.approved(registration), "REQUEST")


def change_listing(actor: Actor, registration: Registration, listing: Listing) -> None:
    """Change what the list of participants may say of the person."""
    before = audit.values_of(registration, "listing")
    registration.listing = listing
    audit.record(
        actor,
        "change_listing",
        "registration",
        registration.id,
        before,
        audit.values_of(registration, "listing"),
    )


def _decide(actor: Actor, registration: Registration, to: R, seen: R | None) -> bool:
    """Decide under the lock of the meeting; whether the person had a place before."""
    _lock(registration)
    check_seen(seen, registration.status, registration.decided_by)
    take_step(registration.status, to)
    if to is R.APPROVED:
        check_places(registration.meeting.places, places_taken(registration.meeting))
    had_place = registration.status is R.APPROVED
    before = audit.values_of(registration, "status")
    registration.status, registration.decided_at, registration.decided_by = to, clock.now(), actor.name
    audit.record(
        actor, to.value, "registration", registration.id, before, audit.values_of(registration, "status")
    )
    return had_place


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
    number, name = _organization(draft.organization)
    registration.organization_id, registration.organization_name = number, name
    registration.name, registration.sort_key = draft.name, sort_key(draft.name)
    registration.function, registration.category = draft.function, draft.category
    registration.languages = list(draft.languages)
    registration.listing = draft.listing or default_listing(draft.category)
    registration.zone, registration.language = draft.zone, draft.language


def _organization(written: str) -> tuple[int | None, str]:
    """The directory's organization of that name or acronym, in whatever case; else the name as written."""
    wanted = " ".join(written.split()).casefold()
    known = organization_names()
    found = [(i, n) for i, n, _ in known if n.casefold() == wanted]
    found = found or [(i, n) for i, n, acronym in known if acronym and acronym.casefold() == wanted]
    return found[0] if len(found) == 1 else (None, written)


def _let_take_part(registration: Registration) -> None:
    """The participant can sign in by a mailed link and holds the role on the meeting."""
    account = find_account(registration.email) or make_account(
        OPERATOR, registration.email, registration.name, demonstration=registration.demonstration
    )
    registration.account_id = account.id
    give_role(OPERATOR, account, Role.PARTICIPANT, registration.meeting_id)


def _end_taking_part(registration: Registration) -> None:
    if registration.account_id is None:
        return
    for holding in list(get_account(registration.account_id).holdings):
        if (holding.role, holding.on_id, holding.until) == (Role.PARTICIPANT, registration.meeting_id, None):
            end_role(OPERATOR, holding)


def to_confirm(link: MailLink) -> Registration:
    """The registration whose address a link confirms."""
    return get_registration(link.subject_id)
