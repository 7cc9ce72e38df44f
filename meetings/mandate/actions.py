"""Load what resolutions ask from data files; correct the Council's dates; decide what a text leaves open."""

import calendar
from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import select

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base import clock
from meetings.base.database import db
from meetings.base.models import SiteFact
from meetings.base.refusals import Refused
from meetings.base.site import SITE_NAME
from meetings.base.tables import read_rows, read_table
from meetings.mandate import queries, rules
from meetings.mandate.models import (
    CouncilSession,
    Cycle,
    LineageEntry,
    Obligation,
    OpenQuestion,
    PlannedMeeting,
    Resolution,
)
from meetings.mandate.rules import BadFile, Mandate, check_answer, check_session_dates, parse_mandate

DATA = Path(__file__).parent / "data"
T = TypeVar("T")
K = TypeVar("K")


def load_defaults(actor: Actor) -> None:
    """Load the project's own resolutions, lineage and Council's sessions; doing it again changes nothing.

    Dates that somebody corrected stay, and so do the answers to open questions. All files are read before
    anything is written.
    """
    mandates = [parse_mandate(_text(path), path.name) for path in sorted(DATA.glob("*.toml"))]
    sessions = [
        row for _, row in _table("council_sessions.csv", rules.COUNCIL_COLUMNS, rules.council_session_row)
    ]
    lineage = [row for _, row in _table("lineage.csv", rules.LINEAGE_COLUMNS, rules.lineage_row)]
    _load_sessions(sessions)
    _load_lineage(lineage)
    db.session.flush()  # a cycle ends with its report's session, whose dates are read from these rows
    for mandate in mandates:
        _load(actor, mandate, f"{mandate.resolution.slug}.toml")
    _point_at_newest(mandates)


def load_resolution(actor: Actor, text: str, name: str) -> Cycle:
    """Load one resolution's data file: a new cycle, or the new wording of one that is there.

    `name` is the file's, such as `70-99.toml`. BadFile names file, entry and key, and nothing is loaded.
    """
    mandate = parse_mandate(text, name)
    cycle = _load(actor, mandate, name)
    _point_at_newest([mandate])
    return cycle


def correct_council_session(actor: Actor, number: int, opens_on: date, closes_on: date) -> None:
    """Enter the dates of a session of the Council; they hold against the projection and against any file."""
    check_session_dates(number, opens_on, closes_on)
    row = db.session.get(CouncilSession, number)
    before = None if row is None else audit.values_of(row, "opens_on", "closes_on")
    if row is None:
        row = CouncilSession(number=number)
        db.session.add(row)
    row.opens_on, row.closes_on = opens_on, closes_on
    row.confidence, row.corrected = rules.Confidence.FOUND, True
    after = audit.values_of(row, "opens_on", "closes_on")
    audit.record(actor, "correct_council_session", "council_session", number, before, after)
    db.session.flush()  # the ends of cycles are computed from it
    for cycle in db.session.scalars(select(Cycle).where(Cycle.report_session == number)):
        cycle.ends_on = _end_of(number)


def answer_question(actor: Actor, question: OpenQuestion, code: str) -> None:
    """Decide what the text leaves open; the answer says who gave it and when."""
    check_answer([option["code"] for option in question.options], code)
    before = audit.values_of(question, "answer")
    question.answer = code
    question.answered_at = clock.now()
    question.answered_by = actor.name
    after = audit.values_of(question, "answer")
    audit.record(actor, "answer_question", "open_question", question.id, before, after)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _table(name: str, columns: tuple[str, ...], read: Callable[[dict[str, str]], T]) -> list[tuple[int, T]]:
    rows = read_table(_text(DATA / name), columns, name)
    return list(zip((line for line, _ in rows), read_rows(rows, read, name), strict=True))


def _load_sessions(sessions: Iterable[rules.CouncilSession]) -> None:
    there = {row.number: row for row in db.session.scalars(select(CouncilSession))}
    for session in sessions:
        row = there.get(session.number)
        if row is None:
            row = CouncilSession(number=session.number)
            db.session.add(row)
        elif row.corrected:
            continue
        row.opens_on, row.closes_on = session.opens, session.closes
        row.confidence, row.note = session.confidence, session.note


def _load_lineage(lineage: Iterable[rules.LineageRow]) -> None:
    there = {row.reference: row for row in db.session.scalars(select(LineageEntry))}
    for position, entry in enumerate(lineage, 1):
        row = there.get(entry.reference)
        if row is None:
            row = LineageEntry(reference=entry.reference)
            db.session.add(row)
        row.position = position
        for name, value in asdict(entry).items():
            setattr(row, name, value)


def _load(actor: Actor, mandate: Mandate, name: str) -> Cycle:
    cycle = queries.find_cycle(mandate.resolution.symbol)
    before = None if cycle is None else _values(cycle)
    if cycle is None:
        resolution = Resolution(symbol=mandate.resolution.symbol)
        cycle = Cycle(resolution=resolution)
        db.session.add(cycle)
    with db.session.no_autoflush:
        _write_resolution(cycle.resolution, mandate)
        _write_cycle(cycle, mandate)
        _write_plan(cycle, mandate)
        _write_questions(cycle, mandate, name)
    db.session.flush()  # the trail needs its id
    audit.record(actor, "load_resolution", "cycle", cycle.id, before, _values(cycle))
    return cycle


