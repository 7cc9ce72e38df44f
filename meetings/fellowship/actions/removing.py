"""Deleting whole editions, for what never was, such as the demonstration: nothing of them stays to be counted."""

from collections.abc import Collection

from sqlalchemy import delete, select

from meetings.access.models import MailLink
from meetings.base import files
from meetings.base.database import db
from meetings.base.models import StoredFile
from meetings.fellowship.actions.forgetting import KIND
from meetings.fellowship.actions.letting_go import documents_go
from meetings.fellowship.actions.terms import KIND as EDITION
from meetings.fellowship.models import (
    FellowshipApplication,
    FellowshipEdition,
    FellowshipFile,
    FellowshipNomination,
)
from meetings.fellowship.rules import APPLICATION_LINK, NOMINATION_LINK
from meetings.letters.actions import delete_texts
from meetings.questions.actions import delete_forms, forget_answers


def delete_editions(ids: Collection[int]) -> None:
    """Delete editions with applications, files, nominations, answers, forms, texts of mails and links."""
    applications = _ids(FellowshipApplication, ids)
    nominations = _ids(FellowshipNomination, ids)
    stored = db.session.scalars(
        select(StoredFile).where(
            StoredFile.id.in_(
                select(FellowshipFile.file_id)
                .where(FellowshipFile.application_id.in_(applications))
                .union(select(FellowshipNomination.letter_id).where(FellowshipNomination.id.in_(nominations)))
            )
        )
    ).all()
    documents = select(FellowshipFile.id).where(FellowshipFile.application_id.in_(applications))
    documents_go(db.session.scalars(documents).all())
    forget_answers(KIND, applications)
    delete_forms(EDITION, ids)
    delete_texts(EDITION, ids)
    for purpose, found in ((APPLICATION_LINK, applications), (NOMINATION_LINK, nominations)):
        db.session.execute(
            delete(MailLink).where(MailLink.purpose == purpose, MailLink.subject_id.in_(found))
        )
    db.session.execute(
        delete(FellowshipEdition)
        .where(FellowshipEdition.id.in_(ids))
        .execution_options(synchronize_session=False)
    )
    db.session.expire_all()
    files.let_go(stored)


def _ids(table: type[FellowshipApplication | FellowshipNomination], editions: Collection[int]) -> list[int]:
    return list(db.session.scalars(select(table.id).where(table.edition_id.in_(editions))))
