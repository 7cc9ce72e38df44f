"""What the page of one session's record asks."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from meetings.access.actor import Actor
from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.mandate.models import Cycle, Obligation
from meetings.outcomes.models import (
    OutcomeNamedNoMore,
    OutcomeRecord,
    Summary,
    SummaryGuide,
    SummaryNamedNoMore,
    SummaryParagraph,
    SummaryTerms,
    SummaryVersion,
)
from meetings.outcomes.proposal import Guide, Part
from meetings.outcomes.queries.asked import asked_in
from meetings.outcomes.queries.held_back import named_unasked
from meetings.outcomes.rules import (
    WIDTH,
    KnownNames,
    Naming,
    SummaryStatus,
    known_in,
    namings,
    narrower,
)
from meetings.programme.models import Meeting, MeetingSession
from meetings.programme.queries import recorded_session_for
from meetings.programme.rules import Attribution, MeetingKind
from meetings.record.queries import marked_of
from meetings.record.queries.known import known_names


@dataclass(frozen=True)
class RecordPage:
    """A session's record as its page shows it: the summary (None: nothing written), records, names found.

    `asked`: words that are also family names, and nobody has said yet whether somebody is meant. `marked`: where
    somebody was named who may be named no more.
    """

    session: MeetingSession
    summary: Summary | None
    records: list[OutcomeRecord]
    found: tuple[Naming, ...]
    asked: tuple[Naming, ...] = ()
    marked: tuple[Naming, ...] = ()

    @property
    def editable(self) -> bool:
        return self.summary is None or self.summary.status is SummaryStatus.DRAFT


def record_page(actor: Actor, session: MeetingSession) -> RecordPage:
    """Everything the page of one session's record needs."""
    summary = find_summary(session)
    records = records_in(session)
    known = known_names(session) if session.attribution is not Attribution.PUBLIC else KnownNames()
    found = namings(summary.text, known) if summary else ()
    if summary and session.attribution is Attribution.PUBLIC:
        found += named_unasked(summary, records)
    if session.attribution is Attribution.CHATHAM_HOUSE:
        found += naming_records(records, session.attribution, known)
    asked = asked_in(summary, known) if summary and summary.status is not SummaryStatus.FROZEN else ()
    marked = marked_records(records, session.attribution)
    if summary and summary.status is not SummaryStatus.FROZEN:
        marked = (*_marked_paragraphs(summary), *marked)
    return RecordPage(session, summary, records, found, asked, marked)


def _marked_paragraphs(summary: Summary) -> tuple[Naming, ...]:
    marked = marked_of(SummaryNamedNoMore, [row.id for row in summary.paragraphs])
    return tuple(Naming((), paragraph=row.position) for row in summary.paragraphs if row.id in marked)


def find_summary(session: MeetingSession) -> Summary | None:
    """The session's summary with its paragraphs, read again also when it was read before."""
    summary = db.session.scalar(
        select(Summary)
        .where(Summary.session_id == session.id)
        .options(selectinload(Summary.paragraphs))
        .execution_options(populate_existing=True)
    )
    if summary is not None:
        # With the sittings on which whoever asks holds a role: also for who has only the paragraph in hand.
        set_committed_value(summary, "session", session)
        for paragraph in summary.paragraphs:
            set_committed_value(paragraph, "summary", summary)
    return summary


def terms_of(meeting: Meeting) -> SummaryTerms:
    """Whether the meeting confirms its summaries by rounds; it does, unless it was said otherwise."""
    kept = db.session.get(SummaryTerms, meeting.id)
    return kept or SummaryTerms(meeting_id=meeting.id, without_rounds=False, because="", version=0)


def guide_of(kind: MeetingKind) -> tuple[Guide, int]:
    """How summaries of such a meeting begin and how long they should be, and the version of that (0: the default)."""
    kept = db.session.get(SummaryGuide, kind)
    if kept is None:
        return Guide(), 0
    return Guide({part: kept.openings.get(part.value, "") for part in Part}, kept.words), kept.version


@dataclass(frozen=True)
class Place:
    """Where a paragraph of a summary stands, or (None) stood: whoever wrote in it sends the words all the same."""

    session: MeetingSession
    paragraph: SummaryParagraph | None

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return self.session.scopes()


