"""An organization gets places, and its focal point names people for them and alternates, in order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from meetings.access import audit
from meetings.access.actions import give_role, make_account
from meetings.access.actor import OPERATOR, Actor
from meetings.access.models import Account
from meetings.access.permissions import Role
from meetings.access.queries import find_account
from meetings.base import clock, secrets
from meetings.base.database import db
from meetings.base.refusals import Refused, check_version
from meetings.directory.models import Organization
from meetings.invitations import letters, post
from meetings.invitations.actions.asking import (
    ask_named,
    check_can_be_asked,
    deadline_at,
    drop,
    lock_nomination,
    settle_and_tell,
    take_back,
)
from meetings.invitations.models import Invitation, Nomination
from meetings.invitations.queries import (
    Voice,
    accounts_of,
    find_in_hand,
    given_places,
    standing_of,
    voices,
)
from meetings.invitations.rules import (
    By,
    InvitationStatus,
    NominationStatus,
    NomineeDraft,
    category_for,
    check_naming,
    check_step,
    is_over,
    swap_up,
)
from meetings.outbox.actions import begin_batch, held_for
from meetings.programme.models import Meeting
from meetings.registration.actions import limit_places, lock_meeting
from meetings.registration.rules import sort_key

S, N = InvitationStatus, NominationStatus


@dataclass(frozen=True)
class Given:
    """The nominations that were made, and the key under which their mails are held."""

    made: list[Nomination]
    batch: str


def give_places(
    actor: Actor,
    meeting: Meeting,
    organizations: Sequence[Organization],
    places: int,
    deadline: datetime,
    note: str,
) -> Given:
    """Give each of these organizations so many places until a deadline, and write to who speaks for it.

    Whoever has places already, or nobody who speaks for it, is left out. The mails are held until they are read. A
    focal point of the directory who cannot sign in yet gets the account and the role by this: the office that names
    focal points there may do itself whatever the role may.
    """
    lock_meeting(meeting)
    check_can_be_asked(meeting)
    at = deadline_at(meeting, deadline, "deadline")
    speak = voices(actor, [one.id for one in organizations])
    have = given_places(actor, meeting)
    batch, made = begin_batch(letters.places_title(meeting), actor.name), []
    with held_for(batch):
        for organization in organizations:
            if organization.id in have or not speak[organization.id]:
                continue
            limit_places(actor, meeting, organization, places)
            nomination = _nomination(actor, meeting, organization, deadline, at, note)
            for account in _let_them_in(organization, speak[organization.id]):
                letter = letters.places_given(nomination, account.name, places)
                post.to_focal_point(nomination, account, letter)
            made.append(nomination)
    return Given(made, batch.key)


def _nomination(
    actor: Actor, meeting: Meeting, organization: Organization, deadline: datetime, at: datetime, note: str
) -> Nomination:
    nomination = Nomination(
        meeting=meeting,
        organization=organization,
        status=N.OPEN,
        deadline=deadline,
        deadline_at=at,
        note=note,
        given_at=clock.now(),
        given_by=actor.name,
        named=[],
    )
    db.session.add(nomination)
    db.session.flush()  # mails and the trail need its id
    after = {"organization": organization.name, "deadline": str(deadline), "note": note}
    audit.record(actor, "give_places", "nomination", nomination.id, None, after)
    return nomination


def _let_them_in(organization: Organization, speak: Sequence[Voice]) -> list[Account]:
    for voice in speak:
        account = find_account(voice.email) or make_account(
            OPERATOR, voice.email, voice.name, demonstration=organization.demonstration
        )
        if voice.account is None and account.disabled_at is None:
            give_role(OPERATOR, account, Role.FOCAL_POINT, organization.id).until = voice.until
    db.session.flush()  # who speaks is read from the rows
    return list(accounts_of(organization))


def change_nomination(
    actor: Actor, nomination: Nomination, places: int, deadline: datetime, note: str, version: int
) -> None:
    """Change the number, the deadline, the note. Lowered places take nobody's; more let alternates move up."""
    lock_nomination(nomination)
    check_version(version, nomination.version)
    meeting = nomination.meeting
    check_can_be_asked(meeting)
    kept = deadline == nomination.deadline  # places can change after it; a new one must be to come
    at = nomination.deadline_at if kept else deadline_at(meeting, deadline, "deadline")
    before = audit.values_of(nomination, "deadline", "note") | {"places": standing_of(nomination).places}
    limit_places(actor, meeting, nomination.organization, places)
    nomination.deadline, nomination.deadline_at, nomination.note = deadline, at, note
    nomination.version += 1
    after = audit.values_of(nomination, "deadline", "note") | {"places": places}
    if before == after:
        return
    audit.record(actor, "change_nomination", "nomination", nomination.id, before, after)
    for invitation in standing_of(nomination).named:
        if invitation.status is S.ASKED and invitation.reply_by is not None:
            invitation.reply_by = max(invitation.reply_by, at)
    for account in accounts_of(nomination.organization):
        letter = letters.places_given(nomination, account.name, places, again=True)
        post.to_focal_point(nomination, account, letter)
    settle_and_tell(nomination, [])


