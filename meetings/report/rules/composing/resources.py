"""Resources as paragraphs: for each activity what it needed, what it was given and what was short, year by year."""

from collections.abc import Iterator

from meetings.progress.rules import Activity, Funds
from meetings.report.rules.dates import listed
from meetings.report.rules.sources.facts import Source, Sources
from meetings.report.rules.sources.proposal import Proposal
from meetings.report.rules.structure.chapters import Takes

# As it stands behind "needed for"; the report is in English.
_WHAT = {
    Activity.FOCAL_POINTS: "the meetings of focal points",
    Activity.FELLOWSHIP: "the fellowship programme",
    Activity.WORKSHOP: "the workshop",
    Activity.OTHER: "other activities under the resolution",
}


def resources(sources: Sources) -> Iterator[Proposal]:
    """One paragraph for each activity of which something is on record."""
    for activity in Activity:
        rows = sorted(
            (row for row in sources.resources if row.activity is activity), key=lambda row: row.year
        )
        if rows:
            told: Source = {"kind": "resources", "activity": activity.value, "title": activity.label}
            what = [f" for {_WHAT[activity]}", *("" for _ in rows[1:])]
            text = " ".join(
                f"In {row.year}, {_year(row, about)}" for row, about in zip(rows, what, strict=True)
            )
            yield Proposal(
                f"resources:{activity.value}", "", "", "", text, sources=(told,), takes=Takes.RESOURCES
            )


def _year(row: Funds, what: str) -> str:
    """ "$60,000 was needed for the workshop and $40,000 was allocated, all from …; the shortfall was $20,000." """
    text = f"${row.needed:,} was needed{what}"
    shares = ((row.regular, "the regular budget"), (row.voluntary, "voluntary contributions"))
    given = [(number, whence) for number, whence in shares if number]
    if not given:
        return f"{text} and nothing was allocated."
    whence = listed([f"${number:,} from {whence}" for number, whence in given])
    whence = whence if len(given) > 1 else f"all from {given[0][1]}"
    short = f"; the shortfall was ${row.short:,}" if row.short else ""
    return f"{text} and ${row.allocated:,} was allocated, {whence}{short}."
