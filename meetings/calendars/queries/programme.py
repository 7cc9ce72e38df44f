"""What a person takes part in: the meetings to which they are admitted, the sessions in which they have a role."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Date, Integer, String, and_, bindparam, literal, or_, select, type_coerce, union_all
from sqlalchemy.orm import aliased

from meetings.access.actor import Actor
from meetings.access.models import RoleHolding
from meetings.access.permissions import Role
from meetings.base.asked_often import AskedOften
from meetings.calendars.queries.meeting import IS_PUBLIC, STAMP, Stamp, gone_before, stamp_of
from meetings.calendars.queries.subscriptions import PrivateFeed
from meetings.directory.models import Person
from meetings.programme.models import Meeting, ProgrammeRelease, ReleasedSession
from meetings.programme.released_roles import ReleasedRole
from meetings.programme.rules import SpeakerRole
from meetings.registration.models import Registration
from meetings.registration.rules import RegistrationStatus

ACCOUNT = bindparam("account", type_=Integer())
EMAIL = bindparam("email", type_=String())
_M = aliased(Meeting)
# The record that is this person's, as `record_of` of the directory finds it.
_RECORD = select(Person.id).where(
    or_(Person.account_id == ACCOUNT, and_(Person.account_id.is_(None), Person.email == EMAIL))
)
_MINE = union_all(
    select(
        Registration.meeting_id.label("meeting_id"), literal("").label("uid"), literal("").label("role")
    ).where(Registration.account_id == ACCOUNT, Registration.status == RegistrationStatus.APPROVED),
    select(ProgrammeRelease.meeting_id, ReleasedSession.uid, type_coerce(ReleasedRole.role, String))
    .join(ReleasedSession, ReleasedSession.id == ReleasedRole.released_session_id)
    .join(ProgrammeRelease, ReleasedSession.release_id == ProgrammeRelease.id)
    .join(_M, and_(_M.id == ProgrammeRelease.meeting_id, _M.released == ProgrammeRelease.number))
    .where(or_(ReleasedRole.person_id.in_(_RECORD), ReleasedRole.email == EMAIL)),
    select(ProgrammeRelease.meeting_id, ReleasedSession.uid, literal(SpeakerRole.RAPPORTEUR.value))
    .join(
        RoleHolding,
        and_(RoleHolding.on_kind == "session", RoleHolding.on_id == ReleasedSession.session_id),
    )
    .join(ProgrammeRelease, ReleasedSession.release_id == ProgrammeRelease.id)
    .join(_M, and_(_M.id == ProgrammeRelease.meeting_id, _M.released == ProgrammeRelease.number))
    .where(
        RoleHolding.account_id == ACCOUNT,
        RoleHolding.role == Role.RAPPORTEUR,
        RoleHolding.since <= bindparam("today", type_=Date()),
        or_(RoleHolding.until.is_(None), RoleHolding.until >= bindparam("today", type_=Date())),
    ),
).subquery()
_PROGRAMME = AskedOften(
    select(_MINE.c.uid, _MINE.c.role, *STAMP)
    .join(Meeting, Meeting.id == _MINE.c.meeting_id)
    .where(IS_PUBLIC)
    .order_by(Meeting.starts_at, Meeting.id, _MINE.c.uid, _MINE.c.role)
)

Roles = tuple[tuple[str, SpeakerRole], ...]
"""Sessions, by UID, with the role that somebody has in them."""


@dataclass(frozen=True)
class Part:
    """What somebody has of a meeting: all of it when `admitted`, otherwise the sessions in which they have a role."""

    stamp: Stamp
    admitted: bool
    roles: Roles


def own_programme(actor: Actor, feed: PrivateFeed) -> tuple[Part, ...]:
    """What the owner of the feed takes part in, by time; one statement. Of drafts nothing."""
    rows = _PROGRAMME.all(
        account=feed.account_id, email=feed.email, today=feed.today, gone_before=gone_before()
    )
    return tuple(_part(list(own)) for _, own in groupby(rows, key=lambda row: row[2]))


def _part(rows: list[tuple[Any, ...]]) -> Part:
    roles = dict.fromkeys((uid, SpeakerRole(role)) for uid, role, *_ in rows if uid)
    return Part(stamp_of(*rows[0][2:]), any(not row[0] for row in rows), tuple(roles))
