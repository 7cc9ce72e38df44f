"""What the report reads: approved summaries, records with the names they may carry, and what is missing."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, not_, or_, select

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.database import db
from meetings.directory.models import Organization
from meetings.outcomes.models import OutcomeRecord, Summary, SummaryParagraph
from meetings.outcomes.rules import USED, RecordKind, SummaryStatus, may_name, narrower
from meetings.programme.models import Meeting, MeetingSession
from meetings.programme.rules import Attribution, MeetingKind, MeetingStatus, SessionKind


@dataclass(frozen=True)
class ApprovedSummary:
    """An approved summary with its session and meeting; `starts`, `meeting_starts` … are the meeting's wall clock."""

    session_id: int
    label: str
    title: str
    kind: SessionKind
    starts: datetime
    meeting_id: int
    meeting_slug: str
    meeting_title: str
    meeting_kind: MeetingKind
    meeting_starts: datetime
    meeting_ends: datetime
    attribution: Attribution
    text: str
    words: int
    version: int
    approved_at: datetime


@dataclass(frozen=True)
class RecordRow:
    """A record as it may leave the house: `organization` is empty unless it may be named.

    `session_id` 0: a meeting as a whole has concluded it.
    """

    record_id: int
    session_id: int
    label: str
    session_title: str
    meeting_id: int
    meeting_slug: str
    meeting_title: str
    meeting_kind: MeetingKind
    kind: RecordKind
    text: str
    organization: str
    attribution: Attribution
    paragraph: str
    version: int


@dataclass(frozen=True)
class MissingSummary:
    """A session without an approved summary; `status` None: nothing is written, `outdated`: to be approved again."""

    session_id: int
    label: str
    title: str
    kind: SessionKind
    starts_at: datetime
    ends_at: datetime
    meeting_id: int
    meeting_slug: str
    meeting_title: str
    meeting_kind: MeetingKind
    status: SummaryStatus | None

    @property
    def outdated(self) -> bool:
        return self.status in USED


def _width(column: Any) -> ColumnElement[int]:
    return case({Attribution.PUBLIC: 2, Attribution.ON_APPROVAL: 1}, value=column, else_=0)


# The approval was given under the session's present attribution or a stricter one (rules.still_approved).
HOLDS = and_(
    Summary.status.in_(USED),
    Summary.approved_under.is_not(None),
    _width(Summary.approved_under) <= _width(MeetingSession.attribution),
)


def _of_cycle(actor: Actor, cycle_id: int, query: Any) -> Any:
    """The cycle's sessions that are not cancelled and that the actor may see, in their order."""
    mine = actor.scope(Permission.SEE_OUTCOMES, "session")
    query = query.where(
        Meeting.cycle_id == cycle_id,
        Meeting.status != MeetingStatus.CANCELLED,
        MeetingSession.takes_place,
    ).order_by(Meeting.starts_at, Meeting.id, MeetingSession.starts_at, MeetingSession.label)
    return query if mine is None else query.where(MeetingSession.id.in_(mine))


def approved_summaries(actor: Actor, cycle_id: int) -> list[ApprovedSummary]:
    """The approved summaries of a cycle, by meeting and time."""
    query = (
        select(
            MeetingSession.id,
            MeetingSession.label,
            MeetingSession.title,
            MeetingSession.kind,
            MeetingSession.starts,
            *_MEETING,
            Meeting.starts,
            Meeting.ends,
            MeetingSession.attribution,
            SummaryParagraph.text,
            Summary.words,
            Summary.version,
            Summary.approved_at,
        )
        .join(Meeting, Meeting.id == MeetingSession.meeting_id)
        .join(Summary, Summary.session_id == MeetingSession.id)
        .where(HOLDS)
    )
    query = query.outerjoin(SummaryParagraph, SummaryParagraph.summary_id == Summary.id)
    query = _of_cycle(actor, cycle_id, query).order_by(SummaryParagraph.position, SummaryParagraph.id)
    found: dict[int, list[Any]] = {}
    for row in db.session.execute(query):
        # One row for each paragraph, the first of a summary first.
        one = found.setdefault(row[0], [*row[:TEXT_OF], [], *row[TEXT_OF + 1 :]])
        one[TEXT_OF] += [row[TEXT_OF]] if row[TEXT_OF] is not None else []
    for one in found.values():
        one[TEXT_OF] = "\n\n".join(one[TEXT_OF])
    return [ApprovedSummary(*one) for one in found.values()]


