"""Registrations: who asks to take part in a meeting, and what was decided."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.base.database import Base, coded
from meetings.directory.models import Organization
from meetings.programme.models import Meeting
from meetings.registration.rules import Category, Listing, RegistrationStatus


class Registration(Base):
    """One person's registration for one meeting; name and organization as given that day."""

    __tablename__ = "registration"
    __table_args__ = (
        UniqueConstraint("meeting_id", "email"),
        CheckConstraint("email = lower(email)", name="email_in_lower_case"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(30), unique=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    organization_id: Mapped[int | None] = mapped_column(
        ForeignKey("organization.id", ondelete="SET NULL"), index=True
    )
    name: Mapped[str] = mapped_column(String(200))
    sort_key: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254))
    organization_name: Mapped[str] = mapped_column(String(200))
    function: Mapped[str] = mapped_column(String(200), default="")
    category: Mapped[Category] = mapped_column(coded(Category))
    languages: Mapped[list[str]] = mapped_column(JSON)
    listing: Mapped[Listing] = mapped_column(coded(Listing))
    zone: Mapped[str] = mapped_column(String(60), default="")
    language: Mapped[str] = mapped_column(String(10), default="en")
    status: Mapped[RegistrationStatus] = mapped_column(coded(RegistrationStatus), index=True)
    sent_with: Mapped[str | None] = mapped_column(String(30), unique=True)
    received_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str] = mapped_column(String(200), default="")
    demonstration: Mapped[bool] = mapped_column(default=False, index=True)

    meeting: Mapped[Meeting] = relationship()
    organization: Mapped[Organization | None] = relationship()

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return (("registration", self.id), ("meeting", self.meeting_id))
