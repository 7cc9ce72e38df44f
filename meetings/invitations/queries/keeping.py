"""What the worker asks: whose time is over, and where somebody may move up."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import joinedload

from meetings.base.database import db
from meetings.invitations.models import Invitation, Nomination
from meetings.invitations.rules import InvitationStatus, NominationStatus
from meetings.programme.models import Meeting
from meetings.programme.rules import MeetingStatus
from meetings.registration.models import Registration
from meetings.registration.rules import HOLDS_A_PLACE, STANDING

S = InvitationStatus
# An alternate has a turn: who has only registered waits for it, who was given a place has it.
_BY_ANOTHER_DOOR = and_(
    Registration.meeting_id == Invitation.meeting_id,
    Registration.email == Invitation.email,
    or_(
        and_(Invitation.status == S.ASKED, Registration.status.in_(STANDING)),
        and_(Invitation.status == S.ALTERNATE, Registration.status.in_(HOLDS_A_PLACE)),
    ),
)


# no actor: the worker asks for everybody
def meetings_to_keep(now: datetime) -> Sequence[Meeting]:
    """Meetings to come in which somebody's time to answer is over, an alternate waits, or somebody has registered
    by another door."""
    waits = (Invitation.status == S.ALTERNATE) | (
        (Invitation.status == S.ASKED) & (Invitation.reply_by <= now)
    )
    registered = select(Invitation.meeting_id).join(Registration, _BY_ANOTHER_DOOR)
    return db.session.scalars(
        select(Meeting)
        .where(
            Meeting.status == MeetingStatus.PUBLISHED,
            Meeting.id.in_(select(Invitation.meeting_id).where(waits)) | Meeting.id.in_(registered),
        )
        .order_by(Meeting.id)
    ).all()


# no actor: the worker asks for everybody
def registered_elsewhere(meeting: Meeting) -> list[tuple[Invitation, Registration]]:
    """Who was asked to a meeting and has registered by another door: the public form, a file, the office."""
    rows = db.session.execute(
        select(Invitation, Registration)
        .join(Registration, _BY_ANOTHER_DOOR)
        .where(Invitation.meeting_id == meeting.id)
        .order_by(Invitation.id)
        .execution_options(populate_existing=True)
    )
    return [(invitation, registration) for invitation, registration in rows]


# no actor: the worker asks for everybody
def overdue(meeting: Meeting, now: datetime) -> Sequence[Invitation]:
    """Those of a meeting who have not answered though their last minute has begun, the earliest first."""
    return db.session.scalars(
        select(Invitation)
        .where(Invitation.meeting_id == meeting.id, Invitation.status == S.ASKED, Invitation.reply_by <= now)
        .order_by(Invitation.reply_by, Invitation.id)
        .execution_options(populate_existing=True)
    ).all()


# no actor: the verb that moves the meeting on has asked for the permission
def open_nominations(meeting: Meeting) -> Sequence[Nomination]:
    """Which organizations have places at a meeting, whether they have named anybody or not."""
    return db.session.scalars(_open_nominations(meeting)).all()


# no actor: the worker asks for everybody
def nominations_to_keep(meeting: Meeting) -> Sequence[Nomination]:
    """The nominations of a meeting in which somebody was named."""
    named = select(Invitation.nomination_id).where(
        Invitation.meeting_id == meeting.id, Invitation.nomination_id.is_not(None)
    )
    return db.session.scalars(_open_nominations(meeting).where(Nomination.id.in_(named))).all()


def _open_nominations(meeting: Meeting) -> Select[Nomination]:
    return (
        select(Nomination)
        .where(Nomination.meeting_id == meeting.id, Nomination.status == NominationStatus.OPEN)
        .options(joinedload(Nomination.organization), joinedload(Nomination.meeting))
        .order_by(Nomination.id)
    )
