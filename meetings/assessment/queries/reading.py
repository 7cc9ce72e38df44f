"""What is read beside the statement: answers to the edition's own questions, and redacted copies where it is blind."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from meetings.access.actor import Actor
from meetings.assessment.models import BlindQuestion, RedactedDocument
from meetings.assessment.rules import blinded
from meetings.base.database import db
from meetings.fellowship.models import FellowshipApplication, FellowshipEdition, FellowshipFile
from meetings.questions.queries import Answered, answers_of, questions_of
from meetings.questions.rules import Asked, QuestionKind


def answers_read(
    actor: Actor,
    applications: Collection[FellowshipApplication],
    hidden: Mapping[int, Sequence[str]] | None = None,
) -> dict[int, list[Answered]]:
    """The answers of applications that the caller has loaded for this reader: two statements at most.

    `hidden`: the words that give each applicant away, where it is read blind; then only answers to questions that the
    office has named are read, without files and without those words.
    """
    found = answers_of(actor, "application", [one.id for one in applications])
    still = {id_: [one for one in given if not one.not_asked] for id_, given in found.items()}
    if hidden is None:
        return still
    ids = {one.question_id for given in still.values() for one in given}
    named = set(
        db.session.scalars(select(BlindQuestion.question_id).where(BlindQuestion.question_id.in_(ids)))
    )
    return {
        id_: [
            replace(one, shown=blinded(one.shown, hidden[id_]), given=(), file=None)
            for one in given
            if one.question_id in named and one.kind is not QuestionKind.FILE
        ]
        for id_, given in still.items()
    }


@dataclass(frozen=True)
class Choosable:
    """The questions of an edition of which answers can be shown blind, and those of which they are."""

    questions: Sequence[Asked]
    chosen: frozenset[int]


def blind_questions(actor: Actor, edition: FellowshipEdition) -> Choosable:
    """For the office, which the route lets in: files are not among them."""
    asked = [one for one in questions_of(actor, "edition", edition.id) if one.kind is not QuestionKind.FILE]
    chosen = db.session.scalars(
        select(BlindQuestion.question_id).where(BlindQuestion.question_id.in_([one.id for one in asked]))
    )
    return Choosable(asked, frozenset(chosen))


# no actor: of documents that the caller has loaded for somebody
def redacted(documents: Collection[FellowshipFile]) -> dict[int, RedactedDocument]:
    """The redacted copies of documents, by the document's id."""
    rows = db.session.scalars(
        select(RedactedDocument)
        .where(RedactedDocument.document_id.in_([one.id for one in documents]))
        .options(joinedload(RedactedDocument.file))
    )
    return {row.document_id: row for row in rows}


# no actor: of a document that the caller has loaded for somebody
def redacted_of(document: FellowshipFile) -> RedactedDocument | None:
    """The redacted copy of one document."""
    return redacted([document]).get(document.id)
