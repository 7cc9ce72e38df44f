"""What a fellow writes: the weekly log that the supervisor answers, sessions observed, briefings, the end report."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from meetings.access.actor import Actor
from meetings.base import clock, files, secrets
from meetings.base.database import db
from meetings.base.file_kinds import FileGiven
from meetings.base.refusals import Refused, check_version
from meetings.fellows import letters, post
from meetings.fellows.actions.holding import hold_fellow
from meetings.fellows.models import Fellow, FellowBriefing, FellowLog, FellowObserved, FellowReport
from meetings.fellows.queries import Year, answers_log, named_in, today_of
from meetings.fellows.rules import REPORTS, WRITES, check_link, check_writes


def _fellow_writes(year: Year) -> Fellow:
    if not year.own:
        raise Refused("Only the fellow writes here.")
    return hold_fellow(year.fellow)


def write_log(actor: Actor, year: Year, week: int, text: str, version: int) -> FellowLog:
    """The log of a week; of two at once the second is told what the first wrote (Stale). One mail to the supervisor."""
    fellow = _fellow_writes(year)
    check_writes(fellow.state, WRITES)
    row = _log(fellow, week)
    check_version(version, 0 if row is None else row.version)
    if row is None:
        row = FellowLog(fellow_id=fellow.id, week=week, text="", written_at=clock.now(), version=0)
        db.session.add(row)
    row.text, row.written_at = text, clock.now()
    row.version += 1
    db.session.flush()  # one for each week
    supervisor = fellow.supervisor
    if row.version == 1 and supervisor is not None and supervisor.disabled_at is None:
        post.tell_supervisor(fellow, supervisor, letters.LOG_WRITTEN, week)
    return row


def answer_log(actor: Actor, year: Year, week: int, text: str, version: int) -> FellowLog:
    """The supervisor answers; the first time a mail says so."""
    if not year.supervises:
        raise Refused("Only the supervisor answers.")
    fellow = hold_fellow(year.fellow)
    row = _log(fellow, week)
    if row is None:
        raise Refused("There is no log of this week yet.")
    if not answers_log(actor, year, row):
        raise Refused("%(name)s has answered this log; the answer stays as it is.", name=row.answered_by)
    check_version(version, row.answer_version)
    first = row.answered_at is None
    row.answer, row.answered_at, row.answered_by = text, clock.now(), actor.name
    row.answered_by_id = actor.account_id
    row.answer_version += 1
    if first:
        post.tell_fellow(fellow, letters.LOG_ANSWERED, week=week)
    return row


def _log(fellow: Fellow, week: int) -> FellowLog | None:
    return db.session.scalar(
        select(FellowLog)
        .where(FellowLog.fellow_id == fellow.id, FellowLog.week == week)
        .execution_options(populate_existing=True)
    )


@dataclass(frozen=True)
class ObservedDraft:
    """A session observed: of a programme, or by its title alone."""

    title: str
    on_day: date
    text: str
    session_id: int | None = None


def save_observed(
    actor: Actor, year: Year, row: FellowObserved | None, draft: ObservedDraft, version: int
) -> FellowObserved:
    """What was observed. Of a session under the Chatham House Rule nobody is named (SAFETY, Chatham House)."""
    fellow = _fellow_writes(year)
    check_writes(fellow.state, WRITES)
    _check_day(fellow, draft.on_day)
    if draft.session_id is not None and (names := named_in(draft.text, draft.session_id)):
        raise Refused(
            "This text names %(names)s. Nobody may be named in it: write “a participant” or “an organization” instead.",
            field="text",
            names=", ".join(names),
        )
    if row is None:
        row = FellowObserved(key=secrets.new_key(), fellow_id=fellow.id, version=0)
        db.session.add(row)
    else:
        db.session.refresh(row)
        check_version(version, row.version)
    row.title, row.on_day, row.text, row.session_id = draft.title, draft.on_day, draft.text, draft.session_id
    row.version += 1
    db.session.flush()
    return row


@dataclass(frozen=True)
class BriefingDraft:
    """A briefing given; `file` None leaves what is kept, unless it is taken out."""

    title: str
    on_day: date
    to_whom: str = ""
    link: str = ""
    file: FileGiven | None = None
    taken_out: bool = False


def save_briefing(
    actor: Actor, year: Year, row: FellowBriefing | None, draft: BriefingDraft, version: int
) -> FellowBriefing:
    """A briefing, with its paper."""
    fellow = _fellow_writes(year)
    check_writes(fellow.state, WRITES)
    _check_day(fellow, draft.on_day)
    check_link(draft.link)
    if row is None:
        row = FellowBriefing(key=secrets.new_key(), fellow_id=fellow.id, version=0)
        db.session.add(row)
    else:
        db.session.refresh(row)
        check_version(version, row.version)
    row.title, row.on_day, row.to_whom, row.link = draft.title, draft.on_day, draft.to_whom, draft.link
    old = row.file
    kept = old is not None and draft.file is not None and draft.file.digest == old.digest
    if not kept and (draft.file is not None or draft.taken_out):
        row.file = None if draft.file is None else files.refer(draft.file)
        db.session.flush()  # the row must not refer to what is let go
        files.let_go([] if old is None else [old])
    row.version += 1
    db.session.flush()
    return row


def _check_day(fellow: Fellow, on_day: date) -> None:
    if on_day > today_of(fellow.application.edition):
        raise Refused("This day is still to come.", field="on_day")


def write_report(actor: Actor, year: Year, text: str, version: int) -> FellowReport:
    """The end report; it may come after the last day."""
    fellow = _fellow_writes(year)
    check_writes(fellow.state, REPORTS)
    row = db.session.get(FellowReport, fellow.id, populate_existing=True)
    check_version(version, 0 if row is None else row.version)
    if row is None:
        row = FellowReport(fellow_id=fellow.id, text="", written_at=clock.now(), version=0)
        db.session.add(row)
    row.text, row.written_at = text, clock.now()
    row.version += 1
    db.session.flush()
    return row
