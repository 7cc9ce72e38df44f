"""What anyone may read: the list of meetings and a meeting's programme."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base import clock
from meetings.programme import actions, queries
from meetings.programme.forms import FilterForm
from meetings.programme.models import Meeting
from meetings.programme.rules import (
    RELEASED,
    STEPS,
    MeetingKind,
    MeetingStatus,
    moment,
    publishes_late,
    takes_registrations,
)
from meetings.programme.rules.differences import whats
from meetings.programme.rules.released import changes
from meetings.programme.views.feature import feature
from meetings.programme.views.programme import programme_of
from meetings.programme.views.showing import feed_addresses, reader_zone
from meetings.programme.views.telling import musts_before_publishing

E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True)
class Group:
    """A part of the list: a heading and its meetings."""

    id: str
    title: str
    meetings: list[Meeting]


@feature.page("/meetings", Permission.READ_PUBLIC)
def meetings(actor: Actor) -> ResponseReturnValue:
    """Meetings, those to come first; staff see drafts too, by cycle."""
    form = FilterForm(request.args)
    staff = actor.may(Permission.SEE_PROGRAMME) and actor.is_staff
    cycles = queries.cycles(actor) if staff else []
    form.cycle.choices = [
        SelectChoice("", _("All")),
        *(SelectChoice(str(c.id), c.resolution.symbol) for c in cycles),
    ]
    wanted = queries.MeetingFilter(kind=_code(MeetingKind, form.kind.data))
    if staff:
        cycle = form.cycle.data if form.cycle.data in {str(c.id) for c in cycles} else None
        status = _code(MeetingStatus, form.status.data)
        wanted = replace(wanted, status=status, cycle_id=int(cycle) if cycle else None)
    found = list(queries.meetings(actor, wanted))
    filtered = wanted != queries.MeetingFilter()
    return render_template(
        "programme/meetings.html",
        form=form,
        staff=staff,
        groups=_groups(found, staff, clock.now()),
        filtered=filtered,
    )


def _code(codes: type[E], text: str | None) -> E | None:
    """The code that an address names; None when it names none of them."""
    return codes(text) if text in set(codes) else None


def _groups(found: list[Meeting], staff: bool, now: datetime) -> list[Group]:
    coming = sorted((m for m in found if m.ends_at >= now), key=lambda m: m.starts_at)
    past = [m for m in found if m.ends_at < now]
    if not staff:
        return [
            g for g in (Group("coming", _("To come"), coming), Group("past", _("Held"), past)) if g.meetings
        ]
    groups: list[Group] = []
    for cycle in dict.fromkeys(m.cycle for m in found):
        for key, title, part in (("coming", _("to come"), coming), ("past", _("past"), past)):
            own = [m for m in part if m.cycle is cycle]
            if own:
                groups.append(Group(f"{key}-{cycle.id}", f"{cycle.resolution.symbol}: {title}", own))
    return groups


@feature.page("/meetings/<slug>", Permission.READ_PUBLIC, load=queries.meeting_for)
def meeting(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    """The programme: the meeting's time first, the reader's beside it."""
    zone, now = reader_zone(actor), clock.now()
    programme = programme_of(actor, meeting, zone)
    kinds = programme.kinds if len(programme.kinds) > 1 else ()
    closes_at = meeting.registration_closes_at
    is_open = takes_registrations(meeting.status, meeting.dates_set, closes_at, meeting.ends_at, now)
    address, webcal = feed_addresses(meeting)
    return render_template(
        "programme/meeting.html",
        meeting=meeting,
        programme=programme.markup,
        has_sessions=bool(programme.kinds),
        is_open=is_open,
        places_left=queries.places_left(meeting) if is_open else None,
        closes=None if closes_at is None else moment(closes_at, meeting.zone, meeting.city, zone),
        address=address,
        webcal=webcal,
        one_kind=[(kind, feed_addresses(meeting, kind.value)[1]) for kind in kinds],
        steps=STEPS[meeting.status],
        late=publishes_late(meeting.status, meeting.dates_set, meeting.ends_at, now),
        unreleased=_unreleased(actor, meeting),
        musts=musts_before_publishing(actor, meeting) if programme.kinds else (),
    )


def _unreleased(actor: Actor, meeting: Meeting) -> int:
    """How many sessions of the draft differ from what is public; for those who can release them."""
    if meeting.status not in RELEASED or not actor.may(Permission.EDIT_PROGRAMME, meeting):
        return 0
    before, after = actions.proposed(actor, meeting)
    return sum(bool(whats(change)) for change in changes(before, after))
