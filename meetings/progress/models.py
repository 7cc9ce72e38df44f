"""What was done under each operative paragraph, and what there was to do it with."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.base.database import Base, coded
from meetings.mandate.models import Cycle
from meetings.progress.rules import Activity, Funds


class ProgressEntry(Base):
    """What was done under one operative paragraph of a cycle's resolution: by whom, since when."""

    __tablename__ = "progress_entry"
    __table_args__ = (Index("ix_progress_entry_cycle_paragraph", "cycle_id", "paragraph"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id", ondelete="CASCADE"))
    paragraph: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    done_by: Mapped[str] = mapped_column(String(200))
    since: Mapped[date]
    version: Mapped[int] = mapped_column(default=1)
    written_by: Mapped[str] = mapped_column(String(200), default="")
    written_at: Mapped[datetime]
    demonstration: Mapped[bool] = mapped_column(default=False, index=True)

    cycle: Mapped[Cycle] = relationship()


class ResourceEntry(Base):
    """What an activity of a cycle needed in a year and was given (OP7), in whole United States dollars."""

    __tablename__ = "resource_entry"
    __table_args__ = (UniqueConstraint("cycle_id", "activity", "year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id", ondelete="CASCADE"))
    activity: Mapped[Activity] = mapped_column(coded(Activity))
    year: Mapped[int]
    needed: Mapped[int]
    regular: Mapped[int] = mapped_column(default=0)
    voluntary: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
    written_by: Mapped[str] = mapped_column(String(200), default="")
    written_at: Mapped[datetime]
    demonstration: Mapped[bool] = mapped_column(default=False, index=True)

    cycle: Mapped[Cycle] = relationship()

    @property
    def funds(self) -> Funds:
        return Funds(self.activity, self.year, self.needed, self.regular, self.voluntary)
