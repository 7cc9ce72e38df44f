"""Editing the texts of mails. Who may is the routes' to ask."""

from collections.abc import Callable, Iterable, Sequence

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base.database import db
from meetings.base.refusals import Refused, check_version
from meetings.letters.models import LetterText
from meetings.letters.queries import edited, edited_texts
from meetings.letters.rules import LetterKind, LettersAbout, Text, can_be_sent, check_text
from meetings.outbox import actions as outbox

KIND = "letter_text"  # under which the trail knows it


def save_text(
    actor: Actor,
    about: LettersAbout,
    kind: LetterKind,
    language: str,
    text: Text,
    version: int,
    translated: Callable[[str], str],
) -> bool:
    """Keep a text for this thing; Stale when somebody else has changed it since it was read.

    What reads like the default is the default. Whether it is an edited text now.
    """
    check_text(kind, text)
    if text == kind.default(translated):
        back_to_default(actor, about, kind, language, version)
        return False
    row = _held(about, kind.code, language)
    check_version(version, row.version)
    _write(actor, row, kind, text, "change_letter")
    return True


def back_to_default(actor: Actor, about: LettersAbout, kind: LetterKind, language: str, version: int) -> None:
    """Let the default stand again; the trail keeps what stood. Stale when that was changed since it was read."""
    row = _held(about, kind.code, language)
    check_version(version, row.version)
    if edited(row) is not None:
        _write(actor, row, kind, Text("", ""), "default_letter")


def copy_texts(
    actor: Actor, source: LettersAbout, about: LettersAbout, kinds: Sequence[LetterKind]
) -> tuple[int, int]:
    """Take over what was edited for another thing; what is edited here stays. How many were copied, and stayed."""
    found, here, known = edited_texts(actor, source), edited_texts(actor, about), {k.code: k for k in kinds}
    sound = {key: t for key, t in found.items() if key[0] in known and can_be_sent(known[key[0]], t)}
    if not sound:
        raise Refused("There is nothing to copy there.", field="source")
    new = {key: text for key, text in sound.items() if key not in here}
    for (code, language), text in new.items():
        row = _held(about, code, language)
        _write(actor, row, known[code], text, "copy_letter")
    return len(new), len(sound) - len(new)


def send_trial(actor: Actor, about: LettersAbout, subject: str, text: str) -> None:
    """Mail what was previewed to the one who looks at it, to nobody else."""
    if not actor.email:
        raise Refused("Your account has no address to send it to.")
    trial = outbox.put(actor.email, subject, text, to_name=actor.name, about=(about.kind, about.id))
    trial.blank_after = True  # it shows a real person's data; once it has gone, the house keeps none of it


def delete_texts(about_kind: str, ids: Iterable[int]) -> None:
    """Delete the texts of things that are deleted themselves."""
    of_these = (LetterText.about_kind == about_kind, LetterText.about_id.in_(list(ids)))
    db.session.execute(delete(LetterText).where(*of_these).execution_options(synchronize_session=False))


def _held(about: LettersAbout, code: str, language: str) -> LetterText:
    """The row of a text, held until the transaction ends; made when there is none. Of two at once, one makes it."""
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    key = {"about_kind": about.kind, "about_id": about.id, "kind": code, "language": language}
    new = insert(LetterText).values(**key, subject="", text="", version=0)
    db.session.execute(new.on_conflict_do_nothing())
    return db.session.scalars(
        select(LetterText).filter_by(**key).with_for_update().execution_options(populate_existing=True)
    ).one()


def _write(actor: Actor, row: LetterText, kind: LetterKind, text: Text, verb: str) -> None:
    before = audit.values_of(row, "subject", "text")
    row.subject, row.text = text.subject, text.text
    row.version += 1
    after = audit.values_of(row, "subject", "text")
    told = {"letter": kind.label, "language": row.language}
    audit.record(actor, verb, KIND, row.id, before, after | told)
