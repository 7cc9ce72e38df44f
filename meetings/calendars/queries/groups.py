"""The feeds of a series and of a cycle: all public meetings of a kind, or of a resolution's years."""

from dataclasses import dataclass

from sqlalchemy import and_, bindparam, literal, select

from meetings.access.actor import Actor
from meetings.base.asked_often import AskedOften
from meetings.calendars.models import PublicFeed
from meetings.calendars.queries.meeting import DEMONSTRATION, IS_PUBLIC, STAMP, Stamp, gone_before, stamp_of
from meetings.calendars.rules import Seen
from meetings.mandate.models import Cycle, Resolution
from meetings.programme.models import Meeting
from meetings.programme.rules import MeetingKind

SERIES = {
    "workshops": MeetingKind.WORKSHOP,
    "focal-point-meetings": MeetingKind.FOCAL_POINT_MEETING,
}


@dataclass(frozen=True)
class GroupHead:
    """A feed of several meetings: what it held when somebody looked last, and the states of its meetings.

    `of`: the series, or the symbol of the cycle's resolution.
    """

    name: str
    of: str
    seen: Seen
    stamps: tuple[Stamp, ...]
    demonstration: bool


_FEED = (PublicFeed.digest, PublicFeed.changed_at, DEMONSTRATION, *STAMP)
_NAMED = PublicFeed.name == bindparam("name")
_CYCLE = AskedOften(
    select(*_FEED)
    .select_from(Cycle)
    .join(Cycle.resolution)
    .outerjoin(PublicFeed, _NAMED)
    .outerjoin(Meeting, and_(Meeting.cycle_id == Cycle.id, IS_PUBLIC))
    .where(Resolution.symbol == bindparam("symbol"))
    .order_by(Meeting.starts_at, Meeting.id)
)
_SERIES = AskedOften(
    select(*_FEED)
    .select_from(select(literal(1).label("one")).subquery())
    .outerjoin(PublicFeed, _NAMED)
    .outerjoin(Meeting, and_(Meeting.kind == bindparam("kind", type_=Meeting.kind.type), IS_PUBLIC))
    .order_by(Meeting.starts_at, Meeting.id)
)


def find_series(actor: Actor, series: str) -> GroupHead | None:
    """The feed of a kind of meetings, in one statement; None when there is no such kind."""
    kind = SERIES.get(series)
    if kind is None:
        return None
    return _head(f"series:{kind.value}", series, _SERIES, kind=kind)


def find_cycle_feed(actor: Actor, symbol: str) -> GroupHead | None:
    """The feed of a cycle by its resolution's symbol as addresses have it, in one statement; None: no such cycle."""
    if "\0" in symbol or "/" in symbol:
        return None
    cited = symbol.replace("-", "/")
    return _head(f"cycle:{cited}", cited, _CYCLE, symbol=cited)


def _head(name: str, of: str, query: AskedOften, **asked: object) -> GroupHead | None:
    rows = query.all(name=name, gone_before=gone_before(), **asked)
    if not rows:
        return None
    digest, seen_at, demonstration = rows[0][:3]
    stamps = tuple(stamp_of(*row[3:]) for row in rows if row[3] is not None)
    return GroupHead(name, of, Seen(digest, seen_at), stamps, bool(demonstration))
