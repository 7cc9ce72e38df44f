"""What lies before the panel: every application with its scores, decision and offer, and the balance of them all."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.assessment.models import AssessmentAssignment, FellowshipOffer, PanelMember, SelectionDecision
from meetings.assessment.queries.conflicts import Own, own_of
from meetings.assessment.queries.panel import ever_seat
from meetings.assessment.queries.seats import Shown, shown
from meetings.assessment.rules import (
    BARRED,
    BEFORE_PANEL,
    OWES,
    SEATED,
    TAKES_PLACE,
    AssignmentState,
    Outcome,
    Scale,
    Side,
    Standing,
    Weighed,
    Weight,
    balance,
    standing,
    weighted,
)
from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.fellowship.models import FellowshipApplication, FellowshipEdition, FellowshipPast
from meetings.fellowship.rules import ANSWERED, FELLOWS, EditionState


@dataclass(frozen=True)
class Judged:
    """What one assessor has given: the points of a hundred (None: not handed in)."""

    assignment: AssessmentAssignment
    total: Fraction | None


@dataclass(frozen=True)
class Candidate:
    """An application before the panel. `shown`: as this reader may see it; `closed`: the reader has a conflict.

    `own_first`: the reader assesses it, too, and has not handed in: until then they judge alone.
    """

    application: FellowshipApplication
    shown: Shown
    judged: Sequence[Judged]
    standing: Standing
    decision: SelectionDecision | None
    offer: FellowshipOffer | None
    weighed: Weighed
    closed: bool = False
    own_first: bool = False

    @property
    def hidden(self) -> bool:
        """Whether what others gave is kept from this reader."""
        return self.closed or self.own_first

    @property
    def place(self) -> int | None:
        """On the reserve list."""
        return None if self.decision is None else self.decision.place

    @property
    def awaited(self) -> int:
        """Assessments that are not handed in."""
        return sum(
            one.assignment.state in SEATED and one.assignment.state is not AssignmentState.HANDED_IN
            for one in self.judged
        )

    @property
    def recusals(self) -> list[AssessmentAssignment]:
        """Who said not to be able to judge it."""
        return [one.assignment for one in self.judged if one.assignment.state in BARRED]


@dataclass(frozen=True)
class Selection:
    """All that is before the panel; `nameless`: this reader sees numbers instead of names."""

    candidates: Sequence[Candidate]
    balance: Mapping[Side, list[Weight]]
    nameless: bool

    def of(self, outcome: Outcome) -> list[Candidate]:
        """Those of whom this was decided, the reserve in its order."""
        found = [one for one in self.candidates if one.decision and one.decision.outcome is outcome]
        return sorted(found, key=lambda one: (one.place or 0, one.shown.number))


# no actor: it says of an edition that the caller has loaded what its public page says
def scales_of(edition: FellowshipEdition) -> list[Scale]:
    """The criteria of an edition as scores see them."""
    return [Scale(one.id, one.name, one.weight, one.lowest, one.highest) for one in edition.criteria]


def selection(actor: Actor, edition: FellowshipEdition, only: Collection[int] | None = None) -> Selection:
    """All that is before the panel, best first: a fixed number of statements.

    For the memo, the scores as a file and one application (`only`); the page of the list asks `shortlist`.
    """
    if not actor.may(Permission.SEE_SELECTION, edition):
        raise NotFound
    member, nameless = ever_seat(actor.account_id, edition), is_nameless(actor, edition)
    applications = _applications(edition.id, only)
    ids = [one.id for one in applications]
    assignments = _assignments(ids)
    decisions = {
        row.application_id: row
        for row in db.session.scalars(
            select(SelectionDecision).where(SelectionDecision.application_id.in_(ids))
        )
    }
    offers = {
        row.application_id: row
        for row in db.session.scalars(select(FellowshipOffer).where(FellowshipOffer.application_id.in_(ids)))
    }
    known, scales = organizations_before(edition.id), scales_of(edition)
    own = None if member is None else own_of([member])[member.id]
    found = []
    for one in applications:
        judged = [Judged(row, _total(scales, row)) for row in assignments.get(one.id, ())]
        found.append(
            Candidate(
                one,
                shown(actor, one) if nameless else _whole(one),
                judged,
                standing(item.total for item in judged if item.total is not None),
                decisions.get(one.id),
                offers.get(one.id),
                _weighed(one, known),
                _closed(member, own, one, judged),
                _own_first(member, judged),
            )
        )
    found.sort(key=lambda one: (-(one.standing.mean or Fraction(-1)), one.application.number or 0))
    selected = {one.application.id for one in found if one.application.state in TAKES_PLACE}
    weights = balance([one.weighed for one in found], selected, selected)
    return Selection(found, in_balance(weights, nameless), nameless)


def is_nameless(actor: Actor, edition: FellowshipEdition) -> bool:
    """Whether names are kept from somebody who sees the selection: of a blind edition, until it is decided."""
    return (
        edition.blind
        and edition.state not in ANSWERED
        and not actor.may(Permission.SEE_APPLICATIONS, edition)
    )


# no actor: of what the caller has counted for somebody
def in_balance(weights: Mapping[Side, list[Weight]], nameless: bool) -> Mapping[Side, list[Weight]]:
    """The balance as somebody reads it: whoever sees numbers would read by a what-if whose organization each is."""
    return {side: weights[side] for side in Side if not (nameless and side is Side.ORGANIZATION)}


def _applications(edition_id: int, only: Collection[int] | None) -> Sequence[FellowshipApplication]:
    query = select(FellowshipApplication).where(
        FellowshipApplication.edition_id == edition_id,
        FellowshipApplication.state.in_(BEFORE_PANEL),
        FellowshipApplication.forgotten_at.is_(None),
    )
    if only is not None:
        query = query.where(FellowshipApplication.id.in_(only))
    return db.session.scalars(
        query.options(
            joinedload(FellowshipApplication.organization),
            joinedload(FellowshipApplication.edition),
            selectinload(FellowshipApplication.nominations),
        ).order_by(FellowshipApplication.number)
    ).all()


def _assignments(ids: Collection[int]) -> dict[int, list[AssessmentAssignment]]:
    rows = db.session.scalars(
        select(AssessmentAssignment)
        .where(AssessmentAssignment.application_id.in_(ids))
        .options(
            joinedload(AssessmentAssignment.member).joinedload(PanelMember.organization),
            selectinload(AssessmentAssignment.scores),
        )
        .order_by(AssessmentAssignment.id)
    )
    found: dict[int, list[AssessmentAssignment]] = {}
    for row in rows:
        found.setdefault(row.application_id, []).append(row)
    return found


def _total(scales: Sequence[Scale], row: AssessmentAssignment) -> Fraction | None:
    if row.state is not AssignmentState.HANDED_IN:
        return None
    return weighted(scales, {one.criterion_id: one.value for one in row.scores if one.value is not None})


def _closed(
    member: PanelMember | None, own: Own | None, one: FellowshipApplication, judged: Sequence[Judged]
) -> bool:
    if member is None or own is None:
        return False
    said = any(row.assignment.member_id == member.id and row.assignment.state in BARRED for row in judged)
    return said or own.has(one)


def _own_first(member: PanelMember | None, judged: Sequence[Judged]) -> bool:
    mine = (row.assignment.state for row in judged if member and row.assignment.member_id == member.id)
    return any(state in OWES for state in mine)


def _whole(one: FellowshipApplication) -> Shown:
    return Shown(
        one.number or 0,
        one.name,
        one.organization_name,
        one.function,
        one.statement,
        one.track,
        one.languages,
    )


def _weighed(one: FellowshipApplication, known: Collection[int]) -> Weighed:
    organization = one.organization
    region = organization.region if organization is not None else one.region
    return Weighed(
        one.id,
        "" if region is None else region.value,
        "" if one.gender is None else one.gender.label,
        one.organization_name if organization is None else organization.name,
        one.track,
        one.organization_id is None or one.organization_id not in known,
    )


# no actor: of which organizations somebody was a fellow; nobody is named
def organizations_before(edition_id: int) -> set[int]:
    """Of these somebody was a fellow before."""
    past = select(FellowshipPast.organization_id)
    here = (
        select(FellowshipApplication.organization_id)
        .join(FellowshipApplication.edition)
        .where(
            FellowshipApplication.edition_id != edition_id,
            FellowshipApplication.state.in_(FELLOWS),
            FellowshipEdition.state != EditionState.CANCELLED,
        )
    )
    return {id_ for id_ in db.session.scalars(past.union(here)) if id_ is not None}


# no actor: it is part of decisions and promotions, under the lock of the edition
def reserve_of(edition_id: int) -> list[SelectionDecision]:
    """The reserve list in its order."""
    return list(
        db.session.scalars(
            select(SelectionDecision)
            .join(SelectionDecision.application)
            .where(
                FellowshipApplication.edition_id == edition_id,
                SelectionDecision.outcome == Outcome.RESERVE,
            )
            .options(joinedload(SelectionDecision.application))
            .order_by(SelectionDecision.place)
            .execution_options(populate_existing=True)
        )
    )
