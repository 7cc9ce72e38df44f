"""What the shortlist asks the database, composed once: to compose it takes longer than to run it."""

from functools import cache

from sqlalchemy import (
    ColumnElement,
    Executable,
    Float,
    String,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal,
    select,
    type_coerce,
)

from meetings.assessment.models import AssessmentAssignment, FellowshipOffer, SelectionDecision
from meetings.assessment.rules import BEFORE_PANEL, OWES, AssignmentState
from meetings.directory.models import Organization
from meetings.fellowship.models import FellowshipApplication, FellowshipNomination
from meetings.fellowship.rules import NominationState

A, S, N = FellowshipApplication, AssessmentAssignment, FellowshipNomination
ON_A_PAGE = 25
HANDED_IN = S.state == AssignmentState.HANDED_IN


# no actor: a statement, which is asked for whoever sees the selection
@cache
def kinds_counted(trying: bool) -> Executable:
    """How many applications there are of each kind, and how many of them are tried."""
    found = A.key.in_(bindparam("tried", expanding=True))
    also = func.sum(case((found, 1), else_=0)) if trying else literal(0)
    # Codes as they are kept: hundreds of them are not made into what they stand for.
    state, gender = type_coerce(A.state, String), type_coerce(A.gender, String)
    keys = (state, type_coerce(A.region, String), gender, A.organization_id, A.organization_name, A.track)
    return select(*keys, func.count(), also).where(_lies_before()).group_by(*keys)


# no actor: a statement, which is asked for whoever sees the selection
@cache
def organizations_of() -> Executable:
    """The organizations of those who have applied, with their regions."""
    own = select(A.organization_id).where(A.edition_id == bindparam("edition"))
    return select(Organization.id, Organization.name, type_coerce(Organization.region, String)).where(
        Organization.id.in_(own)
    )


# no actor: a statement, which is asked for whoever sees the selection
@cache
def standings_ordered() -> Executable:
    """The applications, best first, with what was handed in of each."""
    points = (
        select(
            S.application_id,
            func.count(case((HANDED_IN, S.weighed))).label("number"),
            func.sum(case((HANDED_IN, S.weighed))).label("total"),
            func.min(case((HANDED_IN, S.weighed))).label("least"),
            func.max(case((HANDED_IN, S.weighed))).label("most"),
            func.count(case((S.state.in_(OWES), 1))).label("awaited"),
        )
        .group_by(S.application_id)
        .subquery()
    )
    number, total = func.coalesce(points.c.number, 0), points.c.total
    return (
        select(A.id, number, total, points.c.least, points.c.most, func.coalesce(points.c.awaited, 0))
        .outerjoin(points, points.c.application_id == A.id)
        .where(_lies_before())
        .order_by(
            case((number == 0, 1), else_=0),
            (cast(total, Float) / func.nullif(number, 0)).desc(),
            A.number,
        )
    )


def _lies_before() -> ColumnElement[bool]:
    return and_(A.edition_id == bindparam("edition"), A.state.in_(BEFORE_PANEL), A.forgotten_at.is_(None))


def _taken_back() -> ColumnElement[bool]:
    """As the application itself says it (`taken_back`)."""
    of = select(N.id).where(N.application_id == A.id).correlate(A)
    gone = of.where(N.state == NominationState.WITHDRAWN, N.serving_staff.is_not(None))
    return and_(gone.exists(), ~of.where(N.state == NominationState.CONFIRMED).exists())


# no actor: a statement, which is asked for whoever sees the selection
@cache
def lines_shown() -> Executable:
    """What a line says of these applications."""
    return (
        select(
            A.id,
            A.key,
            A.number,
            A.name,
            A.organization_name,
            A.region,
            A.track,
            A.state,
            Organization.region.label("where"),
            SelectionDecision.place,
            FellowshipOffer.state.label("offer"),
            FellowshipOffer.deadline,
            _taken_back().label("taken_back"),
        )
        .outerjoin(A.organization)
        .outerjoin(SelectionDecision, SelectionDecision.application_id == A.id)
        .outerjoin(FellowshipOffer, FellowshipOffer.application_id == A.id)
        .where(A.id.in_(bindparam("ids", expanding=True)))
    )
