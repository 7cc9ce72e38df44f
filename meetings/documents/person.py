"""What the documents know of a person: when their accounts looked at them."""

from collections.abc import Iterator

from sqlalchemy import delete, func, select

from meetings.access.actor import Actor
from meetings.base.database import db
from meetings.base.words import N_
from meetings.documents.models import DocumentVisit
from meetings.people.asked import Figure, Knows, Subject, Told, plain_row
from meetings.programme.models import Meeting


def _told(subject: Subject) -> Told:
    rows = db.session.execute(
        select(DocumentVisit, Meeting.title)
        .join(Meeting, Meeting.id == DocumentVisit.meeting_id)
        .where(DocumentVisit.account_id.in_(subject.accounts))
        .order_by(DocumentVisit.meeting_id)
    )
    return Told({"document_visit": [plain_row(visit) | {"meeting": title} for visit, title in rows]})


def _goes(subject: Subject) -> Iterator[Figure]:
    mine = DocumentVisit.account_id.in_(subject.accounts)
    number = db.session.scalar(select(func.count()).select_from(DocumentVisit).where(mine)) or 0
    yield Figure(N_("visits of a meeting’s documents"), number)


def _forget(actor: Actor, subject: Subject) -> None:
    db.session.execute(delete(DocumentVisit).where(DocumentVisit.account_id.in_(subject.accounts)))


KNOWS = Knows((), _told, _goes, _forget)
