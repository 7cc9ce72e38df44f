"""The feed behind a secret address: it opens this feed and nothing else (CALENDARS, feeds 6 and 10)."""

import functools
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from meetings.access.actor import ANYONE, Actor
from meetings.access.permissions import Permission
from meetings.base import clock
from meetings.calendars import actions, queries
from meetings.calendars.queries import Part, PrivateFeed, Stamp
from meetings.calendars.rules import HOLDS, Deadline, FeedKind, FeedState, Show, digest_of
from meetings.calendars.views.answering import COLOR, PRIVATE, answer, base_url, chosen, unknown
from meetings.calendars.views.feature import feature
from meetings.calendars.writing import Block, deadline_events, entry_of, events_of, fellow_events
from meetings.fellows.models import FellowEntry
from meetings.fellows.queries import own_entries
from meetings.ical import PRODID, feed_bytes, still_shown

TRIES = 5


@dataclass(frozen=True)
class Held:
    """What a private feed holds: of meetings, one or the other; and deadlines."""

    parts: tuple[Part, ...] = ()
    stamps: tuple[Stamp, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    entries: tuple[FellowEntry, ...] = ()

    def shown(self, now: datetime) -> "Held":
        """Without deadlines that have left: what a feed holds no more must not be a part of what names its state."""
        return replace(
            self,
            deadlines=tuple(d for d in self.deadlines if d.is_shown(now)),
            entries=tuple(e for e in self.entries if still_shown(entry_of(e), now)),
        )

    def digest(self, feed: PrivateFeed) -> str:
        """Equal when everything that the feed can show is equal."""
        return digest_of(
            (
                feed.zone,
                feed.organization,
                tuple((p.stamp.uid, p.stamp.changed_at, p.admitted, p.roles) for p in self.parts),
                tuple((s.uid, s.changed_at) for s in self.stamps),
                tuple(d.parts for d in self.deadlines),
                tuple((e.uid, e.sequence, e.changed_at) for e in self.entries),
            )
        )


@feature.page("/calendar/my/<token>.ics", Permission.READ_PUBLIC, as_anyone=True)
def private_feed(actor: Actor, token: str) -> ResponseReturnValue:
    """Whoever has the address reads what its owner may see today. No cookie is looked at.

    Of a disabled account, or a role that has ended, it goes on empty: a calendar that is told 404 shows for ever what
    it has. The address filters: `show`, `kind`, `lang`, `remind`.
    """
    for _again in range(TRIES):
        feed = queries.find_private_feed(ANYONE, token)
        wanted = None if feed is None else chosen(HOLDS[feed.kind])
        if feed is None or wanted is None:
            return unknown(PRIVATE)
        held = HOLDERS[feed.kind](feed).shown(clock.now()) if feed.open else Held()
        seen = actions.look_at_private(feed, held.digest(feed), held.deadlines)
        if seen is not None and seen.changed_at is not None:
            of = f"subscription:{feed.id}:{seen.digest}"
            state = FeedState(of, seen.changed_at, wanted, base_url(), feed.demonstration)
            return answer(state, functools.partial(_write, feed, held, state), PRIVATE)
    raise RuntimeError("others went on changing the feed")


def _programme(feed: PrivateFeed) -> Held:
    return Held(parts=feed.programme)


def _organization(feed: PrivateFeed) -> Held:
    stamps, deadlines = queries.organization_calendar(ANYONE, feed)
    return Held(stamps=stamps, deadlines=deadlines)


def _deadlines(feed: PrivateFeed) -> Held:
    return Held(deadlines=queries.office_deadlines(ANYONE))


def _fellowship(feed: PrivateFeed) -> Held:
    return Held(entries=tuple(own_entries(ANYONE, feed.account_id)))


HOLDERS: dict[FeedKind, Callable[[PrivateFeed], Held]] = {
    FeedKind.PROGRAMME: _programme,
    FeedKind.ORGANIZATION: _organization,
    FeedKind.DEADLINES: _deadlines,
    FeedKind.FELLOWSHIP: _fellowship,
}


def _write(feed: PrivateFeed, held: Held, state: FeedState) -> bytes:
    wanted, base = state.wanted, state.base_url
    events = [
        events_of(Block(part.stamp, wanted, wanted.show, base, False, part.admitted, part.roles))
        for part in held.parts
    ]
    if not wanted.show or Show.MEETINGS in wanted.show:
        events += [events_of(Block(stamp, wanted, (Show.MEETINGS,), base)) for stamp in held.stamps]
    if held.deadlines and (not wanted.show or Show.DEADLINES in wanted.show):
        told = queries.told_deadlines([d.uid for d in held.deadlines])
        events.append(deadline_events(held.deadlines, told, wanted, base))
    if held.entries:
        events.append(fellow_events(held.entries, wanted, base))
    return feed_bytes(_name(feed, state), feed.zone, events, prodid=PRODID, color=COLOR)


def _name(feed: PrivateFeed, state: FeedState) -> str:
    with force_locale(state.wanted.language):
        name = _(feed.kind.label)
        if feed.organization:
            name = _("Meetings and deadlines: %(organization)s", organization=feed.organization)
        return _("Demonstration: %(meeting)s", meeting=name) if feed.demonstration else name
