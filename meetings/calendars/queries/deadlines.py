"""The deadlines of the office: of the report, obligations, registrations, nominations. Three lean statements."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Integer, and_, bindparam, func, literal, select

from meetings.access.actor import Actor
from meetings.base import clock
from meetings.base.asked_often import AskedOften
from meetings.base.database import Instant
from meetings.calendars.rules import Deadline, DeadlineKind
from meetings.invitations.models import Nomination
from meetings.invitations.rules import NominationStatus
from meetings.mandate import rules as mandate
from meetings.mandate.models import CouncilSession, Cycle, Obligation, Resolution
from meetings.mandate.rules import Confidence, SlotKind
from meetings.programme.models import Meeting
from meetings.programme.rules import MeetingStatus

K = DeadlineKind
# What is over for so long is no deadline any more.
KEPT_AFTER = timedelta(days=30)
_COUNCIL = AskedOften(select(CouncilSession.number, CouncilSession.opens_on, CouncilSession.closes_on))
_CYCLE = AskedOften(
    select(
        Resolution.symbol,
        Cycle.slots,
        Cycle.report_session,
        Obligation.paragraph,
        Obligation.letter,
        Obligation.wording,
        Obligation.due_on,
        Obligation.due_session,
    )
    .select_from(Cycle)
    .join(Cycle.resolution)
    .outerjoin(
        Obligation,
        and_(
            Obligation.resolution_id == Resolution.id,
            Obligation.due_on.is_not(None) | Obligation.due_session.is_not(None),
        ),
    )
    .where(Cycle.current)
    .order_by(Cycle.starts_on.desc(), Cycle.id, Obligation.position)
)
_BY_DEADLINE = (
    select(Nomination.meeting_id, Nomination.deadline_at, func.count().label("number"))
    .where(Nomination.status == NominationStatus.OPEN)
    .group_by(Nomination.meeting_id, Nomination.deadline_at)
    .subquery()
)
_MEETINGS = AskedOften(
    select(
        Meeting.uid,
        Meeting.slug,
        Meeting.title,
        Meeting.status,
        Meeting.registration_closes_at,
        _BY_DEADLINE.c.deadline_at,
        func.coalesce(_BY_DEADLINE.c.number, literal(0, Integer)),
    )
    .outerjoin(_BY_DEADLINE, _BY_DEADLINE.c.meeting_id == Meeting.id)
    .where(Meeting.ends_at > bindparam("over_before", type_=Instant()))
    .order_by(Meeting.starts_at, Meeting.id, _BY_DEADLINE.c.deadline_at)
)


def office_deadlines(actor: Actor) -> tuple[Deadline, ...]:
    """All that the office must keep or see kept, of the current cycle and of meetings that are not over."""
    known = {
        number: mandate.CouncilSession(number, opens, closes, Confidence.FOUND)
        for number, opens, closes in _COUNCIL.all()
    }
    meetings = _MEETINGS.all(over_before=clock.now() - KEPT_AFTER)
    return (*_of_mandate(_CYCLE.all(), known), *_of_meetings(meetings))


Known = dict[int, mandate.CouncilSession]


def _of_mandate(rows: list[tuple[Any, ...]], known: Known) -> Iterator[Deadline]:
    """Of the current cycle; were there two, of the one that begins last."""
    if not rows:
        return
    symbol, slots, report_session = rows[0][:3]
    opens = mandate.session_dates(report_session, known).opens
    dates = mandate.slot_dates(opens, mandate.read_slots(slots))
    address = symbol.replace("/", "-")
    for slot in dates:
        yield Deadline(
            f"report-{slot.kind.value}-{address}@cycle",
            K.SLOT,
            slot.day,
            None,
            slot.kind.label,
            f"/reports/{address}",
        )
    submission = next(slot.day for slot in dates if slot.kind is SlotKind.SUBMISSION)
    for own, *_, paragraph, letter, wording, due_on, due_session in rows:
        if own == symbol and paragraph is not None:
            day = _last_day(due_on, due_session, report_session, submission, known)
            label = f"{paragraph} ({letter})" if letter else str(paragraph)
            uid = f"obligation-{paragraph}{letter}-{address}@cycle"
            yield Deadline(uid, K.OBLIGATION, day, None, f"OP{label}: {wording}", f"/mandate/{address}")


def _last_day(
    due_on: date | None, due_session: int | None, report_session: int, submission: date, known: Known
) -> date:
    """The last day that is in time: for a report the day of its submission, as on the page of the cycle."""
    if due_session is not None:
        return (
            submission if due_session == report_session else mandate.session_dates(due_session, known).opens
        )
    assert due_on is not None  # the query asks for those that have either
    return due_on


def _of_meetings(rows: list[tuple[Any, ...]]) -> Iterator[Deadline]:
    """The closing of a registration once, and the nominations once for each day by which they are due."""
    rank: dict[str, int] = {}
    for uid, slug, title, status, closes_at, due_at, number in rows:
        cancelled = status is MeetingStatus.CANCELLED
        if uid not in rank and closes_at is not None:
            yield Deadline(
                f"registration-{uid}", K.REGISTRATION, None, closes_at, title,
                f"/meetings/{slug}/registrations", cancelled=cancelled,
            )  # fmt: skip
        rank[uid] = rank.get(uid, -1) + 1
        if due_at is not None:
            yield Deadline(
                f"nominations-{rank[uid]}-{uid}", K.NOMINATION, None, due_at, title,
                f"/meetings/{slug}/nominations", number, cancelled,
            )  # fmt: skip
