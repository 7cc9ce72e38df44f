"""What a person takes part in: the meetings to which they are admitted, the sessions in which they have a role."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    String,
    and_,
    bindparam,
    literal,
    or_,
    select,
    type_coerce,
    union_all,
)

from meetings.access.models import Account, RoleHolding
from meetings.access.permissions import Role
from meetings.calendars.models import Subscription
from meetings.calendars.queries.meeting import Stamp, stamp_of
from meetings.calendars.rules import FeedKind
from meetings.directory.models import Person
from meetings.programme.models import Meeting, ProgrammeRelease, ReleasedSession
from meetings.programme.released_roles import ReleasedRole
from meetings.programme.rules import SpeakerRole
from meetings.registration.models import Registration
from meetings.registration.rules import RegistrationStatus

KEY = bindparam("key", type_=String())
TODAY = bindparam("today", type_=Date())
# In force on the day: as `actor_of` counts.
IN_FORCE = and_(
    RoleHolding.account_id == Account.id,
    RoleHolding.since <= TODAY,
    or_(RoleHolding.until.is_(None), RoleHolding.until >= TODAY),
)
_OWNER = and_(
    Account.id == Subscription.account_id, Subscription.key == KEY, Subscription.kind == FeedKind.PROGRAMME
)
_OF_RECORD = ReleasedRole.person_id == Person.id


def _in_role(role: Any, session: ColumnElement[bool], *theirs: ColumnElement[bool]) -> Select[int, str, str]:
    """The sessions of public versions in which the owner has a role: the `session` of it, by what it is `theirs`."""
    return select(ProgrammeRelease.meeting_id, ReleasedSession.uid, type_coerce(role, String)).where(
        _OWNER,
        *theirs,
        session,
        ProgrammeRelease.id == ReleasedSession.release_id,
        Meeting.id == ProgrammeRelease.meeting_id,
        Meeting.released == ProgrammeRelease.number,
    )


_PRINTED = ReleasedSession.id == ReleasedRole.released_session_id
# What the owner of the feed with this key takes part in: meeting, UID of the session ("": all of it), role. By joins
# of equal values alone, so that each is looked up. The record is theirs as `record_of` of the directory finds it.
MINE = union_all(
    select(
        Registration.meeting_id.label("meeting_id"), literal("").label("uid"), literal("").label("role")
    ).where(
        _OWNER, Registration.account_id == Account.id, Registration.status == RegistrationStatus.APPROVED
    ),
    _in_role(ReleasedRole.role, _PRINTED, ReleasedRole.email == Account.email),
    _in_role(ReleasedRole.role, _PRINTED, _OF_RECORD, Person.account_id == Account.id),
    _in_role(
        ReleasedRole.role, _PRINTED, _OF_RECORD, Person.email == Account.email, Person.account_id.is_(None)
    ),
    _in_role(
        literal(SpeakerRole.RAPPORTEUR.value),
        and_(RoleHolding.on_kind == "session", RoleHolding.on_id == ReleasedSession.session_id),
        IN_FORCE,
        RoleHolding.role == Role.RAPPORTEUR,
    ),
).subquery()

Roles = tuple[tuple[str, SpeakerRole], ...]
"""Sessions, by UID, with the role that somebody has in them."""


@dataclass(frozen=True)
class Part:
    """What somebody has of a meeting: all of it when `admitted`, otherwise the sessions in which they have a role."""

    stamp: Stamp
    admitted: bool
    roles: Roles


# no actor: the address of the feed is looked at first
def parts_of(rows: Sequence[tuple[Any, ...]]) -> tuple[Part, ...]:
    """What the owner of a feed takes part in, out of rows of `MINE` with the stamp of each meeting, none of a draft."""
    mine = (row for row in rows if row[2] is not None)
    return tuple(_part(list(own)) for _, own in groupby(mine, key=lambda row: row[2]))


def _part(rows: list[tuple[Any, ...]]) -> Part:
    roles = dict.fromkeys((uid, SpeakerRole(role)) for uid, role, *_ in rows if uid)
    return Part(stamp_of(*rows[0][2:]), any(not row[0] for row in rows), tuple(roles))
