"""What this room knows of a person: their own year as a fellow, and the years that they supervised.

What a supervisor answered to the fellow is in the fellow's copy; what the fellow wrote is not in the supervisor's.
What was said in an evaluation is nobody's: it leads to no one.
"""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from meetings.access.actor import Actor
from meetings.base.database import db
from meetings.base.words import N_
from meetings.fellows.actions import forget_fellows, forget_supervisors
from meetings.fellows.models import (
    Fellow,
    FellowBriefing,
    FellowEntry,
    FellowEvaluated,
    FellowFollowUp,
    FellowLog,
    FellowObserved,
    FellowReport,
    FellowTask,
)
from meetings.fellowship.models import FellowshipApplication
from meetings.people.asked import Figure, Knows, Subject, Told, plain_row

TABLES = (FellowTask, FellowEntry, FellowLog, FellowObserved, FellowReport, FellowEvaluated, FellowFollowUp)


def _own(subject: Subject) -> list[Fellow]:
    query = select(Fellow).join(Fellow.application).where(
        FellowshipApplication.email.in_(subject.addresses) | Fellow.account_id.in_(subject.accounts)
    )  # fmt: skip
    return list(
        db.session.scalars(query.options(joinedload(Fellow.application)).order_by(Fellow.id)).unique()
    )


def _supervised(subject: Subject) -> list[Fellow]:
    query = select(Fellow).where(Fellow.supervisor_id.in_(subject.accounts))
    return list(db.session.scalars(query.order_by(Fellow.id)))


def _told(subject: Subject) -> Told:
    own, supervised = _own(subject), _supervised(subject)
    ids = [one.id for one in own]
    tables: dict[str, list[dict[str, object]]] = {
        "fellow": [plain_row(one, "supervisor_id") for one in own]
        # Of another's year only that, where and when one supervised it.
        + [plain_row(one, "key", "application_id", "account_id", "plan", "end_reason", "listed", "listed_at", "unasked")
           for one in supervised],
    }  # fmt: skip
    for table in TABLES:
        rows = db.session.scalars(select(table).where(table.fellow_id.in_(ids)))
        tables[table.__tablename__] = [plain_row(row, "answered_by_id") for row in rows]
    answers = db.session.scalars(
        select(FellowLog).where(FellowLog.answered_by_id.in_(subject.accounts), FellowLog.answer != "")
    )
    tables["fellow_log_answer"] = [plain_row(row, "text", "fellow_id") for row in answers]
    briefings = db.session.scalars(
        select(FellowBriefing)
        .where(FellowBriefing.fellow_id.in_(ids))
        .options(joinedload(FellowBriefing.file))
        .order_by(FellowBriefing.id)
    ).all()
    tables["fellow_briefing"] = [plain_row(row) for row in briefings]
    return Told(tables, [row.file for row in briefings if row.file is not None])


def _goes(subject: Subject) -> Iterator[Figure]:
    own = len(_own(subject))
    yield Figure(N_("years as a fellow: plan, checklist, programme, log, papers and reports"), own)
    yield Figure(N_("names of supervisors of fellows"), len(_supervised(subject)))
    why = N_("They count by unit and year, without a name.")
    yield Figure(N_("years as a fellow"), own, True, why)


def _forget(actor: Actor, subject: Subject) -> None:
    forget_fellows([one.application_id for one in _own(subject)])
    forget_supervisors(subject.accounts)


KNOWS = Knows((), _told, _goes, _forget)
