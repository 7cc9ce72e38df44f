"""What the pages of nominations ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.directory.models import Organization, Person
from meetings.invitations.models import Invitation, Nomination
from meetings.invitations.rules import InvitationStatus, Named, NominationStatus, is_active
from meetings.programme.models import Meeting
from meetings.programme.rules import MeetingStatus
from meetings.registration.models import PlaceLimit, Registration
from meetings.registration.rules import HOLDS_A_PLACE, RegistrationStatus

S = InvitationStatus


@dataclass(frozen=True)
class Standing:
    """How a nomination stands: `places` given (None: the limit was taken away), `others` of the organization have
    registered another way and hold some of them."""

    nomination: Nomination
    named: Sequence[Invitation]
    places: int | None
    others: int

    @property
    def seats(self) -> int:
        """Places for which people can be named."""
        return max(0, (self.places or 0) - self.others)

    @property
    def law(self) -> list[Named]:
        """Those who were named, as the rules know them."""
        return [Named(i.id, i.position, self.counts(i), i.status is S.ALTERNATE) for i in self.named]

    @property
    def taking(self) -> list[Invitation]:
        """Who has a place or is asked, and who no longer is, in order; alternates apart."""
        return [i for i in self.named if i.status not in (S.ALTERNATE, S.TAKEN_BACK)]

    @property
    def alternates(self) -> list[Invitation]:
        return [i for i in self.named if i.status is S.ALTERNATE]

    @property
    def active(self) -> int:
        return sum(self.counts(i) for i in self.named)

    @property
    def registered(self) -> int:
        return sum(i.status is S.ACCEPTED and self.counts(i) for i in self.named)

    @property
    def approved(self) -> int:
        return sum(
            i.registration is not None
            and i.registration.status is RegistrationStatus.APPROVED
            and not self.is_anothers(i)
            for i in self.named
        )

    @property
    def anothers(self) -> int:
        return sum(self.is_anothers(i) for i in self.named)

    def is_anothers(self, invitation: Invitation) -> bool:
        """Whether somebody who was named has registered for another organization, of which a place is taken then; or
        has one that is of no organization of the directory."""
        registration = invitation.registration
        if registration is None or registration.forgotten_at is not None:
            return False
        if registration.organization_id is None:
            return registration.status in HOLDS_A_PLACE
        return registration.organization_id != self.nomination.organization_id

    def counts(self, invitation: Invitation) -> bool:
        """Whether somebody who was named has a place of the organization, or may still take it."""
        registration = invitation.registration
        active = is_active(invitation.status, registration.status if registration else None)
        return active and not self.is_anothers(invitation)


def nomination_for(actor: Actor, org_slug: str, slug: str) -> Nomination:
    """What the organization was given for the meeting; NotFound when nothing was."""
    nomination = db.session.scalar(
        select(Nomination)
        .join(Nomination.organization)
        .join(Nomination.meeting)
        .where(Organization.slug == org_slug, Meeting.slug == slug)
        .options(contains_eager(Nomination.organization), contains_eager(Nomination.meeting))
    )
    if nomination is None:
        raise NotFound
    return nomination


def nominee_for(actor: Actor, org_slug: str, slug: str, number: int) -> Invitation:
    """Somebody whom this organization named for this meeting."""
    nomination = nomination_for(actor, org_slug, slug)
    found = db.session.scalar(
        select(Invitation).where(Invitation.id == number, Invitation.nomination_id == nomination.id)
    )
    if found is None:
        raise NotFound
    return found


def standing_of(nomination: Nomination) -> Standing:
    """How it stands now, read afresh: ask it under the lock of the meeting when somebody's place depends on it."""
    named = db.session.scalars(
        select(Invitation)
        .where(Invitation.nomination_id == nomination.id)
        .options(joinedload(Invitation.registration))
        .order_by(Invitation.position, Invitation.id)
        .execution_options(populate_existing=True)
    ).all()
    meeting, organization = nomination.meeting_id, nomination.organization_id
    places = db.session.scalar(
        select(PlaceLimit.places).where(
            PlaceLimit.meeting_id == meeting, PlaceLimit.organization_id == organization
        )
    )
    theirs = {i.registration_id for i in named} - {None}
    others = db.session.scalar(
        select(func.count(Registration.id)).where(
            Registration.meeting_id == meeting,
            Registration.organization_id == organization,
            Registration.status.in_(HOLDS_A_PLACE),
            Registration.id.not_in(theirs),
        )
    )
    return Standing(nomination, named, places, others or 0)


