"""What leaves the house, as rows in the transaction that decided on it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from meetings.base.database import Base, coded
from meetings.outbox.rules import Delivery


class OutboxBatch(Base):
    """Mails of one act for many people, held until somebody has read them and lets them go."""

    __tablename__ = "outbox_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(30), unique=True)
    title: Mapped[str] = mapped_column(String(300))
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(200))


class OutboxMessage(Base):
    """One mail to one address. `[personal link]` in the text stands for a link that only delivery fills in.

    `letter` is the kind of mail (see letters), "" for those that are none of them. `calendar_version`: the SEQUENCE of
    the entry itself, where what was told to this address has run ahead of it; `calendar_ends_at`: when the entry ends,
    as this mail has it. `refused`: at how many of the `attempts` the server was there, and did not take it.
    `house_text`: what the house had written where the office put words of its own; else None.
    """

    __tablename__ = "outbox_message"
    __table_args__ = (
        CheckConstraint("(calendar IS NULL) = (calendar_uid IS NULL)", name="calendar_has_uid"),
        Index("ix_outbox_message_due", "delivery", "not_before"),
        Index("ix_outbox_message_calendar", "calendar_uid", "to_email"),
        CheckConstraint("delivery <> 'held' OR batch_id IS NOT NULL", name="held_in_a_batch"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(30), unique=True)
    created_at: Mapped[datetime] = mapped_column(index=True)
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("outbox_batch.id"), index=True)
    about_kind: Mapped[str] = mapped_column(String(30), default="")
    about_id: Mapped[int | None] = mapped_column(index=True)
    letter: Mapped[str] = mapped_column(String(40), default="")
    to_name: Mapped[str] = mapped_column(String(200))
    to_email: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)
    house_text: Mapped[str | None] = mapped_column(Text)
    link_path: Mapped[str | None] = mapped_column(String(200))
    link_purpose: Mapped[str | None] = mapped_column(String(30))
    link_key: Mapped[str | None] = mapped_column(String(30))
    link_nonce: Mapped[str | None] = mapped_column(String(30))
    calendar: Mapped[bytes | None] = mapped_column(LargeBinary)
    calendar_method: Mapped[str | None] = mapped_column(String(10))
    calendar_uid: Mapped[str | None] = mapped_column(String(200))
    calendar_sequence: Mapped[int | None]
    calendar_version: Mapped[int | None]
    calendar_ends_at: Mapped[datetime | None]
    delivery: Mapped[Delivery] = mapped_column(coded(Delivery), default=Delivery.WAITING)
    not_before: Mapped[datetime]
    claimed_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    refused: Mapped[int] = mapped_column(default=0, server_default="0")
    last_error: Mapped[str | None] = mapped_column(String(500))
    sent_at: Mapped[datetime | None]
    # What tells of a deletion still goes; its own text and address are blanked once it has.
    blank_after: Mapped[bool] = mapped_column(default=False)
