"""The agenda of a meeting, for whoever may see it; one point, one update."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.agenda.models import AgendaPoint, AgendaTerms, OrganizationUpdate
from meetings.agenda.rules import WORDS
from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.programme.models import Meeting, MeetingSession
from meetings.programme.queries import meeting_for


@dataclass(frozen=True)
class AgendaOf:
    """A meeting's agenda; its focal points, participants and rapporteurs see it, whatever they hold their role on."""

    meeting: Meeting
    organizations: tuple[int, ...]
    sessions: tuple[int, ...]

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return (
            ("meeting", self.meeting.id),
            *(("organization", one) for one in self.organizations),
            *(("session", one) for one in self.sessions),
        )


def agenda_for(actor: Actor, slug: str) -> AgendaOf:
    """The agenda of a meeting that the actor sees, with those on which a role lets them in: two statements more."""
    meeting = meeting_for(actor, slug)
    asked = select(OrganizationUpdate.organization_id).where(OrganizationUpdate.meeting_id == meeting.id)
    own = select(MeetingSession.id).where(MeetingSession.meeting_id == meeting.id)
    return AgendaOf(meeting, tuple(db.session.scalars(asked)), tuple(db.session.scalars(own)))


def kept_agenda_for(actor: Actor, slug: str) -> Meeting:
    """The meeting whose agenda the actor keeps: addresses stand on those pages."""
    meeting = meeting_for(actor, slug)
    if not actor.may(Permission.KEEP_AGENDA, meeting):
        raise NotFound
    return meeting


@dataclass(frozen=True)
class PointOf:
    """A point of the agenda."""

    point: AgendaPoint

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return self.point.scopes()


def point_for(actor: Actor, slug: str, point_id: int) -> PointOf:
    """A point of that meeting."""
    meeting = kept_agenda_for(actor, slug)
    point = db.session.scalar(
        select(AgendaPoint)
        .where(AgendaPoint.id == point_id, AgendaPoint.meeting_id == meeting.id)
        .options(joinedload(AgendaPoint.session), joinedload(AgendaPoint.meeting))
    )
    if point is None:
        raise NotFound
    return PointOf(point)


def update_for(actor: Actor, slug: str, key: str) -> OrganizationUpdate:
    """What an organization was asked to tell that meeting, for whoever keeps its agenda."""
    meeting = kept_agenda_for(actor, slug)
    found = db.session.scalar(
        select(OrganizationUpdate)
        .where(OrganizationUpdate.key == key, OrganizationUpdate.meeting_id == meeting.id)
        .options(joinedload(OrganizationUpdate.organization), joinedload(OrganizationUpdate.meeting))
    )
    if found is None:
        raise NotFound
    return found


def find_terms(meeting: Meeting) -> AgendaTerms | None:
    return db.session.get(AgendaTerms, meeting.id)


def terms_of(meeting: Meeting) -> AgendaTerms:
    """How updates are asked for; a meeting that has said nothing has no date and the usual length."""
    return find_terms(meeting) or AgendaTerms(
        meeting_id=meeting.id, due=None, due_at=None, words=WORDS, note="", version=0
    )
