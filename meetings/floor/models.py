"""A session's list of speakers, and who is on it."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.base.database import Base, coded
from meetings.floor.rules import DEFAULT_MINUTES, AskStatus, ListStatus
from meetings.programme.models import MeetingSession
from meetings.registration.models import Registration

SPEAKS = text("status = 'speaking'")
STANDS = text("status IN ('asked', 'speaking')")


class FloorList(Base):
    """The list of speakers of a session; no row: it was never opened.

    `minutes`: speaking time from the floor; `minutes_by`: where it differs, by category. `mark` grows with every
    change to the list or to anybody on it: pages that show it ask by it whether they are still right.
    """

    __tablename__ = "floor_list"
    __table_args__ = (CheckConstraint("minutes BETWEEN 1 AND 60", name="minutes_within_an_hour"),)

    session_id: Mapped[int] = mapped_column(
        ForeignKey("meeting_session.id", ondelete="CASCADE"), primary_key=True
    )
    status: Mapped[ListStatus] = mapped_column(coded(ListStatus), default=ListStatus.OPEN)
    minutes: Mapped[int] = mapped_column(default=DEFAULT_MINUTES)
    minutes_by: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    mark: Mapped[int] = mapped_column(default=1)

    session: Mapped[MeetingSession] = relationship()


class FloorAsk(Base):
    """Somebody asks for the floor: one who is admitted (`registration`), or whom the keeper wrote down (`name`).

    Under Chatham House the rows go when the list ends: who spoke is not kept (DOMAIN: attribution per session).
    """

    __tablename__ = "floor_ask"
    __table_args__ = (
        CheckConstraint("(registration_id IS NULL) = (name <> '')", name="one_name"),
        CheckConstraint("minutes BETWEEN 1 AND 60", name="minutes_within_an_hour"),
        CheckConstraint("status <> 'speaking' OR started_at IS NOT NULL", name="the_clock_runs"),
        # One speaks at a time, whatever two keepers do at once; and nobody waits twice.
        Index(
            "uq_floor_ask_one_speaks",
            "session_id",
            unique=True,
            sqlite_where=SPEAKS,
            postgresql_where=SPEAKS,
        ),
        Index(
            "uq_floor_ask_waits_once",
            "session_id",
            "registration_id",
            unique=True,
            sqlite_where=STANDS,
            postgresql_where=STANDS,
        ),
        Index("ix_floor_ask_order", "session_id", "position", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(30), unique=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("floor_list.session_id", ondelete="CASCADE"))
    registration_id: Mapped[int | None] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(String(200), default="")
    organization: Mapped[str] = mapped_column(String(200), default="")
    position: Mapped[int]
    status: Mapped[AskStatus] = mapped_column(coded(AskStatus), default=AskStatus.ASKED)
    minutes: Mapped[int]
    asked_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    registration: Mapped[Registration | None] = relationship()

    @property
    def who(self) -> str:
        return self.registration.name if self.registration is not None else self.name

    @property
    def from_where(self) -> str:
        return self.registration.organization_name if self.registration is not None else self.organization
