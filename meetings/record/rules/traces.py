"""Pure: the stretches of a text by which somebody would be found whose name the house keeps no more.

Of such a name only digests of its stretches are kept (see `record.models.NameNoMore`); a text that is written later is
cut into stretches of the same shapes. A shape says how letters are compared, and how long the stretch is: `f2`, two
words whatever their case; `c1`, a word as it is written; `j2`, two letters, in scripts that write no spaces or join
words.
"""

from collections.abc import Collection, Iterator, Sequence

from meetings.record.rules.common_words import COMMON
from meetings.record.rules.names import (
    CALENDAR,
    KnownNames,
    family_names,
    fold,
    fold_cased,
    in_full,
    joins_words,
    later_parts,
    orders,
    spellings,
    telling,
    titled,
    written,
)

Stretch = tuple[str, str]  # its shape, and the words


def stretches_of(names: KnownNames) -> frozenset[Stretch]:
    """In whatever way these are named in a text (`known_in`, `asked_about`), one of these stands there."""
    found = set[Stretch]()
    for name in names.speakers:
        found |= _of_person(name, [[part] for part in family_names(name)], telling(name))
    for name in names.participants:
        parts = [part.split() for part in family_names(name)]
        words = [
            word
            for part in later_parts(name)
            for word in part.split()
            if word.capitalize() not in COMMON | CALENDAR
        ]
        found |= _of_person(name, parts, words)
    for organization in names.organizations:
        found |= {_folded(way) for way in written(organization)}
    for acronym in names.acronyms:
        short = fold(acronym, keep_case=True)
        found |= {_cased(short), _cased(" ".join(short))} if len(acronym) > 1 else set()
        found |= {_folded(acronym)} if len(acronym) > 4 else set()
    return frozenset((shape, words) for shape, words in found if words)


def _of_person(name: str, parts: Sequence[list[str]], may_stand_alone: Collection[str]) -> set[Stretch]:
    """The whole name; of each later part the words that tell by themselves who is meant, or else all behind a title."""
    found = {_folded(way) for way in orders(name)} | {_cased(way) for way in titled(name)}
    for words in parts:
        alone = [word for word in words if len(word) > 3 and word in may_stand_alone]
        forms = {form for one in alone or [" ".join(words)] for form in spellings(one)}
        found |= {_cased(way) for form in forms for way in ([form] if alone else in_full(name, form))}
    return found


def stretches_in(text: str, shapes: Collection[str]) -> frozenset[Stretch]:
    """All stretches of a text that have one of these shapes."""
    folded, cased = fold(text), fold_cased(text)
    found = set[Stretch]()
    for shape in shapes:
        size = int(shape[1:])
        if shape[0] == "j":
            found |= {(shape, folded[n : n + size]) for n in range(len(folded) - size + 1)}
        else:
            found |= {(shape, words) for words in _runs((folded if shape[0] == "f" else cased).split(), size)}
    return frozenset(found)


def _runs(words: list[str], size: int) -> Iterator[str]:
    return (" ".join(words[n : n + size]) for n in range(len(words) - size + 1))


def _folded(way: str) -> Stretch:
    words = fold(way)
    return (f"j{len(words)}" if joins_words(words) else f"f{len(words.split())}", words)


def _cased(words: str) -> Stretch:
    return f"c{len(words.split())}", words
