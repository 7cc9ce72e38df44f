"""What a summary was made of that may not be told with whose it is: of nobody, or not before they have approved it."""

from dataclasses import replace

from sqlalchemy import func, or_, select, union

from meetings.base.database import db
from meetings.floor.models import FloorAsk
from meetings.floor.rules import AskStatus
from meetings.outcomes.models import OutcomeRecord, Summary, SummaryParagraph
from meetings.outcomes.proposal import OUTCOMES
from meetings.outcomes.rules import KnownNames, Naming, known_in, may_name, narrower
from meetings.programme.models import MeetingSession
from meetings.programme.queries import sittings_of
from meetings.programme.rules import Attribution
from meetings.record.models import RecordParagraph
from meetings.record.queries.known import known_names, names_of_host
from meetings.record.rules import no_more
from meetings.registration.models import Registration

RECORD = "record:"


# no actor: whoever asks has loaded the session
def told_in(session: MeetingSession) -> KnownNames:
    """Whom the record and the outcomes of a session name, and who had the floor or was written down for it.

    Also those unknown; not the host.
    """
    of, asked = RecordParagraph, FloorAsk
    said = select(of.speaker, of.organization).where(of.session_id == session.id)
    who = (
        func.coalesce(Registration.name, asked.name),
        func.coalesce(Registration.organization_name, asked.organization),
    )
    spoke = asked.status.in_((AskStatus.DONE, AskStatus.SPEAKING))
    listed = (
        select(*who)
        .select_from(asked)
        .outerjoin(Registration, Registration.id == asked.registration_id)
        .where(asked.session_id.in_(sittings_of(session)), or_(asked.name != "", spoke))
    )
    rows = db.session.execute(union(said, listed)).all()
    shared = db.session.scalars(
        select(OutcomeRecord.organization_name).where(OutcomeRecord.session_id == session.id).distinct()
    ).all()
    told = KnownNames(
        speakers=tuple(name for name, _of in rows), organizations=(*(of for _name, of in rows), *shared)
    )
    return no_more(told, KnownNames(organizations=names_of_host(session.meeting_id)))


# no actor: whoever asks has loaded the session
def named_until_now(session: MeetingSession) -> KnownNames:
    """Whom a text about the session could name, and whom its record and outcomes name, also those in no list."""
    known, told = known_names(session), told_in(session)
    return replace(
        known,
        speakers=(*known.speakers, *told.speakers),
        organizations=(*known.organizations, *told.organizations),
    )


# no actor: whoever asks has loaded the summary
def held_back(summary: Summary) -> list[tuple[SummaryParagraph, RecordParagraph]]:
    """The paragraphs made of what was said by somebody who may not be named, each with that of the running record."""
    of = {p.source.removeprefix(RECORD): p for p in summary.paragraphs if p.source.startswith(RECORD)}
    if not of:
        return []
    attribution = summary.session.attribution
    rows = select(RecordParagraph).where(RecordParagraph.session_id == summary.session_id)
    if attribution is Attribution.PUBLIC:
        rows = rows.where(RecordParagraph.attribution != Attribution.PUBLIC)
    return [
        (of[str(row.id)], row)
        for row in db.session.scalars(rows.order_by(RecordParagraph.id))
        if str(row.id) in of and not may_name(narrower(row.attribution, attribution), row.naming_approved)
    ]


# no actor: judges records that are already loaded
def shared_by_nobody(summary: Summary, records: list[OutcomeRecord]) -> list[OutcomeRecord]:
    """The outcomes whose organization may not be named."""
    session = summary.session.attribution
    return [r for r in records if not may_name(narrower(r.attribution, session), r.naming_approved)]


# no actor: judges a summary that is loaded
def named_unasked(summary: Summary, records: list[OutcomeRecord]) -> tuple[Naming, ...]:
    """Where a summary names those of whom the record knows that they have not approved it."""
    found: dict[int, tuple[str, ...]] = {}

    def look(row: SummaryParagraph, known: KnownNames) -> None:
        names = dict.fromkeys((*found.get(row.position, ()), *known_in(row.text, known)))
        found.update({row.position: tuple(names)} if names else {})

    for row, of in held_back(summary):
        look(row, KnownNames(speakers=(of.speaker,), organizations=(of.organization,)))
    for record in shared_by_nobody(summary, records):
        name = record.organization.name if record.organization else record.organization_name
        for row in summary.paragraphs:
            if row.source == f"{OUTCOMES}{record.kind.value}":
                look(row, KnownNames(organizations=(name,)))
    return tuple(Naming(names, paragraph=number) for number, names in sorted(found.items()))
