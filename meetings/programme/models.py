"""Meetings, their sessions, and who does what in them."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, DateTime, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.base.database import Base, Instant, coded
from meetings.mandate.models import Cycle
from meetings.programme.rules import (
    PUBLIC_STATUSES,
    Attribution,
    MeetingKind,
    MeetingStatus,
    Mode,
    SessionKind,
    SpeakerRole,
)

# Wall clock of the meeting's zone: naive on purpose.
Wall = DateTime(timezone=False)


class Meeting(Base):
    """A workshop or a focal-point meeting. `starts`/`ends` are the wall clock in `zone`; `_at` are derived."""

    __tablename__ = "meeting"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_it_starts"),
        CheckConstraint("places IS NULL OR places >= 0", name="places_not_negative"),
        UniqueConstraint("cycle_id", "planned_code"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    uid: Mapped[str] = mapped_column(String(80), unique=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"), index=True)
    planned_code: Mapped[str | None] = mapped_column(String(60))
    kind: Mapped[MeetingKind] = mapped_column(coded(MeetingKind))
    mode: Mapped[Mode] = mapped_column(coded(Mode))
    status: Mapped[MeetingStatus] = mapped_column(coded(MeetingStatus), default=MeetingStatus.DRAFT)
    title: Mapped[str] = mapped_column(String(300))
    about: Mapped[str] = mapped_column(Text, default="")
    zone: Mapped[str] = mapped_column(String(60))
    city: Mapped[str] = mapped_column(String(100))
    starts: Mapped[datetime] = mapped_column(Wall)
    ends: Mapped[datetime] = mapped_column(Wall)
    starts_at: Mapped[datetime] = mapped_column(Instant, index=True)
    ends_at: Mapped[datetime] = mapped_column(Instant)
    dates_set: Mapped[bool] = mapped_column(default=True)
    place: Mapped[str] = mapped_column(String(200), default="")
    join_link: Mapped[str] = mapped_column(String(500), default="")
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    places: Mapped[int | None]
    registration_closes: Mapped[datetime | None] = mapped_column(Wall)
    registration_closes_at: Mapped[datetime | None]
    sequence: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime]
    feed_changed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    demonstration: Mapped[bool] = mapped_column(default=False, index=True)

    cycle: Mapped[Cycle] = relationship()
    sessions: Mapped[list["MeetingSession"]] = relationship(
        back_populates="meeting",
        cascade="all, delete-orphan",
        order_by="(MeetingSession.starts_at, MeetingSession.label, MeetingSession.id)",
    )

    @property
    def is_public(self) -> bool:
        return self.status in PUBLIC_STATUSES

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return (("meeting", self.id),)


class MeetingSession(Base):
    """A session of a meeting; its wall clock is that of the meeting's zone. `label` is its number: `7a`."""

    __tablename__ = "meeting_session"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_it_starts"),
        UniqueConstraint("meeting_id", "label"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(80), unique=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    label: Mapped[str] = mapped_column(String(10))
    kind: Mapped[SessionKind] = mapped_column(coded(SessionKind))
    title: Mapped[str] = mapped_column(String(300))
    about: Mapped[str] = mapped_column(Text, default="")
    starts: Mapped[datetime] = mapped_column(Wall)
    ends: Mapped[datetime] = mapped_column(Wall)
    starts_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant)
    room: Mapped[str] = mapped_column(String(100), default="")
    attribution: Mapped[Attribution] = mapped_column(coded(Attribution), default=Attribution.PUBLIC)
    cancelled_at: Mapped[datetime | None]
    sequence: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    meeting: Mapped[Meeting] = relationship(back_populates="sessions")
    speakers: Mapped[list["Speaker"]] = relationship(
        back_populates="session", cascade="all, delete-orphan", order_by="(Speaker.position, Speaker.id)"
    )

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return (("session", self.id), ("meeting", self.meeting_id))


class Speaker(Base):
    """Somebody in a role of a session: function and organization as they are to be printed."""

    __tablename__ = "speaker"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("meeting_session.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    role: Mapped[SpeakerRole] = mapped_column(coded(SpeakerRole))
    name: Mapped[str] = mapped_column(String(200))
    function: Mapped[str] = mapped_column(String(200), default="")
    organization: Mapped[str] = mapped_column(String(200), default="")
    position: Mapped[int] = mapped_column(default=0)

    session: Mapped[MeetingSession] = relationship(back_populates="speakers")
