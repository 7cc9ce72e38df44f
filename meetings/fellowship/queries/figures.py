"""The fellowship in numbers, for the office's page, its files and the report: counts, and nobody's name."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.directory.models import Organization
from meetings.directory.rules import Region
from meetings.fellowship.models import FellowshipApplication, FellowshipEdition, FellowshipPast
from meetings.fellowship.rules import (
    FELLOWS,
    NONE,
    Counted,
    EditionState,
    Numbers,
    is_first,
    numbers_by,
    organizations_by_stage,
    stage_of,
)

A = FellowshipApplication


@dataclass(frozen=True)
class EditionFigures:
    """An edition with its counts in the smallest cells."""

    edition: FellowshipEdition
    cells: Sequence[Counted]

    @property
    def numbers(self) -> Numbers:
        """How many applications reached each stage."""
        return numbers_by(self.cells, lambda cell: self.edition.id).get(self.edition.id, NONE)

    @property
    def organizations(self) -> Numbers:
        return organizations_by_stage(self.cells)

    @property
    def first(self) -> Numbers:
        """Of them those for which it was the first time."""
        return organizations_by_stage(self.cells, first=True)


@dataclass(frozen=True)
class FellowshipFigures:
    """All editions, the latest first, and how many fellows there were in years before this house."""

    editions: Sequence[EditionFigures]
    past: Sequence[tuple[int, int]]

    def of(self, slug: str) -> EditionFigures | None:
        """One edition; the latest where none is named."""
        found = [one for one in self.editions if one.edition.slug == slug or not slug]
        return found[0] if found else None


def figures(actor: Actor) -> FellowshipFigures:
    """The numbers of every edition whose call was published: three statements, however many there are."""
    if not (actor.may(Permission.SEE_APPLICATIONS) or actor.may(Permission.SEE_REPORT)):
        raise NotFound
    editions = db.session.scalars(
        select(FellowshipEdition)
        .where(FellowshipEdition.state.not_in((EditionState.DRAFT, EditionState.CANCELLED)))
        .order_by(FellowshipEdition.year, FellowshipEdition.opens_at, FellowshipEdition.id)
    ).all()
    before = db.session.execute(
        select(FellowshipPast.year, FellowshipPast.organization_id, func.count()).group_by(
            FellowshipPast.year, FellowshipPast.organization_id
        )
    ).all()
    years: dict[int, int] = {}
    for year, _organization, number in before:
        years[year] = years.get(year, 0) + number
    cells = _cells([one.id for one in editions], {one for _year, one, _number in before if one is not None})
    return FellowshipFigures(
        [
            EditionFigures(one, [cell for cell in cells if cell.edition == one.id])
            for one in reversed(editions)
        ],
        sorted(years.items(), reverse=True),
    )


def _cells(order: Sequence[int], past: set[int]) -> list[Counted]:
    region = func.coalesce(Organization.region, A.region)
    keys = (A.edition_id, A.state, region, A.gender, A.organization_id, A.organization_name)
    rows = db.session.execute(
        select(*keys, func.count())
        .outerjoin(A.organization)
        .where(A.edition_id.in_(order), A.submitted_at.is_not(None))
        .group_by(*keys)
    ).all()
    fellows = {(row.organization_id, row.edition_id) for row in rows if row.state in FELLOWS}
    found = []
    for edition, state, where, gender, organization, name, number in rows:
        stage = stage_of(state)
        if stage is None:
            continue
        # What is not in the directory, and whose data are deleted, is not known to have had a fellow, or not.
        first = None if organization is None else is_first(organization, edition, order, fellows, past)
        found.append(
            Counted(edition, stage, Region(where) if where else None, gender, name or "", first, number)
        )
    return found
