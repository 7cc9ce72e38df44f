"""What assessors of a blind edition may read beside the statement: redacted copies, and answers that name nobody."""

from collections.abc import Collection
from dataclasses import replace

from sqlalchemy import delete, select

from meetings.access import audit
from meetings.access.actor import OPERATOR, Actor
from meetings.assessment.models import BlindQuestion, RedactedDocument
from meetings.assessment.queries import redacted_of
from meetings.assessment.rules import neutral_name
from meetings.base import clock, files
from meetings.base.database import db
from meetings.base.file_kinds import FileGiven
from meetings.base.refusals import Refused
from meetings.fellowship.actions import hold_edition
from meetings.fellowship.models import FellowshipEdition, FellowshipFile
from meetings.fellowship.rules import EditionState
from meetings.questions.queries import questions_of
from meetings.questions.rules import QuestionKind

# Nobody assesses any more, or nobody should have.
OVER = frozenset({EditionState.DECIDED, EditionState.RUNNING, EditionState.ENDED, EditionState.CANCELLED})


def redact(actor: Actor, document: FellowshipFile, given: FileGiven | None) -> RedactedDocument:
    """Keep a redacted copy of a document in place of the one before, under a name that says nothing."""
    application = document.application
    _check(hold_edition(application.edition))
    if given is None:
        raise Refused("Choose the redacted copy.", field="copy")
    if given.digest == document.file.digest:
        raise Refused("This is the document as it was handed in, not a redacted copy.", field="copy")
    _let_go([document.id])
    name = neutral_name(application.number or 0, document.kind.value, given.kind.value)
    row = RedactedDocument(
        document_id=document.id,
        file=files.refer(replace(given, name=name)),
        by_name=actor.name,
        at=clock.now(),
    )
    db.session.add(row)
    db.session.flush()
    told = {"document": document.kind.value}
    audit.record(actor, "redact_document", "application", application.id, None, told)
    return row


def take_back_copy(actor: Actor, document: FellowshipFile) -> None:
    """The redacted copy goes: assessors read nothing of this document again."""
    application = document.application
    _check(hold_edition(application.edition))
    if redacted_of(document) is None:
        raise Refused("There is no redacted copy of it.")
    _let_go([document.id])
    told = {"document": document.kind.value}
    audit.record(actor, "end_redaction", "application", application.id, told, None)


def _check(edition: FellowshipEdition) -> None:
    if not edition.blind:
        raise Refused("This edition is not assessed blind: assessors read the documents as they are.")
    if edition.state in OVER:
        raise Refused("The edition is %(state)s: nothing is assessed now.", state=edition.state.label)


def let_go_of_copies(documents: Collection[int]) -> None:
    """The documents from which they were made go."""
    _let_go(documents)


def _let_go(documents: Collection[int]) -> None:
    rows = db.session.scalars(
        select(RedactedDocument).where(RedactedDocument.document_id.in_(documents))
    ).all()
    stored = [row.file for row in rows]
    for row in rows:
        db.session.delete(row)
    db.session.flush()  # the rows must not refer to what is let go
    files.let_go(stored)


def copy_blind_questions(source: FellowshipEdition, edition: FellowshipEdition) -> None:
    """Of a form that was copied the same questions are read blind."""
    copied = {one.wording: one.id for one in questions_of(OPERATOR, "edition", edition.id)}
    before = questions_of(OPERATOR, "edition", source.id)
    ids = {one.id: copied[one.wording] for one in before if one.wording in copied}
    read = db.session.scalars(select(BlindQuestion.question_id).where(BlindQuestion.question_id.in_(ids)))
    db.session.add_all(BlindQuestion(question_id=ids[id_]) for id_ in sorted(read))


def set_blind_questions(actor: Actor, edition: FellowshipEdition, ids: Collection[int]) -> None:
    """Of these questions alone answers are shown to assessors while the edition is assessed blind."""
    _check(hold_edition(edition))
    asked = questions_of(actor, "edition", edition.id)
    known = {one.id for one in asked if one.kind is not QuestionKind.FILE}
    if not set(ids) <= known:
        raise Refused("Choose among these.", field="questions")
    every = {one.id for one in asked}
    before = set(
        db.session.scalars(select(BlindQuestion.question_id).where(BlindQuestion.question_id.in_(every)))
    )
    if before == set(ids):
        return
    db.session.execute(delete(BlindQuestion).where(BlindQuestion.question_id.in_(every)))
    db.session.add_all(BlindQuestion(question_id=id_) for id_ in sorted(ids))
    db.session.flush()
    audit.record(
        actor,
        "set_blind_questions",
        "edition",
        edition.id,
        {"questions": len(before)},
        {"questions": len(set(ids))},
    )
