"""A focal point names people for the places of the organization, and alternates, in order."""

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base import clock, secrets
from meetings.base.database import db
from meetings.base.refusals import Refused, check_version
from meetings.invitations.actions.asking import (
    ask_named,
    check_can_be_asked,
    drop,
    lock_nomination,
    take_back,
)
from meetings.invitations.models import Invitation, Nomination
from meetings.invitations.queries import (
    find_in_hand,
    standing_of,
)
from meetings.invitations.rules import (
    By,
    InvitationStatus,
    NominationStatus,
    NomineeDraft,
    category_for,
    check_naming,
    is_over,
    swap_up,
)
from meetings.registration.rules import check_takes_place, sort_key

S, N = InvitationStatus, NominationStatus


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
    check_takes_place(nomination.meeting.status)  # in words for a focal point, who cannot publish it
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
