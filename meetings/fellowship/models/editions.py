"""Editions of the fellowship with all their terms, what applications are scored by, and fellows of earlier years."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.base.database import Base, coded
from meetings.directory.models import Organization
from meetings.fellowship.rules import EditionState, NominationWay
from meetings.mandate.models import Cycle
from meetings.programme.models import Wall


class FellowshipEdition(Base):
    """One call, selection and year of the fellowship. All terms are settings (DOMAIN 5: none is published).

    `opens`, `closes`: wall clock of `zone`; the instants are derived. `tracks`: languages in which a fellowship can
    be done. `documents`: code → not asked, may be handed in, needed. `conditions`: codes of eligibility.
    `assessors_each`, `assess_by`, `answer_days` are terms of the assessment and of offers.
    """

    __tablename__ = "fellowship_edition"
    __table_args__ = (
        CheckConstraint("closes_at > opens_at", name="closes_after_it_opens"),
        CheckConstraint("places > 0 AND duration_weeks > 0 AND words_most > 0", name="terms_are_counted"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    cycle_id: Mapped[int | None] = mapped_column(ForeignKey("cycle.id", ondelete="SET NULL"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    year: Mapped[int]
    about: Mapped[str] = mapped_column(Text, default="")
    covered: Mapped[str] = mapped_column(Text, default="")
    stipend: Mapped[str] = mapped_column(Text, default="")
    place: Mapped[str] = mapped_column(String(200), default="")
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    decision_by: Mapped[date | None]
    duration_weeks: Mapped[int]
    places: Mapped[int]
    tracks: Mapped[list[str]] = mapped_column(JSON)
    zone: Mapped[str] = mapped_column(String(60))
    opens: Mapped[datetime] = mapped_column(Wall)
    opens_at: Mapped[datetime]
    closes: Mapped[datetime] = mapped_column(Wall)
    closes_at: Mapped[datetime]
    nomination: Mapped[NominationWay] = mapped_column(coded(NominationWay))
    words_most: Mapped[int]
    documents: Mapped[dict[str, str]] = mapped_column(JSON)
    conditions: Mapped[list[str]] = mapped_column(JSON)
    blind: Mapped[bool] = mapped_column(default=False)
    assessors_each: Mapped[int] = mapped_column(default=2)
    assess_by: Mapped[date | None]
    answer_days: Mapped[int] = mapped_column(default=14)
    state: Mapped[EditionState] = mapped_column(coded(EditionState), index=True)
    version: Mapped[int] = mapped_column(default=1)
    demonstration: Mapped[bool] = mapped_column(default=False, index=True)

    cycle: Mapped[Cycle | None] = relationship()
    criteria: Mapped[list["FellowshipCriterion"]] = relationship(
        back_populates="edition",
        cascade="all, delete-orphan",
        order_by="(FellowshipCriterion.position, FellowshipCriterion.id)",
    )

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return (("edition", self.id),)


class FellowshipCriterion(Base):
    """What applications are scored by; `weight` against the sum of all, the scale with both ends."""

    __tablename__ = "fellowship_criterion"
    __table_args__ = (
        CheckConstraint("weight > 0", name="counts_for_something"),
        CheckConstraint("highest > lowest", name="a_scale_goes_up"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(
        ForeignKey("fellowship_edition.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(120))
    about: Mapped[str] = mapped_column(Text, default="")
    weight: Mapped[int]
    lowest: Mapped[int]
    highest: Mapped[int]

    edition: Mapped[FellowshipEdition] = relationship(back_populates="criteria")

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return (("edition", self.edition_id),)


class FellowshipPast(Base):
    """A fellow of a year before this house, as the office's lists name them: nobody is a fellow twice."""

    __tablename__ = "fellowship_past"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(30), unique=True)
    edition_title: Mapped[str] = mapped_column(String(200), default="")
    year: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    sort_key: Mapped[str] = mapped_column(String(200), index=True)
    email: Mapped[str] = mapped_column(String(254), default="", index=True)
    organization_id: Mapped[int | None] = mapped_column(
        ForeignKey("organization.id", ondelete="SET NULL"), index=True
    )
    organization_name: Mapped[str] = mapped_column(String(200), default="")
    demonstration: Mapped[bool] = mapped_column(default=False, index=True)

    organization: Mapped[Organization | None] = relationship()
