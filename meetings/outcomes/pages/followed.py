"""What became of the recommendations: the list over all cycles, its files, and one outcome."""

from typing import Any
from urllib.parse import urlencode

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base import clock, tables_out
from meetings.base.paging import page_number, page_of
from meetings.base.texts import cannot_be_shown
from meetings.outcomes import queries
from meetings.outcomes.cells import headings_and_rows
from meetings.outcomes.feature import feature
from meetings.outcomes.queries import FollowedList, OutcomePage, Wanted
from meetings.outcomes.rules import FOLLOWED, LOOK, OutcomeState, RecordKind

PER_PAGE = 50
NAMES = ("kind", "organization", "theme", "paragraph", "state", "year", "q")


def wanted_of() -> Wanted:
    """What the address asks for; what can be no filter asks for nothing."""
    given = {name: request.args.get(name, "")[:200].strip() for name in NAMES}
    given = {name: "" if cannot_be_shown(text) else text for name, text in given.items()}
    year = given.pop("year")
    return Wanted(**given, year=int(year) if year.isascii() and year.isdecimal() and len(year) == 4 else None)


def _address(wanted: Wanted) -> dict[str, Any]:
    return {name: str(value) for name in NAMES if (value := getattr(wanted, name))}


@feature.page("/outcomes", Permission.SEE_FOLLOWED)
def followed(actor: Actor) -> ResponseReturnValue:
    """What became of them, year by year."""
    wanted = wanted_of()
    found = queries.followed(actor, wanted)
    asked = _address(wanted)
    number = page_number(request.args.get("page", ""))
    page = page_of(
        len(found.rows), number, PER_PAGE, lambda page: url_for("outcomes.followed", **asked, page=page)
    )
    return render_template(
        "outcomes/followed.html",
        found=found,
        rows=found.rows[(number - 1) * PER_PAGE : number * PER_PAGE],
        page=page,
        wanted=wanted,
        query=urlencode(asked),
        filters=_filters(found, wanted),
        look=LOOK,
        states=list(OutcomeState),
        may_add=actor.may(Permission.EDIT_OUTCOMES),
    )


def _filters(found: FollowedList, wanted: Wanted) -> list[tuple[str, str, list[SelectChoice], str]]:
    """Name, label, what can be chosen and what is."""
    kinds = [
        SelectChoice("", _("What is followed")),
        SelectChoice("all", _("Everything that was shared")),
        *(
            SelectChoice(k.value, _(k.label))
            for k in (*FOLLOWED, *(k for k in RecordKind if k not in FOLLOWED))
        ),
    ]
    states = [SelectChoice("", _("All")), *(SelectChoice(s.value, _(s.label)) for s in OutcomeState)]

    def of(values: list[str]) -> list[SelectChoice]:
        return [SelectChoice("", _("All")), *(SelectChoice(value, value) for value in values)]

    return [
        ("kind", _("Kind"), kinds, wanted.kind),
        ("year", _("Made in"), of([str(y) for y in found.years]), str(wanted.year or "")),
        ("state", _("State"), states, wanted.state),
        ("organization", _("Organization"), of(list(found.organizations)), wanted.organization),
        ("theme", _("Theme"), of(list(found.themes)), wanted.theme),
        ("paragraph", _("Paragraph of the mandate"), of(list(found.paragraphs)), wanted.paragraph),
    ]


@feature.page("/outcomes.csv", Permission.SEE_FOLLOWED)
def followed_csv(actor: Actor) -> ResponseReturnValue:
    return _file(actor, "csv")


@feature.page("/outcomes.xlsx", Permission.SEE_FOLLOWED)
def followed_xlsx(actor: Actor) -> ResponseReturnValue:
    return _file(actor, "xlsx")


def _file(actor: Actor, kind: str) -> ResponseReturnValue:
    """All that the list shows, as a file: no more of any than the list does."""
    wanted = wanted_of()
    found = queries.followed(actor, wanted)
    headings, chunk = headings_and_rows(found.rows, clock.now().year)
    file = tables_out.a_file()
    if kind == "csv":
        number = tables_out.write_csv(file, headings, [chunk])
    else:
        number = tables_out.write_xlsx(file, _("Outcomes"), headings, [chunk])
    if actor.is_staff:
        told = {"file": kind, "filter": urlencode(_address(wanted)), "rows": number}
        audit.note_read(actor, "export_outcomes", "outcome_record", 0, told)
    types = {"csv": tables_out.CSV_TYPE, "xlsx": tables_out.XLSX_TYPE}
    return tables_out.send(file, f"outcomes-{clock.now():%Y-%m-%d}.{kind}", types[kind])


@feature.page("/outcomes/<key>", Permission.SEE_FOLLOWED, load=queries.outcome_for)
def outcome(actor: Actor, page: OutcomePage) -> ResponseReturnValue:
    """One outcome, and all that became of it."""
    return render_template(
        "outcomes/outcome.html",
        page=page,
        one=page.shown,
        look=LOOK,
        may_edit=actor.may(Permission.EDIT_OUTCOMES) and not page.shown.withheld,
        may_correct={f.key for f in page.outcome.followups if actor.may(Permission.FOLLOW_OUTCOMES, f)},
        may_follow=actor.may(Permission.FOLLOW_OUTCOMES, page) and not page.shown.withheld,
    )
