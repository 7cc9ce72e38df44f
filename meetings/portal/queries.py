"""What the first pages ask of the rooms below, in a fixed number of statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, defer

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.directory.models import Organization
from meetings.fellows.models import Fellow, FellowLog
from meetings.fellowship.models import FellowshipApplication, FellowshipEdition
from meetings.fellowship.rules import ApplicationState, EditionState
from meetings.outbox.models import OutboxMessage
from meetings.outbox.rules import Delivery
from meetings.outcomes.models import Summary
from meetings.outcomes.rules import SummaryStatus
from meetings.people.asked import Subject
from meetings.people.queries import own_subject
from meetings.programme.models import Meeting, MeetingSession
from meetings.programme.rules import PUBLIC_STATUSES, MeetingKind, MeetingStatus, SessionKind
from meetings.registration.models import Registration
from meetings.registration.rules import RegistrationStatus


@dataclass(frozen=True)
class Waiting:
    """How many registrations of one meeting wait for a decision."""

    meeting: Meeting
    number: int


@dataclass(frozen=True)
class ToWrite:
    """A session whose record the actor keeps, and how far its summary has come."""

    session: MeetingSession
    status: SummaryStatus | None


def next_public_meetings(actor: Actor, most: int = 6) -> Sequence[Meeting]:
    """Public meetings that are not over, the nearest first; whoever asks sees the same."""
    return db.session.scalars(
        select(Meeting)
        .where(Meeting.status.in_(PUBLIC_STATUSES), Meeting.ends_at >= clock.now())
        .order_by(Meeting.starts_at)
        .limit(most)
    ).all()


def waiting_registrations(actor: Actor) -> list[Waiting]:
    """Registrations to decide, by meeting; nothing for those who decide none."""
    if not actor.may(Permission.DECIDE_REGISTRATIONS):
        return []
    rows = db.session.execute(
        select(Meeting, func.count(Registration.id))
        .join(Registration, Registration.meeting_id == Meeting.id)
        .where(Registration.status == RegistrationStatus.SUBMITTED)
        .group_by(Meeting.id)
        .order_by(Meeting.starts_at)
    )
    return [Waiting(meeting, number) for meeting, number in rows]


def waiting_applications(actor: Actor) -> list[tuple[FellowshipEdition, int]]:
    """Applications to the fellowship whose conditions are to be checked, by edition; none for those who check none."""
    if not actor.may(Permission.DECIDE_APPLICATIONS):
        return []
    rows = db.session.execute(
        select(FellowshipEdition, func.count(FellowshipApplication.id))
        .join(FellowshipApplication, FellowshipApplication.edition_id == FellowshipEdition.id)
        .where(
            FellowshipApplication.state == ApplicationState.SUBMITTED,
            FellowshipEdition.state.in_({EditionState.OPEN, EditionState.CLOSED, EditionState.ASSESSMENT}),
        )
        .group_by(FellowshipEdition.id)
        .order_by(FellowshipEdition.closes_at)
    )
    return [(edition, number) for edition, number in rows]


def logs_to_answer(actor: Actor) -> dict[int, int]:
    """How many weekly logs wait for whoever supervises, by fellow: one statement."""
    rows = db.session.execute(
        select(Fellow.id, func.count(FellowLog.id))
        .join(FellowLog, FellowLog.fellow_id == Fellow.id)
        .where(Fellow.supervisor_id == actor.account_id, FellowLog.answered_at.is_(None))
        .group_by(Fellow.id)
    )
    return {fellow: int(number) for fellow, number in rows}


def summaries_to_approve(actor: Actor) -> Sequence[Summary]:
    """Summaries that rapporteurs have handed in; nothing for those who approve none."""
    if not actor.may(Permission.APPROVE_SUMMARY):
        return []
    return db.session.scalars(
        select(Summary)
        .join(Summary.session)
        .join(MeetingSession.meeting)
        .options(contains_eager(Summary.session).contains_eager(MeetingSession.meeting))
        .where(Summary.status == SummaryStatus.SUBMITTED)
        .order_by(Summary.written_at)
    ).all()


def sessions_to_write(actor: Actor) -> list[ToWrite]:
    """Sessions that have begun and whose summary is not approved: the actor's own, or all for the office."""
    if not actor.may(Permission.WRITE_RECORD):
        return []
    query = (
        select(MeetingSession, Summary.status)
        .join(MeetingSession.meeting)
        .join(Summary, Summary.session_id == MeetingSession.id, isouter=True)
        .options(contains_eager(MeetingSession.meeting))
        .where(
            MeetingSession.takes_place,
            # The report takes every session of a workshop, and of a focal-point meeting its conclusions.
            (Meeting.kind == MeetingKind.WORKSHOP) | (MeetingSession.kind == SessionKind.CLOSING),
            Meeting.status.in_((MeetingStatus.PUBLISHED, MeetingStatus.HELD)),
            (Summary.status.is_(None)) | (Summary.status == SummaryStatus.DRAFT),
            MeetingSession.starts_at <= clock.now(),
        )
        .order_by(MeetingSession.starts_at, MeetingSession.label)
        .limit(20)
    )
    own = actor.scope(Permission.WRITE_RECORD, "session")
    if own is not None:
        query = query.where(MeetingSession.id.in_(own))
    return [ToWrite(session, status) for session, status in db.session.execute(query)]


