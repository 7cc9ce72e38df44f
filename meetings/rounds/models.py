"""A round, who is asked in it, and what they said."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.base.database import Base, Instant, coded
from meetings.outcomes.models import Summary, SummaryParagraph
from meetings.programme.models import Speaker, Wall
from meetings.registration.models import Registration
from meetings.rounds.rules import Decision, Kind, RoundStatus


class ConfirmationRound(Base):
    """A summary goes to those who were present. `deadline` is the wall clock of the meeting's zone.

    `deadline_second`: which of two equal hours, when clocks are put back. `reminded_at`: when those who had not
    answered were reminded the last time. `key` goes into the marks of the answers.
    """

    __tablename__ = "confirmation_round"
    __table_args__ = (UniqueConstraint("summary_id", "number"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(30), unique=True)
    summary_id: Mapped[int] = mapped_column(ForeignKey("summary.id", ondelete="CASCADE"))
    number: Mapped[int]
    status: Mapped[RoundStatus] = mapped_column(coded(RoundStatus), default=RoundStatus.OPEN)
    deadline: Mapped[datetime] = mapped_column(Wall)
    deadline_second: Mapped[bool | None]
    deadline_at: Mapped[datetime] = mapped_column(Instant, index=True)
    opened_at: Mapped[datetime]
    opened_by: Mapped[str] = mapped_column(String(200))
    reminded_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str] = mapped_column(String(200), default="")
    closed_because: Mapped[str] = mapped_column(String(1000), default="")
    version: Mapped[int] = mapped_column(default=1)

    summary: Mapped[Summary] = relationship()

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return self.summary.session.scopes()


class RoundStart(Base):
    """Which version of a paragraph a round began with."""

    __tablename__ = "round_start"

    round_id: Mapped[int] = mapped_column(
        ForeignKey("confirmation_round.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    paragraph_id: Mapped[int] = mapped_column(
        ForeignKey("summary_paragraph.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
        index=True,
    )
    version: Mapped[int]


class RoundReader(Base):
    """Somebody who is asked: present by a registration, or in a role of the session; names and addresses stay there.

    `answered` says that something was said, not when: a time would lead from a nameless answer to the person.
    """

    __tablename__ = "round_reader"
    __table_args__ = (
        UniqueConstraint("round_id", "registration_id"),
        UniqueConstraint("round_id", "speaker_id"),
        CheckConstraint("registration_id IS NOT NULL OR speaker_id IS NOT NULL", name="reads_as_somebody"),
        # A mailed link knows a reader by the number, also when the reader has gone: nobody else may get it.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(30), unique=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("confirmation_round.id", ondelete="CASCADE"), index=True)
    registration_id: Mapped[int | None] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), index=True
    )
    speaker_id: Mapped[int | None] = mapped_column(ForeignKey("speaker.id", ondelete="CASCADE"), index=True)
    answered: Mapped[bool] = mapped_column(default=False)

    round: Mapped[ConfirmationRound] = relationship()
    registration: Mapped[Registration | None] = relationship()
    speaker: Mapped[Speaker | None] = relationship()

    @property
    def name(self) -> str:
        """As the registration or the role says; "": their data are deleted."""
        return self.registration.name if self.registration else self.speaker.name if self.speaker else ""

    @property
    def organization(self) -> str:
        one = self.registration
        return one.organization_name if one else self.speaker.organization if self.speaker else ""


class RoundAnswer(Base):
    """What somebody said, each time; of the same person and paragraph the last in time stands.

    `who` is a mark made under the application's secret from the reader's key: with it a link finds its own answers,
    and the database alone leads from no answer to a person. `reader_id` stands only where people may be named.
    `read_text`: how the paragraph read, of which it was said; `paragraph_id` None: of the whole, or it has gone.
    """

    __tablename__ = "round_answer"
    __table_args__ = (
        Index("ix_round_answer_round", "round_id", "id"),
        CheckConstraint("(decision IS NULL) = (decided_at IS NULL)", name="a_decision_has_its_time"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("confirmation_round.id", ondelete="CASCADE"))
    who: Mapped[str] = mapped_column(String(64), index=True)
    reader_id: Mapped[int | None] = mapped_column(
        ForeignKey("round_reader.id", ondelete="SET NULL"), index=True
    )
    paragraph_id: Mapped[int | None] = mapped_column(
        ForeignKey("summary_paragraph.id", ondelete="SET NULL"), index=True
    )
    paragraph_version: Mapped[int] = mapped_column(default=0)
    read_text: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[Kind] = mapped_column(coded(Kind))
    text: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime]
    by_mail: Mapped[bool] = mapped_column(default=False)
    decision: Mapped[Decision | None] = mapped_column(coded(Decision))
    reason: Mapped[str] = mapped_column(String(1000), default="")
    decided_by: Mapped[str] = mapped_column(String(200), default="")
    decided_at: Mapped[datetime | None]

    paragraph: Mapped[SummaryParagraph | None] = relationship()
    reader: Mapped[RoundReader | None] = relationship()


class LateReminder(Base):
    """When those who owe a session's summary were last reminded; no row: never."""

    __tablename__ = "late_reminder"

    session_id: Mapped[int] = mapped_column(
        ForeignKey("meeting_session.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    at: Mapped[datetime]
