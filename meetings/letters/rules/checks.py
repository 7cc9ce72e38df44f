"""What an edited text must be, and whether it still can be sent."""

from meetings.base.refusals import Refused
from meetings.letters.rules.filling import names_in, unknown
from meetings.letters.rules.kinds import (
    MOST_SUBJECT,
    MOST_TEXT,
    PERSONAL_LINK,
    LetterKind,
    Text,
    as_written,
)


def check_text(kind: LetterKind, text: Text) -> None:
    """Refused when a text is empty or too long, names what cannot be filled in, or leaves out what must be."""
    _check_bounds("subject", text.subject, MOST_SUBJECT)
    _check_bounds("text", text.text, MOST_TEXT)
    if "\n" in text.subject:
        raise Refused("Write this on one line.", field="subject")
    _check_names(kind, text.subject, "subject")
    named = _check_names(kind, text.text, "text")
    missing = [p for p in kind.placeholders if p.name in kind.needs and p.name not in named]
    if missing:
        raise Refused(
            "This mail is of no use without %(missing)s. Put it where it belongs.",
            field="text",
            missing=as_written(missing),
        )


def can_be_sent(kind: LetterKind, text: Text) -> bool:
    """Whether a text that was kept still fits its kind; a later version of the house may fill in other things."""
    try:
        check_text(kind, text)
    except Refused:
        return False
    return True


def _check_bounds(field: str, text: str, most: int) -> None:
    if not text.strip():
        raise Refused("Fill this in.", field=field)
    if len(text) > most:
        raise Refused("At most %(most)s characters.", field=field, most=most)


def _check_names(kind: LetterKind, text: str, field: str) -> set[str]:
    known = kind.known(in_subject=field == "subject")
    try:
        names = names_in(text)
    except Refused as no:
        raise Refused(no.msgid, field=field, **no.params) from no
    for name in names:
        if name not in {p.name for p in known}:
            raise unknown(name, as_written(known), field)
    if PERSONAL_LINK in text:
        raise Refused("The words “%(words)s” are kept for links.", field=field, words=PERSONAL_LINK)
    return set(names)
