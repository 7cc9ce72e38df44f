"""Editions as people see them: the public those that are published, the office all."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.fellowship.models import FellowshipApplication, FellowshipEdition, FellowshipPast
from meetings.fellowship.rules import PUBLISHED, ApplicationState, Door, EditionState, door
from meetings.mandate.models import Cycle
from meetings.mandate.queries import current_cycle


@dataclass(frozen=True)
class EditionRow:
    """An edition on the list; `numbers` only for those who see applications."""

    edition: FellowshipEdition
    door: Door
    numbers: Counter[ApplicationState]


def editions(actor: Actor) -> list[EditionRow]:
    """All editions that the actor may see, the latest first: two statements."""
    query = select(FellowshipEdition).order_by(
        FellowshipEdition.year.desc(), FellowshipEdition.opens_at.desc(), FellowshipEdition.id.desc()
    )
    if not actor.may(Permission.SEE_EDITIONS):
        query = query.where(FellowshipEdition.state.in_(PUBLISHED))
    rows = db.session.scalars(query).all()
    numbers = _numbers(actor, [row.id for row in rows])
    return [EditionRow(row, door_of(row), numbers[row.id]) for row in rows]


def _numbers(actor: Actor, ids: Sequence[int]) -> dict[int, Counter[ApplicationState]]:
    found: dict[int, Counter[ApplicationState]] = {one: Counter() for one in ids}
    if not actor.may(Permission.SEE_APPLICATIONS):
        return found
    rows = db.session.execute(
        select(FellowshipApplication.edition_id, FellowshipApplication.state, func.count())
        .where(FellowshipApplication.edition_id.in_(ids))
        .group_by(FellowshipApplication.edition_id, FellowshipApplication.state)
    )
    for edition_id, state, number in rows:
        found[edition_id][state] = int(number)
    return found


# no actor: it says of an edition that the caller has loaded what its own page says
def door_of(edition: FellowshipEdition) -> Door:
    """Whether its call takes applications now."""
    return door(edition.state, edition.opens_at, edition.closes_at, clock.now())


def edition_for(actor: Actor, slug: str) -> FellowshipEdition:
    """An edition with its criteria; a draft only for those who see it before the public does."""
    edition = db.session.scalar(
        select(FellowshipEdition)
        .where(FellowshipEdition.slug == slug)
        .options(selectinload(FellowshipEdition.criteria), joinedload(FellowshipEdition.cycle))
    )
    if edition is None:
        raise NotFound
    if edition.state is EditionState.DRAFT and not actor.may(Permission.SEE_EDITIONS, edition):
        raise NotFound
    return edition


def cycles(actor: Actor) -> list[tuple[int, str]]:
    """The cycles that an edition can belong to, by number and name; the latest first."""
    rows = db.session.scalars(
        select(Cycle).options(joinedload(Cycle.resolution)).order_by(Cycle.starts_on.desc())
    )
    return [(row.id, f"{row.resolution.symbol} ({row.starts_on.year}–{row.ends_on.year})") for row in rows]


# no actor: it is in the frame of each page
def present_cycle() -> str:
    """The number of the cycle that the office is in, as a form offers it first; "" while there is none."""
    cycle = current_cycle()
    return "" if cycle is None else str(cycle.id)


def past_fellow_for(actor: Actor, key: str) -> FellowshipPast:
    """Somebody on the list of past fellows; the route asks who sees applications."""
    found = db.session.scalar(select(FellowshipPast).where(FellowshipPast.key == key))
    if found is None:
        raise NotFound
    return found


def past_fellows(actor: Actor) -> Sequence[FellowshipPast]:
    """The list of fellows of years before this house, the latest first; the route asks who sees applications."""
    return db.session.scalars(
        select(FellowshipPast).order_by(FellowshipPast.year.desc(), FellowshipPast.sort_key)
    ).all()


# no actor: of an edition whose terms somebody changes
def names_selected(edition: FellowshipEdition) -> Sequence[str]:
    """Who is selected while the selection is taken up again, by number."""
    return db.session.scalars(
        select(FellowshipApplication.name)
        .where(
            FellowshipApplication.edition_id == edition.id,
            FellowshipApplication.state == ApplicationState.SELECTED,
        )
        .order_by(FellowshipApplication.number)
    ).all()
