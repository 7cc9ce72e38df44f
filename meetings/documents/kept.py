"""Who has looked at a meeting's documents, and its deletion with the meeting's other personal data.

The documents themselves are the meeting's permanent record and stay (DOMAIN 7).
"""

from sqlalchemy import delete, func, select

from meetings.base.database import db
from meetings.documents.models import DocumentVisit


def meetings() -> list[int]:
    """The meetings of which visits are kept."""
    return list(db.session.scalars(select(DocumentVisit.meeting_id).distinct()))


def count(meeting_id: int) -> int:
    """How many people's visits are kept of the meeting."""
    query = select(func.count()).select_from(DocumentVisit).where(DocumentVisit.meeting_id == meeting_id)
    return db.session.scalar(query) or 0


def forget(meeting_id: int, most: int) -> int:
    """Delete the visits of at most so many people; how many, 0 when none is left."""
    accounts = db.session.scalars(
        select(DocumentVisit.account_id)
        .where(DocumentVisit.meeting_id == meeting_id)
        .order_by(DocumentVisit.account_id)
        .limit(most)
    ).all()
    db.session.execute(
        delete(DocumentVisit).where(
            DocumentVisit.meeting_id == meeting_id, DocumentVisit.account_id.in_(accounts)
        )
    )
    return len(accounts)
