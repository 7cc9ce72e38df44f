"""Pure: whom a text names, for texts in which nobody may be named."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from meetings.base.refusals import Refused
from meetings.base.words import N_
from meetings.outcomes.texts import split_paragraphs

# Letters that no Unicode decomposition takes apart, as a reader would type them without the key.
_LOWER = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
_PLAIN = str.maketrans(_LOWER | {a.upper(): b.capitalize() for a, b in _LOWER.items() if a != "ı"})
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_ARABIC = re.compile("[\u0600-\u06ff]")
# Family names that are also dates.
_CALENDAR = frozenset({"March", "April", "June", "July", "August", "Monday", "Friday", "Sunday"})


@dataclass(frozen=True)
class KnownNames:
    """Whom a text could name: speakers of the session, participants, organizations and their acronyms."""

    speakers: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()


def fold(text: str, keep_case: bool = False) -> str:
    """The text for comparing: letters and digits only, without accents, single spaces (and without case)."""
    flat = unicodedata.normalize("NFKD", text if keep_case else text.casefold()).translate(_PLAIN)
    kept = (c for c in flat if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")
    return " ".join("".join(c if c.isalnum() else " " for c in kept).split())


def names_in(text: str, known_names: Iterable[str]) -> tuple[str, ...]:
    """The names that stand in the text as whole words, in the order given.

    Case, accents, punctuation, hyphens, invisible characters and spaces make no difference; in scripts that
    write no spaces a name is found anywhere, in Arabic also behind و ف ب ل ك.
    """
    folded = f" {fold(text)} "
    return tuple(name for name in dict.fromkeys(known_names) if _stands_in(fold(name), folded))


def _stands_in(name: str, folded: str) -> bool:
    if not name or name not in folded:
        return False
    if f" {name} " in folded or _UNSPACED.search(name):
        return True
    if _ARABIC.match(name):
        return re.search(f"(?: [وفبلك]{{1,2}}){re.escape(name)} ", folded) is not None
    return False


def known_in(text: str, known: KnownNames) -> tuple[str, ...]:
    """Everybody whom the text names, as they are known: also a speaker's family name or an acronym alone."""
    cased = f" {fold(text, keep_case=True)} "
    speakers = [s for s in known.speakers if names_in(text, _orders(s)) or _family_name_in(s, cased)]
    found = [*speakers, *names_in(text, (n for p in known.participants for n in [p] if p not in speakers))]
    found += [o for o in known.organizations if names_in(text, _written(o))]
    short = [a for a in known.acronyms if len(a) > 1 and f" {fold(a, keep_case=True)} " in cased]
    found += [*short, *(a for a in names_in(text, known.acronyms) if len(a) > 4)]
    return tuple(dict.fromkeys(found))


def _orders(name: str) -> tuple[str, ...]:
    """A person's name, and with the last part first as lists write it."""
    first, _, last = name.strip().rpartition(" ")
    return (name, f"{last} {first}") if first else (name,)


def _family_name_in(name: str, cased: str) -> bool:
    """Whether a later part of the name stands alone, with a capital: four letters or more, not a month."""
    parts = [
        fold(part, keep_case=True)
        for part in name.split()[1:]
        if part[:1].isupper() or not part[:1].islower()
    ]
    return any(
        f" {form} " in cased for p in parts if len(p) > 3 and p not in _CALENDAR for form in (p, p.upper())
    )


def _written(organization: str) -> tuple[str, ...]:
    """The ways in which an organization's name is written: whole, without and within its brackets, without The."""
    inside = re.findall(r"\(([^()]{4,})\)", organization)
    outside = re.sub(r"\([^()]*\)", " ", organization)
    return (re.sub(r"^\s*the\s+", "", outside, flags=re.IGNORECASE), *inside)


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
    found = ((n, known_in(p, known)) for n, p in enumerate(split_paragraphs(text), 1))
    return tuple(Naming(names, paragraph=n) for n, names in found if names)


def check_nobody_named(found: Iterable[Naming]) -> None:
    """Refused at the first place that names somebody whom the attribution keeps unnamed."""
    for naming in found:
        number = naming.record or naming.paragraph
        raise Refused(_SENTENCES[naming.kind], field="text", number=number, names=naming.joined)
