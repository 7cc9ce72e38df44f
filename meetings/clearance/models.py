"""Versions of the report as they were handed round, and who said what to them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.base.database import Base, coded
from meetings.clearance.rules import Said, Stage, Verdict
from meetings.report.models import Report
from meetings.report.rules import Chapter, Structure


class ReportVersion(Base):
    """The report as it stood when it was handed round; `paragraphs` never change. `lacking`: sentences of that day."""

    __tablename__ = "report_version"
    __table_args__ = (UniqueConstraint("report_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    stage: Mapped[Stage] = mapped_column(coded(Stage))
    note: Mapped[str] = mapped_column(Text, default="")
    words: Mapped[int]
    paragraphs: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    structure: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    lacking: Mapped[list[str]] = mapped_column(JSON, default=list)
    made_by: Mapped[str] = mapped_column(String(200))
    made_at: Mapped[datetime]

    report: Mapped[Report] = relationship()
    clearances: Mapped[list["Clearance"]] = relationship(
        back_populates="version", cascade="all, delete-orphan", order_by="Clearance.id"
    )

    @property
    def said(self) -> list[Said]:
        """Its paragraphs as the rules read them."""
        return [
            Said(**{**each, "items": tuple(each["items"]), "sources": tuple(each["sources"])})
            for each in self.paragraphs
        ]

    @property
    def folded_clearers(self) -> set[str]:
        """Whom it was given to, without regard to capital letters: "Legal Office" is "Legal office"."""
        return {each.clearer.casefold() for each in self.clearances}

    def note_of(self, clearer: str) -> str:
        """What one who had it said when they answered, "" for nothing."""
        found = (each.note for each in self.clearances if each.clearer.casefold() == clearer.casefold())
        return next(found, "")

    @property
    def layout(self) -> Structure:
        """Its sections as the rules read them."""
        return Structure(
            tuple(
                Chapter(**{**each, "takes": tuple(each["takes"]), "paragraphs": tuple(each["paragraphs"])})
                for each in self.structure
            )
        )


class Clearance(Base):
    """Somebody who is to clear a version, and what they said; `clearer` is how the office calls them."""

    __tablename__ = "report_clearance"
    __table_args__ = (UniqueConstraint("version_id", "clearer"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("report_version.id", ondelete="CASCADE"), index=True)
    clearer: Mapped[str] = mapped_column(String(200))
    verdict: Mapped[Verdict] = mapped_column(coded(Verdict), default=Verdict.ASKED)
    note: Mapped[str] = mapped_column(Text, default="")
    asked_by: Mapped[str] = mapped_column(String(200))
    asked_at: Mapped[datetime]
    answered_on: Mapped[datetime | None]
    noted_by: Mapped[str] = mapped_column(String(200), default="")

    version: Mapped[ReportVersion] = relationship(back_populates="clearances")


def as_kept(each: Said) -> dict[str, Any]:
    """A paragraph as a version keeps it."""
    sources = [dict(source) for source in each.sources]
    return {**vars(each), "items": list(each.items), "sources": sources}
