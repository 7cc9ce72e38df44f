"""Pure: whom a text names, for texts in which nobody may be named."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

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
    return _standing(f" {fold(text)} ", known_names)


def _standing(folded: str, known_names: Iterable[str]) -> tuple[str, ...]:
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
    cased, folded = f" {fold(text, keep_case=True)} ", f" {fold(text)} "
    speakers = [s for s in known.speakers if _standing(folded, _orders(s)) or _family_name_in(s, cased)]
    found = [*speakers, *_standing(folded, (p for p in known.participants if p not in speakers))]
    found += [o for o in known.organizations if _standing(folded, _written(o))]
    short = [a for a in known.acronyms if len(a) > 1 and f" {fold(a, keep_case=True)} " in cased]
    found += [*short, *(a for a in _standing(folded, known.acronyms) if len(a) > 4)]
    return tuple(dict.fromkeys(found))


def likely_in(text: str, known: KnownNames) -> KnownNames:
    """Of all who are known those who can stand in the text at all: what is left is asked of each paragraph of it."""
    folded = fold(text)

    def may_stand(*ways: str) -> bool:
        return any(all(part in folded for part in fold(way).split()) for way in ways)

    return KnownNames(
        known.speakers,
        tuple(name for name in known.participants if may_stand(name)),
        tuple(name for name in known.organizations if may_stand(*_written(name))),
        tuple(name for name in known.acronyms if may_stand(name)),
    )


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
