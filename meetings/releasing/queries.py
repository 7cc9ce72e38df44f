"""Who takes part or has a role, and what calendars were told."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import and_, case, func, select

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.ical import Said
from meetings.outbox.models import OutboxMessage
from meetings.outbox.queries import held_of, told_about
from meetings.outbox.rules import PENDING, Delivery
from meetings.programme import releases
from meetings.programme.models import Meeting, ProgrammeRelease
from meetings.programme.queries import meeting_for
from meetings.programme.roles import InRole, in_roles, last_addresses
from meetings.programme.rules import PUBLIC_STATUSES, SpeakerAnswer
from meetings.programme.rules.released import Version
from meetings.registration.letters import APPROVED
from meetings.registration.models import Registration
from meetings.registration.rules import RegistrationStatus
from meetings.releasing.rules import Concerned, Entered, InSession, Known
from meetings.replies.models import CalendarAnswer
from meetings.speakers.models import RoleRequest


def releasable_for(actor: Actor, slug: str) -> Meeting:
    """The meeting, if its programme is public or was before it was taken back; NotFound otherwise."""
    meeting = meeting_for(actor, slug)
    if meeting.status not in PUBLIC_STATUSES and not meeting.released:
        raise NotFound
    return meeting


def writable(actor: Actor, meeting: Meeting) -> list[InRole]:
    """Who has a role in a session of the meeting; addresses in small letters, as calendars are matched by them."""
    return [replace(one, email=one.email.lower()) for one in in_roles(actor, meeting)]


def concerned(actor: Actor, meeting: Meeting, roles: Iterable[InRole]) -> list[Concerned]:
    """Everybody who takes part, or was asked for a role and has not declined it; one for each address, by name.

    Whose request, or place, still waits to be read has not been told of it yet: it is written anew when it goes.
    """
    if not actor.may(Permission.EDIT_PROGRAMME, meeting):
        return []
    found = _admitted(meeting)
    written = {
        r.speaker_id: r for r in db.session.scalars(select(RoleRequest).filter_by(meeting_id=meeting.id))
    }
    gone = told_about("role_request", [request.id for request in written.values()]) if written else set()
    for one in roles:
        if not one.email or one.answer not in (SpeakerAnswer.ASKED, SpeakerAnswer.CONFIRMED):
            continue
        asked = written.get(one.speaker_id)
        if asked is not None and one.answer is SpeakerAnswer.ASKED and asked.id not in gone:
            continue
        language, zone = (asked.language, asked.zone) if asked else ("en", one.zone)
        known = found.get(one.email) or Concerned(one.email, one.name, language, zone)
        sessions = known.sessions | {one.session_uid}
        found[one.email] = replace(known, sessions=sessions, speaker_id=one.speaker_id)
    return sorted(found.values(), key=lambda person: (person.name.casefold(), person.email))


def _admitted(meeting: Meeting) -> dict[str, Concerned]:
    rows = db.session.execute(
        select(
            Registration.email, Registration.name, Registration.language, Registration.zone, Registration.id
        ).where(
            Registration.meeting_id == meeting.id,
            Registration.status == RegistrationStatus.APPROVED,
            Registration.forgotten_at.is_(None),
            Registration.id.not_in(held_of("registration", APPROVED.code)),
        )
    )
    return {
        email: Concerned(email, name, language, zone, admitted=True, registration_id=number)
        for email, name, language, zone, number in rows
    }


# no actor: of those whom the caller has asked for
def in_sessions(roles: Iterable[InRole]) -> list[InSession]:
    """Those in a role as the rules of calendar entries want them."""
    return [
        InSession(one.session_uid, one.email, one.speaker_id, one.name, one.role.label, one.answer)
        for one in roles
    ]


def entered(version: Version) -> Known:
    """What each address was told last of each session of the version, and whether its calendar has said no since."""
    uids = [session.uid for session in version]
    said_no = and_(
        CalendarAnswer.said == Said.DECLINED,
        CalendarAnswer.sequence >= func.coalesce(OutboxMessage.calendar_sequence, 0),
    )
    rows = db.session.execute(
        select(
            OutboxMessage.calendar_uid,
            func.lower(OutboxMessage.to_email),
            OutboxMessage.calendar_method,
            func.coalesce(OutboxMessage.calendar_sequence, 0),
            OutboxMessage.calendar_version,
            func.coalesce(said_no, False),
            RoleRequest.id,
            RoleRequest.speaker_id,
            OutboxMessage.to_name,
            RoleRequest.language,
            RoleRequest.zone,
            case((OutboxMessage.delivery.in_(PENDING), OutboxMessage.text), else_=""),
            OutboxMessage.calendar_ends_at,
        )
        .outerjoin(
            RoleRequest,
            and_(OutboxMessage.about_kind == "role_request", RoleRequest.id == OutboxMessage.about_id),
        )
        .outerjoin(
            CalendarAnswer,
            and_(
                CalendarAnswer.uid == OutboxMessage.calendar_uid,
                CalendarAnswer.email == func.lower(OutboxMessage.to_email),
            ),
        )
        .where(
            OutboxMessage.calendar_uid.in_(uids),
            OutboxMessage.to_email != "",
            OutboxMessage.delivery != Delivery.DISCARDED,
        )
        .order_by(OutboxMessage.id)
    )
    last: dict[tuple[str, str], Entered] = {}
    for uid, email, method, told, own, no, about, speaker, name, language, zone, waits, ends_at in rows:
        last[uid, email] = Entered(
            method=method or "REQUEST",
            sequence=told,
            version=told if own is None else own,
            declined=no,
            about=about,
            speaker_id=speaker,
            name=name,
            language=language or "en",
            zone=zone or "",
            waits=waits,
            ends_at=ends_at,
        )
    return last


def off(actor: Actor, meeting: Meeting, version: Version, roles: Iterable[InRole]) -> dict[int, str]:
    """The last addresses of those whom a version prints and the draft has no more, by the number of the role."""
    printed = {one.speaker_id for session in version for one in session.people if one.speaker_id is not None}
    gone = printed - {one.speaker_id for one in roles}
    return last_addresses(actor, meeting, gone) if gone else {}


# no actor: they stand in a mail that goes again; the verb that sends it has asked for the permission
def notes_of(meeting: Meeting) -> list[str]:
    """What the office has said of the versions of the programme, the oldest first."""
    query = select(ProgrammeRelease.note).where(
        ProgrammeRelease.meeting_id == meeting.id, ProgrammeRelease.note != ""
    )
    return list(db.session.scalars(query.order_by(ProgrammeRelease.number)))


def version_now(actor: Actor, meeting: Meeting) -> Version:
    """The version that is public, also what it has taken out."""
    return releases.version_of(actor, meeting)
