"""The paragraphs of a draft as its page reads them: plain rows in three statements, however many there are."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from meetings.base.database import db
from meetings.mandate.models import Cycle
from meetings.report.models import Report, ReportParagraph, ReportSection, ReportTaken
from meetings.report.rules import Kept, Taken


@dataclass(frozen=True)
class DraftRow:
    """A paragraph with what its page says of it beside the text."""

    kept: Kept
    position: int
    version: int
    touched_by: str
    touched_at: datetime | None
    removed_by: str
    removed_at: datetime | None

    @property
    def id(self) -> int:
        return self.kept.ref or 0

    @property
    def name(self) -> str:
        return self.kept.name

    @property
    def text(self) -> str:
        return self.kept.text

    @property
    def sources(self) -> list[dict[str, object]]:
        return list(self.kept.sources)  # type: ignore[arg-type]

    @property
    def flagged(self) -> list[Taken]:
        """What was taken from sources that say something else now."""
        return [each for each in self.kept.taken if each.flagged]

    @property
    def source_gone(self) -> bool:
        return self.kept.source_gone

    @property
    def missed(self) -> list[Taken]:
        """What was taken from sources that are gone, while nobody has decided that it stays."""
        return [each for each in self.kept.taken if each.missed]


P, T = ReportParagraph, ReportTaken
Place = tuple[str, str, str]


# no actor: whoever may see the report may see its paragraphs; what names somebody is held back by the rules
def draft_rows(cycle: Cycle) -> list[DraftRow]:
    """All paragraphs of the cycle's report in their order, removed ones included."""
    places, taken = _places(cycle), _taken(cycle)
    columns = (
        P.id, P.section_id, P.text, P.items, P.sources, P.placed, P.name, P.merged_into,
        P.position, P.version, P.touched_by, P.touched_at, P.removed_by, P.removed_at,
    )  # fmt: skip
    rows = db.session.execute(
        select(*columns).join(P.report).where(Report.cycle_id == cycle.id).order_by(P.position, P.id)
    )
    return [_row(row, places[row.section_id], tuple(taken.get(row.id, ()))) for row in rows]


def _row(row: Row[Any], place: Place, taken: tuple[Taken, ...]) -> DraftRow:
    kept = Kept(
        row.id,
        *place,
        row.text,
        tuple(row.items),
        taken,
        tuple(row.sources),
        row.touched_at is not None,
        row.placed,
        row.removed_at is not None,
        row.name,
        row.merged_into,
        row.version,
    )
    beside = (row.touched_by, row.touched_at, row.removed_by, row.removed_at)
    return DraftRow(kept, row.position, row.version, *beside)


def _places(cycle: Cycle) -> dict[int, Place]:
    """The part, the subsection and its title, by section."""
    return {
        key: (parent or own, own if parent else "", title if parent else "")
        for key, own, parent, title in db.session.execute(
            select(ReportSection.id, ReportSection.key, ReportSection.parent, ReportSection.title)
            .join(ReportSection.report)
            .where(Report.cycle_id == cycle.id)
        )
    }


def _taken(cycle: Cycle) -> dict[int, list[Taken]]:
    """What each paragraph was taken from."""
    columns = (
        T.paragraph_id, T.source_key, T.text_taken, T.items_taken, T.text_offered, T.items_offered, T.gone, T.sources,
        T.stays,
    )  # fmt: skip
    found: dict[int, list[Taken]] = {}
    for paragraph, key, text, items, text_offered, items_offered, gone, sources, stays in db.session.execute(
        select(*columns)
        .join(T.paragraph)
        .join(P.report)
        .where(Report.cycle_id == cycle.id)
        .order_by(T.paragraph_id, T.position, T.id)
    ):
        offered = None if text_offered is None else tuple(items_offered or ())
        one = Taken(key, text, tuple(items), text_offered, offered, gone, tuple(sources), stays)
        found.setdefault(paragraph, []).append(one)
    return found
