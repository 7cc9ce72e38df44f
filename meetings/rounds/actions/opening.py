"""Opening a round, giving it more time, taking it back: what the office does with the time in which people answer."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base import clock, secrets
from meetings.base.database import db
from meetings.base.refusals import Refused, check_version
from meetings.base.zones import wall_to_utc
from meetings.outbox.actions import discard_about
from meetings.outcomes import actions as outcomes
from meetings.outcomes.models import Summary
from meetings.outcomes.rules import SummaryStatus
from meetings.programme.models import Meeting, MeetingSession
from meetings.programme.rules import check_not_closed
from meetings.rounds import letters, post
from meetings.rounds.actions.naming import check_reason
from meetings.rounds.models import ConfirmationRound, RoundReader, RoundStart
from meetings.rounds.queries import find_round, present_at, readers_of
from meetings.rounds.queries.page import number_of_rounds
from meetings.rounds.queries.people import Asked, since_opened
from meetings.rounds.queries.silence import is_nameless
from meetings.rounds.rules import RoundStatus, check_deadline, check_somebody, check_time_left


@dataclass(frozen=True)
class Deadline:
    """A wall clock of the meeting's zone; `second`: which of two equal hours."""

    wall: datetime
    second: bool | None = None

    def instant(self, meeting: Meeting) -> datetime:
        return wall_to_utc(self.wall, meeting.zone, "deadline", self.second)


@dataclass
class Many:
    """What became of several at once: how many rounds began, and what stood against the others."""

    number: int = 0
    left_out: list[tuple[str, Refused]] = field(default_factory=list)


def open_round(
    actor: Actor, summary: Summary, deadline: Deadline, version: int | None = None, tell: bool = True
) -> ConfirmationRound:
    """Send the summary to everybody who was present. Refused with nobody to ask, or a deadline that is past.

    `tell` False: whoever opens it writes to them.
    """
    session = summary.session
    check_not_closed(session.meeting.status)
    at = deadline.instant(session.meeting)
    check_deadline(at, clock.now())
    present = present_at(session)
    check_somebody(len(present.asked))
    outcomes.into_round(actor, summary, version)
    of = ConfirmationRound(
        key=secrets.new_key(),
        summary_id=summary.id,
        number=number_of_rounds(summary) + 1,
        status=RoundStatus.OPEN,
        deadline=deadline.wall,
        deadline_second=deadline.second,
        deadline_at=at,
        opened_at=clock.now(),
        opened_by=actor.name,
    )
    of.summary = summary
    db.session.add(of)
    db.session.flush()  # readers and starts refer to it
    _ask(of, present.asked)
    for p in summary.paragraphs:
        db.session.add(RoundStart(round_id=of.id, paragraph_id=p.id, version=p.version))
    db.session.flush()  # the letters name the readers
    if tell:
        for one in readers_of(of):
            post.send(letters.ROUND_OPENED, of, one)
    after = {"deadline": of.deadline.isoformat(timespec="minutes"), "asked": len(present.asked)}
    audit.record(actor, "open_round", "confirmation_round", of.id, None, after)
    return of


def _ask(of: ConfirmationRound, people: Sequence[Asked]) -> None:
    for one in people:
        reader = RoundReader(key=secrets.new_key(), round_id=of.id)
        reader.registration_id, reader.speaker_id = one.registration_id, one.speaker_id
        db.session.add(reader)


def ask_more(actor: Actor, of: ConfirmationRound) -> int:
    """Ask those, too, who were noted as present since the round began; how many there were."""
    held(of)
    check_time_left(clock.now(), of.deadline_at)
    before = readers_of(of)
    more = since_opened(of.summary.session, before).more
    if not more:
        raise Refused("Everybody who was noted as present is asked already.")
    _ask(of, more)
    db.session.flush()  # the letters name the readers
    known = {one.reader.id for one in before if one.reader is not None}
    new = [one for one in readers_of(of) if one.reader is not None and one.reader.id not in known]
    sent = sum(post.send(letters.ROUND_OPENED, of, one) for one in new)
    audit.record(actor, "ask_more", "confirmation_round", of.id, None, {"asked": sent})
    return len(more)


def open_all(actor: Actor, meeting: Meeting, deadline: Deadline) -> Many:
    """Open a round for every summary of the meeting that is with the moderator; what cannot be opened is left out.

    Whoever was present at several sessions gets one mail with all of them.
    """
    check_deadline(deadline.instant(meeting), clock.now())
    done = Many()
    by_address: dict[str, list[tuple[ConfirmationRound, Asked]]] = {}
    for summary in _waiting(meeting):
        try:
            of = open_round(actor, summary, deadline, tell=False)  # a no comes before anything is written
            done.number += 1
            for one in readers_of(of):
                by_address.setdefault(one.email, []).append((of, one))
        except Refused as no:
            done.left_out.append((summary.session.label, no))
    for email, rounds in by_address.items():
        if email:
            post.send_together(rounds)
    return done


def _waiting(meeting: Meeting) -> Sequence[Summary]:
    return db.session.scalars(
        select(Summary)
        .join(Summary.session)
        .where(MeetingSession.meeting_id == meeting.id, Summary.status == SummaryStatus.SUBMITTED)
        .order_by(MeetingSession.starts_at, MeetingSession.label)
    ).all()


def extend(actor: Actor, of: ConfirmationRound, deadline: Deadline, version: int) -> None:
    """Give a round more time, and tell everybody; what came late and lies before the new deadline counts then."""
    held(of)
    check_version(version, of.version)
    at = deadline.instant(of.summary.session.meeting)
    check_deadline(at, clock.now(), of.deadline_at)
    before = {"deadline": of.deadline.isoformat(timespec="minutes")}
    of.deadline, of.deadline_second, of.deadline_at = deadline.wall, deadline.second, at
    of.reminded_at = None
    of.version += 1
    for one in readers_of(of):
        post.send(letters.ROUND_EXTENDED, of, one)
    after = {"deadline": of.deadline.isoformat(timespec="minutes")}
    audit.record(actor, "extend_round", "confirmation_round", of.id, before, after)


def take_back(actor: Actor, of: ConfirmationRound, reason: str) -> None:
    """End a round without a result; everybody is told why, and what was said stays readable."""
    held(of)
    check_reason(of, reason)
    outcomes.out_of_round(actor, of.summary, reason)
    close(actor, of, RoundStatus.TAKEN_BACK, reason.strip())
    readers = readers_of(of)
    discard_about(post.KIND, [one.reader.id for one in readers if one.reader is not None])
    for one in readers:
        post.send(letters.ROUND_TAKEN_BACK, of, one, reason.strip())
    after = None if is_nameless(of.summary) else {"why": reason.strip()}
    audit.record(actor, "take_back_round", "confirmation_round", of.id, None, after)


def held(of: ConfirmationRound) -> None:
    """The round, locked with its session; Refused when it is over, or the meeting is closed."""
    session = of.summary.session
    check_not_closed(session.meeting.status)
    db.session.execute(select(MeetingSession.id).where(MeetingSession.id == session.id).with_for_update())
    newest = find_round(of.summary)
    if newest is not of or of.status is not RoundStatus.OPEN:
        raise Refused("This round is over.")


def close(actor: Actor, of: ConfirmationRound, status: RoundStatus, because: str = "") -> None:
    """Say how a round ended."""
    of.status, of.closed_at = status, clock.now()
    of.closed_by, of.closed_because = actor.name, because
    of.version += 1
