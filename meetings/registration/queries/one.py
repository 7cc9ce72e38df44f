"""One registration, for whoever may see it; and those that belong together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import contains_eager, joinedload

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.database import db
from meetings.base.models import StoredFile
from meetings.base.refusals import NotFound
from meetings.people.asked import Subject
from meetings.people.queries import own_subject
from meetings.programme.models import Meeting
from meetings.questions.queries import Answered, file_of, form_of
from meetings.questions.rules import Asked, check_answers
from meetings.registration.models import Registration
from meetings.registration.rules import STANDING


def registration_for(actor: Actor, key: str) -> Registration:
    """A registration for whoever may see those of its meeting; else NotFound."""
    registration = _find(Registration.key == key)
    if registration is None or not actor.may(Permission.SEE_REGISTRATIONS, registration):
        raise NotFound
    return registration


def own_registration_for(actor: Actor, key: str) -> Registration:
    """The actor's own registration; anybody else's is NotFound, also for staff."""
    registration = _find(Registration.key == key)
    if registration is None or actor.account_id is None:
        raise NotFound
    if registration.account_id != actor.account_id and not _is_of(own_subject(actor), registration):
        raise NotFound
    return registration


def _is_of(subject: Subject, registration: Registration) -> bool:
    """Under another address that is shown to be the actor's too."""
    if registration.account_id is None:
        return bool(subject.proven) and registration.email in subject.addresses
    return registration.account_id in subject.accounts


@dataclass(frozen=True)
class StoredOf:
    """A file among the answers of a registration; whoever may have the one may have the other."""

    registration: Registration
    stored: StoredFile

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return self.registration.scopes()


def registration_file_for(actor: Actor, key: str, file_key: str) -> StoredOf:
    """A file that somebody sent with a registration, for whoever may see those of the meeting."""
    registration = registration_for(actor, key)
    return StoredOf(registration, file_of(actor, "registration", registration.id, file_key))


def own_file_for(actor: Actor, key: str, file_key: str) -> StoredOf:
    """A file of one's own registration."""
    registration = own_registration_for(actor, key)
    return StoredOf(registration, file_of(actor, "registration", registration.id, file_key))


def own_registrations(actor: Actor, subject: Subject | None = None) -> Sequence[Registration]:
    """What the actor has registered for, the next meeting first; also under other addresses that are proven."""
    if actor.account_id is None:
        return []
    found = subject or own_subject(actor)
    own: ColumnElement[bool] = Registration.account_id.in_(found.accounts)
    if found.proven:
        own = own | and_(Registration.account_id.is_(None), Registration.email.in_(found.addresses))
    return db.session.scalars(
        select(Registration)
        .join(Registration.meeting)
        .where(own)
        .options(contains_eager(Registration.meeting))
        .order_by(Meeting.starts_at.desc(), Registration.id)
    ).all()


# no actor: whoever asks for a link to sign in is nobody yet
def without_an_account(email: str) -> Sequence[Registration]:
    """What stands under this address, confirmed or entered by the office, of which nobody can see the own page."""
    return db.session.scalars(
        select(Registration)
        .where(
            Registration.email == email,
            Registration.account_id.is_(None),
            Registration.status.in_(STANDING),
            Registration.forgotten_at.is_(None),
        )
        .order_by(Registration.meeting_id)
    ).all()


def get_registration(registration_id: int) -> Registration:
    """By its id, for those who hold a link to it."""
    registration = _find(Registration.id == registration_id)
    if registration is None:
        raise NotFound
    return registration


# no actor: the verb that moves the meeting on has asked for the permission
def standing_of(meeting: Meeting) -> Sequence[Registration]:
    """Registrations of a meeting that wait or are approved, for whoever tells them what becomes of it."""
    return db.session.scalars(
        select(Registration)
        .where(
            Registration.meeting_id == meeting.id,
            Registration.status.in_(STANDING),
            Registration.forgotten_at.is_(None),
        )
        .options(contains_eager(Registration.meeting))
        .join(Registration.meeting)
        .order_by(Registration.id)
    ).all()


def find_registration(meeting: Meeting, email: str) -> Registration | None:
    """The registration of that address for the meeting."""
    return _find(Registration.meeting_id == meeting.id, Registration.email == email)


# no actor: of a registration that the room has loaded for whoever asks
def open_questions(registration: Registration, given: Iterable[Answered]) -> list[Asked]:
    """Questions of the meeting that somebody has not answered who is asked to: others entered the registration, the
    form has changed, or the group was corrected to one of which more is asked."""
    questions = form_of("meeting", registration.meeting_id).questions
    known = {answer.question_id: answer.given for answer in given}
    open_ = check_answers(questions, known, registration.category.value, known).refusals
    return [question for question in questions if question.id in open_]


# no actor: the verb belongs to the one who named them
def named_alternates(registration: Registration) -> Sequence[Registration]:
    """Who was named to take this place over."""
    return db.session.scalars(select(Registration).where(Registration.instead_of_id == registration.id)).all()


def find_sent_with(once: str) -> Registration | None:
    """What came in with that copy of the form."""
    return _find(Registration.sent_with == once)


def _find(*conditions: ColumnElement[bool]) -> Registration | None:
    return db.session.scalar(
        select(Registration)
        .where(*conditions)
        .options(joinedload(Registration.meeting), joinedload(Registration.organization))
    )
