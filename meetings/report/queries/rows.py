"""The paragraphs of a draft as its page reads them: plain rows in three statements, however many there are."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

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


P, T = ReportParagraph, ReportTaken


# no actor: whoever may see the report may see its paragraphs; what names somebody is held back by the rules
def draft_rows(cycle: Cycle) -> list[DraftRow]:
    """All paragraphs of the cycle's report in their order, removed ones included."""
    of_cycle = Report.cycle_id == cycle.id
    places = {
        key: (parent or own, own if parent else "", title if parent else "")
        for key, own, parent, title in db.session.execute(
            select(ReportSection.id, ReportSection.key, ReportSection.parent, ReportSection.title)
            .join(ReportSection.report)
            .where(of_cycle)
        )
    }
    taken: dict[int, list[Taken]] = {}
    for paragraph, key, text, items, text_offered, items_offered, gone, sources in db.session.execute(
        select(
            T.paragraph_id,
            T.source_key,
            T.text_taken,
            T.items_taken,
            T.text_offered,
            T.items_offered,
            T.gone,
            T.sources,
        )
        .join(T.paragraph)
        .join(P.report)
        .where(of_cycle)
        .order_by(T.paragraph_id, T.position, T.id)
    ):
        offered = None if text_offered is None else tuple(items_offered or ())
        one = Taken(key, text, tuple(items), text_offered, offered, gone, tuple(sources))
        taken.setdefault(paragraph, []).append(one)
    rows = db.session.execute(
        select(
            P.id,
            P.section_id,
            P.text,
            P.items,
            P.sources,
            P.placed,
            P.name,
            P.merged_into,
            P.position,
            P.version,
            P.touched_by,
            P.touched_at,
            P.removed_by,
            P.removed_at,
        )
        .join(P.report)
        .where(of_cycle)
        .order_by(P.position, P.id)
    )
    return [
        DraftRow(
            Kept(
                number,
                *places[section],
                text,
                tuple(items),
                tuple(taken.get(number, ())),
                tuple(sources),
                touched_at is not None,
                placed,
                removed_at is not None,
                name,
                merged_into,
                version,
            ),
            position,
            version,
            touched_by,
            touched_at,
            removed_by,
            removed_at,
        )
        for (
            number,
            section,
            text,
            items,
            sources,
            placed,
            name,
            merged_into,
            position,
            version,
            touched_by,
            touched_at,
            removed_by,
            removed_at,
        ) in rows
    ]
