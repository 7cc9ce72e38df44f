"""Names that the house loses: with a list of speakers that ends, a registration that is deleted, another name."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from sqlalchemy import exists, or_, select

from meetings.base.database import db
from meetings.directory.models import Organization
from meetings.outcomes.marking import remember
from meetings.outcomes.models import OutcomeRecord, Summary
from meetings.programme.models import Meeting, MeetingSession
from meetings.programme.queries import kept_with, sittings_of
from meetings.programme.rules import Attribution, MeetingStatus
from meetings.record.models import RecordParagraph
from meetings.record.rules import KnownNames, no_more
from meetings.registration.models import Attendance, Registration
from meetings.registration.rules import THERE

CHATHAM = Attribution.CHATHAM_HOUSE


def left_the_list(session: MeetingSession, whom: Collection[tuple[str, str]]) -> None:
    """These stand on the list of speakers of a session, or in its programme, no more: by name and organization."""
    if (
        session.meeting.status is not MeetingStatus.CLOSED
    ):  # then everything about it was looked at and approved
        remember(kept_with(session), _told(whom))


def registrations_forgotten(ids: Collection[int]) -> None:
    """Whose these registrations were is deleted now: until then their names are known, and are looked for."""
    rows = db.session.execute(
        select(Registration.meeting_id, Registration.name, Registration.organization_name).where(
            Registration.id.in_(ids)
        )
    ).all()
    directory = KnownNames(organizations=tuple(db.session.scalars(select(Organization.name))))
    for meeting_id in sorted({row.meeting_id for row in rows}):
        told = _told((name, organization) for meeting, name, organization in rows if meeting == meeting_id)
        for session in _silent(meeting_id):
            remember(session, no_more(told, directory), known=KnownNames())


def registration_lost(
    registration: Registration, name: str, organization: str, left: MeetingSession | None
) -> None:
    """Of this registration nobody is known any more by that name and organization: withdrawn, or corrected.

    `left`: where it is not noted any more that they were. Of whoever others missed in the room the family name alone
    may be a word (`asked_about`).
    """
    db.session.flush()  # who is known still is asked of the database
    for session in _silent(registration.meeting_id):
        told = _told([(name, organization)])
        if not may_have_been_in(session, registration, left):
            told = replace(told, speakers=(), participants=told.speakers)
        remember(session, told)


def may_have_been_in(
    session: MeetingSession, registration: Registration, left: MeetingSession | None
) -> bool:
    """Whether they were noted as present there (at `left`: until now), or nobody was."""
    sittings = set(db.session.scalars(sittings_of(session)))
    noted = select(Attendance.registration_id).where(
        Attendance.session_id.in_(sittings), Attendance.presence.in_(THERE)
    )
    there = set(db.session.scalars(noted))
    return not there or registration.id in there or (left is not None and left.id in sittings)


def organization_renamed(name: str, acronym: str) -> None:
    """The directory has an organization no more by this name and this acronym."""
    for session in _silent():
        remember(session, KnownNames(organizations=(name,), acronyms=(acronym,)))


def _told(whom: Iterable[tuple[str, str]]) -> KnownNames:
    pairs = list(whom)
    return KnownNames(
        speakers=tuple(name for name, _of in pairs), organizations=tuple(of for _name, of in pairs)
    )


def _silent(meeting_id: int | None = None) -> Iterable[MeetingSession]:
    """The sessions about which something is written that may name nobody, until their meeting is closed."""
    of, shared = (
        RecordParagraph.session_id == MeetingSession.id,
        OutcomeRecord.session_id == MeetingSession.id,
    )
    written = (
        exists().where(of) | exists().where(shared) | exists().where(Summary.session_id == MeetingSession.id)
    )
    narrowed = or_(
        exists().where(of, RecordParagraph.attribution == CHATHAM),
        exists().where(shared, OutcomeRecord.attribution == CHATHAM),
    )
    query = (
        select(MeetingSession)
        .join(Meeting, Meeting.id == MeetingSession.meeting_id)
        .where(Meeting.status != MeetingStatus.CLOSED)
        .where(or_((MeetingSession.attribution == CHATHAM) & written, narrowed))
        .order_by(MeetingSession.id)
    )
    if meeting_id is not None:
        query = query.where(MeetingSession.meeting_id == meeting_id)
    return db.session.scalars(query).all()
