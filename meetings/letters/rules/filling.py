"""Filling a text: its braces are looked up in a closed list, nothing in them is ever evaluated."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from meetings.base.refusals import Refused
from meetings.letters.rules.kinds import PERSONAL_LINK, LetterKind, Placeholder, Text, as_written

# {{ and }} are braces, {…} is a placeholder; a brace that is left over stands alone.
_BRACES = re.compile(r"\{\{|\}\}|\{([^{}\n]*)\}|[{}]")
_LINK = "\0"  # nothing that people write holds it
LINKS = frozenset({"link", "join_link"})  # a mail holds one of them, and the house fills it in
_BETWEEN_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")


@dataclass(frozen=True)
class Named:
    """A place in a text where a value goes: what was written between the braces."""

    name: str


def parts(text: str) -> Iterator[str | Named]:
    """The text as it reads, piece by piece, and the names in it; Refused when a brace stands alone."""
    end = 0
    for found in _BRACES.finditer(text):
        yield text[end : found.start()]
        end = found.end()
        if found[0] in ("{{", "}}"):
            yield found[0][0]
        elif found[1] is not None:
            yield Named(found[1].strip())
        else:
            raise _alone(" ".join(text[: found.start()].split())[-30:])
    yield text[end:]


def _alone(before: str) -> Refused:
    if not before:
        return Refused("A brace stands alone at the beginning. Write it twice if it is meant to be read.")
    return Refused(
        "A brace stands alone after “%(before)s”. Write it twice if it is meant to be read.", before=before
    )


def names_in(text: str) -> list[str]:
    """The names that a text holds, in their order."""
    return [part.name for part in parts(text) if isinstance(part, Named)]


def fill(kind: LetterKind, text: Text, values: Mapping[str, str]) -> Text:
    """The mail: each name replaced by its value, once; a paragraph whose values are all empty is left out.

    `values` has one for each placeholder of the kind. Refused when the text names another.
    """
    ready = {p.name: _ready(p, values[p.name]) for p in kind.placeholders}
    known = as_written(kind.placeholders)
    paragraphs = (_paragraph(p, ready, known) for p in _BETWEEN_PARAGRAPHS.split(text.text))
    subject = _paragraph(text.subject, ready, known) or ""
    return Text(" ".join(subject.split()), "\n\n".join(p for p in paragraphs if p))


def _paragraph(text: str, values: Mapping[str, str], known: str) -> str | None:
    """A filled paragraph; None when all that it was to say is empty."""
    pieces = list(parts(text))
    names = [piece.name for piece in pieces if isinstance(piece, Named)]
    for name in names:
        if name not in values:
            raise unknown(name, known)
    if names and not any(values[name] for name in names):
        return None
    filled = "".join(values[piece.name] if isinstance(piece, Named) else piece for piece in pieces)
    # Nobody but the house writes the mark that becomes a link: neither a text, nor a value, nor both together.
    return filled.replace(PERSONAL_LINK, "(personal link)").replace(_LINK, PERSONAL_LINK).strip()


def unknown(name: str, known: str, field: str | None = None) -> Refused:
    """The no to a placeholder that does not exist."""
    return Refused(
        "“{%(name)s}” is not known here. These can be filled in: %(known)s.",
        field=field,
        name=name[:60],
        known=known,
    )


def _ready(placeholder: Placeholder, value: str) -> str:
    """A value on one line, on its own lines, or in its own paragraphs; the mark of a link is set aside."""
    if placeholder.name in LINKS and value == PERSONAL_LINK:
        return _LINK
    value = value.replace(_LINK, "")
    if placeholder.paragraphs:
        blocks = (_on_lines(block) for block in _BETWEEN_PARAGRAPHS.split("\n".join(value.splitlines())))
        return "\n\n".join(block for block in blocks if block)
    return _on_lines(value) if placeholder.lines else " ".join(value.split())


def _on_lines(value: str) -> str:
    return "\n".join(line for line in (" ".join(one.split()) for one in value.splitlines()) if line)
