"""What happens by itself: reminders; and what goes when people are forgotten."""

from collections.abc import Collection

from sqlalchemy import Select, delete, select

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.access.models import MailLink
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.outbox.actions import Invitation, forget_mails
from meetings.programme.rules import MeetingStatus
from meetings.registration import actions as registration
from meetings.rounds import letters, post
from meetings.rounds.marks import PURPOSE, mark_of
from meetings.rounds.models import ConfirmationRound, LateReminder, RoundAnswer, RoundReader
from meetings.rounds.queries import open_rounds, owing, readers_of
from meetings.rounds.rules import reminder_due

AT_ONCE = 50


def keep_rounds() -> bool:
    """Every minute: whoever has not answered is reminded once before the deadline."""
    now = clock.now()
    for of in open_rounds(500):
        session = of.summary.session
        quiet = session.cancelled_at is not None or session.meeting.status is MeetingStatus.CANCELLED
        if quiet or not reminder_due(of.deadline_at, of.opened_at, of.reminded_at, now):
            continue
        of.reminded_at = now
        for one in readers_of(of):
            if one.reader is not None and not one.reader.answered:
                post.send(letters.ROUND_REMINDER, of, one)
    return False


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
    if reader.registration_id is not None:
        return registration.correct_address(actor, reader.registration_id, email, method)
    assert reader.speaker is not None, "a reader reads as somebody"
    before = audit.values_of(reader.speaker, "email")
    reader.speaker.email = email
    after = audit.values_of(reader.speaker, "email")
    audit.record(actor, "correct_address", "session", reader.speaker.session_id, before, after)
    return None


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
