"""What happens by itself: reminders; and what goes when people are forgotten."""

from collections.abc import Collection
from contextvars import ContextVar

from sqlalchemy import ColumnElement, Select, and_, delete, select

from meetings.access import audit
from meetings.access.actions import end_links
from meetings.access.actor import Actor
from meetings.access.models import MailLink
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.outbox.actions import Invitation, forget_mails, withdraw
from meetings.programme.models import Speaker
from meetings.programme.rules import MeetingStatus
from meetings.registration import actions as registrations
from meetings.registration.models import Registration
from meetings.rounds import letters, post
from meetings.rounds.marks import PURPOSE, mark_of
from meetings.rounds.models import ConfirmationRound, LateReminder, RoundAnswer, RoundReader
from meetings.rounds.queries import open_rounds, owing, readers_of
from meetings.rounds.rules import RoundStatus, reminder_due
from meetings.speakers import actions as speakers
from meetings.speakers.queries import address_of

AT_ONCE = 50
# The reader whose own mail is being mended: it has the link, and no other one goes.
_mended: ContextVar[int | None] = ContextVar("mended", default=None)


def keep_rounds() -> bool:
    """Every minute: whoever has not answered is reminded once before the deadline."""
    now = clock.now()
    for of in open_rounds(500):
        if _is_quiet(of) or not reminder_due(of.deadline_at, of.opened_at, of.reminded_at, now):
            continue
        of.reminded_at = now
        for one in readers_of(of):
            if one.reader is not None and not one.reader.answered:
                post.send(letters.ROUND_REMINDER, of, one)
    return False


def _is_quiet(of: ConfirmationRound) -> bool:
    """Of what was cancelled nobody is written to by itself."""
    session = of.summary.session
    return session.cancelled_at is not None or session.meeting.status is MeetingStatus.CANCELLED


def remind_late() -> bool:
    """Once in an hour: who owes a summary is reminded, at most once a day for each session; whether there are more."""
    now = clock.now()
    found = owing(now, AT_ONCE)
    for session, people in found:
        row = db.session.get(LateReminder, session.id) or LateReminder(session_id=session.id)
        row.at = now
        db.session.add(row)
        for one in people:
            post.send_late(one)
    return len(found) == AT_ONCE


def correct_address(actor: Actor, reader_id: int, email: str, method: str | None = None) -> Invitation | None:
    """Keep the right address of somebody whom a round did not reach, where it came from: a registration or a role."""
    reader = db.session.get(RoundReader, reader_id)
    if reader is None:
        raise NotFound
    mended = _mended.set(reader_id)
    try:
        return _correct(actor, reader, email, method)
    finally:
        _mended.reset(mended)


def _correct(actor: Actor, reader: RoundReader, email: str, method: str | None) -> Invitation | None:
    if reader.registration_id is not None:
        return registrations.correct_address(actor, reader.registration_id, email, method)
    assert reader.speaker is not None, "a reader reads as somebody"
    speakers.keep_address(actor, reader.speaker, email)
    return None


def registration_corrected(actor: Actor, registration: Registration, wrong: str) -> None:
    """The address of a registration was wrong: what rounds have sent there opens nothing.

    Who reads as registered and in a role at that address is one person: the role follows.
    """
    theirs = RoundReader.registration_id == registration.id
    roles = select(Speaker).where(Speaker.id.in_(select(RoundReader.speaker_id).where(theirs)))
    for speaker in db.session.scalars(roles.order_by(Speaker.id)).all():
        if address_of(speaker).lower() == wrong.lower():
            speakers.keep_address(actor, speaker, registration.email)
    _send_anew(theirs)


def role_corrected(speaker: Speaker) -> None:
    """The same for somebody in a role, unless they read as registered."""
    _send_anew(and_(RoundReader.speaker_id == speaker.id, RoundReader.registration_id.is_(None)))


def _send_anew(theirs: ColumnElement[bool]) -> None:
    """Links to the wrong address end and mails to it do not go; of a round that is open, the right one gets a link."""
    for reader in db.session.scalars(select(RoundReader).where(theirs).order_by(RoundReader.id)).all():
        end_links({PURPOSE}, reader.id)
        [one] = [o for o in readers_of(reader.round) if o.reader is not None and o.reader.id == reader.id]
        for about in (post.KIND, post.TOGETHER):
            withdraw(about, reader.id, but_to=one.email)
        sends = reader.round.status is RoundStatus.OPEN and not _is_quiet(reader.round)
        if sends and reader.id != _mended.get():
            post.send(letters.ROUND_OPENED, reader.round, one)


def forget_readers(ids: Collection[int]) -> int:
    """Delete these readers, with what they said, their links and their mails; how many there were."""
    readers = db.session.scalars(select(RoundReader).where(RoundReader.id.in_(ids))).all()
    if not readers:
        return 0
    rounds = {of.id: of for of in db.session.scalars(_rounds_of(readers))}
    marks = [mark_of(rounds[r.round_id], r) for r in readers]
    found = [r.id for r in readers]
    db.session.execute(delete(RoundAnswer).where(RoundAnswer.who.in_(marks)))
    forget_mails({post.KIND: found, post.TOGETHER: found})
    audit.forget({post.KIND: found}, (), ())
    db.session.execute(delete(MailLink).where(MailLink.purpose == PURPOSE, MailLink.subject_id.in_(found)))
    db.session.execute(delete(RoundReader).where(RoundReader.id.in_(found)))
    return len(found)


def _rounds_of(readers: Collection[RoundReader]) -> Select[ConfirmationRound]:
    return select(ConfirmationRound).where(ConfirmationRound.id.in_({r.round_id for r in readers}))


def forget_registered(ids: Collection[int]) -> int:
    """Whose these registrations were is deleted here too; how many readers there were."""
    rows = db.session.scalars(select(RoundReader.id).where(RoundReader.registration_id.in_(ids))).all()
    return forget_readers(rows)
