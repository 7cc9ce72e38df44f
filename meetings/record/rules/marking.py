"""Pure: a text that named somebody who may be named no more, and how long that counts. Whom it named is not kept."""

from collections import Counter
from collections.abc import Iterable, Sequence

from meetings.record.rules.names import KnownNames, fold, joins_words


def no_more(told: KnownNames, known: KnownNames) -> KnownNames:
    """Of those of whom something told until now whoever is not known as well otherwise: these cannot be found again.

    Not by the family name alone, where somebody is known as one who takes part in the meeting and no more as a speaker.
    """
    people = _folded(known.speakers)
    others = people | _folded(known.participants)
    bodies = _folded((*known.organizations, *known.acronyms))
    return KnownNames(
        speakers=tuple(name for name in dict.fromkeys(told.speakers) if fold(name) not in people),
        participants=tuple(name for name in dict.fromkeys(told.participants) if fold(name) not in others),
        organizations=tuple(name for name in dict.fromkeys(told.organizations) if fold(name) not in bodies),
        acronyms=tuple(name for name in dict.fromkeys(told.acronyms) if name and name not in known.acronyms),
    )


def _folded(names: Iterable[str]) -> set[str]:
    return {"", *(fold(name) for name in names)}


def still_said(was: str, now: Sequence[str]) -> list[int]:
    """In which of these texts the words of another one stand again: in none of them, where one of its words is missing.

    What is added, parted into several, put in another order or written with other signs may name whom it named.
    """
    wanted, found = _words(was), list[int]()
    if wanted - sum(map(_words, now), Counter()):
        return found
    for number, text in enumerate(now):
        here = wanted & _words(text)
        wanted -= here
        found += [number] if here else []
    return found


def may_name_still(was: str, now: Sequence[str]) -> list[int]:
    """Which of the texts that took the place of one may name whom it named: each in which one of its words stands.

    Which of them was the name is not kept. Whoever mends another word, or takes one of two names out, has not looked
    for it; as long as the name stands, so does one word. In scripts that write no spaces, or join words, each letter
    is one.
    """
    wanted = _pieces(was)
    return [number for number, text in enumerate(now) if wanted & _pieces(text)]


def taken_over(was: str, left: str, others: Sequence[tuple[str, str]]) -> list[int]:
    """Which of other texts, each as it read and as it reads now, say anew what one said and says no more (`left`)."""
    lost = _pieces(was) - _pieces(left)
    return [number for number, (before, now) in enumerate(others) if lost & (_pieces(now) - _pieces(before))]


def _words(text: str) -> Counter[str]:
    return Counter(fold(text).split())


def _pieces(text: str) -> set[str]:
    folded = fold(text)
    return {*folded.split(), *filter(joins_words, folded)}
