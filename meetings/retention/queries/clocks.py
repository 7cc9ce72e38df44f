"""The clocks: when the personal data of each meeting are deleted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, or_, select
from sqlalchemy.orm import joinedload

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base import clock
from meetings.base.database import db
from meetings.base.pages import in_zone
from meetings.base.refusals import NotFound
from meetings.mandate.models import CouncilSession, Cycle
from meetings.mandate.rules import SessionDates, session_dates
from meetings.programme.models import Meeting
from meetings.registration.models import Registration
from meetings.registration.rules import Deletion
from meetings.retention.models import Purge, Retention, RetentionSetting
from meetings.retention.parts import parts
from meetings.retention.rules import STANDARDS, Clock, RuleDay, Setting, day_by_rule


@dataclass(frozen=True)
class InForce:
    """A number of the rule; where it comes from is our standard's `label`, or what the office wrote (`source`)."""

    number: int
    label: str
    source: str = ""
    set_by: str = ""


@dataclass(frozen=True)
class Watched:
    """A meeting with personal data, and its clock."""

    meeting: Meeting
    clock: Clock


def settings_in_force() -> dict[Setting, InForce]:
    """The numbers of the rule, as set or as they are by standard."""
    rows = {row.setting: row for row in db.session.scalars(select(RetentionSetting))}
    return {
        setting: InForce(rows[setting].number, standard.label, rows[setting].source, rows[setting].set_by)
        if setting in rows
        else InForce(standard.number, standard.label)
        for setting, standard in STANDARDS.items()
    }


def numbers() -> dict[Setting, int]:
    """The numbers alone."""
    return {setting: one.number for setting, one in settings_in_force().items()}


# no actor: whoever holds the meeting may know when its data are deleted
def clock_of(meeting: Meeting) -> Clock:
    """The clock of one meeting, in one statement."""
    return next(_clocks(_one_clock(), {"meeting": meeting.id})).clock


def deletion_of(meeting: Meeting) -> Deletion:
    """What the pages of registration say of it."""
    told = clock_of(meeting)
    return Deletion(told.day, told.days_left, bool(told.hold), None if told.kept else told.last)


def watched_for(actor: Actor) -> list[Watched]:
    """Meetings with personal data whose clocks this person keeps, the next to be deleted first."""
    if not actor.may(Permission.PURGE):
        return []
    mine = actor.scope(Permission.PURGE, "meeting")
    found = [w for w in watched() if mine is None or w.meeting.id in mine]
    return sorted(found, key=lambda w: w.clock.day)


# no actor: the worker asks for everybody
def watched() -> list[Watched]:
    """All meetings of which personal data are kept, the oldest first."""
    live = select(Registration.meeting_id).where(Registration.forgotten_at.is_(None))
    elsewhere = {meeting for part in parts() for meeting in part.meetings()}
    return list(_clocks(_clock_rows().where(or_(Meeting.id.in_(live), Meeting.id.in_(elsewhere)))))


@cache  # each page about a meeting says its clock; to compose the statement takes longer than to run it
def _one_clock() -> Select[*tuple[Any, ...]]:
    return _clock_rows().where(Meeting.id == bindparam("meeting"))


def _clock_rows() -> Select[*tuple[Any, ...]]:
    live = select(Registration.id).where(
        Registration.meeting_id == Meeting.id, Registration.forgotten_at.is_(None)
    )
    latest = select(func.max(Purge.ended_at)).where(Purge.meeting_id == Meeting.id).scalar_subquery()
    return (
        select(
            Meeting,
            Retention,
            Cycle.report_session,
            CouncilSession,
            latest,
            live.exists(),
            _set(Setting.WEEKS),
            _set(Setting.LEAST),
        )
        .join(Meeting.cycle)
        .outerjoin(Retention, Retention.meeting_id == Meeting.id)
        .outerjoin(CouncilSession, CouncilSession.number == Cycle.report_session)
        .order_by(Meeting.starts_at, Meeting.id)
    )


def _clocks(query: Select[*tuple[Any, ...]], asked: Mapping[str, int] | None = None) -> Iterator[Watched]:
    rows = db.session.execute(query, asked).all()
    for meeting, kept, number, session, ended, there, weeks, least in rows:
        dates = _dates(number, session)
        rule = day_by_rule(dates.opens, meeting.ends.date(), {Setting.WEEKS: weeks, Setting.LEAST: least})
        last = in_zone(ended, meeting.zone).date() if ended else None
        yield Watched(meeting, replace(_clock(meeting, kept, dates, rule), last=last, kept=there))


def _set(setting: Setting) -> ColumnElement[int]:
    """A number of the rule inside another statement."""
    set_to = select(RetentionSetting.number).where(RetentionSetting.setting == setting).scalar_subquery()
    return func.coalesce(set_to, STANDARDS[setting].number)


def _dates(number: int, session: CouncilSession | None) -> SessionDates:
    return session_dates(number, {} if session is None else {number: session.entered})


def _clock(meeting: Meeting, kept: Retention | None, dates: SessionDates, rule: RuleDay) -> Clock:
    plain = Clock(rule.day, today_of(meeting), rule, dates.number, dates.opens, dates.projected)
    if kept is None:
        return plain
    return replace(
        plain,
        day=kept.purge_on or rule.day,
        because=kept.reason,
        set_by=kept.set_by,
        hold=kept.hold_reason,
        held_by=kept.held_by,
    )


def today_of(meeting: Meeting) -> date:
    """The day that it is where the meeting is."""
    return in_zone(clock.now(), meeting.zone).date()


def retention_of(meeting: Meeting) -> Retention:
    """What was decided on the meeting's data; a new row (not yet in the session) when nothing was."""
    return db.session.get(Retention, meeting.id, options=[joinedload(Retention.meeting)]) or Retention(
        meeting_id=meeting.id, reason="", set_by="", hold_reason="", held_by="", version=1
    )


def meeting_to_purge(actor: Actor, slug: str) -> Meeting:
    """The meeting of that address for whoever keeps its clock; else NotFound."""
    meeting = db.session.scalar(select(Meeting).where(Meeting.slug == slug))
    if meeting is None or not actor.may(Permission.PURGE, meeting):
        raise NotFound
    return meeting
