"""The panel of an edition: who is on it, what each has, what nobody has."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import case, func, select
from sqlalchemy.orm import joinedload

from meetings.access.actor import Actor
from meetings.access.models import Account
from meetings.access.permissions import Permission
from meetings.assessment.models import AssessmentAssignment, PanelMember
from meetings.assessment.rules import BEFORE_PANEL, OWES, SEATED, Assessor, AssignmentState
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.directory.models import FocalPoint, Organization, Person, PersonAddress
from meetings.fellowship.models import FellowshipApplication, FellowshipEdition
from meetings.fellowship.queries import edition_for
from meetings.fellowship.rules import ApplicationState, EditionState

# Are assessed: eligible, and before the panel has decided.
ASSESSED = frozenset({ApplicationState.ELIGIBLE, ApplicationState.SHORTLISTED})


@dataclass(frozen=True)
class Seated:
    """A member of the panel, and how many applications there are in each state."""

    member: PanelMember
    numbers: Counter[AssignmentState]

    @property
    def load(self) -> int:
        """How many the member has."""
        return sum(self.numbers[state] for state in SEATED)

    @property
    def owes(self) -> int:
        """How many the member has not handed in."""
        return sum(self.numbers[state] for state in OWES)


@dataclass(frozen=True)
class Panel:
    """The page of the panel. `short`: applications with fewer assessors than the edition asks for."""

    members: Sequence[Seated]
    short: Sequence[tuple[FellowshipApplication, int]]
    applications: int


def panel(actor: Actor, edition: FellowshipEdition) -> Panel:
    """Who assesses an edition and what is not given yet: three statements."""
    if not actor.may(Permission.KEEP_PANEL, edition):
        raise NotFound
    seats = [
        (one, int(number))
        for one, number in db.session.execute(
            select(FellowshipApplication, func.count(AssessmentAssignment.id))
            .outerjoin(
                AssessmentAssignment,
                (AssessmentAssignment.application_id == FellowshipApplication.id)
                & AssessmentAssignment.state.in_(SEATED),
            )
            .where(FellowshipApplication.edition_id == edition.id, FellowshipApplication.state.in_(ASSESSED))
            .group_by(FellowshipApplication.id)
            .order_by(FellowshipApplication.number)
        )
    ]
    short = [
        (one, edition.assessors_each - number) for one, number in seats if number < edition.assessors_each
    ]
    return Panel(_members(edition.id), short, len(seats))


def _members(edition_id: int) -> list[Seated]:
    numbers: dict[int, Counter[AssignmentState]] = {}
    rows = db.session.execute(
        select(AssessmentAssignment.member_id, AssessmentAssignment.state, func.count())
        .join(PanelMember, PanelMember.id == AssessmentAssignment.member_id)
        .join(FellowshipApplication, FellowshipApplication.id == AssessmentAssignment.application_id)
        .where(PanelMember.edition_id == edition_id, FellowshipApplication.state.in_(BEFORE_PANEL))
        .group_by(AssessmentAssignment.member_id, AssessmentAssignment.state)
    )
    for member_id, state, number in rows:
        numbers.setdefault(member_id, Counter())[state] = int(number)
    members = db.session.scalars(
        select(PanelMember)
        .where(PanelMember.edition_id == edition_id)
        .options(joinedload(PanelMember.organization), joinedload(PanelMember.account))
        .order_by(PanelMember.left_at.is_not(None), PanelMember.name, PanelMember.id)
    )
    return [Seated(member, numbers.get(member.id, Counter())) for member in members]


def member_for(actor: Actor, slug: str, key: str) -> PanelMember:
    """A member of the panel of an edition."""
    edition = edition_for(actor, slug)
    found = db.session.scalar(
        select(PanelMember).where(PanelMember.edition_id == edition.id, PanelMember.key == key)
    )
    if found is None:
        raise NotFound
    return found


# no actor: it says of whoever asks that they are on the panel
def own_seat(account_id: int | None, edition: FellowshipEdition) -> PanelMember | None:
    """The member who this account is; None: of this panel none (any more)."""
    return db.session.scalar(
        select(PanelMember).where(
            PanelMember.edition_id == edition.id,
            PanelMember.account_id == account_id,
            PanelMember.left_at.is_(None),
        )
    )


# no actor: it says of whoever asks that they are, or were, on the panel
def ever_seat(account_id: int | None, edition: FellowshipEdition) -> PanelMember | None:
    """The member who this account is or was: whoever leaves the panel takes a conflict of interest along."""
    return db.session.scalar(
        select(PanelMember).where(PanelMember.edition_id == edition.id, PanelMember.account_id == account_id)
    )


# no actor: it is part of naming somebody, of whom the office decides
def organization_of(account: Account) -> Organization | None:
    """The own organization of whoever has this account: of the directory's record, or whose focal point it is."""
    today = clock.now().date()
    person = Person.account_id == account.id
    further = select(PersonAddress.person_id).where(PersonAddress.email == account.email)
    by_mail = (Person.email == account.email) | Person.id.in_(further)
    return db.session.scalar(
        select(Organization)
        .join(Person, Person.organization_id == Organization.id)
        .where(person | by_mail)
        .order_by(person.desc())
        .limit(1)
    ) or db.session.scalar(
        select(Organization)
        .join(FocalPoint, FocalPoint.organization_id == Organization.id)
        .join(Person, Person.id == FocalPoint.person_id)
        .where(person | by_mail, FocalPoint.until.is_(None) | (FocalPoint.until >= today))
        .limit(1)
    )


