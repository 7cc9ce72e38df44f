"""What documents management was told of the report."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.base.database import Base
from meetings.forecast.rules import Sheet
from meetings.mandate.models import Cycle


class Forecast(Base):
    """The office's own estimate for a cycle's report; `frozen` holds the sheet as it was told at the freeze."""

    __tablename__ = "report_forecast"

    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id", ondelete="CASCADE"), unique=True)
    words: Mapped[int]
    languages: Mapped[list[str]] = mapped_column(JSON)
    frozen: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    frozen_at: Mapped[datetime | None]
    frozen_by: Mapped[str] = mapped_column(String(200), default="")
    version: Mapped[int] = mapped_column(default=1)

    cycle: Mapped[Cycle] = relationship()

    @property
    def sheet(self) -> Sheet | None:
        """The sheet as it was told."""
        told = self.frozen
        if told is None:
            return None
        days = {name: date.fromisoformat(told[name]) for name in ("submission", "issuance")}
        return Sheet(**{**told, **days, "languages": tuple(told["languages"])})


def as_kept(sheet: Sheet) -> dict[str, Any]:
    """The sheet as the database keeps it."""
    days = {"submission": sheet.submission.isoformat(), "issuance": sheet.issuance.isoformat()}
    return {**vars(sheet), **days, "languages": list(sheet.languages)}
