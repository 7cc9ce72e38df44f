"""A paragraph that the sources propose, before anybody has seen it."""

from dataclasses import dataclass

from meetings.report.rules.sources import Source

PARTS = ("summary", "I", "II", "III", "IV")
TITLES = {
    "summary": "Summary",
    "I": "Introduction",
    "II": "Summary of the discussions",
    "III": "Progress in implementing the resolution",
    "IV": "Conclusions and recommendations",
}


@dataclass(frozen=True)
class Proposal:
    """`key` names the source for good; `section` the subsection, `heading` its title ("" in both: none).

    The text keeps its notes as `^[source]`; `items` are the subparagraphs (a), (b) …
    """

    key: str
    part: str
    section: str
    heading: str
    text: str
    items: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    order: int = 0
