"""Whether the words of a report name the groups of participants that OP8 asks for, in the forms that drafters use."""

import re
from collections.abc import Iterable, Sequence

from meetings.registration.rules import GROUPS_OF_OP8, Category
from meetings.report.rules.paragraphs.memory import Kept

_LEVEL = r"(?:inter-?|sub-?)?regional|international"


def _level(name: str) -> str:
    """A level of organizations, also in a list of them: "of international, regional and subregional organizations"."""
    return rf"{name}(?:,? (?:and |or )?(?:{_LEVEL}))* (?:human rights )?organi[sz]ation"


_NAMED: dict[Category, re.Pattern[str]] = {
    category: re.compile(rf"(?<![\w-])(?:{words})", re.I)
    for category, words in {
        Category.INTERNATIONAL: _level("international"),
        Category.REGIONAL: _level("regional"),
        Category.SUBREGIONAL: _level("sub-?regional"),
        Category.INTERREGIONAL: _level("inter-?regional"),
        Category.MEMBER_STATE: r"member states?\b|states? members?\b",
        Category.OBSERVER: r"(?:\w+-)?observers?\b",
        Category.NHRI: r"national human rights institution|NHRIs?\b",
        Category.NGO: r"non-?governmental organi[sz]ation|civil society|NGOs?\b",
    }.items()
}


def not_named(paragraphs: Sequence[Kept], groups: Iterable[Category] = GROUPS_OF_OP8) -> list[Category]:
    """The groups that no paragraph names; what repeats the resolution asks for them and does not say that they came."""
    said = "\n".join(
        line
        for each in paragraphs
        if {taken.key for taken in each.taken} != {"intro:mandate"}
        for line in (each.text, *each.items)
    )
    return [each for each in groups if not _NAMED[each].search(said)]
