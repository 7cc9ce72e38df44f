"""What a calendar's answer means to a registration: nothing by itself, for only people withdraw; the office sees it."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base import clock
from meetings.base.database import db
from meetings.ical import Said
from meetings.registration.models import Registration
from meetings.registration.rules import RegistrationStatus
from meetings.replies.following import Answered, Follow, Thing


def _things(actor: Actor, ids: Collection[int]) -> dict[int, Thing]:
    rows = db.session.scalars(
        select(Registration)
        .join(Registration.meeting)
        .where(Registration.id.in_(ids))
        .options(contains_eager(Registration.meeting))
    )
    return {
        one.id: Thing(one.name, one.meeting.title, "registration.registration", {"key": one.key})
        for one in rows
        if actor.may(Permission.SEE_REGISTRATIONS, one)
    }


def _answered(registration_id: int, answered: Answered) -> bool:
    """Whether somebody has to look: a place is kept for a person whose calendar declines."""
    registration = db.session.get(Registration, registration_id)
    if registration is None or answered.said is not Said.DECLINED:
        return False
    keeps = registration.status is RegistrationStatus.APPROVED
    return keeps and registration.meeting.ends_at > clock.now()


FOLLOW = Follow(_things, _answered)
