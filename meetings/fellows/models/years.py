"""Fellows with their placement, what is to be arranged for them, and the entries of their own programme."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.access.models import Account
from meetings.base.database import Base, coded
from meetings.fellows.rules import FellowState, TodoBy
from meetings.fellowship.models import FellowshipApplication
from meetings.programme.models import Wall


class Fellow(Base):
    """Somebody who has accepted the offer of a fellowship: one row for an application, made when it is accepted.

    Name, address and organization are the application's. `listed`: whether the fellow may be shown as one of the alumni
    (None: not answered). `unasked`: wants no yearly question. `trimmed_at`: what was needed for the year alone is gone.
    """

    __tablename__ = "fellow"
    __table_args__ = (
        CheckConstraint(
            "starts_on IS NULL OR ends_on IS NULL OR ends_on >= starts_on", name="ends_after_it_starts"
        ),
        CheckConstraint(
            "(state IN ('completed', 'ended_early')) = (ended_on IS NOT NULL)", name="an_end_has_a_day"
        ),
        {"sqlite_autoincrement": True},  # mails and the trail know a fellow by the number
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(30), unique=True)
    application_id: Mapped[int] = mapped_column(
        ForeignKey("fellowship_application.id", ondelete="CASCADE"), unique=True
    )
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    state: Mapped[FellowState] = mapped_column(coded(FellowState), index=True)
    unit: Mapped[str] = mapped_column(String(200), default="")
    supervisor_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL"), index=True
    )
    supervisor_name: Mapped[str] = mapped_column(String(200), default="")
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    plan: Mapped[str] = mapped_column(Text, default="")
    taken_in_at: Mapped[datetime]
    ended_on: Mapped[date | None]
    end_reason: Mapped[str] = mapped_column(Text, default="")
    reminded_on: Mapped[date | None]
    listed: Mapped[bool | None]
    listed_at: Mapped[datetime | None]
    unasked: Mapped[bool] = mapped_column(default=False)
    trimmed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    application: Mapped[FellowshipApplication] = relationship()
    account: Mapped[Account | None] = relationship(foreign_keys=[account_id])
    supervisor: Mapped[Account | None] = relationship(foreign_keys=[supervisor_id])
    tasks: Mapped[list["FellowTask"]] = relationship(
        back_populates="fellow", order_by="FellowTask.position", passive_deletes=True
    )
    entries: Mapped[list["FellowEntry"]] = relationship(
        back_populates="fellow", order_by="(FellowEntry.starts_at, FellowEntry.id)", passive_deletes=True
    )

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return self.application.scopes()


class FellowChecklist(Base):
    """What an edition's fellows need arranged, as the office changed it; without a row it is the house's own start."""

    __tablename__ = "fellow_checklist"

    edition_id: Mapped[int] = mapped_column(
        ForeignKey("fellowship_edition.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    items: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    version: Mapped[int] = mapped_column(default=1)


class FellowTask(Base):
    """One thing to arrange for one fellow. `days_before`: its day follows the first day; None: it was set by hand."""

    __tablename__ = "fellow_task"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(30), unique=True)
    fellow_id: Mapped[int] = mapped_column(ForeignKey("fellow.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    todo_by: Mapped[TodoBy] = mapped_column(coded(TodoBy))
    days_before: Mapped[int | None]
    due_on: Mapped[date | None] = mapped_column(index=True)
    done_at: Mapped[datetime | None]
    done_by: Mapped[str] = mapped_column(String(200), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    dropped: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)

    fellow: Mapped[Fellow] = relationship(back_populates="tasks")


class FellowEntry(Base):
    """An entry of a fellow's own programme: wall clock of `zone`, the instants are derived.

    `session_id`: which session of a programme it is, if any. `sequence`, `changed_at`: see CALENDARS, feeds 3.
    """

    __tablename__ = "fellow_entry"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_it_starts"),
        CheckConstraint("sequence >= 0", name="sequence_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(30), unique=True)
    fellow_id: Mapped[int] = mapped_column(ForeignKey("fellow.id", ondelete="CASCADE"), index=True)
    uid: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    place: Mapped[str] = mapped_column(String(200), default="")
    link: Mapped[str] = mapped_column(String(500), default="")
    zone: Mapped[str] = mapped_column(String(60))
    starts: Mapped[datetime] = mapped_column(Wall)
    ends: Mapped[datetime] = mapped_column(Wall)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    session_id: Mapped[int | None] = mapped_column(
        ForeignKey("meeting_session.id", ondelete="SET NULL"), index=True
    )
    cancelled: Mapped[bool] = mapped_column(default=False)
    sequence: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    fellow: Mapped[Fellow] = relationship(back_populates="entries")
