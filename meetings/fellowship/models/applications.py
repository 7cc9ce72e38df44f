"""Applications with their documents, the organizations behind them, and what the office says of conditions."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.base.database import Base, coded
from meetings.base.models import StoredFile
from meetings.directory.models import Organization
from meetings.directory.rules import Region
from meetings.fellowship.models.editions import FellowshipEdition
from meetings.fellowship.rules import ApplicationState, Condition, DocumentKind, NominationState
from meetings.registration.rules import Gender

STANDS = "state IN ('asked', 'confirmed')"


class FellowshipApplication(Base):
    """One person's application to one edition; name and organization as given that day.

    Who writes it holds a mailed personal link; no account is needed. `number` counts from the first one submitted.
    `asked_fields`, `asked_note`, `asked_until`: what is reopened while more information is asked; `late_words`: what
    was written into it too late, by field, for the applicant alone. `region`: of an
    organization that is not in the directory, and what is kept when whose it was is deleted (`forgotten_at`).
    """

    __tablename__ = "fellowship_application"
    __table_args__ = (
        UniqueConstraint("edition_id", "email"),
        UniqueConstraint("edition_id", "number"),
        CheckConstraint("email = lower(email)", name="email_in_lower_case"),
        CheckConstraint("state IN ('draft', 'withdrawn') OR submitted_at IS NOT NULL", name="was_submitted"),
        Index("ix_fellowship_application_state", "edition_id", "state", "number"),
        # All that is counted of 2,000 applications is read from this index, without their statements.
        Index(
            "ix_fellowship_application_counted",
            *(
                "edition_id",
                "state",
                "forgotten_at",
                "number",
                "organization_id",
                "region",
                "gender",
                "track",
            ),
            "organization_name",
        ),
        # A mailed link knows an application by the number, also when the row has gone: nobody else may get it.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(30), unique=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("fellowship_edition.id", ondelete="CASCADE"))
    number: Mapped[int | None]
    name: Mapped[str] = mapped_column(String(200), default="")
    sort_key: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str] = mapped_column(String(254), index=True)
    organization_id: Mapped[int | None] = mapped_column(
        ForeignKey("organization.id", ondelete="SET NULL"), index=True
    )
    organization_name: Mapped[str] = mapped_column(String(200), default="")
    region: Mapped[Region | None] = mapped_column(coded(Region))
    function: Mapped[str] = mapped_column(String(200), default="")
    gender: Mapped[Gender | None] = mapped_column(coded(Gender))
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    track: Mapped[str] = mapped_column(String(10), default="")
    statement: Mapped[str] = mapped_column(Text, default="")
    words: Mapped[int] = mapped_column(default=0)
    zone: Mapped[str] = mapped_column(String(60), default="")
    language: Mapped[str] = mapped_column(String(10), default="en")
    state: Mapped[ApplicationState] = mapped_column(coded(ApplicationState))
    begun_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    asked_fields: Mapped[list[str]] = mapped_column(JSON, default=list)
    asked_note: Mapped[str] = mapped_column(Text, default="")
    asked_at: Mapped[datetime | None]
    asked_until: Mapped[datetime | None]
    late_words: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    answered_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str] = mapped_column(String(200), default="")
    decided_reason: Mapped[str] = mapped_column(Text, default="")
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str] = mapped_column(Text, default="")
    forgotten_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    demonstration: Mapped[bool] = mapped_column(default=False, index=True)

    edition: Mapped[FellowshipEdition] = relationship()
    organization: Mapped[Organization | None] = relationship()
    files: Mapped[list["FellowshipFile"]] = relationship(
        back_populates="application", order_by="FellowshipFile.id", passive_deletes=True
    )
    nominations: Mapped[list["FellowshipNomination"]] = relationship(
        back_populates="application", order_by="FellowshipNomination.id", passive_deletes=True
    )
    overrides: Mapped[list["FellowshipOverride"]] = relationship(
        back_populates="application", order_by="FellowshipOverride.id", passive_deletes=True
    )

    @property
    def taken_back(self) -> bool:
        """Whether an organization that stood behind it does so no more, and no other does."""
        gone = any(one.state is NominationState.WITHDRAWN and one.stood for one in self.nominations)
        return gone and all(one.state is not NominationState.CONFIRMED for one in self.nominations)

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return (("application", self.id), ("edition", self.edition_id))


class FellowshipFile(Base):
    """A document of an application: one of each kind, a new one replaces it."""

    __tablename__ = "fellowship_file"
    __table_args__ = (UniqueConstraint("application_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("fellowship_application.id", ondelete="CASCADE"))
    kind: Mapped[DocumentKind] = mapped_column(coded(DocumentKind))
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), unique=True)
    handed_in_at: Mapped[datetime]

    application: Mapped[FellowshipApplication] = relationship(back_populates="files")
    file: Mapped[StoredFile] = relationship()

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return self.application.scopes()


class FellowshipNomination(Base):
    """An organization behind an application: it nominated (with a letter), or was asked to confirm by a link.

    `by_name`, `by_email`: who was asked, or who nominated. `by_known`: the directory says that this person, or this
    mailbox, speaks for the organization. `own_step`: the organization began it.
    """

    __tablename__ = "fellowship_nomination"
    __table_args__ = (
        CheckConstraint("by_email = lower(by_email)", name="email_in_lower_case"),
        Index(
            "uq_fellowship_nomination_one_stands",
            "application_id",
            "organization_id",
            unique=True,
            sqlite_where=text(STANDS),
            postgresql_where=text(STANDS),
        ),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(30), unique=True)
    edition_id: Mapped[int] = mapped_column(
        ForeignKey("fellowship_edition.id", ondelete="CASCADE"), index=True
    )
    application_id: Mapped[int] = mapped_column(
        ForeignKey("fellowship_application.id", ondelete="CASCADE"), index=True
    )
    organization_id: Mapped[int | None] = mapped_column(
        ForeignKey("organization.id", ondelete="SET NULL"), index=True
    )
    organization_name: Mapped[str] = mapped_column(String(200))
    by_name: Mapped[str] = mapped_column(String(200), default="")
    by_email: Mapped[str] = mapped_column(String(254), index=True)
    by_known: Mapped[bool] = mapped_column(default=False)
    own_step: Mapped[bool] = mapped_column(default=False)
    state: Mapped[NominationState] = mapped_column(coded(NominationState))
    serving_staff: Mapped[bool | None]
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"), unique=True)
    reason: Mapped[str] = mapped_column(Text, default="")
    asked_at: Mapped[datetime]
    written_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    edition: Mapped[FellowshipEdition] = relationship()
    application: Mapped[FellowshipApplication] = relationship(back_populates="nominations")
    organization: Mapped[Organization | None] = relationship()
    letter: Mapped[StoredFile | None] = relationship()

    @property
    def stood(self) -> bool:
        """Whether it was ever confirmed: with that comes whether somebody serves on the staff."""
        return self.serving_staff is not None

    @property
    def is_named(self) -> bool:
        """Whether the application names this organization; of one for another it sees only what it wrote itself."""
        return self.organization_id is not None and self.organization_id == self.application.organization_id

    def scopes(self) -> tuple[tuple[str, int], ...]:
        of = () if self.organization_id is None else (("organization", self.organization_id),)
        return (*of, ("edition", self.edition_id))


class FellowshipOverride(Base):
    """What the office says of a condition of eligibility against what the house sees, with its reason."""

    __tablename__ = "fellowship_override"
    __table_args__ = (UniqueConstraint("application_id", "condition"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("fellowship_application.id", ondelete="CASCADE"))
    condition: Mapped[Condition] = mapped_column(coded(Condition))
    met: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text)
    by_name: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]

    application: Mapped[FellowshipApplication] = relationship(back_populates="overrides")

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return self.application.scopes()
