"""What the report knows of a person: the sections that somebody with an account is to write."""

from collections.abc import Iterator

from sqlalchemy import select, update

from meetings.access.actor import Actor
from meetings.base.database import db
from meetings.base.words import N_
from meetings.people.asked import Figure, Knows, Subject, Told, plain_row
from meetings.report.models import ReportSection


def _rows(subject: Subject) -> list[ReportSection]:
    query = select(ReportSection).where(ReportSection.assigned_account_id.in_(subject.accounts))
    return list(db.session.scalars(query.order_by(ReportSection.id)))


def _told(subject: Subject) -> Told:
    told = ("title", "assigned_account_id", "assigned_to", "due_on")
    rows = [{k: v for k, v in plain_row(row).items() if k in told} for row in _rows(subject)]
    return Told({"report_section": rows})


def _goes(subject: Subject) -> Iterator[Figure]:
    yield Figure(N_("sections of a report that this person is to write"), len(_rows(subject)))


def _forget(actor: Actor, subject: Subject) -> None:
    theirs = ReportSection.assigned_account_id.in_(subject.accounts)
    db.session.execute(update(ReportSection).where(theirs).values(assigned_account_id=None, assigned_to=""))


KNOWS = Knows((), _told, _goes, _forget)
