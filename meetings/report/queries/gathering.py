"""Everything that the report is composed from, read in a fixed number of statements."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from meetings.access.actor import Actor
from meetings.agenda.queries import keeper_of
from meetings.base import clock
from meetings.base.database import db
from meetings.base.models import SiteFact
from meetings.mandate.models import Cycle
from meetings.mandate.queries import council_session, with_mandate
from meetings.mandate.rules import Evidence
from meetings.outcomes.queries import (
    ApprovedSummary,
    RecordRow,
    approved_summaries,
    records_of,
    sessions_without_summary,
)
from meetings.outcomes.rules import split_paragraphs
from meetings.programme.models import Meeting, MeetingSession
from meetings.programme.rules import Attribution, MeetingKind, MeetingStatus
from meetings.progress.queries import entries_of, resources_of, uncovered_paragraphs
from meetings.registration.queries import participants_of
from meetings.report.models import Report, ReportSection
from meetings.report.queries.fellowships import fellowships_of
from meetings.report.queries.figures import figures_of
from meetings.report.queries.naming import names_of, names_that_stay, versions_that_named
from meetings.report.rules import (
    EntryFacts,
    MandateFacts,
    MeetingFacts,
    PersonListed,
    RecordFacts,
    SessionFacts,
    Sources,
    Structure,
    SummaryFacts,
    Topic,
    UnsaidFacts,
    fellowships_by_year,
    skeleton,
    topic_of,
)

HELD = frozenset({MeetingStatus.HELD, MeetingStatus.CLOSED})


def gather(actor: Actor, cycle: Cycle) -> Sources:
    """The sources of a cycle's report as they are now, and as far as the actor may see them."""
    every = _meetings(cycle)
    meetings = [meeting for meeting in every if meeting.status is not MeetingStatus.CANCELLED]
    workshops = [m for m in meetings if m.kind is MeetingKind.WORKSHOP]
    # Who may be named stays so while the summary of the session is written again.
    on_record = [_record(row) for row in records_of(actor, cycle.id, only_approved_sessions=False)]
    # A second sitting is in the record of the first.
    elsewhere = keeper_of([session.id for meeting in every for session in meeting.sessions])
    names = names_of(cycle, every, on_record, elsewhere)
    facts = tuple(_meeting(meeting) for meeting in meetings)
    now = clock.now()
    sessions_without = sessions_without_summary(actor, cycle.id)
    waits = {u.session_id for u in sessions_without}
    unsaid = [u for u in sessions_without if u.session_id not in elsewhere]
    fellowships, past = fellowships_of(actor, cycle)
    return Sources(
        mandate=_mandate(with_mandate(cycle)),
        council=council_session(cycle.report_session),
        today=now.date(),
        meetings=facts,
        summaries=tuple(_summary(row) for row in approved_summaries(actor, cycle.id)),
        records=tuple(each for each in on_record if each.session_id not in waits),
        entries=tuple(
            EntryFacts(each.id, each.paragraph, each.text, each.since) for each in entries_of(actor, cycle)
        ),
        participants=tuple(
            PersonListed(p.category, p.name or "", p.function, p.organization)
            for p in participants_of(actor, workshops)
        ),
        unsaid=tuple(
            UnsaidFacts(u.label, u.title, u.starts_at.date(), u.status, u.outdated, u.starts_at <= now)
            for u in unsaid
            if u.meeting_kind is MeetingKind.WORKSHOP
        ),
        unfinished=frozenset(u.session_id for u in sessions_without if u.status is not None),
        uncovered=uncovered_paragraphs(actor, cycle),
        known=names.known,  # what was said unnamed stays so when its session is cancelled
        heard=names.heard,
        unapproved=names.unapproved,
        unlisted=names.unlisted,
        spoke_unlisted=names.spoke_unlisted,
        spoke_unnamed=names.spoke_unnamed,
        spoke_named=names.spoke_named,
        stays=names_that_stay(cycle),
        lost=versions_that_named(cycle),
        figures=(*figures_of(actor, cycle), *fellowships_by_year(fellowships, past)),
        fellowships=fellowships,
        resources=tuple(row.funds for row in resources_of(actor, cycle)),
        demonstration=db.session.get(SiteFact, "demonstration") is not None,
        structure=structure_of(cycle),
    )


