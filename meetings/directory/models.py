"""Organizations, their instruments, people, and who speaks for which organization from when to when."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.base.database import Base, coded
from meetings.directory.rules import Capacity, Confidence, Formalization, OrganizationKind, Region


class Organization(Base):
    """A regional, subregional, interregional or other organization; a row is not an invitation."""

    __tablename__ = "organization"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    acronym: Mapped[str] = mapped_column(String(30), default="")
    region: Mapped[Region] = mapped_column(coded(Region), index=True)
    kind: Mapped[OrganizationKind] = mapped_column(coded(OrganizationKind), index=True)
    formalization: Mapped[Formalization] = mapped_column(coded(Formalization), index=True)
    seat_city: Mapped[str] = mapped_column(String(100), default="")
    seat_country: Mapped[str] = mapped_column(String(100), default="")
    zone: Mapped[str] = mapped_column(String(60), default="")
    parent_id: Mapped[int | None] = mapped_column(
        ForeignKey("organization.id", ondelete="SET NULL"), index=True
    )
    founding_instrument: Mapped[str] = mapped_column(String(300), default="")
    year: Mapped[int | None]
    website: Mapped[str] = mapped_column(String(200), default="")
    mailbox: Mapped[str] = mapped_column(String(254), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)
    demonstration: Mapped[bool] = mapped_column(default=False, index=True)

    parent: Mapped["Organization | None"] = relationship(remote_side="Organization.id")

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return (("organization", self.id),)


class Instrument(Base):
    """A treaty or other instrument; some are open to parties from other regions (preamble of 61/15)."""

    __tablename__ = "instrument"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(300), unique=True)
    short_title: Mapped[str] = mapped_column(String(100), default="")
    year: Mapped[int | None]
    organization_id: Mapped[int | None] = mapped_column(
        ForeignKey("organization.id", ondelete="SET NULL"), index=True
    )
    open_to_other_regions: Mapped[bool]
    confidence: Mapped[Confidence] = mapped_column(coded(Confidence), default=Confidence.VERIFY)


class Person(Base):
    """Somebody the office deals with, once through the years; the name is as its owner writes it."""

    __tablename__ = "person"
    # Merges and the trail know a person by the number, also when the record has gone: nobody else may get it.
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - read once, by SQLAlchemy

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(30), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    sort_key: Mapped[str] = mapped_column(String(200), index=True)
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    function: Mapped[str] = mapped_column(String(200), default="")
    organization_id: Mapped[int | None] = mapped_column(
        ForeignKey("organization.id", ondelete="SET NULL"), index=True
    )
    zone: Mapped[str] = mapped_column(String(60), default="")
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), unique=True)
    version: Mapped[int] = mapped_column(default=1)
    demonstration: Mapped[bool] = mapped_column(default=False, index=True)

    organization: Mapped[Organization | None] = relationship()

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return () if self.organization_id is None else (("organization", self.organization_id),)


class PersonAddress(Base):
    """Another address of the same person, known since two records became one; who writes from it is found."""

    __tablename__ = "person_address"
    __table_args__ = (CheckConstraint("email = lower(email)", name="email_in_lower_case"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)


class FocalPoint(Base):
    """A person named by an organization for a period; the history is kept."""

    __tablename__ = "focal_point"
    __table_args__ = (
        CheckConstraint("until IS NULL OR until >= since", name="ends_after_it_begins"),
        Index(
            "uq_focal_point_one_open_primary",
            "organization_id",
            unique=True,
            sqlite_where=text("until IS NULL AND capacity = 'primary'"),
            postgresql_where=text("until IS NULL AND capacity = 'primary'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    organization_id: Mapped[int] = mapped_column(
        ForeignKey("organization.id", ondelete="CASCADE"), index=True
    )
    capacity: Mapped[Capacity] = mapped_column(coded(Capacity))
    since: Mapped[date]
    until: Mapped[date | None]

    person: Mapped[Person] = relationship()
    organization: Mapped[Organization] = relationship()

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return (("organization", self.organization_id),)
