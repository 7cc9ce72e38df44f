"""Registrations: who asks to take part in a meeting, and what was decided."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.base.database import Base, coded
from meetings.directory.models import Organization
from meetings.directory.rules import Region
from meetings.programme.models import Meeting, MeetingSession, Wall
from meetings.registration.rules import Category, Gender, Listing, Presence, RegistrationStatus


class Registration(Base):
    """One person's registration for one meeting; name and organization as given that day.

    `waiting_since` orders the waiting list; `reply_by` ends the offer of a place; `instead_of` handed it over.
    `forgotten_at`: whose it was is deleted, the row only counts; `region` is then kept in place of the organization.
    """

    __tablename__ = "registration"
    __table_args__ = (
        UniqueConstraint("meeting_id", "email"),
        CheckConstraint("email = lower(email)", name="email_in_lower_case"),
        CheckConstraint("(status = 'offered') = (reply_by IS NOT NULL)", name="an_offer_has_a_deadline"),
        CheckConstraint("status <> 'waiting' OR waiting_since IS NOT NULL", name="who_waits_has_a_turn"),
        # The list begins with its first page, however many registrations there are.
        Index("ix_registration_received", "meeting_id", "received_at", "id"),
        Index("ix_registration_state_received", "meeting_id", "status", "received_at", "id"),
        Index("ix_registration_name", "meeting_id", "sort_key", "id"),
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
    gender: Mapped[Gender | None] = mapped_column(coded(Gender))
    sent_with: Mapped[str | None] = mapped_column(String(30), unique=True)
    received_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str] = mapped_column(String(200), default="")
    waiting_since: Mapped[datetime | None]
    reply_by: Mapped[datetime | None]
    instead_of_id: Mapped[int | None] = mapped_column(
        ForeignKey("registration.id", ondelete="SET NULL"), index=True
    )
    forgotten_at: Mapped[datetime | None]
    region: Mapped[Region | None] = mapped_column(coded(Region))
    version: Mapped[int] = mapped_column(default=1)
    demonstration: Mapped[bool] = mapped_column(default=False, index=True)

    meeting: Mapped[Meeting] = relationship()
    organization: Mapped[Organization | None] = relationship()

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return (("registration", self.id), ("meeting", self.meeting_id))


class Attendance(Base):
    """What was noted of one person at one session, by whom and when; no row: nobody has noted anything.

    It stays when it is deleted whose the registration was: that somebody of a group was there still counts.
    """

    __tablename__ = "attendance"

    session_id: Mapped[int] = mapped_column(
        ForeignKey("meeting_session.id", ondelete="CASCADE"), primary_key=True
    )
    registration_id: Mapped[int] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    presence: Mapped[Presence] = mapped_column(coded(Presence))
    noted_by: Mapped[str] = mapped_column(String(200))
    noted_at: Mapped[datetime]

    session: Mapped[MeetingSession] = relationship()
    registration: Mapped[Registration] = relationship()


class RegistrationTerms(Base):
    """How a meeting takes registrations; without a row the defaults stand.

    `reply_hours`: how long an offered place is kept. `changes_close` (wall clock of the meeting's zone): until
    when answers can be changed and a place handed over; None: until the meeting begins.
    """

    __tablename__ = "registration_terms"
    __table_args__ = (CheckConstraint("reply_hours BETWEEN 1 AND 720", name="reply_within_a_month"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True)
    waiting_list: Mapped[bool] = mapped_column(default=True)
    offers_by_itself: Mapped[bool] = mapped_column(default=True)
    reply_hours: Mapped[int] = mapped_column(default=72)
    changes_close: Mapped[datetime | None] = mapped_column(Wall)
    changes_close_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    meeting: Mapped[Meeting] = relationship()


class PlaceLimit(Base):
    """The most places for a category, or for an organization, at a meeting."""

    __tablename__ = "place_limit"
    __table_args__ = (
        CheckConstraint("places >= 0", name="places_not_negative"),
        CheckConstraint("(category IS NULL) <> (organization_id IS NULL)", name="on_one_thing"),
        UniqueConstraint("meeting_id", "category"),
        UniqueConstraint("meeting_id", "organization_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    category: Mapped[Category | None] = mapped_column(coded(Category))
    organization_id: Mapped[int | None] = mapped_column(
        ForeignKey("organization.id", ondelete="CASCADE"), index=True
    )
    places: Mapped[int]

    organization: Mapped[Organization | None] = relationship()


class SavedView(Base):
    """A filter, an order and columns of a meeting's list under a name; `query` is what its address says.

    Its owner sees it, and when it is `shared` everybody who sees the registrations of the meeting.
    """

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("meeting_id", "account_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(30), unique=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    query: Mapped[str] = mapped_column(String(2000), default="")
    shared: Mapped[bool] = mapped_column(default=False)

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return (("meeting", self.meeting_id),)
