"""All scores as a table for the chair and the office: each number with its reason, points, spread, recusals."""

from collections.abc import Iterator

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.assessment import queries
from meetings.assessment.rules import OWES, points
from meetings.assessment.views.feature import feature
from meetings.base import tables_out
from meetings.base.tables_out import Cell, Heading, Kind
from meetings.fellowship.models import FellowshipCriterion, FellowshipEdition
from meetings.fellowship.queries import edition_for

HERE = "/fellowships/<slug>/selection/scores"


@feature.page(f"{HERE}.csv", Permission.SEE_SELECTION, load=edition_for)
def scores_csv(actor: Actor, edition: FellowshipEdition) -> ResponseReturnValue:
    return _file(actor, edition, "csv")


@feature.page(f"{HERE}.xlsx", Permission.SEE_SELECTION, load=edition_for)
def scores_xlsx(actor: Actor, edition: FellowshipEdition) -> ResponseReturnValue:
    return _file(actor, edition, "xlsx")


def _file(actor: Actor, edition: FellowshipEdition, kind: str) -> ResponseReturnValue:
    """A row for each score. Of what this reader has a conflict with, or assesses and owes, there are no scores."""
    found = queries.selection(actor, edition)
    headings = [
        Heading(_("No."), Kind.NUMBER),
        Heading(_("Who")),
        Heading(_("Assessor")),
        Heading(_("State")),
        Heading(_("Criterion")),
        Heading(_("Weight"), Kind.NUMBER),
        Heading(_("Score"), Kind.NUMBER),
        Heading(_("Lowest"), Kind.NUMBER),
        Heading(_("Highest"), Kind.NUMBER),
        Heading(_("Why")),
        Heading(_("Points of this assessor, of 100")),
        Heading(_("Points, of 100")),
        Heading(_("Spread")),
    ]
    rows = list(_rows(edition, found))
    columns = list(zip(*rows, strict=True)) or [()] * len(headings)
    file, types = tables_out.a_file(), {"csv": tables_out.CSV_TYPE, "xlsx": tables_out.XLSX_TYPE}
    if kind == "csv":
        tables_out.write_csv(file, headings, [columns])
    else:
        tables_out.write_xlsx(file, _("Scores"), headings, [columns])
    audit.note_read(actor, "export_scores", "edition", edition.id, {"file": kind, "rows": len(rows)})
    return tables_out.send(file, f"scores-{edition.slug}.{kind}", types[kind])


def _rows(edition: FellowshipEdition, found: queries.Selection) -> Iterator[list[Cell]]:
    criteria = {one.id: one for one in edition.criteria}
    numbers = _numbers(found) if edition.blind else {}
    for one in sorted(found.candidates, key=lambda one: one.shown.number):
        whole = ["–", "–"] if one.hidden else [points(one.standing.mean), points(one.standing.spread)]
        for judged in one.judged:
            seat = judged.assignment
            who = numbers.get(seat.member_id, seat.member.name)
            head: list[Cell] = [one.shown.number, one.shown.name, who, _(seat.state.label)]
            if seat.reason or one.hidden or seat.state in OWES:
                reason = "" if one.closed else queries.without_names(found, one, seat.reason)
                yield [*head, *_of(None), reason, "–", *whole]
            if one.hidden or seat.state in OWES:
                continue
            for score in seat.scores:
                reason = queries.without_names(found, one, score.reason)
                cells = _of(criteria[score.criterion_id], score.value)
                yield [*head, *cells, reason, points(judged.total), *whole]


def _of(criterion: FellowshipCriterion | None, value: int | None = None) -> list[Cell]:
    if criterion is None:
        return ["", None, None, None, None]
    return [criterion.name, criterion.weight, value, criterion.lowest, criterion.highest]


def _numbers(found: queries.Selection) -> dict[int, str]:
    """Where it is blind, assessors are numbers, too, in the order in which they came onto the panel."""
    ids = sorted({judged.assignment.member_id for one in found.candidates for judged in one.judged})
    return {id_: _("Assessor %(number)s", number=number) for number, id_ in enumerate(ids, start=1)}
