"""Pure: where a summary or a record names somebody though nobody may be named."""

from collections.abc import Iterable
from dataclasses import dataclass

from meetings.base.refusals import Refused
from meetings.base.words import N_
from meetings.outcomes.texts import split_paragraphs
from meetings.record.rules.names import KnownNames, known_in, likely_in

_SENTENCES = {
    "paragraph": N_(
        "Paragraph %(number)s of the summary names %(names)s. Nobody may be named there: write “a participant” or "
        "“an organization” instead."
    ),
    "record": N_(
        "Record %(number)s names %(names)s. Nobody may be named there: write “a participant” or “an organization” "
        "instead."
    ),
    "text": N_(
        "This text names %(names)s. Nobody may be named in it: write “a participant” or “an organization” instead."
    ),
}


@dataclass(frozen=True)
class Naming:
    """Names found at one place: `paragraph` of the summary, or `record` (numbers as the page shows them)."""

    names: tuple[str, ...]
    paragraph: int | None = None
    record: int | None = None

    @property
    def kind(self) -> str:
        return "paragraph" if self.paragraph else "record" if self.record else "text"

    @property
    def joined(self) -> str:
        return ", ".join(self.names)


def namings(text: str, known: KnownNames) -> tuple[Naming, ...]:
    """Where a summary names whom; footnotes count with their paragraph."""
    likely = likely_in(text, known) if known != KnownNames() else known
    if likely == KnownNames():
        return ()
    found = ((n, known_in(p, likely)) for n, p in enumerate(split_paragraphs(text), 1))
    return tuple(Naming(names, paragraph=n) for n, names in found if names)


def check_nobody_named(found: Iterable[Naming]) -> None:
    """Refused at the first place that names somebody whom the attribution keeps unnamed."""
    for naming in found:
        number = naming.record or naming.paragraph
        raise Refused(_SENTENCES[naming.kind], field="text", number=number, names=naming.joined)
