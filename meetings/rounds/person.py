"""What rounds know of a person: where they were asked to confirm a summary, and what they said."""

from collections.abc import Iterator

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from meetings.access.actor import Actor
from meetings.base.database import db
from meetings.base.words import N_
from meetings.outcomes.models import Summary
from meetings.people.asked import Figure, Knows, Subject, Told, plain_row
from meetings.programme.models import MeetingSession, Speaker
from meetings.programme.releases import public_titles
from meetings.registration.models import Registration
from meetings.rounds.actions import forget_readers
from meetings.rounds.marks import mark_of
from meetings.rounds.models import ConfirmationRound, RoundAnswer, RoundReader


def _readers(subject: Subject) -> list[RoundReader]:
    """By the registration under which they were present, or by the role that they had."""
    registered = or_(
        Registration.account_id.in_(subject.accounts),
        Registration.email.in_(subject.addresses),
        Registration.person_id.in_(subject.records)
        & Registration.account_id.is_(None)
        & Registration.id.not_in(subject.anothers(Registration.person_id)),
    )
    recorded = Speaker.person_id.in_(subject.records) & Speaker.id.not_in(subject.anothers(Speaker.person_id))
    in_role = or_(func.lower(Speaker.email).in_(subject.addresses), recorded & (Speaker.email == ""))
    query = (
        select(RoundReader)
        .outerjoin(Registration, Registration.id == RoundReader.registration_id)
        .outerjoin(Speaker, Speaker.id == RoundReader.speaker_id)
        .where(or_(registered, in_role))
        .options(joinedload(RoundReader.round).joinedload(ConfirmationRound.summary))
        .order_by(RoundReader.id)
    )
    return list(db.session.scalars(query))


def _answers(readers: list[RoundReader]) -> list[RoundAnswer]:
    """What these said, found by their marks: where nobody may be named there is no other way from them to it."""
    marks = [mark_of(r.round, r) for r in readers]
    query = select(RoundAnswer).where(RoundAnswer.who.in_(marks)).order_by(RoundAnswer.id)
    return list(db.session.scalars(query))


def _told(subject: Subject) -> Told:
    readers = _readers(subject)
    titles = public_titles([r.round.summary.session_id for r in readers])
    asked = [plain_row(r, "key") | {"session": titles.get(r.round.summary.session_id, "")} for r in readers]
    said = [plain_row(a, "who", "reader_id", "decided_by", "read_text") for a in _answers(readers)]
    return Told({"round_reader": asked, "round_answer": said})


def _goes(subject: Subject) -> Iterator[Figure]:
    yield Figure(N_("answers in confirmation rounds"), len(_answers(_readers(subject))))


def _forget(actor: Actor, subject: Subject) -> None:
    forget_readers([r.id for r in _readers(subject)])


def readers_of_meeting(meeting_id: int) -> Select[int]:
    """The ids of everybody who was asked in a round of the meeting."""
    return (
        select(RoundReader.id)
        .join(RoundReader.round)
        .join(ConfirmationRound.summary)
        .join(Summary.session)
        .where(MeetingSession.meeting_id == meeting_id)
    )


# The columns that refer to a person are those of registrations and of the programme.
KNOWS = Knows((), _told, _goes, _forget)
