"""The fellowship in numbers: a page for the office, and the same as a file."""

from collections.abc import Iterator, Sequence

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base import clock, tables_out
from meetings.base.refusals import NotFound
from meetings.base.tables_out import Cell, Heading, Kind
from meetings.directory.rules import Region
from meetings.fellowship import queries
from meetings.fellowship.queries import EditionFigures
from meetings.fellowship.rules import STAGES, Numbers, numbers_by, told_by_stage
from meetings.fellowship.views.feature import feature
from meetings.registration.rules import Gender
from meetings.retention.queries import settings_in_force
from meetings.retention.rules import Setting, Told

HERE = "/fellowships/figures"
MOST_ORGANIZATIONS = 40
# One value of a side in words, and its numbers as they are told.
Line = tuple[str, Sequence[Told]]


@feature.page(HERE, Permission.SEE_APPLICATIONS)
def figures(actor: Actor) -> ResponseReturnValue:
    """All editions beside each other, and one of them by region, gender and organization."""
    found = queries.figures(actor)
    smallest = settings_in_force()[Setting.SMALLEST]
    one = found.of(request.args.get("edition", "").replace("\0", "")[:200])
    if one is None and request.args.get("edition"):
        raise NotFound
    return render_template(
        "fellowship/figures.html",
        found=found,
        one=one,
        sides=None if one is None else _sides(one, smallest.number),
        smallest=smallest,
        most=MOST_ORGANIZATIONS,
        STAGES=STAGES,
    )


@feature.page(f"{HERE}.csv", Permission.SEE_APPLICATIONS)
def figures_csv(actor: Actor) -> ResponseReturnValue:
    return _file(actor, "csv")


@feature.page(f"{HERE}.xlsx", Permission.SEE_APPLICATIONS)
def figures_xlsx(actor: Actor) -> ResponseReturnValue:
    return _file(actor, "xlsx")


def _file(actor: Actor, kind: str) -> ResponseReturnValue:
    """Every edition and side, one value in a row; what is not told is empty, and the last column says so."""
    found, smallest = queries.figures(actor), settings_in_force()[Setting.SMALLEST].number
    headings = [
        Heading(_("Edition")),
        Heading(_("Year"), Kind.NUMBER),
        Heading(_("By")),
        Heading(_("Value")),
        *(Heading(_(stage.label), Kind.NUMBER) for stage in STAGES),
        Heading(_("Not told")),
    ]
    rows = [row for one in found.editions for row in _rows(one, smallest)]
    columns = list(zip(*rows, strict=True)) or [()] * len(headings)
    file, name = tables_out.a_file(), f"fellowship-figures-{clock.now():%Y-%m-%d}.{kind}"
    if kind == "csv":
        tables_out.write_csv(file, headings, [columns])
        return tables_out.send(file, name, tables_out.CSV_TYPE)
    tables_out.write_xlsx(file, _("Fellowship"), headings, [columns])
    return tables_out.send(file, name, tables_out.XLSX_TYPE)


def _rows(one: EditionFigures, smallest: int) -> Iterator[list[Cell]]:
    for side, lines in _sides(one, smallest).items():
        for value, cells in lines:
            kept = [_(stage.label) for stage, told in zip(STAGES, cells, strict=True) if told.number is None]
            edition = one.edition
            yield [
                edition.title,
                edition.year,
                side,
                value,
                *(told.number for told in cells),
                ", ".join(kept),
            ]


def _sides(one: EditionFigures, smallest: int) -> dict[str, list[Line]]:
    """The tables of an edition by what they count; gender is told as in the page of participation."""
    regions = numbers_by(one.cells, lambda cell: cell.region)
    genders = told_by_stage(numbers_by(one.cells, lambda cell: cell.gender), smallest)
    organizations = numbers_by(one.cells, lambda cell: cell.organization)
    by_number = sorted(
        organizations, key=lambda name: (not name, [-n for n in organizations[name][::-1]], name)
    )
    words = {True: _("for the first time"), False: _("had a fellow before"), None: _("not known")}
    first = numbers_by(one.cells, lambda cell: cell.first)
    return {
        _("All"): [(_("All applications"), _told(one.numbers))],
        _("Region"): [(_region(each), _told(regions[each])) for each in (*Region, None) if each in regions],
        _("Gender"): [(_gender(each), genders[each]) for each in (*Gender, None) if each in genders],
        _("Organization"): [(each or _("not known"), _told(organizations[each])) for each in by_number],
        _("Organizations"): [
            (_("Organizations"), _told(one.organizations)),
            (_("of them for the first time"), _told(one.first)),
        ],
        _("Applicant’s organization"): [(words[each], _told(first[each])) for each in words if each in first],
    }


def _told(numbers: Numbers) -> list[Told]:
    return [Told(n) for n in numbers]


def _region(region: Region | None) -> str:
    return _("not in the directory") if region is None else _(region.label)


def _gender(gender: Gender | None) -> str:
    return _("not said") if gender is None else _(gender.label)
