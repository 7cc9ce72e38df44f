"""Meetings, their sessions, and who does what in them."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ColumnElement,
    DateTime,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    and_,
)
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, object_session, relationship

from meetings.base.database import Base, Instant, coded
from meetings.mandate.models import Cycle
from meetings.programme.rules import (
    PUBLIC_STATUSES,
    ActVerb,
    Attribution,
    MeetingKind,
    MeetingStatus,
    Mode,
    SessionKind,
    SpeakerAnswer,
    SpeakerRole,
)

# Wall clock of the meeting's zone: naive on purpose.
Wall = DateTime(timezone=False)


class Meeting(Base):
    """A workshop or a focal-point meeting. `starts`/`ends` are the wall clock in `zone`; `_at` are derived.

    `…_second`: which of two equal hours it is, when clocks are put back; null where the hour comes once.
    `rooms` are the columns of its timetable. `released` is the version of its programme that is public, 0: none yet.
    """

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
    rooms: Mapped[list[str]] = mapped_column(JSON, default=list)
    places: Mapped[int | None]
    registration_closes: Mapped[datetime | None] = mapped_column(Wall)
    registration_closes_at: Mapped[datetime | None]
    starts_second: Mapped[bool | None]
    ends_second: Mapped[bool | None]
    closes_second: Mapped[bool | None]
    sequence: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime]
    feed_changed_at: Mapped[datetime]
    released: Mapped[int] = mapped_column(default=0)
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


_RECORDED = "recorded_with"


class MeetingSession(Base):
    """A session of a meeting; its wall clock is that of the meeting's zone. `label` is its number: `7a`.

    What stands here is the draft that the office works on; the public and calendars read what was released of it.
    `unscheduled`: in the tray, not in the programme; `starts` and `ends` then only say how long it is, and where it
    stood. `…_second`: which of two equal hours, as for a meeting. `interpretation`: the languages booked for it. A
    break is a session to the timetable and to nobody else.
    """

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
    starts_second: Mapped[bool | None]
    ends_second: Mapped[bool | None]
    room: Mapped[str] = mapped_column(String(100), default="")
    attribution: Mapped[Attribution] = mapped_column(coded(Attribution), default=Attribution.PUBLIC)
    cancelled_at: Mapped[datetime | None]
    unscheduled: Mapped[bool] = mapped_column(default=False)
    interpretation: Mapped[list[str]] = mapped_column(JSON, default=list)
    version: Mapped[int] = mapped_column(default=1)

    meeting: Mapped[Meeting] = relationship(back_populates="sessions")
    speakers: Mapped[list["Speaker"]] = relationship(
        back_populates="session", cascade="all, delete-orphan", order_by="(Speaker.position, Speaker.id)"
    )

    @property
    def recorded_with(self) -> tuple[int, ...]:
        """Other sittings in the same record, on which whoever asked for that holds a role.

        It stands with what is being done, not with this object: read anew in the same request, it is known still.
        """
        here = object_session(self)
        found: tuple[int, ...] = here.info.get(_RECORDED, {}).get(self.id, ()) if here is not None else ()
        return found

    @recorded_with.setter
    def recorded_with(self, sittings: tuple[int, ...]) -> None:
        here = object_session(self)
        assert here is not None, "whoever asks has read it"
        here.info.setdefault(_RECORDED, {})[self.id] = sittings

    @hybrid_property
    def takes_place(self) -> bool:
        """Whether people meet in it: in the programme, not cancelled, and no break."""
        return self.cancelled_at is None and not self.unscheduled and self.kind is not SessionKind.BREAK

    @takes_place.inplace.expression
    @classmethod
    def _takes_place(cls) -> ColumnElement[bool]:
        return and_(cls.cancelled_at.is_(None), ~cls.unscheduled, cls.kind != SessionKind.BREAK)

    def scopes(self) -> tuple[tuple[str, int], ...]:
        others = (("session", number) for number in self.recorded_with)
        return (("session", self.id), *others, ("meeting", self.meeting_id))


class Speaker(Base):
    """Somebody in a role of a session: function and organization as they are to be printed.

    `minutes`: the speaking time planned. `email`: where this person is asked, when the directory does not know.
    `talk`, `bio`, `language`, `needs`, `why`: what they told when they answered (`needs` as services, `why` they
    declined).
    """

    __tablename__ = "speaker"
    __table_args__ = (
        CheckConstraint("minutes IS NULL OR minutes > 0", name="minutes_positive"),
        # Versions know a role by its number, also when it has gone: nobody else may get it.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("meeting_session.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    role: Mapped[SpeakerRole] = mapped_column(coded(SpeakerRole))
    name: Mapped[str] = mapped_column(String(200))
    function: Mapped[str] = mapped_column(String(200), default="")
    organization: Mapped[str] = mapped_column(String(200), default="")
    position: Mapped[int] = mapped_column(default=0)
    minutes: Mapped[int | None]
    email: Mapped[str] = mapped_column(String(254), default="")
    answer: Mapped[SpeakerAnswer] = mapped_column(coded(SpeakerAnswer), default=SpeakerAnswer.NOT_ASKED)
    asked_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    talk: Mapped[str] = mapped_column(String(300), default="")
    bio: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str] = mapped_column(String(10), default="")
    needs: Mapped[str] = mapped_column(String(500), default="")
    why: Mapped[str] = mapped_column(String(500), default="")

    session: Mapped[MeetingSession] = relationship(back_populates="speakers")

    @property
    def was_asked(self) -> bool:
        """Whether an address, an answer or a calendar entry may stand behind this row."""
        return self.asked_at is not None or self.answer is not SpeakerAnswer.NOT_ASKED


class Sittings(Base):
    """The hours of a meeting's day that have interpretation, as text: [["10:00", "13:00"], …]; no row: the default.

    For a virtual meeting they are its sittings, the columns of its timetable.
    """

    __tablename__ = "meeting_sittings"

    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    hours: Mapped[list[list[str]]] = mapped_column(JSON)


class MeetingClosing(Base):
    """When a meeting was closed (None: before this was kept), and when and why it was opened again."""

    __tablename__ = "meeting_closing"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str] = mapped_column(String(200), default="")
    reopened_at: Mapped[datetime | None]
    reopened_by: Mapped[str] = mapped_column(String(200), default="")
    reason: Mapped[str] = mapped_column(String(1000), default="")


class ProgrammeAct(Base):
    """An act on the timetable that can be undone: `changes` are rules.undoing.Step, before and after of each session.

    `said`: what its sentence names (numbers, times). Kept for a month.
    """

    __tablename__ = "programme_act"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(Instant, index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    actor_name: Mapped[str] = mapped_column(String(200))
    verb: Mapped[ActVerb] = mapped_column(coded(ActVerb))
    said: Mapped[dict[str, str]] = mapped_column(JSON)
    changes: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    undone_at: Mapped[datetime | None]

    meeting: Mapped[Meeting] = relationship()

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return (("meeting", self.meeting_id),)


class ProgrammeRelease(Base):
    """Version `number` of a meeting's programme; `note` is what the office said of it to those concerned."""

    __tablename__ = "programme_release"
    __table_args__ = (
        UniqueConstraint("meeting_id", "number"),
        CheckConstraint("number > 0", name="numbers_begin_with_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    released_at: Mapped[datetime]
    released_by: Mapped[str] = mapped_column(String(200))
    note: Mapped[str] = mapped_column(Text, default="")

    meeting: Mapped[Meeting] = relationship()
    sessions: Mapped[list["ReleasedSession"]] = relationship(
        back_populates="release",
        cascade="all, delete-orphan",
        order_by="(ReleasedSession.starts_at, ReleasedSession.label, ReleasedSession.id)",
    )


class ReleasedSession(Base):
    """A session as a version of the programme tells it; the draft it came from may have moved on, or be gone.

    `taken_out`: no longer in the programme; it only stands here so that calendars are told (CALENDARS, feeds 4).
    `place` and `join_link` are what its calendar entry said of the meeting. `people` are those in its roles, as
    printed: dictionaries of `rules.Printed`.
    """

    __tablename__ = "released_session"
    __table_args__ = (
        UniqueConstraint("release_id", "uid"),
        CheckConstraint("ends_at > starts_at", name="ends_after_it_starts"),
        CheckConstraint("sequence >= 0", name="sequence_not_negative"),
        # Every fetch of a feed asks what was cancelled and has left it; it reads no session for that.
        Index("ix_released_session_gone", "release_id", "ends_at", "cancelled", "taken_out"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    release_id: Mapped[int] = mapped_column(ForeignKey("programme_release.id", ondelete="CASCADE"))
    session_id: Mapped[int | None] = mapped_column(
        ForeignKey("meeting_session.id", ondelete="SET NULL"), index=True
    )
    uid: Mapped[str] = mapped_column(String(80), index=True)
    label: Mapped[str] = mapped_column(String(10))
    kind: Mapped[SessionKind] = mapped_column(coded(SessionKind))
    title: Mapped[str] = mapped_column(String(300))
    about: Mapped[str] = mapped_column(Text, default="")
    starts: Mapped[datetime] = mapped_column(Wall)
    ends: Mapped[datetime] = mapped_column(Wall)
    starts_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant)
    room: Mapped[str] = mapped_column(String(100), default="")
    attribution: Mapped[Attribution] = mapped_column(coded(Attribution))
    interpretation: Mapped[list[str]] = mapped_column(JSON, default=list)
    people: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    cancelled: Mapped[bool] = mapped_column(default=False)
    taken_out: Mapped[bool] = mapped_column(default=False)
    place: Mapped[list[str]] = mapped_column(JSON, default=list)
    join_link: Mapped[str] = mapped_column(String(500), default="")
    sequence: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime]

    release: Mapped[ProgrammeRelease] = relationship(back_populates="sessions")