# no actor: whoever may see the report may see its headings
def structure_of(cycle: Cycle) -> Structure:
    """The sections of the cycle's report; those of the skeleton until there are any."""
    rows = db.session.scalars(
        select(ReportSection)
        .join(ReportSection.report)
        .where(Report.cycle_id == cycle.id)
        .order_by(ReportSection.position, ReportSection.id)
    ).all()
    return Structure(tuple(row.chapter for row in rows)) if rows else skeleton()


# no actor: whoever may see the report may see which meetings it is about
def _meetings(cycle: Cycle) -> Sequence[Meeting]:
    return db.session.scalars(
        select(Meeting)
        .where(Meeting.cycle_id == cycle.id)
        .options(selectinload(Meeting.sessions))
        .order_by(Meeting.starts_at, Meeting.id)
        .execution_options(populate_existing=True)
    ).all()


# no actor: whoever may see the report may see what the resolution is about
def topics_of(cycle: Cycle) -> dict[int, Topic]:
    """What each operative paragraph of the cycle's resolution is about."""
    asked: dict[int, set[Evidence]] = {}
    for obligation in cycle.resolution.obligations:
        kinds = {Evidence(need["evidence"]) for need in obligation.needs}
        asked.setdefault(obligation.paragraph, set()).update(kinds)
    return {paragraph: topic_of(frozenset(kinds)) for paragraph, kinds in sorted(asked.items())}


def _mandate(cycle: Cycle) -> MandateFacts:
    answers = {question.code: question.answer or question.default for question in cycle.questions}
    planned = [
        meeting.year
        for meeting in cycle.planned_meetings
        if meeting.kind == MeetingKind.FOCAL_POINT_MEETING.value
        and (not meeting.only_if_question or answers.get(meeting.only_if_question) == meeting.only_if_answer)
    ]
    previous = (cycle.previous_starts, cycle.previous_ends)
    return MandateFacts(
        symbol=cycle.resolution.symbol,
        adopted=cycle.resolution.adopted_on,
        word=cycle.word,
        theme=cycle.theme,
        workshop_year=cycle.workshop_year,
        previous=(previous[0], previous[1]) if previous[0] and previous[1] else None,
        report_session=cycle.report_session,
        report_symbol=cycle.report_symbol,
        report_title=cycle.report_title,
        agenda_items=tuple((int(item["number"]), str(item["title"])) for item in cycle.agenda_items),
        word_limit=cycle.word_limit,
        topics=topics_of(cycle),
        plan=Counter(planned),
    )


def _meeting(meeting: Meeting) -> MeetingFacts:
    return MeetingFacts(
        meeting.id,
        meeting.slug,
        meeting.kind,
        meeting.mode,
        meeting.title,
        meeting.city,
        meeting.starts.date(),
        meeting.ends.date(),
        meeting.dates_set,
        meeting.status in HELD,
        tuple(_session(each) for each in meeting.sessions if each.takes_place),
    )


def _session(session: MeetingSession) -> SessionFacts:
    return SessionFacts(
        session.id, session.label, session.title, session.kind, session.attribution, session.starts.date()
    )


def _summary(row: ApprovedSummary) -> SummaryFacts:
    return SummaryFacts(
        row.session_id,
        row.label,
        row.title,
        row.meeting_id,
        row.meeting_slug,
        row.meeting_kind,
        split_paragraphs(row.text),
    )


def _record(row: RecordRow) -> RecordFacts:
    """What is to be named only on approval, and has none, is looked through as if it were Chatham House."""
    unattributed = row.attribution is Attribution.CHATHAM_HOUSE or (
        row.attribution is Attribution.ON_APPROVAL and not row.organization
    )
    return RecordFacts(
        row.record_id,
        row.session_id,
        row.label or row.meeting_title,
        row.meeting_slug,
        row.meeting_kind,
        row.kind,
        row.text,
        row.organization,
        unattributed,
    )