def move_nomination(actor: Actor, nomination: Nomination, to: NominationStatus) -> None:
    """Take the places back, or give them again. Whoever has registered stays so; whoever was only asked is told.

    The limit of the organization stays as it is: it may have been set for more than this, and is the office's to
    change under "How registrations are taken".
    """
    lock_nomination(nomination)
    if nomination.status is to:
        return  # pressed twice
    check_step(nomination.status, to, By.OFFICE)
    if to is N.OPEN:
        check_can_be_asked(nomination.meeting)
    before = audit.values_of(nomination, "status")
    nomination.status = to
    nomination.version += 1
    after = audit.values_of(nomination, "status")
    audit.record(actor, "move_nomination", "nomination", nomination.id, before, after)
    standing = standing_of(nomination)
    if to is N.TAKEN_BACK:
        for invitation in standing.named:
            if invitation.status in (S.ASKED, S.ALTERNATE):
                drop(actor, invitation, By.OFFICE)
    for account in accounts_of(nomination.organization):
        letter = (
            letters.places_given(nomination, account.name, standing.places or 0, again=True)
            if to is N.OPEN
            else letters.places_taken_back(nomination, account.name)
        )
        post.to_focal_point(nomination, account, letter)


def name_person(
    actor: Actor, nomination: Nomination, draft: NomineeDraft, as_alternate: bool, language: str = "en"
) -> Invitation:
    """Name somebody for a place, who is asked by mail at once, or as the next alternate.

    Refused after the deadline; when `as_alternate` (what the page said) is no longer so; and when the address is in
    hand already.
    """
    lock_nomination(nomination)
    _check_may_name(nomination)
    email = _free_address(nomination, draft.email)
    standing = standing_of(nomination)
    check_naming(standing.seats, standing.law, as_alternate)
    position = max((one.position for one in standing.named), default=0) + 1
    return _named(actor, nomination, draft, email, position, as_alternate, language)


def _named(
    actor: Actor,
    nomination: Nomination,
    draft: NomineeDraft,
    email: str,
    position: int,
    as_alternate: bool,
    language: str,
) -> Invitation:
    organization = nomination.organization
    invitation = Invitation(
        key=secrets.new_key(),
        meeting=nomination.meeting,
        nomination=nomination,
        position=position,
        name=draft.name,
        sort_key=sort_key(draft.name),
        email=email,
        organization_id=organization.id,
        organization_name=organization.name,
        function=draft.function,
        category=category_for(organization.kind, organization.region),
        languages=list(draft.languages),
        language=language,
        status=S.ALTERNATE,
        named_at=clock.now(),
        named_by=actor.name,
        demonstration=nomination.meeting.demonstration,
    )
    db.session.add(invitation)
    db.session.flush()  # the link and the trail need its id
    audit.record(
        actor, "name_person", "invitation", invitation.id, None, {"name": draft.name, "email": email}
    )
    if not as_alternate:
        ask_named(actor, invitation)
    return invitation


def change_nominee(
    actor: Actor, invitation: Invitation, draft: NomineeDraft, version: int, language: str = "en"
) -> Invitation:
    """Correct what was written; another address is another person, who takes over place or turn.

    Refused after the deadline, and once the person has answered.
    """
    nomination = _nomination_of(invitation)
    lock_nomination(nomination)
    db.session.refresh(invitation)
    _check_may_name(nomination)
    if invitation.status not in (S.ASKED, S.ALTERNATE):
        raise Refused(
            "This has changed meanwhile: %(now)s. Nothing was changed.", now=invitation.status.label
        )
    check_version(version, invitation.version)
    if draft.email.strip().lower() != invitation.email:
        email = _free_address(nomination, draft.email)
        as_alternate = invitation.status is S.ALTERNATE
        drop(actor, invitation, By.ORGANIZATION)
        return _named(actor, nomination, draft, email, invitation.position, as_alternate, language)
    names = ("name", "function", "languages")
    before = audit.values_of(invitation, *names)
    invitation.name, invitation.sort_key = draft.name, sort_key(draft.name)
    invitation.function, invitation.languages = draft.function, list(draft.languages)
    invitation.version += 1
    after = audit.values_of(invitation, *names)
    audit.record(actor, "change_nominee", "invitation", invitation.id, before, after)
    return invitation


def move_alternate_up(actor: Actor, invitation: Invitation) -> None:
    """An alternate comes one turn earlier."""
    nomination = _nomination_of(invitation)
    lock_nomination(nomination)
    _check_may_name(nomination)
    alternates = {one.id: one for one in standing_of(nomination).alternates}
    if invitation.id not in alternates:
        raise Refused("Only alternates have an order.")
    positions = [one.position for one in alternates.values()]
    for number, position in zip(swap_up(list(alternates), invitation.id), positions, strict=True):
        alternates[number].position = position
    audit.record(actor, "move_alternate", "invitation", invitation.id)


def take_back_nominee(actor: Actor, invitation: Invitation) -> None:
    """The organization takes somebody back, until the deadline; the next alternate moves up."""
    lock_nomination(_nomination_of(invitation))
    _check_may_name(_nomination_of(invitation))
    take_back(actor, invitation, By.ORGANIZATION)


def _check_may_name(nomination: Nomination) -> None:
    check_can_be_asked(nomination.meeting)
    if nomination.status is not N.OPEN:
        raise Refused("The places of this organization have been taken back.")
    if is_over(nomination.deadline_at, clock.now()):
        raise Refused("The time to name people is over. Write to the office if it should be longer.")


def _free_address(nomination: Nomination, written: str) -> str:
    email = written.strip().lower()
    there = find_in_hand(nomination.meeting, email)
    if there is not None and there.nomination_id == nomination.id:
        raise Refused("You have named %(name)s under this address.", field="email", name=there.name)
    if there is not None:
        raise Refused("This address has been asked for this meeting already.", field="email")
    return email


def _nomination_of(invitation: Invitation) -> Nomination:
    assert invitation.nomination is not None
    return invitation.nomination
