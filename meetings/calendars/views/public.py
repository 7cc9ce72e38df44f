"""The feeds that anyone may subscribe to: a meeting, a series, a whole cycle (CALENDARS, feeds 1 to 5 and 7 to 11)."""

from collections.abc import Callable

from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from meetings.access.actor import ANYONE, Actor
from meetings.access.permissions import Permission
from meetings.base.shelf import Shelf
from meetings.base.words import N_
from meetings.calendars import actions, queries
from meetings.calendars.queries import FeedHead, GroupHead, Stamp
from meetings.calendars.rules import FeedState, Seen, Show, digest_of
from meetings.calendars.views.answering import COLOR, PUBLIC, answer, base_url, chosen, unknown
from meetings.calendars.views.feature import feature
from meetings.calendars.writing import Block, events_of
from meetings.ical import PRODID, feed_bytes

TRIES = 5
MAY_SHOW = (Show.MEETINGS, Show.SESSIONS)
NAMES = {"workshops": N_("Workshops"), "focal-point-meetings": N_("Focal-point meetings")}
# Several places, several zones: every entry is an instant.
ZONE = "Etc/UTC"
# What a state names is the same bytes for ever: a feed is written once and then handed out.
_written: Shelf[bytes] = Shelf(256)


@feature.page("/calendar/<slug>.ics", Permission.READ_PUBLIC, as_anyone=True, load=queries.find_feed)
def meeting_feed(actor: Actor, head: FeedHead | None) -> ResponseReturnValue:
    """A public meeting: its sessions, or itself while it has none. No cookie is looked at.

    The address filters: `kind` (of sessions) and `show` (both may be repeated), `lang`, `remind`.
    """
    wanted = chosen(MAY_SHOW)
    if head is None or wanted is None:
        return unknown(PUBLIC)
    state = FeedState(
        f"meeting:{head.stamp.uid}", head.stamp.changed_at, wanted, base_url(), head.demonstration
    )

    def write() -> bytes:
        meeting = queries.get_told_meeting(head.stamp)
        return _feed(state, meeting.title, meeting.zone, (head.stamp,), wanted.show)

    return answer(state, lambda: _written.get(state, write), PUBLIC)


@feature.page("/calendar/series/<series>.ics", Permission.READ_PUBLIC, as_anyone=True)
def series_feed(actor: Actor, series: str) -> ResponseReturnValue:
    """All public meetings of a kind, one entry each unless `show=sessions` asks for their sessions."""
    return _group(queries.find_series, series, (Show.MEETINGS,))


@feature.page("/calendar/cycle/<symbol>.ics", Permission.READ_PUBLIC, as_anyone=True)
def cycle_feed(actor: Actor, symbol: str) -> ResponseReturnValue:
    """All public meetings of a resolution's cycle, with their sessions."""
    return _group(queries.find_cycle_feed, symbol, MAY_SHOW)


Find = Callable[[Actor, str], GroupHead | None]


def _group(find: Find, of: str, show: tuple[Show, ...]) -> ResponseReturnValue:
    wanted = chosen(MAY_SHOW)
    head, seen = _looked_at(find, of) if wanted is not None else (None, Seen())
    if head is None or wanted is None or seen.changed_at is None:
        return unknown(PUBLIC)
    state = FeedState(f"{head.name} {seen.digest}", seen.changed_at, wanted, base_url(), head.demonstration)
    title = NAMES.get(head.of)

    def write() -> bytes:
        with force_locale(wanted.language):
            name = _(title) if title else _("Meetings under resolution %(symbol)s", symbol=head.of)
        return _feed(state, name, ZONE, head.stamps, wanted.show or show)

    return answer(state, lambda: _written.get(state, write), PUBLIC)


def _looked_at(find: Find, of: str) -> tuple[GroupHead | None, Seen]:
    """The feed, and since when it holds what it does; looked at again while others note something meanwhile."""
    seen: Seen | None = None
    for _again in range(TRIES):
        head = find(ANYONE, of)
        if head is None:
            return None, Seen()
        digest = digest_of(tuple((s.uid, s.changed_at) for s in head.stamps))
        seen = actions.look_at_public(head, digest)
        if seen is not None:
            return head, seen
    raise RuntimeError("others went on changing the feed")


def _feed(state: FeedState, name: str, zone: str, stamps: tuple[Stamp, ...], show: tuple[Show, ...]) -> bytes:
    with force_locale(state.wanted.language):
        if state.demonstration:
            name = _("Demonstration: %(meeting)s", meeting=name)
    blocks = (Block(stamp, state.wanted, show, state.base_url) for stamp in stamps)
    return feed_bytes(name, zone, map(events_of, blocks), prodid=PRODID, color=COLOR)
