"""A paragraph that the sources propose, before anybody has seen it."""

from dataclasses import dataclass

from meetings.report.rules.sources.facts import Source


@dataclass(frozen=True)
class Proposal:
    """`key` names the source for good; `section` the subsection, `heading` its title ("" in both: none).

    The text keeps its notes as `^[source]`; `items` are the subparagraphs (a), (b) … `takes` is its kind of source
    and `paragraph` the operative paragraph of a progress entry: by these a report's own structure gives it its place
    (part "": no section takes it). `within`: the source that counts its paragraphs, so that their keys ("within:3")
    must be recognized (recognize.py); "": the key is that of one paragraph for good.
    """

    key: str
    part: str
    section: str
    heading: str
    text: str
    items: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    takes: str = ""
    paragraph: int = 0
    within: str = ""
