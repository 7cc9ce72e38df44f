"""The evidence that there is, counted: what the obligations are measured against."""

from collections.abc import Iterable

from sqlalchemy import func, select

from meetings.access.actor import Actor
from meetings.base.database import db
from meetings.directory.models import Instrument, Organization
from meetings.fellowship.models import FellowshipApplication, FellowshipEdition
from meetings.fellowship.rules import FELLOWS, EditionState
from meetings.mandate.models import Cycle
from meetings.mandate.rules import Evidence as E
from meetings.outcomes.models import OutcomeRecord, Summary
from meetings.outcomes.rules import USED, RecordKind
from meetings.programme.models import Meeting, MeetingSession
from meetings.programme.rules import MeetingKind, MeetingStatus, Mode, SessionKind
from meetings.progress.models import ProgressEntry, ResourceEntry
from meetings.registration.models import Registration
from meetings.registration.rules import Category, RegistrationStatus

HELD = (MeetingStatus.HELD, MeetingStatus.CLOSED)
# The eight groups that OP8 names.
GROUPS = (
    Category.INTERNATIONAL,
    Category.REGIONAL,
    Category.SUBREGIONAL,
    Category.INTERREGIONAL,
    Category.MEMBER_STATE,
    Category.OBSERVER,
    Category.NHRI,
    Category.NGO,
)


def evidence_counts(
    actor: Actor, cycle: Cycle, meetings: Iterable[Meeting], paragraphs: Iterable[int]
) -> tuple[dict[E, int], dict[int, int]]:
    """What is there for the cycle, by kind of evidence; and its progress entries by paragraph.

    `meetings` are the cycle's. Cooperation has no room in this house yet: it counts as not there.
    Six statements.
    """
    counts = _of_meetings([m for m in meetings if m.status in HELD])
    counts |= _of_sessions(cycle)
    counts |= _of_records(cycle)
    organizations, instruments, summaries, groups, resources = _single_figures(cycle)
    counts |= {E.ORGANIZATION: organizations, E.INSTRUMENT: instruments}
    counts |= {E.APPROVED_SUMMARY: summaries, E.PARTICIPANT_GROUP: groups, E.RESOURCE_ENTRY: resources}
    counts[E.FELLOWSHIP_RECORD] = _cohorts(cycle)
    by_paragraph = _entries(cycle)
    counts[E.PROGRESS_ENTRY] = sum(1 for p in paragraphs if by_paragraph.get(p))
    return counts, by_paragraph


def _of_meetings(held: list[Meeting]) -> dict[E, int]:
    """A hybrid meeting beside the workshop is one in person; only one without a place is virtual."""
    focal = [m for m in held if m.kind is MeetingKind.FOCAL_POINT_MEETING]
    return {
        E.WORKSHOP: len(held) - len(focal),
        E.FOCAL_POINT_MEETING: len(focal),
        E.VIRTUAL_FOCAL_POINT_MEETING: sum(m.mode is Mode.VIRTUAL for m in focal),
        E.IN_PERSON_FOCAL_POINT_MEETING: sum(m.mode is not Mode.VIRTUAL for m in focal),
    }


def _of_sessions(cycle: Cycle) -> dict[E, int]:
    query = (
        select(MeetingSession.kind, func.count())
        .join(MeetingSession.meeting)
        .where(
            Meeting.cycle_id == cycle.id,
            Meeting.kind == MeetingKind.WORKSHOP,
            Meeting.status.in_(HELD),
            MeetingSession.takes_place,
        )
        .group_by(MeetingSession.kind)
    )
    found = dict(db.session.execute(query).all())
    return {
        E.STOCK_TAKING_SESSION: found.get(SessionKind.STOCK_TAKING, 0),
        E.THEMATIC_SESSION: found.get(SessionKind.THEMATIC, 0),
    }


def _of_records(cycle: Cycle) -> dict[E, int]:
    query = (
        select(OutcomeRecord.kind, func.count())
        .join(OutcomeRecord.session)
        .join(MeetingSession.meeting)
        .where(Meeting.cycle_id == cycle.id)
        .group_by(OutcomeRecord.kind)
    )
    found = dict(db.session.execute(query).all())
    return {
        E.PRACTICE: found.get(RecordKind.PRACTICE, 0),
        E.LESSON: found.get(RecordKind.LESSON_LEARNED, 0),
        E.NEW_FORM: found.get(RecordKind.NEW_FORM, 0),
    }


def _single_figures(cycle: Cycle) -> tuple[int, int, int, int, int]:
    """Organizations, instruments, approved summaries, groups with somebody approved for a workshop held, resources.

    The directory is real while a demonstration is loaded: its invented organizations are no evidence.
    """
    summaries = (
        select(func.count(Summary.id))
        .join(Summary.session)
        .join(MeetingSession.meeting)
        .where(Meeting.cycle_id == cycle.id, Summary.status.in_(USED))
    )
    groups = (
        select(func.count(Registration.category.distinct()))
        .join(Registration.meeting)
        .where(
            Meeting.cycle_id == cycle.id,
            Meeting.kind == MeetingKind.WORKSHOP,
            Meeting.status.in_(HELD),
            Registration.status == RegistrationStatus.APPROVED,
            Registration.category.in_(GROUPS),
        )
    )
    row = db.session.execute(
        select(
            select(func.count(Organization.id))
            .where(Organization.demonstration.is_(False))
            .scalar_subquery(),
            select(func.count(Instrument.id)).scalar_subquery(),
            summaries.scalar_subquery(),
            groups.scalar_subquery(),
            select(func.count(ResourceEntry.id)).where(ResourceEntry.cycle_id == cycle.id).scalar_subquery(),
        )
    ).one()
    return row[0], row[1], row[2], row[3], row[4]


def _cohorts(cycle: Cycle) -> int:
    """Editions of the fellowship of the cycle with at least one fellow."""
    query = (
        select(func.count(FellowshipEdition.id.distinct()))
        .join(FellowshipApplication, FellowshipApplication.edition_id == FellowshipEdition.id)
        .where(
            FellowshipEdition.cycle_id == cycle.id,
            FellowshipEdition.state != EditionState.CANCELLED,
            FellowshipApplication.state.in_(FELLOWS),
        )
    )
    return db.session.scalar(query) or 0


def _entries(cycle: Cycle) -> dict[int, int]:
    query = (
        select(ProgressEntry.paragraph, func.count())
        .where(ProgressEntry.cycle_id == cycle.id)
        .group_by(ProgressEntry.paragraph)
    )
    return dict(db.session.execute(query).all())
