"""What the list of registrations shows: whom, in which order, with which columns; and how an address says so."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol, TypeVar
from urllib.parse import parse_qs

from meetings.base.texts import as_kept, cannot_be_shown
from meetings.base.words import N_, Labelled
from meetings.directory.rules import Region
from meetings.questions.rules import AGREED, DECIDING, Asked
from meetings.registration.rules.steps import RegistrationStatus
from meetings.registration.rules.who import Category, Gender

E = TypeVar("E", bound=StrEnum)


class Args(Protocol):
    """What stands behind the question mark of an address."""

    def getlist(self, key: str, /) -> list[str]: ...


class Written(dict[str, list[str]]):
    """The same, from text: a saved view, or what a form sends back."""

    def __init__(self, query: str) -> None:
        try:
            super().__init__(parse_qs(query[:4000], keep_blank_values=True, max_num_fields=200))
        except ValueError:
            super().__init__()

    def getlist(self, key: str, /) -> list[str]:
        return self.get(key, [])


class Column(Labelled):
    """What the list can show of somebody beside name and organization, in the order of its columns."""

    CATEGORY = "category", N_("Capacity")
    REGION = "region", N_("Region")
    COUNTRY = "country", N_("Country of the seat")
    LANGUAGES = "languages", N_("Follows in")
    RECEIVED = "received", N_("Received")
    STATE = "state", N_("State")
    FUNCTION = "function", N_("Function")
    EMAIL = "email", N_("E-mail address")
    GENDER = "gender", N_("Gender, as said")
    ZONE = "zone", N_("Time zone")
    LISTING = "listing", N_("In the list of participants")
    DECIDED = "decided", N_("Decided")
    DECIDED_BY = "decided_by", N_("Decided by")
    PLACE = "place", N_("Place in the waiting list")
    CALENDAR = "calendar", N_("Calendar answer")


C = Column
USUAL = (C.CATEGORY, C.REGION, C.LANGUAGES, C.RECEIVED, C.STATE)
SORTS = ("name", "organization", C.CATEGORY, C.REGION, C.RECEIVED, C.STATE, C.DECIDED)
NOT_SAID = "none"
FILTERS = ("q", "state", "category", "region", "organization", "language", "gender")
LONGEST = 200


@dataclass(frozen=True)
class Shown:
    """A filter, an order and the columns; empty: everything. `page` counts from 1.

    `gender` is a code or NOT_SAID; `answers` are (question, code of the choice); `sort` has a minus for the other way
    round; `columns` are codes of Column, or `q` and the number of a question.
    """

    q: str = ""
    state: RegistrationStatus | None = None
    category: Category | None = None
    region: Region | None = None
    organization: str = ""
    language: str = ""
    gender: str = ""
    answers: tuple[tuple[int, str], ...] = ()
    sort: str = C.RECEIVED.value
    columns: tuple[str, ...] = tuple(c.value for c in USUAL)
    page: int = 1

    @property
    def only_state(self) -> bool:
        """Whether nothing but the state is asked for: how many these are is known without looking."""
        return {name for name, _ in address(replace(self, state=None))} <= {"sort", "columns", "page"}


def is_question(column: str) -> bool:
    """Whether a column shows the answers to a question of the meeting."""
    return column[1:].isdecimal()


def read_shown(args: Args, asked: Sequence[Asked] = (), languages: Collection[str] = ()) -> Shown:
    """What an address asks for; whatever it cannot ask for is left out. `asked` are the meeting's own questions."""
    sort = _text(args, "sort")
    gender = _text(args, "gender")
    language = _text(args, "language")
    return Shown(
        q=_text(args, "q"),
        state=_code(args, "state", RegistrationStatus),
        category=_code(args, "category", Category),
        region=_code(args, "region", Region),
        organization=_text(args, "organization"),
        language=language if language in languages else "",
        gender=gender if gender in {*Gender, NOT_SAID} else "",
        answers=tuple(_answers(args, asked)),
        sort=sort if sort.removeprefix("-") in SORTS else C.RECEIVED.value,
        columns=_columns(args, asked),
        page=_page(_text(args, "page")),
    )


def address(shown: Shown) -> list[tuple[str, str]]:
    """What an address says for this, in one order; what is usual is not said."""
    pairs = [(name, str(getattr(shown, name) or "")) for name in FILTERS]
    pairs += [(f"a{question}", code) for question, code in shown.answers]
    usual = Shown()
    if shown.sort != usual.sort:
        pairs.append(("sort", shown.sort))
    if shown.columns != usual.columns:
        pairs.append(("columns", ",".join(shown.columns) or "-"))
    if shown.page > 1:
        pairs.append(("page", str(shown.page)))
    return [(name, value) for name, value in pairs if value]


def choices_of(question: Asked) -> list[tuple[str, str]]:
    """The answers by which one can filter, as (code, words), none when it is no question of choice.

    The words are the organizer's; an agreement has none.
    """
    if question.kind not in DECIDING:
        return []
    return [(c.code, c.words) for c in question.choices] or [(AGREED, "")]


def _answers(args: Args, asked: Sequence[Asked]) -> list[tuple[int, str]]:
    found = ((question, _text(args, f"a{question.id}")) for question in asked)
    return [(q.id, code) for q, code in found if code in {known for known, _ in choices_of(q)}]


def _columns(args: Args, asked: Sequence[Asked]) -> tuple[str, ...]:
    """The columns asked for in the order of the list; the usual ones when the address names none."""
    given = args.getlist("columns")
    if not given:
        return tuple(c.value for c in USUAL)
    wanted = {name for text in given for name in text.split(",")}
    known = [*(c.value for c in Column), *(f"q{question.id}" for question in asked)]
    return tuple(name for name in known if name in wanted)


def _text(args: Args, name: str) -> str:
    given = args.getlist(name) or [""]
    text = " ".join(as_kept(given[0][:LONGEST]).split())
    return "" if cannot_be_shown(text) else text


def _code(args: Args, name: str, codes: type[E]) -> E | None:
    text = _text(args, name)
    return codes(text) if text in set(codes) else None


def _page(text: str) -> int:
    return max(1, int(text[:6])) if text[:6].isascii() and text[:6].isdigit() else 1