def nominations(actor: Actor, meeting: Meeting) -> list[Standing]:
    """All of a meeting, by organization, in four statements."""
    if not actor.may(Permission.SEE_REGISTRATIONS, meeting):
        raise NotFound
    rows = db.session.scalars(
        select(Nomination)
        .join(Nomination.organization)
        .where(Nomination.meeting_id == meeting.id)
        .options(contains_eager(Nomination.organization))
        .order_by(func.lower(Organization.name))
    ).all()
    named: dict[int | None, list[Invitation]] = {}
    for one in db.session.scalars(
        select(Invitation)
        .where(Invitation.meeting_id == meeting.id, Invitation.nomination_id.is_not(None))
        .options(joinedload(Invitation.registration))
        .order_by(Invitation.position, Invitation.id)
    ):
        named.setdefault(one.nomination_id, []).append(one)
    limits = dict(
        db.session.execute(
            select(PlaceLimit.organization_id, PlaceLimit.places).where(PlaceLimit.meeting_id == meeting.id)
        ).all()
    )
    others = _others(meeting)
    return [
        Standing(n, named.get(n.id, []), limits.get(n.organization_id), others.get(n.organization_id, 0))
        for n in rows
    ]


def _others(meeting: Meeting) -> dict[int, int]:
    """How many of each organization hold a place without having been named by it, by organization."""
    named = (
        select(Invitation.id)
        .join(Invitation.nomination)
        .where(
            Invitation.registration_id == Registration.id,
            Nomination.organization_id == Registration.organization_id,
        )
    )
    rows = db.session.execute(
        select(Registration.organization_id, func.count())
        .where(
            Registration.meeting_id == meeting.id,
            Registration.organization_id.is_not(None),
            Registration.status.in_(HOLDS_A_PLACE),
            ~named.exists(),
        )
        .group_by(Registration.organization_id)
    )
    return {int(organization): int(number) for organization, number in rows if organization is not None}


def given_places(actor: Actor, meeting: Meeting) -> set[int]:
    """The organizations that were given places for a meeting."""
    return set(
        db.session.scalars(select(Nomination.organization_id).where(Nomination.meeting_id == meeting.id))
    )


def own_nominations(actor: Actor, now: datetime) -> list[Standing]:
    """What the organizations were given for whom the actor speaks, for meetings to come, the nearest deadline first."""
    ids = actor.scope(Permission.NAME_PEOPLE, "organization")
    if not ids:
        return []
    rows = db.session.scalars(
        select(Nomination)
        .join(Nomination.meeting)
        .where(
            Nomination.organization_id.in_(ids),
            Nomination.status == NominationStatus.OPEN,
            Meeting.status == MeetingStatus.PUBLISHED,
            Meeting.ends_at >= now,
        )
        .options(contains_eager(Nomination.meeting), joinedload(Nomination.organization))
        .order_by(Nomination.deadline_at, Nomination.id)
    ).all()
    return [standing_of(nomination) for nomination in rows]


def people_of(actor: Actor, organization: Organization) -> Sequence[Person]:
    """People of the organization whom the directory knows with an address, for whoever may see its people."""
    if not actor.may(Permission.SEE_PEOPLE, organization):
        return []
    return db.session.scalars(
        select(Person)
        .where(Person.organization_id == organization.id, Person.email.is_not(None))
        .order_by(Person.sort_key, Person.id)
        .limit(200)
    ).all()
