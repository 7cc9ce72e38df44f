"""Points of an agenda, what organizations tell before a meeting, sittings that repeat others, reminders that went.

Updates and their dates are the record of a meeting and stay; to whom was written goes with its personal data.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.agenda.rules import PointKind
from meetings.base import secrets
from meetings.base.database import Base, coded
from meetings.directory.models import Organization
from meetings.programme.models import Meeting, MeetingSession

ONE_OF_EACH = "kind <> 'point'"


class AgendaTerms(Base):
    """Until when updates are due (wall clock of the meeting's zone), how long they should be, what is asked in them."""

    __tablename__ = "agenda_terms"
    __table_args__ = (CheckConstraint("words BETWEEN 1 AND 5000", name="words_a_person_writes"),)

    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    due: Mapped[datetime | None] = mapped_column(DateTime(timezone=False))
    due_at: Mapped[datetime | None]
    words: Mapped[int]
    note: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)


class AgendaPoint(Base):
    """A point of a meeting's agenda; `lead` is who leads it, as printed. Each kind but plain points comes once."""

    __tablename__ = "agenda_point"
    __table_args__ = (
        CheckConstraint("minutes IS NULL OR minutes > 0", name="minutes_positive"),
        Index(
            "uq_agenda_point_one_of_each",
            "meeting_id",
            "kind",
            unique=True,
            sqlite_where=text(ONE_OF_EACH),
            postgresql_where=text(ONE_OF_EACH),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    kind: Mapped[PointKind] = mapped_column(coded(PointKind))
    title: Mapped[str] = mapped_column(String(300), default="")
    about: Mapped[str] = mapped_column(Text, default="")
    minutes: Mapped[int | None]
    lead: Mapped[str] = mapped_column(String(200), default="")
    session_id: Mapped[int | None] = mapped_column(
        ForeignKey("meeting_session.id", ondelete="SET NULL"), index=True
    )
    version: Mapped[int] = mapped_column(default=1)

    meeting: Mapped[Meeting] = relationship()
    session: Mapped[MeetingSession | None] = relationship()

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return (("meeting", self.meeting_id),)


class OrganizationUpdate(Base):
    """What an organization was asked to tell before a meeting, and has told. `version` 0: nothing yet.

    `sent_at` is when it first told something; `changed_at` when last. `told_by`: who of the office wrote it, if so.
    """

    __tablename__ = "organization_update"
    __table_args__ = (UniqueConstraint("meeting_id", "organization_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(30), unique=True, default=secrets.new_key)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    organization_id: Mapped[int] = mapped_column(
        ForeignKey("organization.id", ondelete="CASCADE"), index=True
    )
    text: Mapped[str] = mapped_column(Text, default="")
    words: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
    changed_at: Mapped[datetime | None]
    told_by: Mapped[str] = mapped_column(String(200), default="")
    version: Mapped[int] = mapped_column(default=0)

    meeting: Mapped[Meeting] = relationship()
    organization: Mapped[Organization] = relationship()
    dates: Mapped[list["UpdateDate"]] = relationship(
        back_populates="update", cascade="all, delete-orphan", order_by="(UpdateDate.first_on, UpdateDate.id)"
    )
    addressees: Mapped[list["UpdateAddressee"]] = relationship(
        back_populates="update",
        cascade="all, delete-orphan",
        order_by="UpdateAddressee.id",
        passive_deletes=True,
    )

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return (("meeting", self.meeting_id), ("organization", self.organization_id))


class UpdateDate(Base):
    """A date for the joint calendar: days of an event on the clock of `zone`."""

    __tablename__ = "update_date"
    __table_args__ = (CheckConstraint("last_on >= first_on", name="ends_after_it_begins"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    update_id: Mapped[int] = mapped_column(
        ForeignKey("organization_update.id", ondelete="CASCADE"), index=True
    )
    event: Mapped[str] = mapped_column(String(200))
    first_on: Mapped[date]
    last_on: Mapped[date]
    zone: Mapped[str] = mapped_column(String(60))
    place: Mapped[str] = mapped_column(String(200), default="")

    update: Mapped[OrganizationUpdate] = relationship(back_populates="dates")


class UpdateAddressee(Base):
    """Somebody who speaks for the organization, and was written to about its update; the personal link is theirs."""

    __tablename__ = "update_addressee"
    __table_args__ = (
        UniqueConstraint("update_id", "email"),
        # A mailed link knows an addressee by the number, also when the row has gone: nobody else may get it.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    update_id: Mapped[int] = mapped_column(ForeignKey("organization_update.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254), index=True)
    zone: Mapped[str] = mapped_column(String(60), default="")
    written_at: Mapped[datetime]

    update: Mapped[OrganizationUpdate] = relationship(back_populates="addressees")


class SittingRepeat(Base):
    """A session that goes through the same as another one, in a later sitting: there is one record of both.

    `sitting`: the second, the third … of the meeting.
    """

    __tablename__ = "sitting_repeat"
    __table_args__ = (
        CheckConstraint("sitting >= 2", name="the_first_repeats_nothing"),
        CheckConstraint("session_id <> of_id", name="repeats_another"),
    )

    session_id: Mapped[int] = mapped_column(
        ForeignKey("meeting_session.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    of_id: Mapped[int] = mapped_column(ForeignKey("meeting_session.id", ondelete="CASCADE"), index=True)
    sitting: Mapped[int]
