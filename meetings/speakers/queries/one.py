"""One person in a role, and what was asked of them."""

from collections.abc import Collection

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.access.queries import find_link
from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.directory.models import Person
from meetings.programme import releases
from meetings.programme.models import MeetingSession, Speaker
from meetings.programme.queries import speaker_for as speaker_of
from meetings.programme.rules.released import Printed, Session, in_programme
from meetings.speakers.models import RoleRequest

PURPOSE = "role"


class AskedOf:
    """A role of a session, on which the permission of its session is checked, and the request, if there is one."""

    def __init__(self, speaker: Speaker, request: RoleRequest | None) -> None:
        self.speaker, self.request = speaker, request

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return self.speaker.session.scopes()


def speaker_for(actor: Actor, slug: str, label: str, speaker_id: int) -> AskedOf:
    """Somebody in a role, for whoever may see the programme; else NotFound."""
    speaker = speaker_of(actor, slug, label, speaker_id)
    if not actor.may(Permission.SEE_PROGRAMME, speaker.session):
        raise NotFound
    return AskedOf(speaker, find_request(speaker))


def presentation_for(actor: Actor, slug: str, label: str, speaker_id: int) -> AskedOf:
    """Somebody in a role who has sent a presentation."""
    found = speaker_for(actor, slug, label, speaker_id)
    if found.request is None or found.request.file is None:
        raise NotFound
    return found


def find_request(speaker: Speaker) -> RoleRequest | None:
    """What was asked of this person; None: nothing."""
    return db.session.scalar(_loaded().where(RoleRequest.speaker_id == speaker.id))


def asked_in(actor: Actor, session: MeetingSession) -> bool:
    """Whether anybody holds a link to a role of the session."""
    asked = select(RoleRequest.id).join(RoleRequest.speaker).where(Speaker.session_id == session.id)
    return db.session.scalar(asked.limit(1)) is not None


def get_request(request_id: int) -> RoleRequest:
    """By its id, for whoever holds a link to it."""
    request = db.session.scalar(_loaded().where(RoleRequest.id == request_id))
    if request is None:
        raise NotFound
    return request


# no actor: of held mails that whoever reads them has been let see
def requests_of(ids: Collection[int]) -> dict[int, RoleRequest]:
    """Several by id, each with its role and session; one statement."""
    return {one.id: one for one in db.session.scalars(_loaded().where(RoleRequest.id.in_(ids)))}


def request_for(actor: Actor, token: str) -> RoleRequest:
    """What a personal link opens, for whoever holds it; NotFound when it is no link (any more)."""
    link = find_link(token, PURPOSE, used=True)
    if link is None:
        raise NotFound
    return get_request(link.subject_id)


def _loaded() -> Select[RoleRequest]:
    speaker = joinedload(RoleRequest.speaker).joinedload(Speaker.session).joinedload(MeetingSession.meeting)
    return select(RoleRequest).options(joinedload(RoleRequest.meeting), joinedload(RoleRequest.file), speaker)


def shown_of(actor: Actor, session: MeetingSession) -> MeetingSession | Session:
    """The session as people in its roles are told of it: what is public of it, and the draft until anything is."""
    return releases.told_of(actor, session) or session


def printed_of(actor: Actor, request: RoleRequest) -> tuple[Session, Printed] | None:
    """Where the public programme prints a role that the draft may have no more, and how; None: nowhere."""
    for session in in_programme(releases.version_of(actor, request.meeting)):
        for one in session.people:
            if one.speaker_id is not None and one.speaker_id == request.role_number:
                return session, one
    return None


def address_of(speaker: Speaker) -> str:
    """Where this person is written to: the role's own address, else the directory's; "": nowhere."""
    person = _person(speaker)
    return speaker.email or (person.email if person is not None else "") or ""


def zone_of(speaker: Speaker) -> str:
    """The time zone that the directory knows of this person; "": none."""
    person = _person(speaker)
    return "" if person is None else person.zone


def _person(speaker: Speaker) -> Person | None:
    return None if speaker.person_id is None else db.session.get(Person, speaker.person_id)