def _values(cycle: Cycle) -> dict[str, Any]:
    wordings = {f"OP{o.label}": o.wording for o in cycle.resolution.obligations}
    return {"symbol": cycle.symbol, "theme": cycle.theme, "report_session": cycle.report_session, **wordings}


def _write_resolution(row: Resolution, mandate: Mandate) -> None:
    resolution = mandate.resolution
    row.title, row.body, row.council_session = resolution.title, resolution.body, resolution.council_session
    row.adopted_on, row.adopted_note = resolution.adopted, resolution.adopted_note
    row.distributed_on = resolution.distributed
    there = {(o.paragraph, o.letter): o for o in row.obligations}
    rows = []
    for position, obligation in enumerate(mandate.obligations, 1):
        key = (obligation.paragraph, obligation.letter)
        one = there.get(key) or Obligation(paragraph=key[0], letter=key[1])
        one.position = position
        one.verbs = [verb.value for verb in obligation.verbs]
        one.needs = [{"evidence": n.evidence.value, "count": n.count} for n in obligation.needs]
        _copy(one, obligation, "wording", "owner", "due", "due_on", "due_session")
        _copy(one, obligation, "evidence", "note", "confidence")
        rows.append(one)
    row.obligations = rows


def _write_cycle(row: Cycle, mandate: Mandate) -> None:
    cycle, report = mandate.cycle, mandate.cycle.report
    row.starts_on = date(cycle.years[0], 1, 1)
    row.ends_on = _end_of(report.session)
    _copy(row, cycle, "word", "theme", "workshop_year")
    row.previous_starts, row.previous_ends = cycle.previous_workshop.starts, cycle.previous_workshop.ends
    row.previous_place = cycle.previous_workshop.place
    row.previous_report = cycle.previous_workshop.report_symbol
    row.report_session, row.report_symbol, row.report_title = report.session, report.symbol, report.title
    row.agenda_items = [asdict(item) for item in report.agenda_items]
    _copy(row, report, "word_limit", "weeks_least", "weeks_good")
    row.progress_paragraphs = list(report.progress_paragraphs)
    row.slots = {slot.kind.value: slot.weeks_before for slot in mandate.slots}


def _write_plan(row: Cycle, mandate: Mandate) -> None:
    there = {meeting.code: meeting for meeting in row.planned_meetings}
    rows = []
    for position, meeting in enumerate(mandate.meetings, 1):
        one = there.get(meeting.code) or PlannedMeeting(code=meeting.code)
        one.position, one.starts_on, one.ends_on = position, meeting.starts, meeting.ends
        _copy(one, meeting, "kind", "year", "mode", "paragraph", "title", "place", "confidence", "note")
        _copy(one, meeting, "coincides_with_workshop", "only_if_question", "only_if_answer")
        rows.append(one)
    row.planned_meetings = rows


def _write_questions(row: Cycle, mandate: Mandate, name: str) -> None:
    there = {question.code: question for question in row.questions}
    rows = []
    for question in mandate.questions:
        one = there.pop(question.code, None) or OpenQuestion(code=question.code)
        codes = [option.code for option in question.options]
        if one.answer is not None and one.answer not in codes:
            raise BadFile(
                "%(file)s, question “%(code)s”: it was answered with “%(answer)s”, which is no longer an option.",
                file=name,
                code=question.code,
                answer=one.answer,
            )
        one.paragraph, one.question, one.default = question.paragraph, question.text, question.default
        one.options = [{"code": o.code, "label": o.label, "explains": o.explains} for o in question.options]
        rows.append(one)
    for gone in there.values():
        if gone.answer is not None:
            raise Refused(
                "%(file)s: the question “%(code)s” was answered and is no longer in the file.",
                file=name,
                code=gone.code,
            )
    row.questions = rows


def _copy(row: object, source: object, *names: str) -> None:
    for name in names:
        setattr(row, name, getattr(source, name))


def _end_of(session: int) -> date:
    """The last day of the month in which a session closes: a cycle ends with the session of its report."""
    closes = queries.council_session(session).closes
    return closes.replace(day=calendar.monthrange(closes.year, closes.month)[1])


def _point_at_newest(loaded: Iterable[Mandate]) -> None:
    """The cycle that begins last is the current one: pages show its symbol, and its file names the site."""
    cycles = queries.newest_first()
    for position, cycle in enumerate(cycles):
        cycle.current = position == 0
    facts = {"mark": cycles[0].symbol}
    names = {mandate.resolution.symbol: mandate.cycle.site_name for mandate in loaded}
    if cycles[0].symbol in names:
        facts[SITE_NAME] = names[cycles[0].symbol]
    for name, value in facts.items():
        fact = db.session.get(SiteFact, name)
        if fact is None:
            fact = SiteFact(name=name)
            db.session.add(fact)
        fact.value = value
