"""An application before one of its assessors; whoever has a conflict, or was not given it, holds nothing there."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.assessment.models import AssessmentAssignment, AssessmentRemark, PanelMember
from meetings.assessment.queries.conflicts import is_own, own_of
from meetings.assessment.queries.panel import ever_seat, own_seat
from meetings.assessment.queries.reading import answers_read, redacted_of
from meetings.assessment.rules import BARRED, BEFORE_PANEL, READS, SEATED, blinded, marks
from meetings.base.database import db
from meetings.base.models import StoredFile
from meetings.base.refusals import NotFound
from meetings.fellowship.models import FellowshipApplication, FellowshipEdition, FellowshipFile
from meetings.fellowship.queries import application_for, document_for
from meetings.questions.queries import Answered
from meetings.questions.queries import file_of as answered_file


@dataclass(frozen=True)
class Shown:
    """What an assessor reads of an application; in a blind edition nothing that says whose it is."""

    number: int
    name: str
    organization: str
    function: str
    statement: str
    track: str
    languages: Sequence[str]
    answers: Sequence[Answered] = ()

    def holds(self, q: str) -> bool:
        """Whether the words are in what is shown; what is hidden is not found either."""
        answers = [one.shown for one in self.answers]
        own = (str(self.number), self.name, self.organization, self.function, self.statement)
        return q.casefold() in " ".join((*own, *answers)).casefold()


@dataclass(frozen=True)
class Seat:
    """An application of an edition, and what somebody of the panel has to do with it; None: nothing.

    Its scopes are empty where it is not theirs to open: the way in then says no, and the no is noted.
    """

    application: FellowshipApplication
    member: PanelMember | None
    assignment: AssessmentAssignment | None
    own: bool = False

    def scopes(self) -> tuple[tuple[str, int], ...]:
        mine = self.assignment
        if self.member is None or mine is None or mine.state not in SEATED:
            return ()
        if self.own or self.application.state not in BEFORE_PANEL:
            return ()  # their own, or withdrawn meanwhile
        return (("edition", self.application.edition_id),)

    @property
    def reads(self) -> bool:
        """Whether the question of a conflict is answered with no."""
        return self.assignment is not None and self.assignment.state in READS

    @property
    def mine(self) -> AssessmentAssignment:
        """The assignment, of a seat that was let in."""
        if self.assignment is None:
            raise NotFound
        return self.assignment


def seat_for(actor: Actor, slug: str, key: str) -> Seat:
    """An application of an edition as this one has it before them."""
    application = application_for(actor, slug, key)
    member = own_seat(actor.account_id, application.edition)
    found = None
    if member is not None:
        found = db.session.scalar(
            select(AssessmentAssignment)
            .where(
                AssessmentAssignment.application_id == application.id,
                AssessmentAssignment.member_id == member.id,
            )
            .options(selectinload(AssessmentAssignment.scores))
        )
    return Seat(application, member, found, found is not None and is_own(found.member, application))


# no actor: it says of whoever asks what they may not judge
def has_conflict(actor: Actor, application: FellowshipApplication) -> bool:
    """Whether they are, or were, on the panel and have said a conflict, recused themselves, or it is their own."""
    member = ever_seat(actor.account_id, application.edition) if actor.account_id is not None else None
    if member is None:
        return False
    said = select(AssessmentAssignment.id).where(
        AssessmentAssignment.application_id == application.id,
        AssessmentAssignment.member_id == member.id,
        AssessmentAssignment.state.in_(BARRED),
    )
    return db.session.scalar(said) is not None or is_own(member, application)


@dataclass(frozen=True)
class SeatFile:
    """A document of an application before an assessor; of a blind edition its redacted copy, or nothing (None)."""

    seat: Seat
    stored: StoredFile | None

    @property
    def file(self) -> StoredFile:
        """The file, of a seat that was let in."""
        if self.stored is None:
            raise NotFound
        return self.stored

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return self.seat.scopes() if self.seat.reads and self.stored is not None else ()


def seat_file_for(actor: Actor, slug: str, key: str, kind: str) -> SeatFile:
    """A document of an application, for an assessor."""
    seat = seat_for(actor, slug, key)
    one: FellowshipFile = document_for(actor, slug, key, kind)
    if not seat.application.edition.blind:
        return SeatFile(seat, one.file)
    copy = redacted_of(one)
    return SeatFile(seat, None if copy is None else copy.file)


def seat_answer_for(actor: Actor, slug: str, key: str, file_key: str) -> SeatFile:
    """A file among the answers to the edition's own questions, for an assessor; in a blind edition none."""
    seat = seat_for(actor, slug, key)
    stored = answered_file(actor, "application", seat.application.id, file_key)
    return SeatFile(seat, None if seat.application.edition.blind else stored)


