"""Pure: whom a text names, for texts in which nobody may be named."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from meetings.record.rules.common_words import COMMON, SHORT

# Letters that no Unicode decomposition takes apart, as a reader would type them without the key.
_LOWER = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
_UPPER = {a.upper(): b.capitalize() for a, b in _LOWER.items() if a != "ı"}
_PLAIN = str.maketrans(_LOWER | _UPPER | {"ß": "ss"})
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_BETWEEN_WORDS = re.compile("[^0-9A-Za-z]+")
_ARABIC = re.compile("[\u0600-\u06ff]")
_LINK = re.compile("[-\u2010\u2011'’]")
# Family names that are also dates.
CALENDAR = frozenset({"March", "April", "May", "June", "July", "August", "Monday", "Friday", "Sunday"})
# What makes the word behind it a family name, as `fold` leaves it.
_TITLES = """
    Mr Mister Mrs Ms Mx Miss Messrs Mme Mlle Madame Madam Monsieur Sr Sra Senor Senora Senhor Senhora Sir Dame Dr Doctor
    Prof Professor Ambassador Judge Hon Honourable Rev Reverend Sheikh
"""
TITLES = (*_TITLES.split(), "H E")
_OFFICES = """
    Excellency Minister President Commissioner Justice Magistrate Prosecutor Registrar Chair
    Chairperson Chairman Chairwoman Director Rapporteur Representative Secretary General Ombudsman Ombudsperson
    Senator Counsel Moderator Expert
"""
OFFICES = tuple(_OFFICES.split())
# Offices can end a sentence, titles cannot: what stands behind it is no family name then (the Chair. He agreed).
_OFFICE_ENDS = re.compile(rf"(?<!\w)({'|'.join(OFFICES)})(?=[^\w\s]*(?:[].!?;:^]|\s*\n))")


_Placed = tuple[str, int, str]  # in which of the lists somebody stands, where, and the name


@dataclass(frozen=True)
class KnownNames:
    """Whom a text could name: speakers of the session and others in the room, participants, organizations, acronyms."""

    speakers: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()


def fold(text: str, keep_case: bool = False) -> str:
    """The text for comparing: letters and digits only, without accents, single spaces (and without case)."""
    flat = unicodedata.normalize("NFKD", text if keep_case else text.casefold()).translate(_PLAIN)
    if flat.isascii():  # the same, and quicker
        return _BETWEEN_WORDS.sub(" ", flat).strip()
    kept = (c for c in flat if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")
    return " ".join("".join(c if c.isalnum() else " " for c in kept).split())


def fold_cased(text: str) -> str:
    """The same with its case, and a 0 where a sentence ends with an office."""
    return fold(_OFFICE_ENDS.sub(r"\1 0", text), keep_case=True)


def joins_words(folded: str) -> bool:
    """Whether a name may stand within a longer word: its script writes no spaces, or joins what stands before."""
    return bool(_UNSPACED.search(folded) or _ARABIC.search(folded))


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
    """Everybody whom the text names, as they are known, whatever part of the name comes first.

    Also by the family name behind a title or an initial; a speaker's alone; an acronym, with dots or without.
    """
    cased, folded = f" {fold_cased(text)} ", f" {fold(text)} "
    found = [s for s in known.speakers if _person_in(s, cased, folded) or _family_name_in(s, cased)]
    found += [p for p in known.participants if p not in found and _person_in(p, cased, folded)]
    found += [o for o in known.organizations if _standing(folded, written(o))]
    found += [a for a in known.acronyms if len(a) > 1 and _standing_as(cased, fold(a, keep_case=True))]
    found += [a for a in _standing(folded, known.acronyms) if len(a) > 4]
    return tuple(dict.fromkeys(found))


def asked_about(text: str, known: KnownNames) -> tuple[str, ...]:
    """The family names of others who take part that stand there alone: somebody has to say whether one is meant.

    They were not noted in the room, so it may as well be a place or a word; nobody is taken to be named by it.
    """
    cased, whole = f" {fold_cased(text)} ", f" {fold(text)} "
    others = (p for p in known.participants if p not in known.speakers and not _person_in(p, cased, whole))
    parts = dict.fromkeys(word for other in others for part in later_parts(other) for word in part.split())
    asked = (p for p in parts if len(p) > 3 and p.capitalize() not in COMMON | CALENDAR)
    return tuple(p for p in asked if any(f" {form} " in cased for form in spellings(p)))


def likely_in(text: str, known: KnownNames) -> KnownNames:
    """Of all who are known those who can stand in the text at all."""
    return Index(known).likely_in(text)


class Index:
    """Everybody who is known, by the words without which they stand in no text: a record of hundreds of paragraphs,
    or a draft, asks each of its paragraphs only for those of whom it has such a word."""

    def __init__(self, known: KnownNames) -> None:
        self._by_word: dict[str, list[_Placed]] = {}
        self._joined: list[tuple[str, _Placed]] = []
        for kind in ("speakers", "participants"):
            for at, name in enumerate(getattr(known, kind)):
                self._note((kind, at, name), fold(name), _words_of_person(name))
        for at, name in enumerate(known.organizations):
            for way in map(fold, written(name)):
                self._note(("organizations", at, name), way, [max(way.split(), key=len, default="")])
        for at, name in enumerate(known.acronyms):
            # Letter by letter (P.I.F.) its first letter stands alone.
            short = fold(name)
            self._note(("acronyms", at, name), short, [max(short.split(), key=len, default=""), short[:1]])

    def _note(self, one: _Placed, whole: str, words: Iterable[str]) -> None:
        joins = joins_words(whole)
        for word in filter(None, words):
            if joins:
                self._joined.append((word, one))
            else:
                self._by_word.setdefault(word, []).append(one)

    def likely_in(self, text: str) -> KnownNames:
        """Those who can stand in this text at all, in the order in which they are known."""
        folded = fold(text)
        found = {one for word in set(folded.split()) if word in self._by_word for one in self._by_word[word]}
        found |= {one for word, one in self._joined if word in folded}
        names: dict[str, list[str]] = {}
        for kind, _at, name in sorted(found):
            names.setdefault(kind, []).append(name)
        return KnownNames(**{kind: tuple(those) for kind, those in names.items()})


def _words_of_person(name: str) -> list[str]:
    """The words of the name, but for de, van, bin."""
    return fold(" ".join(part for part in _parts(name) if not part[:1].islower())).split()


def _standing_as(text: str, acronym: str) -> bool:
    """Whether an acronym stands there, as one word or letter by letter (P.I.F.)."""
    return f" {acronym} " in text or (acronym.isalpha() and f" {' '.join(acronym)} " in text)


def _person_in(name: str, cased: str, folded: str) -> bool:
    return bool(_standing(folded, orders(name))) or _addressed_in(name, cased)


def orders(name: str) -> tuple[str, ...]:
    """A person's name, and with each of its parts first: lists begin with the family name."""
    parts = name.split()
    return (name, *(" ".join(parts[n:] + parts[:n]) for n in range(1, len(parts))))


