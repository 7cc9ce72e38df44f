"""The report draft of a cycle: paragraphs that know where they come from."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.base.database import Base
from meetings.mandate.models import Cycle
from meetings.report.rules import Kept


class Report(Base):
    """One report a cycle (OP9): its summary box, its parts I–IV and its annex."""

    __tablename__ = "report"

    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id", ondelete="CASCADE"), unique=True)
    composed_at: Mapped[datetime | None]
    saved_at: Mapped[datetime | None]

    cycle: Mapped[Cycle] = relationship()
    paragraphs: Mapped[list["ReportParagraph"]] = relationship(
        back_populates="report",
        cascade="all, delete-orphan",
        order_by="(ReportParagraph.position, ReportParagraph.id)",
    )


class ReportParagraph(Base):
    """A paragraph of the draft. `source_key` says which source proposes it; None: a drafter added it.

    `text_taken` is the source's text when it was taken, `text` what stands in the draft, `text_offered` the
    source's text where it has changed since and a person has touched the paragraph. `section` names the
    subsection for good, `heading` is how it is printed ("" in both: directly under the part's own heading).
    `position` counts through the whole report. A removed paragraph is remembered, so that it can be restored.
    """

    __tablename__ = "report_paragraph"
    __table_args__ = (UniqueConstraint("report_id", "source_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id", ondelete="CASCADE"), index=True)
    source_key: Mapped[str | None] = mapped_column(String(120))
    part: Mapped[str] = mapped_column(String(10))
    section: Mapped[str] = mapped_column(String(120), default="")
    heading: Mapped[str] = mapped_column(String(300), default="")
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    items: Mapped[list[str]] = mapped_column(JSON, default=list)
    text_taken: Mapped[str] = mapped_column(Text, default="")
    items_taken: Mapped[list[str]] = mapped_column(JSON, default=list)
    text_offered: Mapped[str | None] = mapped_column(Text)
    items_offered: Mapped[list[str] | None] = mapped_column(JSON)
    sources: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    source_gone: Mapped[bool] = mapped_column(default=False)
    touched_by: Mapped[str] = mapped_column(String(200), default="")
    touched_at: Mapped[datetime | None]
    removed_by: Mapped[str] = mapped_column(String(200), default="")
    removed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    report: Mapped[Report] = relationship(back_populates="paragraphs")

    @property
    def touched(self) -> bool:
        return self.touched_at is not None

    @property
    def kept(self) -> Kept:
        """The paragraph as the rules read it."""
        return Kept(
            ref=self.id,
            key=self.source_key,
            part=self.part,
            section=self.section,
            heading=self.heading,
            text=self.text,
            items=tuple(self.items),
            text_taken=self.text_taken,
            items_taken=tuple(self.items_taken),
            text_offered=self.text_offered,
            items_offered=None if self.items_offered is None else tuple(self.items_offered),
            sources=tuple(self.sources),
            source_gone=self.source_gone,
            touched=self.touched,
            removed=self.removed_at is not None,
        )

    def set_kept(self, kept: Kept) -> None:
        """Write back what the rules made of it (not who touched it, and when)."""
        new: dict[str, Any] = {
            "source_key": kept.key,
            "part": kept.part,
            "section": kept.section,
            "heading": kept.heading,
            "text": kept.text,
            "items": list(kept.items),
            "text_taken": kept.text_taken,
            "items_taken": list(kept.items_taken),
            "text_offered": kept.text_offered,
            "items_offered": None if kept.items_offered is None else list(kept.items_offered),
            "sources": [dict(source) for source in kept.sources],
            "source_gone": kept.source_gone,
        }
        for name, value in new.items():
            if getattr(self, name, None) != value:
                setattr(self, name, value)