@dataclass(frozen=True)
class Waits:
    """An edition in which somebody owes assessments, and how many of how many."""

    edition: FellowshipEdition
    owed: int
    given: int


def waiting(actor: Actor) -> list[Waits]:
    """What waits for an assessor, the edition that is due first before the others: one statement."""
    owes = case((AssessmentAssignment.state.in_(OWES), 1), else_=0)
    rows = db.session.execute(
        select(FellowshipEdition, func.sum(owes), func.count(AssessmentAssignment.id))
        .join(PanelMember, PanelMember.edition_id == FellowshipEdition.id)
        .join(AssessmentAssignment, AssessmentAssignment.member_id == PanelMember.id)
        .join(AssessmentAssignment.application)
        .where(
            PanelMember.account_id == actor.account_id,
            PanelMember.left_at.is_(None),
            FellowshipEdition.state == EditionState.ASSESSMENT,
            AssessmentAssignment.state.in_(SEATED),
            FellowshipApplication.state.in_(BEFORE_PANEL),
        )
        .group_by(FellowshipEdition.id)
        .order_by(FellowshipEdition.assess_by, FellowshipEdition.id)
    )
    return [Waits(edition, int(owed), int(given)) for edition, owed, given in rows]


# no actor: what rules of assignment know of members whom the caller has loaded
def as_assessors(members: Sequence[PanelMember]) -> list[Assessor]:
    """Members as the rules of assignment see them."""
    return [Assessor(one.id, frozenset(one.languages), one.organization_id) for one in members]


# no actor: the roles' page asks what an edition is called
def edition_names(_actor: Actor, ids: Collection[int]) -> Mapping[int, str]:
    """What editions are called on which roles are held."""
    rows = db.session.execute(
        select(FellowshipEdition.id, FellowshipEdition.title).where(FellowshipEdition.id.in_(ids))
    )
    return {id_: title for id_, title in rows}  # noqa: C416 - pairs, of which dict() does not know the types


def chairs(actor: Actor, edition: FellowshipEdition) -> Sequence[PanelMember]:
    """Who leads the panel of an edition, for the memo that they sign."""
    if not actor.may(Permission.SEE_SELECTION, edition):
        raise NotFound
    return db.session.scalars(
        select(PanelMember)
        .where(PanelMember.edition_id == edition.id, PanelMember.chair, PanelMember.left_at.is_(None))
        .order_by(PanelMember.name)
    ).all()