def _parts(name: str) -> list[str]:
    """The words of a name; behind the first, what links one to its word with a hyphen apart (al-Sayed, d'Arc)."""
    words = (name.title() if name.islower() else name).split()
    later = (_LINK.split(word) if word[:1].islower() else [word] for word in words[1:])
    return [*words[:1], *(part for parts in later for part in parts if part)]


def later_parts(name: str) -> list[str]:
    """The parts behind the first that can be a family name: not de, van, bin."""
    parts = (fold(part, keep_case=True) for part in _parts(name)[1:] if not part[:1].islower())
    return [part for part in parts if part]


def spellings(word: str) -> set[str]:
    """How part of a name can stand in a text: as it is, in capitals, with one, without those that a list gave it."""
    return {word, word.upper(), word[:1].upper() + word[1:], word.title() if word.isupper() else word}


def family_names(name: str) -> list[str]:
    """Its later parts, with what links them (van der Berg) and without, and each half of a double-barrelled one:
    whoever speaks of somebody may drop the other."""
    parts, linked = later_parts(name), [""]
    halves = [half for part in parts for half in part.split() if half != part and len(half) > 2]
    for part in _parts(name)[1:]:
        linked[-1] += f" {part}"
        linked += [] if part[:1].islower() else [""]
    return list(dict.fromkeys([*parts, *halves, *(fold(each, keep_case=True) for each in linked[:-1])]))


def telling(name: str) -> list[str]:
    """Of these, what tells alone and with a capital who is meant: four letters or more, no month; no half that is a
    word."""
    whole = later_parts(name)
    spared = {part: CALENDAR if part in whole else CALENDAR | COMMON for part in family_names(name)}
    return [part for part, words in spared.items() if len(part) > 3 and part.capitalize() not in words]


def in_full(name: str, family: str) -> list[str]:
    """Somebody's family name with what makes it one: a title or an office before it, the first name, or the first
    letter of any (M. Vega).

    A short one that is no word is found nowhere alone, so it is sought beside any other part of the name, too.
    """
    first = fold(" ".join(_parts(name)[:1]), keep_case=True)
    leads = [*TITLES, *OFFICES, *(one for word in first.split() for one in (word[:1], *spellings(word)))]
    if family.capitalize() in COMMON | SHORT:
        return [f"{lead} {family}" for lead in leads]
    others = [part for part in later_parts(name) if part.upper() != family.upper()]
    leads += [part[:1] for part in others]
    if len(family) > 3:
        return [f"{lead} {family}" for lead in leads]
    leads += [form for part in others for form in spellings(part)]
    return [f"{lead} {family}" for lead in leads] + [f"{family} {form}" for form in spellings(first) if form]


def titled(name: str) -> list[str]:
    """The first part of the name behind a title: where the family name is written first (Mr. Ban), or by courtesy."""
    first = fold(" ".join(_parts(name)[:1]), keep_case=True)
    return [f"{title} {form}" for title in TITLES for form in spellings(first) if first]


def _addressed_in(name: str, cased: str) -> bool:
    forms = {form for part in family_names(name) for form in spellings(part) if f" {form} " in cased}
    found = (stretch for form in forms for stretch in in_full(name, form))
    return any(f" {stretch} " in cased for stretch in (*titled(name), *found))


def _family_name_in(name: str, cased: str) -> bool:
    return any(f" {form} " in cased for part in telling(name) for form in spellings(part))


def written(organization: str) -> tuple[str, ...]:
    """The ways in which an organization's name is written: whole, without and within its brackets, without The."""
    inside = re.findall(r"\(([^()]{4,})\)", organization)
    outside = re.sub(r"\([^()]*\)", " ", organization)
    return (re.sub(r"^\s*the\s+", "", outside, flags=re.IGNORECASE), *inside)
