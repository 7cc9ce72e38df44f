"""What the fellowship's door knows of a person: applications, whom they nominated, and earlier fellowships."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from meetings.access.actor import Actor
from meetings.base.database import db
from meetings.base.words import N_
from meetings.fellowship.actions import forget_applications, forget_past, forget_voices
from meetings.fellowship.actions.forgetting import KIND
from meetings.fellowship.models import (
    FellowshipApplication,
    FellowshipFile,
    FellowshipNomination,
    FellowshipPast,
)
from meetings.people.asked import Figure, Knows, Subject, Told, plain_row
from meetings.questions.models import Answer


def _applications(subject: Subject) -> list[FellowshipApplication]:
    query = (
        select(FellowshipApplication)
        .where(FellowshipApplication.email.in_(subject.addresses))
        .options(
            joinedload(FellowshipApplication.edition),
            selectinload(FellowshipApplication.files).joinedload(FellowshipFile.file),
            selectinload(FellowshipApplication.nominations).joinedload(FellowshipNomination.letter),
            selectinload(FellowshipApplication.overrides),
        )
    )
    return list(db.session.scalars(query.order_by(FellowshipApplication.id)))


def _voices(subject: Subject) -> list[FellowshipNomination]:
    query = (
        select(FellowshipNomination)
        .where(FellowshipNomination.by_email.in_(subject.addresses))
        .options(joinedload(FellowshipNomination.edition))
    )
    return list(db.session.scalars(query.order_by(FellowshipNomination.id)))


def _past(subject: Subject) -> list[FellowshipPast]:
    query = select(FellowshipPast).where(FellowshipPast.email.in_(subject.addresses))
    return list(db.session.scalars(query.order_by(FellowshipPast.id)))


def _told(subject: Subject) -> Told:
    own, spoke = _applications(subject), _voices(subject)
    answers = db.session.scalars(
        select(Answer)
        .where(Answer.subject_kind == KIND, Answer.subject_id.in_([a.id for a in own]))
        .options(joinedload(Answer.file), joinedload(Answer.question))
        .order_by(Answer.id)
    ).all()
    of_own = [n for a in own for n in a.nominations]
    nominations = {n.id: _nomination(n, "by_name", "by_email") for n in of_own}
    nominations |= {
        n.id: _nomination(n, "application_id", "reason") for n in spoke if n.id not in nominations
    }
    handed_in = [one for a in own for one in a.files]
    files = [one.file for one in handed_in] + [a.file for a in answers if a.file is not None]
    return Told(
        {
            # Who decided is another person; so is who spoke for the organization.
            "fellowship_application": [
                plain_row(a, "decided_by") | {"edition": a.edition.title} for a in own
            ],
            "fellowship_file": [plain_row(one) for one in handed_in],
            "fellowship_nomination": [nominations[id_] for id_ in sorted(nominations)],
            "fellowship_override": [plain_row(one, "by_name") for a in own for one in a.overrides],
            "fellowship_answer": [plain_row(a) | {"purpose": a.question.purpose} for a in answers],
            "fellowship_stored_file": [plain_row(file) for file in files],
            "fellowship_past": [plain_row(row) for row in _past(subject)],
        },
        files,
    )


def _nomination(row: FellowshipNomination, *without: str) -> dict[str, object]:
    return plain_row(row, "letter_id", *without) | {"edition": row.edition.title}


def _goes(subject: Subject) -> Iterator[Figure]:
    own = _applications(subject)
    yield Figure(N_("names on applications to the fellowship"), len(own))
    yield Figure(N_("documents of applications to the fellowship"), sum(len(a.files) for a in own))
    yield Figure(N_("names of those who spoke for an organization on a nomination"), len(_voices(subject)))
    yield Figure(N_("names on the list of past fellows"), len(_past(subject)))
    why = N_("They count by region, gender, outcome and year, without a name.")
    yield Figure(N_("applications to the fellowship"), len(own), True, why)


def _forget(actor: Actor, subject: Subject) -> None:
    forget_applications([a.id for a in _applications(subject)])
    forget_voices(subject.addresses)
    forget_past(subject.addresses)


KNOWS = Knows((), _told, _goes, _forget)
