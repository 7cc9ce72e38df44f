"""In the record of which session the updates of organizations stand."""

from sqlalchemy import func, select

from meetings.agenda.models import AgendaPoint, OrganizationUpdate
from meetings.agenda.queries.sittings import kept_elsewhere
from meetings.agenda.rules import PointKind
from meetings.base.database import db
from meetings.directory.models import Organization
from meetings.programme.models import MeetingSession
from meetings.programme.queries import sittings_of
from meetings.programme.rules import Attribution
from meetings.record.rules.reported import Reported


# no actor: of a session that whoever asks has found
def reported_in(session: MeetingSession) -> tuple[Reported, ...]:
    """What organizations told before the meeting, by name, where this session's record is the one that it stands in.

    That is the session of the point of the agenda; where none is settled, the first in which they may be named.
    """
    if session.attribution is Attribution.CHATHAM_HOUSE:
        return ()
    rows = db.session.execute(
        select(OrganizationUpdate.id, Organization.name, OrganizationUpdate.text)
        .join(OrganizationUpdate.organization)
        .where(OrganizationUpdate.meeting_id == session.meeting_id, OrganizationUpdate.text != "")
        .order_by(func.lower(Organization.name), Organization.id)
    ).all()
    return tuple(Reported(*row) for row in rows) if rows and _reads_them(session) else ()


def _reads_them(session: MeetingSession) -> bool:
    point = (AgendaPoint.meeting_id == session.meeting_id, AgendaPoint.kind == PointKind.UPDATES)
    settled = select(MeetingSession.id).join(AgendaPoint, AgendaPoint.session_id == MeetingSession.id)
    chosen = db.session.scalar(settled.where(*point, MeetingSession.takes_place))
    if chosen is None:
        named = MeetingSession.attribution != Attribution.CHATHAM_HOUSE, MeetingSession.takes_place
        chosen = db.session.scalar(
            select(MeetingSession.id)
            .where(MeetingSession.meeting_id == session.meeting_id, *named)
            .where(MeetingSession.id.not_in(kept_elsewhere()))
            .order_by(MeetingSession.starts_at, MeetingSession.id)
            .limit(1)
        )
    return chosen in set(db.session.scalars(sittings_of(session)))
