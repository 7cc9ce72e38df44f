"""Acts on many things, a row for each: planned, done by the worker, kept with their result."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.base.database import Base, coded
from meetings.bulk.rules import ActState, Outcome
from meetings.outbox.models import OutboxBatch


class BulkAct(Base):
    """One act on many: `kind` names who foresees and does it (see `kinds`), `on_kind` and `on_id` where it belongs.

    `settings` are the kind's own, `way` the button by which it was begun, `why_stopped` a translated sentence.
    """

    __tablename__ = "bulk_act"
    __table_args__ = (
        CheckConstraint("(state = 'planned') = (begun_at IS NULL)", name="begun_when_not_planned"),
        Index("ix_bulk_act_on", "on_kind", "on_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(30), unique=True)
    kind: Mapped[str] = mapped_column(String(40))
    on_kind: Mapped[str] = mapped_column(String(30))
    on_id: Mapped[int]
    title: Mapped[str] = mapped_column(String(300))
    settings: Mapped[dict[str, Any]] = mapped_column(JSON)
    way: Mapped[str] = mapped_column(String(40), default="")
    language: Mapped[str] = mapped_column(String(10), default="en")
    state: Mapped[ActState] = mapped_column(coded(ActState), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    made_by: Mapped[str] = mapped_column(String(200))
    made_at: Mapped[datetime] = mapped_column(index=True)
    begun_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    why_stopped: Mapped[str] = mapped_column(String(500), default="")
    batch_id: Mapped[int | None] = mapped_column(
        ForeignKey("outbox_batch.id", ondelete="SET NULL"), unique=True
    )

    batch: Mapped[OutboxBatch | None] = relationship()

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return ((self.on_kind, self.on_id),)


class BulkRow(Base):
    """One of the many: what people call it, what the kind needs to do it, and what became of it.

    `thing` is what it stands for, once that is known; with it goes what people call it.
    """

    __tablename__ = "bulk_row"
    __table_args__ = (Index("ix_bulk_row_thing", "thing_kind", "thing_id"),)

    act_id: Mapped[int] = mapped_column(ForeignKey("bulk_act.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[str] = mapped_column(String(300))
    about: Mapped[str] = mapped_column(String(300), default="")
    thing_kind: Mapped[str] = mapped_column(String(30), default="")
    thing_id: Mapped[int | None]
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    outcome: Mapped[Outcome] = mapped_column(coded(Outcome), default=Outcome.PENDING)
    said: Mapped[str] = mapped_column(String(500), default="")
