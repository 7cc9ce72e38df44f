"""Resolutions, what they oblige, the cycle each one opens, the Council's calendar and the lineage."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.base.database import Base, coded
from meetings.mandate import rules
from meetings.mandate.rules import (
    Confidence,
    LineageKind,
    Need,
    PlannedKind,
    PlannedMode,
    Slot,
    Verb,
)


class Resolution(Base):
    """A resolution of the Council. It is adopted on one day and distributed on another; citations use the first."""

    __tablename__ = "resolution"

    id: Mapped[int] = mapped_column(primary_key=True)
    symbol: Mapped[str] = mapped_column(String(30), unique=True)
    title: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(String(100), default="")
    council_session: Mapped[int | None]
    adopted_on: Mapped[date | None]
    adopted_note: Mapped[str] = mapped_column(Text, default="")
    distributed_on: Mapped[date | None]

    obligations: Mapped[list["Obligation"]] = relationship(
        back_populates="resolution", cascade="all, delete-orphan", order_by="Obligation.position"
    )
    cycle: Mapped["Cycle"] = relationship(back_populates="resolution")

    @property
    def slug(self) -> str:
        """The symbol as it stands in addresses: `61-15`."""
        return self.symbol.replace("/", "-")


class Obligation(Base):
    """What one part of an operative paragraph asks, in our own short wording."""

    __tablename__ = "obligation"
    __table_args__ = (UniqueConstraint("resolution_id", "paragraph", "letter"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    resolution_id: Mapped[int] = mapped_column(ForeignKey("resolution.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    paragraph: Mapped[int]
    letter: Mapped[str] = mapped_column(String(2), default="")
    verbs: Mapped[list[str]] = mapped_column(JSON)
    wording: Mapped[str] = mapped_column(Text)
    owner: Mapped[str] = mapped_column(String(200), default="")
    due: Mapped[str] = mapped_column(String(200), default="")
    due_on: Mapped[date | None]
    due_session: Mapped[int | None]
    evidence: Mapped[str] = mapped_column(Text, default="")
    needs: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    note: Mapped[str] = mapped_column(Text, default="")
    confidence: Mapped[Confidence] = mapped_column(coded(Confidence), default=Confidence.TEXT)

    resolution: Mapped[Resolution] = relationship(back_populates="obligations")

    @property
    def label(self) -> str:
        """The paragraph as it is cited: `5` or `5 (b)`."""
        return f"{self.paragraph} ({self.letter})" if self.letter else str(self.paragraph)

    @property
    def verb_classes(self) -> tuple[Verb, ...]:
        """What its verbs do: recognize, encourage, request."""
        return tuple(Verb(verb) for verb in self.verbs)

    @property
    def evidence_needed(self) -> tuple[Need, ...]:
        """What must be there for it to be met."""
        return tuple(Need(rules.Evidence(need["evidence"]), need["count"]) for need in self.needs)


class Cycle(Base):
    """The years that one resolution opens, up to its report."""

    __tablename__ = "cycle"

    id: Mapped[int] = mapped_column(primary_key=True)
    resolution_id: Mapped[int] = mapped_column(ForeignKey("resolution.id", ondelete="CASCADE"), unique=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    word: Mapped[str] = mapped_column(String(60))
    theme: Mapped[str] = mapped_column(String(300))
    workshop_year: Mapped[int]
    previous_starts: Mapped[date | None]
    previous_ends: Mapped[date | None]
    previous_place: Mapped[str] = mapped_column(String(100), default="")
    previous_report: Mapped[str] = mapped_column(String(30), default="")
    report_session: Mapped[int]
    report_symbol: Mapped[str] = mapped_column(String(30))
    report_title: Mapped[str] = mapped_column(String(300))
    agenda_items: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    word_limit: Mapped[int]
    slots: Mapped[dict[str, int]] = mapped_column(JSON)
    progress_paragraphs: Mapped[list[int]] = mapped_column(JSON, default=list)
    weeks_least: Mapped[int] = mapped_column(default=9)
    weeks_good: Mapped[int] = mapped_column(default=10)
    current: Mapped[bool] = mapped_column(default=False)

    resolution: Mapped[Resolution] = relationship(back_populates="cycle")
    planned_meetings: Mapped[list["PlannedMeeting"]] = relationship(
        back_populates="cycle", cascade="all, delete-orphan", order_by="PlannedMeeting.position"
    )
    questions: Mapped[list["OpenQuestion"]] = relationship(
        back_populates="cycle", cascade="all, delete-orphan", order_by="OpenQuestion.id"
    )

    @property
    def symbol(self) -> str:
        """The resolution's symbol: `61/15`."""
        return self.resolution.symbol

    @property
    def slug(self) -> str:
        """As it stands in addresses: `61-15`."""
        return self.resolution.slug

    @property
    def slot_rules(self) -> tuple[Slot, ...]:
        """The weeks before the session by which the report must keep its dates."""
        return rules.read_slots(self.slots)

    @property
    def years(self) -> range:
        """The calendar years that it touches."""
        return range(self.starts_on.year, self.ends_on.year + 1)

    @property
    def paragraphs(self) -> tuple[int, ...]:
        """The operative paragraphs of which each wants a progress entry."""
        return tuple(self.progress_paragraphs)


