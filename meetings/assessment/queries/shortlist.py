"""The shortlist as its page shows it: a page of it in the order of points, and the balance of all, added up by the
database, so that 2,000 applications take hardly longer than fifty."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.assessment.models import AssessmentAssignment
from meetings.assessment.queries.panel import ever_seat
from meetings.assessment.queries.selection import (
    in_balance,
    is_nameless,
    organizations_before,
    scales_of,
    selection,
)
from meetings.assessment.queries.standings import (
    ON_A_PAGE,
    kinds_counted,
    lines_shown,
    organizations_of,
    standings_ordered,
)
from meetings.assessment.rules import (
    NOT_CHOSEN,
    TAKES_PLACE,
    OfferState,
    Side,
    Standing,
    Weighed,
    Weight,
    balance_of,
    weights,
    whole,
)
from meetings.base.database import db
from meetings.base.marks import Counted
from meetings.base.refusals import NotFound
from meetings.directory.models import Organization
from meetings.directory.rules import Region
from meetings.fellowship.models import FellowshipApplication, FellowshipEdition, FellowshipPast
from meetings.fellowship.rules import ANSWERS_OFFER, ApplicationState
from meetings.registration.rules import Gender


@dataclass(frozen=True)
class Listed:
    """A line of the shortlist. `name`: "" where its reader sees numbers; `hidden`: the points are kept from them."""

    key: str
    number: int
    name: str
    organization: str
    region: str
    track: str
    state: ApplicationState
    standing: Standing
    awaited: int
    place: int | None
    open_until: datetime | None
    taken_back: bool
    closed: bool
    own_first: bool

    @property
    def hidden(self) -> bool:
        return self.closed or self.own_first


@dataclass(frozen=True)
class Shortlist:
    """A page of the shortlist, and what is counted of all; `nameless`: this reader sees numbers instead of names."""

    lines: Sequence[Listed]
    balance: Mapping[Side, list[Weight]]
    total: int
    taken: int
    tried: int
    reserve: int
    not_chosen: int
    offered: int
    nameless: bool
    elsewhere: Sequence[str]


def shortlist(
    actor: Actor, edition: FellowshipEdition, tried: Collection[str] = (), page: int = 1
) -> Shortlist:
    """The page of that number, best first: a fixed number of statements. `tried`: keys that are only tried."""
    if not actor.may(Permission.SEE_SELECTION, edition):
        raise NotFound
    known = _COUNTED.get(edition.id, lambda: (_counted(edition.id, ()), _standings(edition.id)))
    counted = _counted(edition.id, tried) if tried else known[0]
    lines = _lines(actor, edition, known[1][(page - 1) * ON_A_PAGE : page * ON_A_PAGE])
    here, nameless = {one.key for one in lines}, is_nameless(actor, edition)
    return Shortlist(
        lines,
        in_balance(counted.balance, nameless),
        sum(counted.states.values()),
        counted.selected,
        counted.tried,
        counted.states[ApplicationState.RESERVE.value],
        sum(counted.states[state.value] for state in NOT_CHOSEN),
        sum(counted.states[state.value] for state in ANSWERS_OFFER),
        nameless,
        sorted(set(tried) - here),
    )


@dataclass
class _Counted:
    """What is counted of all that lies before the panel."""

    balance: Mapping[Side, list[Weight]]
    states: Counter[str]
    selected: int
    tried: int


# An application's id; how many assessments were handed in, their sum, the least and the most; how many are awaited.
_Added = tuple[Any, ...]
_COUNTED = Counted[tuple[_Counted, list[_Added]]](
    "selection", FellowshipApplication, FellowshipEdition, AssessmentAssignment, FellowshipPast, Organization
)


def _counted(edition_id: int, tried: Collection[str]) -> _Counted:
    rows = db.session.execute(
        kinds_counted(bool(tried)), {"edition": edition_id} | ({"tried": list(tried)} if tried else {})
    ).all()
    organizations = {
        id_: (name, region)
        for id_, name, region in db.session.execute(organizations_of(), {"edition": edition_id})
    }
    known, takes = organizations_before(edition_id), {one.value for one in TAKES_PLACE}
    kinds: dict[tuple[str, str, str, bool], list[int]] = {}
    names: dict[str, list[int]] = {}
    states = Counter[str]()
    for code, written_region, said, organization, written, track, number, more in rows:
        name, where = organizations.get(organization, (written, written_region))
        states[code] += number
        selected = number if code in takes else 0
        first = organization is None or organization not in known
        for sums in (
            kinds.setdefault((where or "", said or "", track, first), [0, 0, 0]),
            names.setdefault(name, [0, 0, 0]),
        ):
            sums[0] += number
            sums[1] += selected
            sums[2] += selected or int(more)
    genders = {one.value: one.label for one in Gender}
    found = balance_of(
        (Weighed(0, where, genders.get(said, ""), "", track, first), sums[0], sums[1], sums[2])
        for (where, said, track, first), sums in kinds.items()
    )
    by_name = weights({name: (sums[0], sums[1], sums[2]) for name, sums in names.items()})
    selected_, tried_ = (sum(sums[at] for sums in kinds.values()) for at in (1, 2))
    return _Counted({**found, Side.ORGANIZATION: by_name}, states, selected_, tried_)


def _standings(edition_id: int) -> list[_Added]:
    return [tuple(row) for row in db.session.execute(standings_ordered(), {"edition": edition_id})]


def _lines(actor: Actor, edition: FellowshipEdition, shown: Sequence[_Added]) -> list[Listed]:
    unit = whole(scales_of(edition))
    standings = {
        id_: (_standing(unit, int(n), total, least, most), int(awaited))
        for id_, n, total, least, most, awaited in shown
    }
    member, nameless = ever_seat(actor.account_id, edition), is_nameless(actor, edition)
    own = {}
    if member is not None:
        found = selection(actor, edition, only=list(standings))
        own = {one.application.id: (one.closed, one.own_first) for one in found.candidates}
    rows = db.session.execute(lines_shown(), {"ids": list(standings)})
    by_id = {row.id: row for row in rows}
    return [
        _listed(by_id[id_], *standings[id_], nameless, own.get(id_, (False, False)))
        for id_ in standings
        if id_ in by_id
    ]


def _standing(unit: int, number: int, total: int | None, least: int | None, most: int | None) -> Standing:
    if not number or total is None or least is None or most is None:
        return Standing(None, None, number)
    spread = Fraction(100 * (int(most) - int(least)), unit) if number > 1 else None
    return Standing(Fraction(100 * int(total), unit * number), spread, number)


def _listed(row: Any, standing: Standing, awaited: int, nameless: bool, own: tuple[bool, bool]) -> Listed:
    found: Region | None = row.where or row.region
    return Listed(
        row.key,
        row.number or 0,
        "" if nameless else row.name,
        "" if nameless else row.organization_name,
        "" if found is None else found.value,
        row.track,
        row.state,
        standing,
        awaited,
        row.place,
        row.deadline if row.offer is OfferState.OPEN else None,
        row.taken_back,
        *own,
    )