def place_for(actor: Actor, slug: str, label: str, paragraph_id: int) -> Place:
    """The place of a paragraph in the summary of a session that the actor may see."""
    session = recorded_session_for(actor, slug, label)
    summary = find_summary(session)
    found = [p for p in summary.paragraphs if p.id == paragraph_id] if summary else []
    return Place(session, found[0] if found else None)


def paragraph_for(actor: Actor, slug: str, label: str, paragraph_id: int) -> SummaryParagraph:
    """A paragraph of the summary of a session that the actor may see."""
    paragraph = place_for(actor, slug, label, paragraph_id).paragraph
    if paragraph is None:
        raise NotFound
    return paragraph


@dataclass(frozen=True)
class FrozenVersion:
    """A frozen text of a session, and the one before it, if there was one.

    `shut`: the session was made stricter since, so that the old text may name somebody; it is not shown any more.
    """

    session: MeetingSession
    version: SummaryVersion
    before: SummaryVersion | None

    @property
    def shut(self) -> bool:
        allowed = WIDTH[self.session.attribution]
        return any(v is not None and WIDTH[v.frozen_under] > allowed for v in (self.version, self.before))

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return self.session.scopes()


def version_for(actor: Actor, slug: str, label: str, number: int) -> FrozenVersion:
    """A frozen text of a session that the actor may see."""
    session = recorded_session_for(actor, slug, label)
    summary = find_summary(session)
    versions = {v.number: v for v in versions_of(summary)} if summary else {}
    if number not in versions:
        raise NotFound
    return FrozenVersion(session, versions[number], versions.get(number - 1))


# no actor: whoever has loaded the session may see its versions
def versions_of(summary: Summary) -> list[SummaryVersion]:
    """The texts as they were frozen, the newest first."""
    return list(
        db.session.scalars(
            select(SummaryVersion)
            .where(SummaryVersion.summary_id == summary.id)
            .order_by(SummaryVersion.number.desc())
        )
    )


# no actor: whoever has loaded the session may see its records
def records_in(session: MeetingSession) -> list[OutcomeRecord]:
    """The session's records in the order in which they were entered."""
    return list(
        db.session.scalars(
            select(OutcomeRecord)
            .where(OutcomeRecord.session_id == session.id)
            .options(
                joinedload(OutcomeRecord.organization),
                joinedload(OutcomeRecord.theme),
                joinedload(OutcomeRecord.owner_organization),
                joinedload(OutcomeRecord.owner_account),
            )
            .order_by(OutcomeRecord.id)
        )
    )


# no actor: judges records that are already loaded
def naming_records(
    records: list[OutcomeRecord], attribution: Attribution, known: KnownNames
) -> tuple[Naming, ...]:
    """Which records name somebody though they are, or their session is, under the Chatham House Rule."""
    narrow = [
        (n, r)
        for n, r in enumerate(records, 1)
        if narrower(r.attribution, attribution) is Attribution.CHATHAM_HOUSE
    ]
    return tuple(Naming(found, record=n) for n, r in narrow if (found := known_in(r.text, known)))


# no actor: judges records that are already loaded
def marked_records(records: list[OutcomeRecord], attribution: Attribution) -> tuple[Naming, ...]:
    """Which of those that may name nobody named somebody whose name the house does not know any more."""
    silent = {r.id for r in records if narrower(r.attribution, attribution) is Attribution.CHATHAM_HOUSE}
    marked = marked_of(OutcomeNamedNoMore, silent)
    return tuple(Naming((), record=n) for n, r in enumerate(records, 1) if r.id in marked)


# no actor: the mandate is public
def paragraphs_of(meeting: Meeting) -> list[str]:
    """The operative paragraphs that the meeting's mandate has, as suggestions."""
    rows = db.session.scalars(
        select(Obligation)
        .join(Cycle, Cycle.resolution_id == Obligation.resolution_id)
        .where(Cycle.id == meeting.cycle_id)
        .order_by(Obligation.position)
    )
    return list(dict.fromkeys(o.label for o in rows))


def record_for(actor: Actor, slug: str, label: str, record_id: int) -> OutcomeRecord:
    """A record of a session that the actor may see."""
    session = recorded_session_for(actor, slug, label)
    record = db.session.scalar(
        select(OutcomeRecord)
        .where(OutcomeRecord.id == record_id, OutcomeRecord.session_id == session.id)
        .options(joinedload(OutcomeRecord.organization))
    )
    if record is None:
        raise NotFound
    set_committed_value(record, "session", session)
    return record
