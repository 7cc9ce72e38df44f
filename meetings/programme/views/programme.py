"""The programme of a meeting as markup: rendered once for all who only read it, as long as nothing of it changes."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import render_template
from markupsafe import Markup

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.pages import in_zone, page_language
from meetings.base.shelf import Shelf
from meetings.programme import queries, releases
from meetings.programme.entries import around
from meetings.programme.models import Meeting
from meetings.programme.rules import SessionKind, Shown, by_role, days_of, glance_of, shown
from meetings.programme.rules.released import in_programme
from meetings.programme.saying import sentences
from meetings.programme.views.showing import zone_options


@dataclass(frozen=True)
class Programme:
    """The left column of the page, and the kinds of its sessions in the order of their first."""

    markup: Markup
    kinds: tuple[SessionKind, ...]


# What a room above shows at sessions, by their ids, to this reader; and what that follows from.
Beside = Callable[[Actor, Meeting], tuple[Hashable, Mapping[int, Markup]]]
_beside: dict[str, Beside] = {}


def answer_beside(room: str, beside: Beside) -> None:
    """Register what a room above shows at the sessions of a programme (see `rooms`)."""
    _beside[room] = beside


OWN_LINKS = (Permission.EDIT_PROGRAMME, Permission.WRITE_RECORD, Permission.NOTE_ATTENDANCE)
# 128 programmes in some reader's zone: a few megabytes.
_kept: Shelf[Programme] = Shelf(128)


def programme_of(actor: Actor, meeting: Meeting, zone: str | None) -> Programme:
    """The programme, the reader's time (`zone`) beside the meeting's.

    Whoever may edit it, write a record or note attendance sees links of their own and gets it made anew.
    """
    told = [beside(actor, meeting) for beside in _beside.values()]
    besides = [lines for _mark, lines in told]
    if _has_own_links(actor):
        return _render(actor, meeting, zone, besides)
    key = (meeting.uid, meeting.feed_changed_at, zone, page_language(), *(mark for mark, _lines in told))
    return _kept.get(key, lambda: _render(actor, meeting, zone, besides))


def _has_own_links(actor: Actor) -> bool:
    return any(actor.may(permission) for permission in OWN_LINKS)


def _render(
    actor: Actor, meeting: Meeting, zone: str | None, besides: list[Mapping[int, Markup]]
) -> Programme:
    if meeting.is_public:
        latest = releases.latest(actor, meeting)
        sessions, changes = in_programme(latest.version), latest.changes
        released_at = latest.release.released_at if latest.release else meeting.changed_at
    else:
        sessions, changes = releases.drafted(meeting, queries.programme(actor, meeting)), ()
        released_at = meeting.changed_at
    days = days_of(sessions)

    def when(starts_at: datetime, ends_at: datetime | None = None) -> Shown:
        return shown(starts_at, ends_at, meeting.zone, meeting.city, zone)

    def at_wall(wall: datetime) -> Shown:
        return when(wall.replace(tzinfo=ZoneInfo(meeting.zone)))

    text = render_template(
        "programme/_days.html",
        meeting=meeting,
        days=days,
        glance=glance_of(days),
        when=when,
        at_wall=at_wall,
        by_role=by_role,
        beside=lambda session: Markup("").join(lines.get(session.session_id, "") for lines in besides),
        options=zone_options(meeting.starts_at.replace(minute=0), zone or meeting.zone),
        zone=zone,
        chosen=zone is not None,
        labels=queries.labels_in_draft(actor, meeting) if _has_own_links(actor) else {},
        news=[] if around(meeting).cancelled else [(c, sentences(meeting, c, zone)) for c in changes],
        released_on=in_zone(released_at, meeting.zone).date(),
    )
    # Breaks are in nobody's calendar.
    kinds = tuple(dict.fromkeys(s.kind for s in sessions if s.kind is not SessionKind.BREAK))
    # A template of ours has escaped what people wrote.
    return Programme(Markup(text), kinds)  # noqa: S704