class PlannedMeeting(Base):
    """A meeting that the mandate asks for; `only_if` names the answer of an open question that adds it."""

    __tablename__ = "planned_meeting"
    __table_args__ = (UniqueConstraint("cycle_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    code: Mapped[str] = mapped_column(String(60))
    kind: Mapped[PlannedKind] = mapped_column(coded(PlannedKind))
    year: Mapped[int]
    mode: Mapped[PlannedMode | None] = mapped_column(coded(PlannedMode))
    paragraph: Mapped[int]
    title: Mapped[str] = mapped_column(String(300))
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    place: Mapped[str] = mapped_column(String(200), default="")
    confidence: Mapped[Confidence] = mapped_column(coded(Confidence), default=Confidence.TEXT)
    note: Mapped[str] = mapped_column(Text, default="")
    coincides_with_workshop: Mapped[bool] = mapped_column(default=False)
    only_if_question: Mapped[str] = mapped_column(String(60), default="")
    only_if_answer: Mapped[str] = mapped_column(String(60), default="")

    cycle: Mapped[Cycle] = relationship(back_populates="planned_meetings")


class OpenQuestion(Base):
    """Something that the text leaves open and the organizer decides; `options` are {code, label, explains}."""

    __tablename__ = "open_question"
    __table_args__ = (UniqueConstraint("cycle_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id", ondelete="CASCADE"), index=True)
    code: Mapped[str] = mapped_column(String(60))
    paragraph: Mapped[int]
    question: Mapped[str] = mapped_column(Text)
    options: Mapped[list[dict[str, str]]] = mapped_column(JSON)
    default: Mapped[str] = mapped_column(String(60))
    answer: Mapped[str | None] = mapped_column(String(60))
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[str] = mapped_column(String(200), default="")

    cycle: Mapped[Cycle] = relationship(back_populates="questions")

    @property
    def in_force(self) -> str:
        """The answer that holds: the organizer's, otherwise the default."""
        return self.answer or self.default


class CouncilSession(Base):
    """Dates of a regular session that are known or were corrected; where there are none, they are computed."""

    __tablename__ = "council_session"
    __table_args__ = (CheckConstraint("closes_on >= opens_on", name="closes_after_it_opens"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    opens_on: Mapped[date | None]
    closes_on: Mapped[date | None]
    confidence: Mapped[Confidence] = mapped_column(coded(Confidence), default=Confidence.FOUND)
    note: Mapped[str] = mapped_column(Text, default="")
    corrected: Mapped[bool] = mapped_column(default=False)

    @property
    def entered(self) -> rules.CouncilSession:
        """As the rules of the calendar want it."""
        return rules.CouncilSession(self.number, self.opens_on, self.closes_on, self.confidence, self.note)


class LineageEntry(Base):
    """A resolution, decision or conference that this mandate comes from, with its workshop and report.

    Days are ISO 8601, as exact as they are known: `2012-12-12`, `2010-05` or `2028`.
    """

    __tablename__ = "lineage_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int]
    kind: Mapped[LineageKind] = mapped_column(coded(LineageKind))
    reference: Mapped[str] = mapped_column(String(100), unique=True)
    adopted: Mapped[str] = mapped_column(String(10))
    requests: Mapped[str] = mapped_column(Text, default="")
    workshop_starts: Mapped[str] = mapped_column(String(10), default="")
    workshop_ends: Mapped[str] = mapped_column(String(10), default="")
    workshop_place: Mapped[str] = mapped_column(String(100), default="")
    theme: Mapped[str] = mapped_column(String(300), default="")
    report_symbol: Mapped[str] = mapped_column(String(40), default="")
    report_session: Mapped[int | None]
    report_session_asked: Mapped[int | None]
    confidence: Mapped[Confidence] = mapped_column(coded(Confidence))
    note: Mapped[str] = mapped_column(Text, default="")