def mails_to_see_to(actor: Actor) -> dict[Delivery, int]:
    """How many mails could not be delivered, and how many wait to be read; none for those who do not see the outbox."""
    if not actor.may(Permission.SEE_OUTBOX):
        return {}
    wanted = OutboxMessage.delivery.in_((Delivery.FAILED, Delivery.HELD))
    query = select(OutboxMessage.delivery, func.count().label("number")).where(wanted)
    return {r.delivery: int(r.number) for r in db.session.execute(query.group_by(OutboxMessage.delivery))}


def oldest_waiting_mail() -> datetime | None:
    """Since when the oldest mail that should have gone waits."""
    return db.session.scalar(
        select(func.min(OutboxMessage.not_before)).where(OutboxMessage.delivery == Delivery.WAITING)
    )


def own_organizations(actor: Actor) -> Sequence[Organization]:
    """The organizations whose focal point the actor is."""
    ids = actor.scope(Permission.EDIT_ORGANIZATION, "organization")
    if not ids:
        return []
    return db.session.scalars(
        select(Organization).where(Organization.id.in_(ids)).order_by(Organization.name)
    ).all()


def meetings_ahead(actor: Actor) -> list[Meeting]:
    """Meetings that are not over, drafts too; for those who see the home page."""
    if not actor.may(Permission.SEE_HOME):
        return []
    query = select(Meeting).where(Meeting.ends_at >= clock.now()).order_by(Meeting.starts_at)
    return list(db.session.scalars(query))


# What is written but waits for somebody's word in the office has not been said to anybody yet.
REACHED = (Delivery.WAITING, Delivery.SENT, Delivery.FAILED)
MOST_MAILS = 200


def own_mails(
    actor: Actor, most: int = MOST_MAILS, subject: Subject | None = None
) -> Sequence[OutboxMessage]:
    """What was written to the actor's own address, the latest first; also to others that are proven."""
    if actor.account_id is None:
        return []
    return db.session.scalars(
        select(OutboxMessage)
        .where(
            OutboxMessage.to_email.in_((subject or own_subject(actor)).addresses),
            OutboxMessage.delivery.in_(REACHED),
        )
        .options(defer(OutboxMessage.calendar), defer(OutboxMessage.text))
        .order_by(OutboxMessage.id.desc())
        .limit(most)
    ).all()


def own_mail_for(actor: Actor, key: str) -> OutboxMessage:
    """A mail to the actor's own address; another's is NotFound, also for staff."""
    mail = db.session.scalar(
        select(OutboxMessage).where(OutboxMessage.key == key, OutboxMessage.delivery.in_(REACHED))
    )
    if mail is None or actor.account_id is None:
        raise NotFound
    if mail.to_email != actor.email and mail.to_email not in own_subject(actor).addresses:
        raise NotFound
    return mail