# Where the query has the text of a paragraph.
TEXT_OF = [f.name for f in fields(ApprovedSummary)].index("text")


_MEETING = (Meeting.id, Meeting.slug, Meeting.title, Meeting.kind)


def records_of(actor: Actor, cycle_id: int, only_approved_sessions: bool = True) -> list[RecordRow]:
    """The records of a cycle, by session, and after these what a meeting as a whole has concluded and may be named.

    Without the organizations that may not be named.
    """
    query = (
        select(
            OutcomeRecord,
            Organization.name,
            MeetingSession.attribution,
            MeetingSession.id,
            MeetingSession.label,
            MeetingSession.title,
            *_MEETING,
        )
        .outerjoin(MeetingSession, MeetingSession.id == OutcomeRecord.session_id)
        .join(Meeting, Meeting.id == func.coalesce(MeetingSession.meeting_id, OutcomeRecord.meeting_id))
        .outerjoin(Organization, Organization.id == OutcomeRecord.organization_id)
        .outerjoin(Summary, Summary.session_id == MeetingSession.id)
        .where(Meeting.cycle_id == cycle_id, Meeting.status != MeetingStatus.CANCELLED)
        .order_by(
            Meeting.starts_at,
            Meeting.id,
            MeetingSession.starts_at.nulls_last(),
            MeetingSession.label,
            OutcomeRecord.number,
            OutcomeRecord.id,
        )
    )
    said: ColumnElement[bool] = and_(MeetingSession.id.is_not(None), MeetingSession.takes_place)
    if only_approved_sessions:
        said = and_(said, HOLDS)
    mine = actor.scope(Permission.SEE_OUTCOMES, "session")
    if mine is not None:
        query = query.where(said, MeetingSession.id.in_(mine))
    else:
        held = (MeetingStatus.HELD, MeetingStatus.CLOSED)
        concluded = and_(
            MeetingSession.id.is_(None),
            Meeting.status.in_(held),
            OutcomeRecord.attribution == Attribution.PUBLIC,
        )
        query = query.where(or_(said, concluded))
    return [_record_row(*row) for row in db.session.execute(query)]


def _record_row(
    record: OutcomeRecord, organization: str | None, session: Attribution | None, *where: Any
) -> RecordRow:
    attribution = record.attribution if session is None else narrower(record.attribution, session)
    named = may_name(attribution, record.naming_approved)
    name = (organization or record.organization_name) if named else ""
    session_id, label, title, *meeting = where
    values = (
        record.id,
        session_id or 0,
        label or "",
        title or "",
        *meeting,
        record.kind,
        record.text,
        name,
        attribution,
        record.paragraph,
        record.version,
    )
    return RecordRow(*values)


def sessions_without_summary(actor: Actor, cycle_id: int) -> list[MissingSummary]:
    """The sessions of a cycle, held or to come, that have no approved summary (any more)."""
    query = (
        select(
            MeetingSession.id,
            MeetingSession.label,
            MeetingSession.title,
            MeetingSession.kind,
            MeetingSession.starts_at,
            MeetingSession.ends_at,
            *_MEETING,
            Summary.status,
        )
        .join(Meeting, Meeting.id == MeetingSession.meeting_id)
        .outerjoin(Summary, Summary.session_id == MeetingSession.id)
        .where(or_(Summary.id.is_(None), not_(HOLDS)))
    )
    rows = db.session.execute(_of_cycle(actor, cycle_id, query))
    return [MissingSummary(*row) for row in rows]


# no actor: whoever closes a meeting, and the worker who reminds, must know of all of them
def without_summary(meeting: Meeting) -> list[tuple[MeetingSession, SummaryStatus | None]]:
    """The sessions of a meeting that have no approved summary (any more), and how far each has come."""
    rows = db.session.execute(
        select(MeetingSession, Summary.status)
        .outerjoin(Summary, Summary.session_id == MeetingSession.id)
        .where(
            MeetingSession.meeting_id == meeting.id,
            MeetingSession.takes_place,
            or_(Summary.id.is_(None), not_(HOLDS)),
        )
        .order_by(MeetingSession.starts_at, MeetingSession.label)
    )
    return [(session, status) for session, status in rows]
