"""Numbers, lists and items as the United Nations prints them."""

import re

from meetings.base.word.text import fold
from meetings.registration.rules import Category
from meetings.report.rules.dates import listed

_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_NOTES_AT_END = re.compile(r"(?:\s*\^\[[^\[\]]*\])+$")
_STOPS = re.compile(r"[\s.;]+$")

# One participant, several, and the group's heading in the annex.
GROUPS: dict[Category, tuple[str, str, str]] = {
    Category.INTERNATIONAL: (
        "expert of an international organization",
        "experts of international organizations",
        "Experts of international organizations",
    ),
    Category.REGIONAL: (
        "expert of a regional organization",
        "experts of regional organizations",
        "Experts of regional organizations",
    ),
    Category.SUBREGIONAL: (
        "expert of a subregional organization",
        "experts of subregional organizations",
        "Experts of subregional organizations",
    ),
    Category.INTERREGIONAL: (
        "expert of an interregional organization",
        "experts of interregional organizations",
        "Experts of interregional organizations",
    ),
    Category.MEMBER_STATE: (
        "representative of a Member State",
        "representatives of Member States",
        "Member States",
    ),
    Category.OBSERVER: ("representative of an observer", "representatives of observers", "Observers"),
    Category.NHRI: (
        "representative of a national human rights institution",
        "representatives of national human rights institutions",
        "National human rights institutions",
    ),
    Category.NGO: (
        "representative of a non-governmental organization",
        "representatives of non-governmental organizations",
        "Non-governmental organizations",
    ),
    Category.UN_MECHANISM: (
        "member of a United Nations human rights mechanism",
        "members of United Nations human rights mechanisms",
        "United Nations human rights mechanisms",
    ),
    Category.UN_ENTITY: (
        "representative of a United Nations entity",
        "representatives of United Nations entities",
        "United Nations entities",
    ),
    Category.OHCHR_STAFF: (
        "member of the staff of the Office of the United Nations High Commissioner for Human Rights",
        "members of the staff of the Office of the United Nations High Commissioner for Human Rights",
        "Office of the United Nations High Commissioner for Human Rights",
    ),
    Category.ACADEMIC: (
        "academic or other participant",
        "academics and other participants",
        "Academics and other participants",
    ),
}


def number(count: int) -> str:
    """Under 10 in words, from 10 on in figures: "nine", "10", "1,200"."""
    return _SMALL[count] if 0 <= count < len(_SMALL) else f"{count:,}"


def counted(count: int, one: str, several: str) -> str:
    """ "one session", "12 sessions"."""
    return f"{number(count)} {one if count == 1 else several}"


def group(category: Category, count: int) -> str:
    """ "seven experts of regional organizations"."""
    one, several, _ = GROUPS[category]
    return counted(count, one, several)


def sentence_case(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def paragraphs_cited(paragraphs: tuple[int, ...]) -> str:
    """ "paragraph 5", "paragraphs 8 and 9", "paragraphs 1–4" for three or more in a row."""
    if len(paragraphs) == 1:
        return f"paragraph {paragraphs[0]}"
    first, last = paragraphs[0], paragraphs[-1]
    if len(paragraphs) > 2 and paragraphs == tuple(range(first, last + 1)):
        return f"paragraphs {first}–{last}"
    return f"paragraphs {listed([str(each) for each in paragraphs])}"


def items_of(texts: list[str]) -> tuple[str, ...]:
    """Subparagraphs: each ends with a semicolon, the last with a full stop; notes stay at the end."""
    stops = [";"] * (len(texts) - 1) + ["."]
    return tuple(_ended(text, stop) for text, stop in zip(texts, stops, strict=True))


def _ended(text: str, stop: str) -> str:
    notes = _NOTES_AT_END.search(text)
    body = text[: notes.start()] if notes else text
    if body.rstrip().endswith(("?", "!", "”")):
        return text
    return _STOPS.sub("", body) + stop + (notes[0].strip() if notes else "")


def attributed(text: str, organization: str) -> str:
    """The text with its organization in brackets at the end, unless it names it already."""
    if not organization or fold(organization) in fold(text):
        return text
    notes = _NOTES_AT_END.search(text)
    body = text[: notes.start()] if notes else text
    return f"{_STOPS.sub('', body)} ({organization}).{notes[0].strip() if notes else ''}"
