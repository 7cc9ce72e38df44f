"""What the list’s page draws: tabs, filters, heads, rows and balance, in the reader’s words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from flask import url_for
from flask_babel import gettext as _

from meetings.base.pages import short_day
from meetings.directory.rules import Region
from meetings.programme.models import Meeting
from meetings.questions.rules import Asked
from meetings.registration.cells import Shape, headings, languages, shapes, words
from meetings.registration.models import SavedView
from meetings.registration.queries import RegistrationList, Tally
from meetings.registration.rules import (
    NOT_SAID,
    SORTS,
    Category,
    Gender,
    RegistrationStatus,
    Shown,
    address,
    choices_of,
    codes_in,
)

S = RegistrationStatus
Address = Callable[[Shown], str]
Option = tuple[str, str]
# Column, label, text, and the time as machines read it ("" when it is none).
Cell = tuple[str, str, str, str]
SEPARATOR = "\t"  # no name holds one
LONGEST = 300  # characters of an answer on the page; a file has all of it


@dataclass(frozen=True)
class Choice:
    """A select of the filter: its parameter, its label, (code, words) with all of them first, the code chosen."""

    name: str
    label: str
    options: list[Option]
    chosen: str


@dataclass(frozen=True)
class Head:
    """A column’s head; `url` sorts by it, `direction` is how it is sorted now."""

    label: str
    url: str | None = None
    direction: str | None = None


@dataclass(frozen=True)
class Line:
    """A row of the page. `traits` are what it would add to the balance, in the order of Trait, parted by SEPARATOR.

    `decide` is where one decides on it as it stands now.
    """

    key: str
    url: str
    decide: str
    name: str
    organization: str
    state: S
    cells: list[Cell]
    traits: str


def addresses(path: str) -> Address:
    """A function that tells the address of a list that shows something else."""

    def tell(shown: Shown) -> str:
        query = urlencode(address(shown))
        return f"{path}?{query}" if query else path

    return tell


def state_tabs(shown: Shown, tally: Tally, url: Address) -> list[tuple[str, str, bool]]:
    """All, to decide, and each state that somebody is in; a tab is current when nothing else narrows the list."""
    kept, called = Shown(sort=shown.sort, columns=shown.columns), words(S)
    found = [(_("All %(n)s", n=tally.all), url(kept), shown.only_state and shown.state is None)]
    for state in (S.SUBMITTED, *(s for s in S if s is not S.SUBMITTED and tally.states[s])):
        label = _("To decide") if state is S.SUBMITTED else called[state].capitalize()
        current = shown.only_state and shown.state is state
        found.append((f"{label} {tally.states[state]}", url(replace(kept, state=state)), current))
    return found


def is_current(view: SavedView, shown: Shown) -> bool:
    """Whether the list shows just what the view does."""
    return view.query == urlencode(address(replace(shown, page=1)))


def choices(shown: Shown, asked: Sequence[Asked]) -> tuple[list[Choice], list[Choice]]:
    """The selects of the filter: those that everybody needs, and those behind "More filters"."""
    usual = [
        Choice("state", _("State"), _options(S, _("Every state")), shown.state or ""),
        Choice(
            "category", _("Capacity"), _options(Category, _("Every capacity"), True), shown.category or ""
        ),
        Choice("region", _("Region"), _options(Region, _("Every region")), shown.region or ""),
        Choice("language", _("Follows in"), [("", _("Any language")), *languages().items()], shown.language),
    ]
    answers = dict(shown.answers)
    more = [
        Choice(
            "gender",
            _("Gender, as said"),
            [("", _("Whatever was said")), *words(Gender).items(), (NOT_SAID, _("not said"))],
            shown.gender,
        ),
        *(
            Choice(
                f"a{question.id}",
                question.wording,
                [("", _("Whatever was answered")), *found],
                answers.get(question.id, ""),
            )
            for question in asked
            if (found := _answers(question))
        ),
    ]
    return usual, more


def _answers(question: Asked) -> list[Option]:
    return [(code, text or _("agreed")) for code, text in choices_of(question)]


def _options(codes: Any, first: str, short: bool = False) -> list[Option]:
    return [("", first), *words(codes, short).items()]


def chips(shown: Shown, asked: Sequence[Asked], url: Address) -> list[tuple[str, str]]:
    """What narrows the list, each with the address without it."""
    wordings = {question.id: dict(_answers(question)) for question in asked}
    genders = words(Gender) | {NOT_SAID: _("gender not said")}
    found: list[tuple[str, dict[str, Any]]] = [
        (shown.q, {"q": ""}),
        (_(shown.state.label) if shown.state else "", {"state": None}),
        (_(shown.category.short) if shown.category else "", {"category": None}),
        (_(shown.region.label) if shown.region else "", {"region": None}),
        (shown.organization, {"organization": ""}),
        (languages().get(shown.language, ""), {"language": ""}),
        (genders.get(shown.gender, ""), {"gender": ""}),
    ]
    for question, code in shown.answers:
        rest = tuple(one for one in shown.answers if one[0] != question)
        found.append((wordings[question][code], {"answers": rest}))
    return [(text, url(replace(shown, page=1, **without))) for text, without in found if text]


def heads(shown: Shown, columns: Sequence[Shape], url: Address) -> list[Head]:
    """The heads of the table: name and organization in one, then the chosen columns."""
    called = headings()
    names = [("name", _("Name and organization"))]
    names += [(c.name, called.get(c.name, c.heading.words)) for c in columns]
    return [_head(name, label, shown, url) for name, label in names]


def _head(name: str, label: str, shown: Shown, url: Address) -> Head:
    if name not in SORTS:
        return Head(label)
    now = {name: "ascending", f"-{name}": "descending"}.get(shown.sort)
    wanted = f"-{name}" if now == "ascending" else name
    return Head(label, url(replace(shown, sort=wanted, page=1)), now)


def lines(
    meeting: Meeting, found: RegistrationList, asked: Sequence[Asked]
) -> tuple[list[Shape], list[Line]]:
    """The columns, and the rows of the page with their cells in words."""
    columns = shapes(meeting, found.shown.columns, asked)
    called = headings()
    days: dict[date, str] = {}
    cells: list[list[Cell]] = [[] for _row in found.rows]
    for shape in columns:
        label = called.get(shape.name, shape.heading.words)
        kept = [row._mapping[shape.name] for row in found.rows]
        for into, cell in zip(cells, shape.cells(kept), strict=True):
            into.append((shape.name, label, *_said(cell, days)))
    there = url_for("registration.registration", key="-").removesuffix("-")
    return columns, [_line(row, into, there) for row, into in zip(found.rows, cells, strict=True)]


def _said(cell: Any, days: dict[date, str]) -> tuple[str, str]:
    """A cell as text, and as a machine reads it when it is a time; `days` are those already said."""
    if not isinstance(cell, date):
        text = "" if cell is None else str(cell)
        return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…", ""
    day = cell.date() if isinstance(cell, datetime) else cell
    if day not in days:
        days[day] = short_day(day)
    return days[day], cell.isoformat()


def _line(row: Any, cells: list[Cell], there: str) -> Line:
    state = S(row.state)
    counted = (
        row.by_region,
        row.by_category,
        row.by_gender,
        " ".join(codes_in(row.by_languages)),
        row.by_organization,
    )
    # Who is approved counts already.
    traits = "" if state is S.APPROVED else SEPARATOR.join(counted)
    url = there + row.key
    decide = f"{url}/decision?seen={state.value}"
    return Line(row.key, url, decide, row.name, row.organization, state, cells, traits)
