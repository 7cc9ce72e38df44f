"""Deleting what a fellow's year tells of people: at a request, with the application, or when its time is over."""

from collections.abc import Collection

from sqlalchemy import delete, select, update

from meetings.access import audit
from meetings.access.actor import OPERATOR
from meetings.access.models import MailLink
from meetings.base import clock, files
from meetings.base.database import db, wipe_after_commit
from meetings.base.models import StoredFile
from meetings.fellows.actions.holding import KIND
from meetings.fellows.models import (
    Fellow,
    FellowBriefing,
    FellowEntry,
    FellowFollowUp,
    FellowLog,
    FellowObserved,
    FellowReport,
    FellowTask,
)
from meetings.fellows.queries import today_of
from meetings.fellows.rules import FOLLOW_UP_LINK, FellowState
from meetings.fellowship.models import FellowshipApplication, FellowshipEdition
from meetings.fellowship.queries import deletion_day
from meetings.fellowship.rules import OVER
from meetings.outbox.actions import forget_mails
from meetings.people.rules.traces import NAMELESS

PORTION = 20
OfAYear = (
    type[FellowTask]
    | type[FellowEntry]
    | type[FellowLog]
    | type[FellowObserved]
    | type[FellowBriefing]
    | type[FellowReport]
    | type[FellowFollowUp]
)


def forget_fellows(applications: Collection[int]) -> None:
    """Delete whose these years were; that there was a fellow, where and from when to when, is left to be counted."""
    rows = db.session.scalars(select(Fellow).where(Fellow.application_id.in_(applications))).all()
    ids = [row.id for row in rows]
    if not ids:
        return
    _trim(ids)
    _delete(FellowReport, ids)
    asked = list(db.session.scalars(select(FellowFollowUp.id).where(FellowFollowUp.fellow_id.in_(ids))))
    _run(delete(MailLink).where(MailLink.purpose == FOLLOW_UP_LINK, MailLink.subject_id.in_(asked)))
    _delete(FellowFollowUp, ids)
    forget_mails({KIND: ids}, unsent=True)  # to supervisors: nobody is told any more of whom nothing is kept
    audit.forget({KIND: ids}, (), ())
    for row in rows:
        row.account_id, row.supervisor_id, row.supervisor_name = None, None, ""
        row.plan, row.end_reason = "", ""
        if row.ended_on is None:  # nothing more comes, and nobody waits for it
            row.state, row.ended_on = FellowState.ENDED_EARLY, today_of(row.application.edition)
        row.listed, row.unasked = False, True
        row.version += 1
    db.session.flush()


def _trim(ids: Collection[int]) -> None:
    """What was needed for the year alone: what was arranged and its notes, the own programme, the log, the papers."""
    papers = db.session.scalars(
        select(StoredFile).where(
            StoredFile.id.in_(select(FellowBriefing.file_id).where(FellowBriefing.fellow_id.in_(ids)))
        )
    ).all()
    tables: tuple[OfAYear, ...] = (FellowTask, FellowEntry, FellowLog, FellowObserved, FellowBriefing)
    for table in tables:
        _delete(table, ids)
    db.session.flush()
    files.let_go(papers)
    _run(update(Fellow).where(Fellow.id.in_(ids)).values(trimmed_at=clock.now()))
    wipe_after_commit()


def trim_due() -> bool:
    """What the worker does: on the edition's day of deletion what was needed for the year alone goes.

    Who was a fellow, with the end report, the certificate and what was agreed about being named, stays as the data of
    fellows do (nobody is a fellow twice), until the person asks for its deletion.
    """
    editions = db.session.scalars(select(FellowshipEdition).where(FellowshipEdition.state.in_(OVER))).all()
    for edition in editions:
        if today_of(edition) < deletion_day(edition):
            continue
        ids = db.session.scalars(
            select(Fellow.id)
            .join(Fellow.application)
            .where(FellowshipApplication.edition_id == edition.id, Fellow.trimmed_at.is_(None))
            .order_by(Fellow.id)
            .limit(PORTION)
        ).all()
        if ids:
            _trim(ids)
            audit.record(OPERATOR, "trim_fellows", "edition", edition.id, None, {"number": len(ids)})
            return True
    return False


def forget_supervisors(accounts: Collection[int]) -> int:
    """Who supervised is deleted by name, with what they answered; how many years there were."""
    rows = db.session.scalars(select(Fellow).where(Fellow.supervisor_id.in_(accounts))).all()
    for row in rows:
        row.supervisor_id, row.supervisor_name = None, NAMELESS
        row.version += 1
    # Of an answer from before it was noted whose it is, it is the supervisor's.
    unnoted = FellowLog.answered_by_id.is_(None) & FellowLog.fellow_id.in_([row.id for row in rows])
    _run(
        update(FellowLog)
        .where(FellowLog.answered_by_id.in_(accounts) | (unnoted & FellowLog.answered_at.is_not(None)))
        .values(answer="", answered_by=NAMELESS, answered_by_id=None)
    )
    db.session.flush()
    return len(rows)


def delete_fellows(applications: Collection[int]) -> None:
    """All of it, with what they were mailed, for what never was, such as the demonstration."""
    ids = list(db.session.scalars(select(Fellow.id).where(Fellow.application_id.in_(applications))))
    _trim(ids)
    asked = select(FellowFollowUp.id).where(FellowFollowUp.fellow_id.in_(ids))
    _run(delete(MailLink).where(MailLink.purpose == FOLLOW_UP_LINK, MailLink.subject_id.in_(asked)))
    _run(delete(Fellow).where(Fellow.id.in_(ids)))


def _delete(table: OfAYear, ids: Collection[int]) -> None:
    _run(delete(table).where(table.fellow_id.in_(ids)))


def _run(statement: object) -> None:
    db.session.execute(statement.execution_options(synchronize_session="fetch"))  # type: ignore[attr-defined]
