"""The list of outcomes as a table for a file: a row an outcome, a column for each year since the first of them."""

from collections.abc import Sequence

from flask_babel import gettext as _

from meetings.base.tables_out import Cell, Heading, Kind
from meetings.outcomes.queries import Followed


def headings_and_rows(rows: Sequence[Followed], this_year: int) -> tuple[list[Heading], list[list[Cell]]]:
    """The headings, and the columns in their order."""
    years = range(min((one.year for one in rows), default=this_year), this_year + 1)
    headings = [
        Heading(_("Number"), Kind.NUMBER),
        Heading(_("Kind")),
        Heading(_("Outcome")),
        Heading(_("Organization")),
        Heading(_("Theme")),
        Heading(_("Paragraph of the mandate")),
        Heading(_("Made in"), Kind.NUMBER),
        Heading(_("Made at")),
        Heading(_("Who is to do it")),
        Heading(_("By when"), Kind.DAY),
        Heading(_("State")),
        *(Heading(str(year)) for year in years),
    ]
    columns: list[list[Cell]] = [
        [one.outcome.number for one in rows],
        [_(one.kind.label) for one in rows],
        [_("waits to be looked through for names") if one.withheld else one.text for one in rows],
        [one.organization for one in rows],
        [one.theme for one in rows],
        [one.outcome.paragraph for one in rows],
        [one.year for one in rows],
        [one.made_at for one in rows],
        [one.owner for one in rows],
        [None if one.withheld else one.outcome.due_on for one in rows],
        [_(one.state.label) if one.state else "" for one in rows],
    ]
    columns += [[_became(one, year) for one in rows] for year in years]
    return headings, columns


def _became(one: Followed, year: int) -> str:
    """What became of it in that year, in one cell."""
    said = []
    for told in one.followups:
        if told.year == year:
            text = _("waits to be looked through for names") if told.withheld else told.text
            state = _(told.state.label) if told.state else ""
            said.append(" – ".join(part for part in (state, text, told.told_by) if part))
    return "\n".join(said)
