"""The report draft of a cycle: its sections, and paragraphs that know where they come from."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.base.database import Base
from meetings.mandate.models import Cycle
from meetings.report.rules import Chapter, Kept, Structure, Taken


class Report(Base):
    """One report a cycle (OP9): its sections, its paragraphs, its annex.

    `named` counts the names that were given to paragraphs and to sections of the drafters' own; none is given twice.
    """

    __tablename__ = "report"

    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id", ondelete="CASCADE"), unique=True)
    composed_at: Mapped[datetime | None]
    saved_at: Mapped[datetime | None]
    named: Mapped[int] = mapped_column(default=0)

    cycle: Mapped[Cycle] = relationship()
    sections: Mapped[list["ReportSection"]] = relationship(
        back_populates="report",
        cascade="all, delete-orphan",
        order_by="(ReportSection.position, ReportSection.id)",
    )
    paragraphs: Mapped[list["ReportParagraph"]] = relationship(
        back_populates="report",
        cascade="all, delete-orphan",
        order_by="(ReportParagraph.position, ReportParagraph.id)",
    )

    def next_number(self) -> int:
        """A number that no paragraph or section of this report had before."""
        self.named = (self.named or 0) + 1
        return self.named

    @property
    def structure(self) -> Structure:
        """Its sections as the rules read them."""
        return Structure(tuple(each.chapter for each in self.sections))

    def place(self, part: str, section: str) -> "ReportSection":
        """The section of a part and a subsection of it ("": the part itself). KeyError when there is none."""
        return {each.key: each for each in self.sections}[section or part]


class ReportSection(Base):
    """A section of the report: a part (no parent) or a subsection of one; `position` counts through the report.

    `takes`: the kinds of source it takes; `cites`: its heading names the operative paragraphs; `named`: a drafter gave
    the title. `assigned_to` is how the drafter is called, `words_wanted` how long it should be; `finished_at`: somebody
    said that it is written.
    """

    __tablename__ = "report_section"
    __table_args__ = (UniqueConstraint("report_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id", ondelete="CASCADE"), index=True)
    key: Mapped[str] = mapped_column(String(120))
    parent: Mapped[str] = mapped_column(String(120), default="")
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(300))
    takes: Mapped[list[str]] = mapped_column(JSON, default=list)
    cites: Mapped[bool] = mapped_column(default=False)
    named: Mapped[bool] = mapped_column(default=False)
    assigned_account_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL"), index=True
    )
    assigned_to: Mapped[str] = mapped_column(String(200), default="")
    due_on: Mapped[date | None]
    words_wanted: Mapped[int | None]
    finished_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    report: Mapped[Report] = relationship(back_populates="sections")

    @property
    def chapter(self) -> Chapter:
        return Chapter(
            self.key, self.parent, self.title, tuple(self.takes), bool(self.cites), bool(self.named)
        )


class ReportParagraph(Base):
    """A paragraph of the draft; what it was taken from stands in `taken` (none: a drafter added it).

    `name` ("p12") is its own for good: cross-references and Word's bookmarks use it. `position` counts through the
    whole report. `placed`: a person has put it where it stands. A removed paragraph is remembered, so that it can be
    restored; `merged_into` is the name of the paragraph that took its text in. `named_at`: the last version of which
    it was known that it names somebody who may not be named, when the house lost the name (0: of none).
    """

    __tablename__ = "report_paragraph"
    __table_args__ = (UniqueConstraint("report_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id", ondelete="CASCADE"), index=True)
    section_id: Mapped[int] = mapped_column(ForeignKey("report_section.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(20))
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    items: Mapped[list[str]] = mapped_column(JSON, default=list)
    sources: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    placed: Mapped[bool] = mapped_column(default=False)
    touched_by: Mapped[str] = mapped_column(String(200), default="")
    touched_at: Mapped[datetime | None]
    removed_by: Mapped[str] = mapped_column(String(200), default="")
    removed_at: Mapped[datetime | None]
    merged_into: Mapped[str] = mapped_column(String(20), default="")
    version: Mapped[int] = mapped_column(default=1)
    named_at: Mapped[int] = mapped_column(default=0)

    report: Mapped[Report] = relationship(back_populates="paragraphs")
    place: Mapped[ReportSection] = relationship()
    taken: Mapped[list["ReportTaken"]] = relationship(
        back_populates="paragraph",
        cascade="all, delete-orphan",
        order_by="(ReportTaken.position, ReportTaken.id)",
    )

    @property
    def touched(self) -> bool:
        return self.touched_at is not None

    @property
    def part(self) -> str:
        """The key of the part that it stands in."""
        return self.place.parent or self.place.key

    @property
    def section(self) -> str:
        """The key of the subsection; "" directly under the part."""
        return self.place.key if self.place.parent else ""

    @property
    def heading(self) -> str:
        return self.place.title if self.place.parent else ""

    @property
    def source_key(self) -> str | None:
        """The source that it was first taken from."""
        return self.taken[0].source_key if self.taken else None

    @property
    def flagged(self) -> list["ReportTaken"]:
        """What was taken from sources that say something else now."""
        return [each for each in self.taken if each.text_offered is not None]

    @property
    def to_decide(self) -> list["ReportTaken"]:
        """What was taken from sources that say something else now, or are gone and nobody has said that it stays."""
        return [each for each in self.taken if each.as_taken.flagged or each.as_taken.missed]

    @property
    def kept(self) -> Kept:
        """The paragraph as the rules read it."""
        return Kept(
            ref=self.id,
            part=self.part,
            section=self.section,
            heading=self.heading,
            text=self.text,
            items=tuple(self.items),
            taken=tuple(each.as_taken for each in self.taken),
            sources=tuple(self.sources),
            touched=self.touched,
            placed=bool(self.placed),
            removed=self.removed_at is not None,
            name=self.name,
            merged_into=self.merged_into or "",
            version=self.version or 0,
        )

    def set_kept(self, kept: Kept, place: ReportSection) -> None:
        """Write back what the rules made of it (not who touched it, and when)."""
        new: dict[str, Any] = {
            "place": place,
            "text": kept.text,
            "items": list(kept.items),
            "sources": [dict(source) for source in kept.sources],
            "placed": kept.placed,
            "merged_into": kept.merged_into,
        }
        for name, value in new.items():
            if getattr(self, name, None) != value:
                setattr(self, name, value)
        rows = {each.source_key: each for each in self.taken}
        wanted = [rows.get(each.key) or ReportTaken(source_key=each.key) for each in kept.taken]
        for position, (row, taken) in enumerate(zip(wanted, kept.taken, strict=True)):
            row.set_taken(taken, position)
        if self.taken != wanted:
            self.taken = wanted


class ReportTaken(Base):
    """What a paragraph took from one source: the text as it was then, and as the source has it now if it changed.

    `source_key` names the source for good; `gone`: it says nothing any more; `stays`: somebody has decided that the
    paragraph keeps its text all the same. After a merge a paragraph has several,
    after a split several paragraphs have the same.
    """

    __tablename__ = "report_taken"
    __table_args__ = (UniqueConstraint("paragraph_id", "source_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    paragraph_id: Mapped[int] = mapped_column(
        ForeignKey("report_paragraph.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int] = mapped_column(default=0)
    source_key: Mapped[str] = mapped_column(String(120))
    text_taken: Mapped[str] = mapped_column(Text, default="")
    items_taken: Mapped[list[str]] = mapped_column(JSON, default=list)
    text_offered: Mapped[str | None] = mapped_column(Text)
    items_offered: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    gone: Mapped[bool] = mapped_column(default=False)
    sources: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    stays: Mapped[bool] = mapped_column(default=False)

    paragraph: Mapped[ReportParagraph] = relationship(back_populates="taken")

    @property
    def as_taken(self) -> Taken:
        return Taken(
            self.source_key,
            self.text_taken or "",
            tuple(self.items_taken or ()),
            self.text_offered,
            None if self.text_offered is None else tuple(self.items_offered or ()),
            bool(self.gone),
            tuple(self.sources or ()),
            bool(self.stays),
        )

    def set_taken(self, taken: Taken, position: int) -> None:
        new: dict[str, Any] = {
            "position": position,
            "text_taken": taken.text,
            "items_taken": list(taken.items),
            "text_offered": taken.text_offered,
            "items_offered": None if taken.items_offered is None else list(taken.items_offered),
            "gone": taken.gone,
            "sources": [dict(source) for source in taken.sources],
            "stays": taken.stays,
        }
        for name, value in new.items():
            if getattr(self, name, None) != value:
                setattr(self, name, value)
