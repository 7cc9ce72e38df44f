"""To whom was written about updates before a meeting, and its deletion with the meeting's other personal data."""

from sqlalchemy import Select, func, select

from meetings.agenda.actions import forget_addressees
from meetings.agenda.models import OrganizationUpdate, UpdateAddressee
from meetings.base.database import db


def _of(meeting_id: int) -> Select[int]:
    mine = OrganizationUpdate.meeting_id == meeting_id
    return select(UpdateAddressee.id).join(UpdateAddressee.update).where(mine)


def meetings() -> list[int]:
    """The meetings before which somebody was asked for an update."""
    query = select(OrganizationUpdate.meeting_id).join(OrganizationUpdate.addressees)
    return list(db.session.scalars(query.distinct()))


def count(meeting_id: int) -> int:
    """How many were written to."""
    return db.session.scalar(select(func.count()).select_from(_of(meeting_id).subquery())) or 0


def forget(meeting_id: int, most: int) -> int:
    """Delete at most so many; how many, 0 when none is left."""
    return forget_addressees(
        db.session.scalars(_of(meeting_id).order_by(UpdateAddressee.id).limit(most)).all()
    )
