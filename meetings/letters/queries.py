"""What the pages of letters ask, and what whoever sends one asks of its text."""

from collections.abc import Callable, Sequence

from sqlalchemy import select

from meetings.access.actor import Actor
from meetings.base.database import db
from meetings.letters.models import LetterText
from meetings.letters.rules import LetterKind, LettersAbout, Text, can_be_sent


def find_row(about_kind: str, about_id: int, code: str, language: str) -> LetterText | None:
    """The row of a text that was edited at some time; it may be the default again."""
    return db.session.scalar(
        select(LetterText).where(
            LetterText.about_kind == about_kind,
            LetterText.about_id == about_id,
            LetterText.kind == code,
            LetterText.language == language,
        )
    )


def edited(row: LetterText | None) -> Text | None:
    """What stands in a row; None when the default does."""
    return Text(row.subject, row.text) if row is not None and row.text else None


def text_of(
    kind: LetterKind, about_kind: str, about_id: int, language: str, translated: Callable[[str], str]
) -> Text:
    """How a mail reads that goes now: as it was edited, otherwise the default, which `translated` puts into `language`.

    An edited text that no longer fits its kind holds nothing up: the default goes.
    """
    written = edited(find_row(about_kind, about_id, kind.code, language))
    if written is None or not can_be_sent(kind, written):
        return kind.default(translated)
    return written


def edited_texts(actor: Actor, about: LettersAbout) -> dict[tuple[str, str], Text]:
    """The edited texts of a thing that the room above has loaded for this actor, by kind and language."""
    rows = db.session.scalars(
        select(LetterText)
        .where(LetterText.about_kind == about.kind, LetterText.about_id == about.id, LetterText.text != "")
        .order_by(LetterText.kind, LetterText.language)
    )
    return {(row.kind, row.language): Text(row.subject, row.text) for row in rows}


def having_texts(actor: Actor, about_kind: str, but: int) -> Sequence[int]:
    """The ids of things of that kind, but one, with an edited text; the room above shows whom it may."""
    return db.session.scalars(
        select(LetterText.about_id)
        .where(LetterText.about_kind == about_kind, LetterText.about_id != but, LetterText.text != "")
        .distinct()
    ).all()
