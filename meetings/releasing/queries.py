"""Who takes part or has a role, and what calendars were told."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import select

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.outbox.models import OutboxMessage
from meetings.outbox.rules import Delivery
from meetings.programme import releases
from meetings.programme.models import Meeting
from meetings.programme.queries import meeting_for
from meetings.programme.roles import InRole, in_roles
from meetings.programme.rules import PUBLIC_STATUSES, SpeakerAnswer
from meetings.programme.rules.released import Version
from meetings.registration.models import Registration
from meetings.registration.rules import RegistrationStatus
from meetings.releasing.rules import Concerned, Entered, Known
from meetings.speakers.models import RoleRequest


def releasable_for(actor: Actor, slug: str) -> Meeting:
    """The meeting, if its programme is public; NotFound otherwise."""
    meeting = meeting_for(actor, slug)
    if meeting.status not in PUBLIC_STATUSES:
        raise NotFound
    return meeting


def writable(actor: Actor, meeting: Meeting) -> list[InRole]:
    """Who has a role in a session of the meeting, and an address; in small letters, as calendars are matched by it."""
    return [replace(one, email=one.email.lower()) for one in in_roles(actor, meeting) if one.email]


def concerned(actor: Actor, meeting: Meeting, roles: Iterable[InRole]) -> list[Concerned]:
    """Everybody who takes part, or was asked for a role and has not declined it; one for each address, by name."""
    if not actor.may(Permission.EDIT_PROGRAMME, meeting):
        return []
    found = _admitted(meeting)
    written = {
        r.speaker_id: r for r in db.session.scalars(select(RoleRequest).filter_by(meeting_id=meeting.id))
    }
    for one in roles:
        if one.answer not in (SpeakerAnswer.ASKED, SpeakerAnswer.CONFIRMED):
            continue
        asked = written.get(one.speaker_id)
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
        )
    )
    return {
        email: Concerned(email, name, language, zone, admitted=True, registration_id=number)
        for email, name, language, zone, number in rows
    }


def entered(version: Version) -> Known:
    """What each address was told last of each session of the version, by UID and address."""
    uids = [session.uid for session in version]
    last: dict[tuple[str, str], Entered] = {}
    rows = db.session.execute(
        select(
            OutboxMessage.calendar_uid,
            OutboxMessage.to_email,
            OutboxMessage.calendar_method,
            OutboxMessage.calendar_sequence,
            OutboxMessage.calendar_version,
            OutboxMessage.about_kind,
            OutboxMessage.about_id,
        )
        .where(
            OutboxMessage.calendar_uid.in_(uids),
            OutboxMessage.to_email != "",
            OutboxMessage.delivery != Delivery.DISCARDED,
        )
        .order_by(OutboxMessage.id)
    )
    for uid, email, method, sequence, own, kind, about in rows:
        told = sequence or 0
        asked = about if kind == "role_request" else None
        last[str(uid), email.lower()] = Entered(
            method or "REQUEST", told, told if own is None else own, asked
        )
    return last


def version_now(actor: Actor, meeting: Meeting) -> Version:
    """The version that is public, also what it has taken out."""
    return releases.version_of(actor, meeting)
