"""What the timetable asks: the draft, what it is warned of, and what can be undone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from meetings.access.actor import Actor
from meetings.access.models import Account, RoleHolding
from meetings.access.permissions import Permission, Role
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.base.zones import wall_of
from meetings.directory.models import FocalPoint, Organization, Person
from meetings.mandate import queries as mandate
from meetings.mandate.models import Cycle, Obligation
from meetings.mandate.rules import Evidence, clashes
from meetings.programme import defaults
from meetings.programme.models import (
    Meeting,
    MeetingSession,
    ProgrammeAct,
    ProgrammeRelease,
    ReleasedSession,
    Sittings,
    Speaker,
)
from meetings.programme.public_holidays import Place, holidays_between
from meetings.programme.queries.meetings import meeting_for, programme
from meetings.programme.rules import (
    PUBLIC_STATUSES,
    MeetingKind,
    MeetingStatus,
    Mode,
    SessionKind,
    SpeakerAnswer,
    SpeakerRole,
)
from meetings.programme.rules.sittings import Hours, hours_of
from meetings.programme.rules.timetable import Frame
from meetings.programme.rules.warnings import (
    Around,
    Council,
    Element,
    Elsewhere,
    Finding,
    Part,
    Planned,
    warnings_of,
)

ELEMENTS = {
    Evidence.STOCK_TAKING_SESSION: SessionKind.STOCK_TAKING,
    Evidence.THEMATIC_SESSION: SessionKind.THEMATIC,
}
MOST_ACTS = 12


@dataclass(frozen=True)
class Timetable:
    """The draft of a programme, for the page on which it is edited.

    `hours`: the meeting's own sittings; None: the defaults hold. `told`: the ids of sessions that were released.
    """

    scheduled: tuple[MeetingSession, ...]
    tray: tuple[MeetingSession, ...]
    frame: Frame
    findings: tuple[Finding, ...]
    hours: tuple[Hours, ...] | None
    told: frozenset[int]


@dataclass(frozen=True)
class Known:
    """What tells whether two in different roles are one person: of the directory's (by id) address and account; and
    who writes the record of a session (by id)."""

    persons: Mapping[int, tuple[str, int | None]]
    rapporteurs: Mapping[int, tuple[Part, ...]]


def own_hours(actor: Actor, meeting: Meeting) -> tuple[Hours, ...] | None:
    """The meeting's own hours of interpretation, or sittings; None: the defaults hold."""
    row = db.session.get(Sittings, meeting.id)
    return None if row is None else hours_of(row.hours)


def interpretation_hours(actor: Actor, meeting: Meeting) -> tuple[Hours, ...]:
    """When interpreters work at the meeting, by its clock: its own hours, or the defaults."""
    return own_hours(actor, meeting) or defaults.interpretation_hours()


def timetable(actor: Actor, meeting: Meeting) -> Timetable:
    """All that the page draws, in a fixed number of statements."""
    sessions = programme(actor, meeting)
    hours = own_hours(actor, meeting)
    scheduled = tuple(s for s in sessions if not s.unscheduled)
    spoken = meeting.languages if len(meeting.languages) > 1 else []
    interpretation = (hours or defaults.interpretation_hours()) if spoken else ()
    virtual = meeting.mode is Mode.VIRTUAL
    frame = Frame(
        meeting.starts_at,
        meeting.ends_at,
        meeting.zone,
        tuple(meeting.rooms),
        () if virtual else interpretation,
        (hours or ()) if virtual else (),
    )
    known = _known(meeting)
    planned = [_planned(s, known) for s in scheduled]
    found = warnings_of(planned, _around(actor, meeting, interpretation, known))
    tray = tuple(s for s in sessions if s.unscheduled)
    return Timetable(scheduled, tray, frame, found, hours, _told(meeting))


def _planned(session: MeetingSession, known: Known) -> Planned:
    parts = [(one.answer is SpeakerAnswer.DECLINED, _part(one, known)) for one in session.speakers]
    return Planned(
        uid=session.uid,
        label=session.label,
        kind=session.kind,
        starts=session.starts,
        ends=session.ends,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        room=session.room,
        parts=tuple(part for declined, part in parts if not declined),
        declined=tuple(part for declined, part in parts if declined),
        rapporteurs=known.rapporteurs.get(session.id, ()),
        cancelled=session.cancelled_at is not None,
    )


def _part(one: Speaker, known: Known) -> Part:
    email, account_id = known.persons.get(one.person_id or 0, ("", None))
    values = (one.role, one.name, one.organization, one.person_id, one.answer, one.minutes)
    return Part(*values, email=one.email, known_email=email, account_id=account_id)


def _known(meeting: Meeting) -> Known:
    """Of the meeting's sessions and of all others on its days, in two statements."""
    on_its_days = and_(MeetingSession.starts_at < meeting.ends_at, MeetingSession.ends_at > meeting.starts_at)
    sessions = select(MeetingSession.id).where(or_(MeetingSession.meeting_id == meeting.id, on_its_days))
    persons = select(Person.id, Person.email, Person.account_id).where(
        Person.id.in_(select(Speaker.person_id).where(Speaker.session_id.in_(sessions)))
    )
    writing: dict[int, tuple[Part, ...]] = {}
    for on_id, account in db.session.execute(_rapporteurs(sessions)):
        part = Part(SpeakerRole.RAPPORTEUR, account.name, email=account.email, account_id=account.id)
        writing[on_id or 0] = (*writing.get(on_id or 0, ()), part)
    return Known({p: (email or "", account) for p, email, account in db.session.execute(persons)}, writing)


