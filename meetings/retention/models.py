"""How long data are kept, what was announced, and the record of every deletion."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.base.database import Base, coded
from meetings.programme.models import Meeting
from meetings.retention.rules import Setting


class RetentionSetting(Base):
    """A number of the rule that the office has set; without a row the standard holds."""

    __tablename__ = "retention_setting"

    setting: Mapped[Setting] = mapped_column(coded(Setting), primary_key=True)
    number: Mapped[int]
    source: Mapped[str] = mapped_column(String(300))
    set_by: Mapped[str] = mapped_column(String(200))
    set_at: Mapped[datetime]


class Retention(Base):
    """What the office has decided on one meeting's data: another day (`purge_on`, with its reason), or to hold."""

    __tablename__ = "retention"
    __table_args__ = (
        CheckConstraint("(purge_on IS NULL) = (reason = '')", name="a_day_has_a_reason"),
        CheckConstraint("(held_at IS NULL) = (hold_reason = '')", name="a_hold_has_a_reason"),
    )

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True)
    purge_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(String(500), default="")
    set_by: Mapped[str] = mapped_column(String(200), default="")
    held_at: Mapped[datetime | None]
    hold_reason: Mapped[str] = mapped_column(String(500), default="")
    held_by: Mapped[str] = mapped_column(String(200), default="")
    version: Mapped[int] = mapped_column(default=1)

    meeting: Mapped[Meeting] = relationship()


class RetentionWarning(Base):
    """The organizers were warned, so many days before that day: once."""

    __tablename__ = "retention_warning"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True)
    purge_on: Mapped[date] = mapped_column(primary_key=True)
    days_before: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sent_at: Mapped[datetime]


class Purge(Base):
    """A deletion of one meeting's personal data, done in portions; afterwards the record of what went, in figures.

    `begun_by` is empty when the worker began it because the day (`due_on`) had come; `planned` is how many
    registrations, and things of other rooms, there were.
    """

    __tablename__ = "purge"
    __table_args__ = (
        Index(
            "uq_purge_one_under_way",
            "meeting_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    due_on: Mapped[date]
    begun_at: Mapped[datetime]
    begun_by: Mapped[str] = mapped_column(String(200), default="")
    reason: Mapped[str] = mapped_column(String(500), default="")
    planned: Mapped[int]
    figures: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    ended_at: Mapped[datetime | None]

    meeting: Mapped[Meeting] = relationship()
