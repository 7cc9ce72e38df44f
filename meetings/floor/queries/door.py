"""By which door somebody comes to a session's list of speakers: as its keeper, or as one who is admitted."""

from dataclasses import dataclass, replace

from sqlalchemy import select

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.floor.models import FloorList
from meetings.floor.queries.lists import find_list
from meetings.programme import releases
from meetings.programme.models import MeetingSession
from meetings.programme.queries import public_session_for
from meetings.programme.rules import MeetingStatus
from meetings.programme.rules.released import Session
from meetings.registration.models import Registration
from meetings.registration.rules import RegistrationStatus
from meetings.speakers.queries import leader_of, leads_session, request_for


@dataclass(frozen=True)
class Door:
    """Who stands before which list. `keeper`: may keep it; `registration`: may ask for the floor.

    `told`: the session as the public programme has it, and as the pages show it; None: no version tells of it.
    `token`: the personal link by which somebody came who leads the session.
    """

    actor: Actor
    session: MeetingSession
    list: FloorList | None
    keeper: bool
    registration: Registration | None = None
    told: Session | None = None
    token: str = ""

    @property
    def shown(self) -> MeetingSession | Session:
        return self.told or self.session

    @property
    def takes_place(self) -> bool:
        """Whether it was not called off, as far as people were told: what the draft says is nobody's news yet."""
        return self.shown.takes_place and self.session.meeting.status is not MeetingStatus.CANCELLED

    @property
    def label(self) -> str:
        """The number by which its pages are found."""
        return self.shown.label


def door_for(actor: Actor, slug: str, label: str) -> Door:
    """The list of that session for whoever keeps it or is admitted to the meeting; NotFound for everybody else."""
    found = public_session_for(actor, slug, label)
    session, told = found.draft, found.told
    own = _admitted(actor, session) if told is not None else None
    door = Door(actor, session, find_list(session.id), _keeps(actor, session), own, told)
    if not door.keeper and door.registration is None:
        raise NotFound
    return door


def keeper_for(actor: Actor, slug: str, label: str) -> Door:
    """The list of that session for whoever keeps it."""
    door = door_for(actor, slug, label)
    if not door.keeper:
        raise NotFound
    return door


def participant_for(actor: Actor, slug: str, label: str) -> Door:
    """The list of that session for somebody who is admitted."""
    door = door_for(actor, slug, label)
    if door.registration is None:
        raise NotFound
    return door


def linked_for(actor: Actor, token: str) -> Door:
    """The list of the session that the holder of this personal link leads; they act under their own name."""
    found = leader_of(actor, request_for(actor, token))
    if found is None:
        raise NotFound
    session = found.session
    leader = replace(actor, name=found.name) if not actor.signed_in else actor
    told = releases.told_of(actor, session)
    return Door(leader, session, find_list(session.id), True, told=told, token=token)


def _keeps(actor: Actor, session: MeetingSession) -> bool:
    """The office, the session's rapporteur, and whoever has confirmed to chair or moderate it."""
    return actor.may(Permission.KEEP_FLOOR, session) or leads_session(actor, session)


def _admitted(actor: Actor, session: MeetingSession) -> Registration | None:
    if actor.account_id is None:
        return None
    return db.session.scalar(
        select(Registration)
        .where(
            Registration.meeting_id == session.meeting_id,
            Registration.account_id == actor.account_id,
            Registration.status == RegistrationStatus.APPROVED,
            Registration.forgotten_at.is_(None),
        )
        .order_by(Registration.id)
        .limit(1)
    )
