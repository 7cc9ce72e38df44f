"""What invitations keep of the people of a meeting, and its deletion with the meeting's other personal data."""

from sqlalchemy import func, select

from meetings.base.database import db
from meetings.invitations.actions import forget_all_news, forget_invitations
from meetings.invitations.models import Invitation
from meetings.registration.rules import NAMELESS

_says_of_whom = Invitation.name != NAMELESS


def meetings() -> list[int]:
    """The meetings to which people were asked whose names are still kept."""
    return list(db.session.scalars(select(Invitation.meeting_id).where(_says_of_whom).distinct()))


def count(meeting_id: int) -> int:
    """How many invitations and nominations of the meeting say of whom they are."""
    of_meeting = select(func.count(Invitation.id)).where(Invitation.meeting_id == meeting_id, _says_of_whom)
    return db.session.scalar(of_meeting) or 0


def forget(meeting_id: int, most: int) -> int:
    """Delete whom at most so many are about; how many, 0 when none is left."""
    rows = db.session.scalars(
        select(Invitation)
        .where(Invitation.meeting_id == meeting_id, _says_of_whom)
        .order_by(Invitation.id)
        .limit(most)
    ).all()
    if not rows:
        forget_all_news(meeting_id)  # at the end, when nobody is left of whom they could tell
    return forget_invitations(rows)
