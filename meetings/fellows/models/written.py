"""What a fellow writes, what the supervisor answers, what both say of the year, and the yearly question after it."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.base.database import Base, coded
from meetings.base.models import StoredFile
from meetings.fellows.models.years import Fellow
from meetings.fellows.rules import Side, Use


class FellowLog(Base):
    """The log of one week of a placement: the fellow writes, the supervisor answers, nobody else does either."""

    __tablename__ = "fellow_log"
    __table_args__ = (UniqueConstraint("fellow_id", "week"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    fellow_id: Mapped[int] = mapped_column(ForeignKey("fellow.id", ondelete="CASCADE"))
    week: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[str] = mapped_column(String(200), default="")
    answered_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL"), index=True
    )
    version: Mapped[int] = mapped_column(default=1)
    answer_version: Mapped[int] = mapped_column(default=0)

    fellow: Mapped[Fellow] = relationship()


class FellowObserved(Base):
    """A session that the fellow observed; `title` as it was called then, whatever becomes of the session."""

    __tablename__ = "fellow_observed"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(30), unique=True)
    fellow_id: Mapped[int] = mapped_column(ForeignKey("fellow.id", ondelete="CASCADE"), index=True)
    session_id: Mapped[int | None] = mapped_column(
        ForeignKey("meeting_session.id", ondelete="SET NULL"), index=True
    )
    title: Mapped[str] = mapped_column(String(300))
    on_day: Mapped[date]
    text: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)

    fellow: Mapped[Fellow] = relationship()


class FellowBriefing(Base):
    """A briefing that the fellow gave: when, to whom, and its paper as a file or a link."""

    __tablename__ = "fellow_briefing"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(30), unique=True)
    fellow_id: Mapped[int] = mapped_column(ForeignKey("fellow.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    on_day: Mapped[date]
    to_whom: Mapped[str] = mapped_column(String(200), default="")
    link: Mapped[str] = mapped_column(String(500), default="")
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"), unique=True)
    version: Mapped[int] = mapped_column(default=1)

    fellow: Mapped[Fellow] = relationship()
    file: Mapped[StoredFile | None] = relationship()


class FellowReport(Base):
    """What the fellow reports at the end."""

    __tablename__ = "fellow_report"

    fellow_id: Mapped[int] = mapped_column(
        ForeignKey("fellow.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    fellow: Mapped[Fellow] = relationship()


class FellowEvaluated(Base):
    """That somebody has evaluated; what they said is in `FellowEvaluation`, and nothing leads from here to there."""

    __tablename__ = "fellow_evaluated"

    fellow_id: Mapped[int] = mapped_column(
        ForeignKey("fellow.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    side: Mapped[Side] = mapped_column(coded(Side), primary_key=True)


class FellowEvaluation(Base):
    """What one person said of an edition: no name, no time, a key drawn by chance, rows laid anew in no order."""

    __tablename__ = "fellow_evaluation"

    key: Mapped[str] = mapped_column(String(30), primary_key=True)
    edition_id: Mapped[int] = mapped_column(
        ForeignKey("fellowship_edition.id", ondelete="CASCADE"), index=True
    )
    side: Mapped[Side] = mapped_column(coded(Side))
    scores: Mapped[dict[str, int]] = mapped_column(JSON)
    words: Mapped[str] = mapped_column(Text, default="")


class FellowFollowUp(Base):
    """The one question of one year after the fellowship."""

    __tablename__ = "fellow_follow_up"
    __table_args__ = (
        UniqueConstraint("fellow_id", "year"),
        {"sqlite_autoincrement": True},  # a mailed link knows it by the number
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    fellow_id: Mapped[int] = mapped_column(ForeignKey("fellow.id", ondelete="CASCADE"))
    year: Mapped[int]
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    use: Mapped[Use | None] = mapped_column(coded(Use))
    text: Mapped[str] = mapped_column(Text, default="")

    fellow: Mapped[Fellow] = relationship()