def _rapporteurs(sessions: Select[int]) -> Select[int | None, Account]:
    """Whose accounts may write the record of these sessions, today or later."""
    return (
        select(RoleHolding.on_id, Account)
        .join(Account, Account.id == RoleHolding.account_id)
        .where(
            RoleHolding.role == Role.RAPPORTEUR,
            RoleHolding.on_kind == "session",
            RoleHolding.on_id.in_(sessions),
            RoleHolding.until.is_(None) | (RoleHolding.until >= clock.now().date()),
        )
        .order_by(RoleHolding.id)
    )


def _around(actor: Actor, meeting: Meeting, interpretation: tuple[Hours, ...], known: Known) -> Around:
    first = wall_of(meeting.starts_at, meeting.zone).date()
    last = wall_of(meeting.ends_at - timedelta(minutes=1), meeting.zone).date()
    council = clashes(first, last, mandate.known_sessions())
    return Around(
        first=first,
        last=last,
        interpretation=interpretation,
        elements=_elements(meeting),
        council=tuple(Council(s.number, s.opens, s.closes, s.projected) for s in council),
        holidays=holidays_between([(meeting.zone, meeting.city)], first, last),
        seats=holidays_between(_seats(actor, first), first, last),
        over=meeting.ends_at < clock.now(),
        one_link=meeting.mode is Mode.VIRTUAL,
        elsewhere=_elsewhere(actor, meeting, known),
    )


def _elsewhere(actor: Actor, meeting: Meeting, known: Known) -> tuple[Elsewhere, ...]:
    """Sessions of other meetings on this one's days, from their drafts, in one statement."""
    query = (
        select(MeetingSession)
        .join(MeetingSession.meeting)
        .where(
            Meeting.id != meeting.id,
            Meeting.status != MeetingStatus.CANCELLED,
            Meeting.dates_set,
            MeetingSession.cancelled_at.is_(None),
            MeetingSession.unscheduled.is_(False),
            MeetingSession.starts_at < meeting.ends_at,
            MeetingSession.ends_at > meeting.starts_at,
        )
        .options(contains_eager(MeetingSession.meeting), joinedload(MeetingSession.speakers))
        .order_by(MeetingSession.starts_at, Meeting.id, MeetingSession.label)
    )
    if actor.scope(Permission.SEE_PROGRAMME, "meeting") is not None:
        query = query.where(Meeting.status.in_(PUBLIC_STATUSES))
    here = _place(meeting)
    return tuple(
        Elsewhere(one.meeting.title, bool(here[1]) and _place(one.meeting) == here, _planned(one, known))
        for one in db.session.scalars(query).unique()
        if meeting.dates_set
    )


def _place(meeting: Meeting) -> tuple[str, str]:
    return meeting.city.casefold().strip(), meeting.place.casefold().strip()


# no actor: kinds of sessions that the mandate asks for, no rows of anybody
def _elements(meeting: Meeting) -> tuple[Element, ...]:
    """What the mandate asks of a workshop, of which a session can be the evidence."""
    if meeting.kind is not MeetingKind.WORKSHOP:
        return ()
    rows = db.session.scalars(
        select(Obligation)
        .join(Cycle, Cycle.resolution_id == Obligation.resolution_id)
        .where(Cycle.id == meeting.cycle_id)
        .order_by(Obligation.position)
    )
    return tuple(
        Element(row.label, ELEMENTS[need.evidence], need.count)
        for row in rows
        for need in row.evidence_needed
        if need.evidence in ELEMENTS
    )


def _seats(actor: Actor, on: date) -> Iterable[Place]:
    """The zones and cities in which organizations have their seats that have a focal point on that day."""
    rows = db.session.execute(
        select(Organization.zone, Organization.seat_city)
        .join(FocalPoint, FocalPoint.organization_id == Organization.id)
        .where(FocalPoint.since <= on, or_(FocalPoint.until.is_(None), FocalPoint.until >= on))
        .distinct()
    )
    return [(zone, city or "") for zone, city in rows]


def _told(meeting: Meeting) -> frozenset[int]:
    rows = db.session.scalars(
        select(ReleasedSession.session_id)
        .join(ReleasedSession.release)
        .where(ProgrammeRelease.meeting_id == meeting.id)
        .distinct()
    )
    return frozenset(one for one in rows if one is not None)


def act_for(actor: Actor, slug: str, act_id: int) -> ProgrammeAct:
    """An act on the timetable of that meeting, with its meeting; NotFound when there is none, or it is another's."""
    meeting = meeting_for(actor, slug)
    act = db.session.get(ProgrammeAct, act_id)
    if act is None or act.meeting_id != meeting.id:
        raise NotFound
    return act


def acts(actor: Actor, meeting: Meeting) -> Sequence[ProgrammeAct]:
    """The last acts that were not undone, the latest first."""
    query = (
        select(ProgrammeAct)
        .where(ProgrammeAct.meeting_id == meeting.id, ProgrammeAct.undone_at.is_(None))
        .order_by(ProgrammeAct.id.desc())
        .limit(MOST_ACTS)
    )
    return db.session.scalars(query).all()
