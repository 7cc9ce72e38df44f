"""A line of a table as a registration, or why it is none: column and reason."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from email_validator import EmailNotValidError, validate_email

from meetings.base.refusals import Refused
from meetings.base.texts import as_mailed, cannot_be_shown
from meetings.base.words import N_
from meetings.base.zones import known_zone
from meetings.imports.rules.fields import Field
from meetings.imports.rules.tables import TableLine, folded
from meetings.imports.rules.words import AND, CODES, GENDERS, LISTINGS, SPOKEN
from meetings.questions.rules import Asked, Given, QuestionKind, check_answers
from meetings.registration.rules import Category, Gender, Listing, RegistrationDraft

F = Field
K = QuestionKind
LONGEST = 200
NOTHING = N_("Nothing stands here, but it is needed.")
# What an office can know of somebody; agreements are one's own to give, and a cell holds no file.
TAKEN = frozenset({K.TEXT, K.LONG_TEXT, K.CHOICE, K.SEVERAL, K.DATE, K.NUMBER})
_PARTS = re.compile(r"[,;/|\n、،]+")


@dataclass(frozen=True)
class Reading:
    """How lines are read: a field for each column; the category of each word; what stands where nothing does."""

    mapping: tuple[str, ...]
    words: Mapping[str, str]
    otherwise: str
    language: str = "en"
    questions: tuple[Asked, ...] = ()


@dataclass(frozen=True)
class Good:
    """A line that can be taken in; `answers` by question."""

    draft: RegistrationDraft
    answers: Mapping[int, tuple[str, ...]]


@dataclass(frozen=True)
class Bad:
    """Why a line cannot be taken in; `column` is its heading, or "" for the whole line."""

    column: str
    why: Refused


def read_line(line: TableLine, headings: Sequence[str], reading: Reading) -> Good | Bad:
    """The registration that a line holds. The first thing that is wrong is told."""
    cells = {code: cell for code, cell in zip(reading.mapping, line.cells, strict=False) if code}
    column = {code: head for code, head in zip(reading.mapping, headings, strict=False) if code}
    if line.spills:
        return Bad(
            "", Refused("There are more cells than headings; a delimiter may stand where none should.")
        )
    try:
        draft = _draft(cells, reading)
        return Good(draft, _answers(cells, draft.category, reading.questions))
    except Refused as no:
        field = no.field or ""
        if field == F.NAME and F.NAME not in column:
            field = F.FAMILY
        return Bad(column.get(field, ""), Refused(no.msgid, None, **no.params))


def _draft(cells: Mapping[str, str], reading: Reading) -> RegistrationDraft:
    whole = cells.get(F.NAME) or " ".join(filter(None, (cells.get(F.GIVEN), cells.get(F.FAMILY))))
    name = _line(whole, F.NAME, needed=True)
    email = _address(_line(cells.get(F.EMAIL, ""), F.EMAIL, needed=True, most=254))
    return RegistrationDraft(
        name=name,
        email=email,
        organization=_line(cells.get(F.ORGANIZATION, ""), F.ORGANIZATION, needed=True),
        category=_category(cells.get(F.CATEGORY, ""), reading),
        function=_line(cells.get(F.FUNCTION, ""), F.FUNCTION),
        languages=_languages(cells.get(F.LANGUAGES, "")),
        listing=_one_of(cells.get(F.LISTING, ""), LISTINGS, F.LISTING),
        zone=_zone(cells.get(F.ZONE, "")),
        language=reading.language,
        gender=_one_of(cells.get(F.GENDER, ""), GENDERS, F.GENDER),
    )


def _line(text: str, field: Field, needed: bool = False, most: int = LONGEST) -> str:
    """One line of text; breaks within a cell become spaces, all else stays as its owner writes it."""
    flat = " ".join(part.strip() for part in text.split("\n") if part.strip())
    if needed and not flat:
        raise Refused(NOTHING, field=field)
    if cannot_be_shown(flat):
        raise Refused("This holds a character that cannot be shown.", field=field)
    if len(flat) > most:
        raise Refused(
            "At most %(most)s characters; these are %(found)s.", field=field, most=most, found=len(flat)
        )
    return flat


def _address(text: str) -> str:
    try:
        validate_email(text, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        raise Refused("“%(found)s” is no e-mail address.", field=F.EMAIL, found=_told(text)) from None
    return as_mailed(text).lower()


def _category(word: str, reading: Reading) -> Category:
    code = reading.words.get(word, "") if word else reading.otherwise
    if code in set(Category):
        return Category(code)
    if not word:
        raise Refused(NOTHING, field=F.CATEGORY)
    raise Refused("“%(found)s” stands for no capacity yet.", field=F.CATEGORY, found=_told(word))


def _languages(text: str) -> tuple[str, ...]:
    codes: dict[str, None] = {}
    for part in _PARTS.split(text):
        words = [part] if folded(part) in SPOKEN else part.split()
        for word in words:
            if folded(word) in AND:
                continue
            if folded(word) not in SPOKEN:
                raise Refused(
                    "“%(found)s” is none of the six languages.", field=F.LANGUAGES, found=_told(word)
                )
            codes.setdefault(SPOKEN[folded(word)])
    return tuple(code for code in CODES if code in codes)


def _one_of(text: str, known: Mapping[str, Gender | Listing], field: Field):  # type: ignore[no-untyped-def]
    if not text:
        return None
    if folded(text) not in known:
        raise Refused("“%(found)s” is not understood here.", field=field, found=_told(text))
    return known[folded(text)]


def _zone(text: str) -> str:
    name = text.replace(" ", "_")
    if name:
        known_zone(name, F.ZONE)
    return name


def _told(text: str) -> str:
    """A cell within a sentence: not too long, and its direction its own."""
    shown = "".join(c for c in text if not cannot_be_shown(c))
    return f"\u2068{shown[:60]}{'…' if len(shown) > 60 else ''}\u2069"


def _answers(
    cells: Mapping[str, str], category: Category, questions: Sequence[Asked]
) -> dict[int, tuple[str, ...]]:
    given = {q.id: cells[f"q{q.id}"] for q in questions if cells.get(f"q{q.id}")}
    if not given:
        return {}
    raw: dict[int, Given] = {q.id: _raw(q, given[q.id]) for q in questions if q.id in given}
    # What is needed in the form is asked of the person there; a line is not refused for it.
    checked = check_answers([replace(q, required=False) for q in questions], raw, category.value)
    for number, no in checked.refusals.items():
        raise Refused(no.msgid, field=f"q{number}", **no.params)
    return {number: answer for number, answer in checked.answers.items() if isinstance(answer, tuple)}


def _raw(question: Asked, cell: str) -> tuple[str, ...]:
    if question.kind is K.TEXT:
        return (" ".join(cell.split("\n")),)
    if question.kind not in (K.CHOICE, K.SEVERAL):
        return (cell,)
    codes = _codes(question)
    if folded(cell) in codes:
        return (codes[folded(cell)],)
    parts = [part for part in _PARTS.split(cell) if part.strip()] if question.kind is K.SEVERAL else [cell]
    for part in parts:
        if folded(part) not in codes:
            raise Refused(
                "“%(found)s” is none of the answers to this question.",
                field=f"q{question.id}",
                found=_told(part),
            )
    return tuple(codes[folded(part)] for part in parts)


@lru_cache(maxsize=256)
def _codes(question: Asked) -> dict[str, str]:
    return {folded(choice.words): choice.code for choice in question.choices if not choice.retired}