def shown(actor: Actor, application: FellowshipApplication, answers: Sequence[Answered] = ()) -> Shown:
    """An application as an assessor reads it; `answers`: to the edition's own questions, as they are read."""
    blind = application.edition.blind
    return Shown(
        application.number or 0,
        "" if blind else application.name,
        "" if blind else application.organization_name,
        as_assessor(application, application.function),
        as_assessor(application, application.statement),
        application.track,
        application.languages,
        answers,
    )


# no actor: of an application that the caller has loaded for somebody
def as_assessor(application: FellowshipApplication, text: str) -> str:
    """Words in or about an application as an assessor reads them."""
    return blinded(text, hidden_in(application)) if application.edition.blind else text


# no actor: of an application that the caller has loaded for somebody
def hidden_in(application: FellowshipApplication) -> list[str]:
    """What gives away whose an application is."""
    return marks(application.name, application.email, *_organizations(application))


def read_by(actor: Actor, application: FellowshipApplication) -> Shown:
    """One application with the answers to the edition's own questions, as an assessor reads it."""
    return shown(actor, application, _answers(actor, [application])[application.id])


def _answers(actor: Actor, several: Sequence[FellowshipApplication]) -> dict[int, list[Answered]]:
    blind = any(one.edition.blind for one in several)
    return answers_read(actor, several, {one.id: hidden_in(one) for one in several} if blind else None)


def _organizations(application: FellowshipApplication) -> list[str]:
    names = [application.organization_name, *(one.organization_name for one in application.nominations)]
    for organization in (application.organization, *(one.organization for one in application.nominations)):
        if organization is not None:
            names += [organization.name, organization.acronym]
    return names


@dataclass(frozen=True)
class Mine:
    """One line of an assessor's list."""

    assignment: AssessmentAssignment
    shown: Shown


def mine(actor: Actor, edition: FellowshipEdition, q: str = "") -> list[Mine]:
    """What an assessor has before them, in the order of numbers: a fixed number of statements."""
    member = own_seat(actor.account_id, edition)
    if member is None or not actor.may(Permission.ASSESS, edition):
        return []
    rows = db.session.scalars(
        select(AssessmentAssignment)
        .join(AssessmentAssignment.application)
        .where(
            AssessmentAssignment.member_id == member.id,
            AssessmentAssignment.state.in_(SEATED),
            FellowshipApplication.state.in_(BEFORE_PANEL),
            FellowshipApplication.forgotten_at.is_(None),
        )
        .options(
            joinedload(AssessmentAssignment.application).joinedload(FellowshipApplication.organization),
            joinedload(AssessmentAssignment.application).joinedload(FellowshipApplication.edition),
            joinedload(AssessmentAssignment.application).selectinload(FellowshipApplication.nominations),
            selectinload(AssessmentAssignment.scores),
        )
        .order_by(FellowshipApplication.number)
    )
    own = own_of([member])[member.id]
    theirs = [row for row in rows if not own.has(row.application)]
    answers = _answers(actor, [row.application for row in theirs]) if q else {}
    found = [Mine(row, shown(actor, row.application, answers.get(row.application_id, ()))) for row in theirs]
    # What is asked for a conflict only is not to be searched through yet.
    return [one for one in found if not q or (one.assignment.state in READS and one.shown.holds(q))]


def remarks(actor: Actor, application: FellowshipApplication) -> Sequence[AssessmentRemark]:
    """What the panel has said to each other of an application, the oldest first; the route lets nobody else in."""
    return db.session.scalars(
        select(AssessmentRemark)
        .where(AssessmentRemark.application_id == application.id)
        .order_by(AssessmentRemark.id)
    ).all()
