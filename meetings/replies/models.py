"""Mails that came in, and the answers that calendars gave."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from meetings.base.database import Base, coded
from meetings.ical import Said
from meetings.replies.rules import Answer, Closing, Outcome, Sort


class ReceivedMail(Base):
    """A mail to the mailbox: who wrote, what came of it, and what was read of it. No attachment is kept.

    `identity` is made of what makes a mail the same mail when it is delivered twice. `about_kind`, `about_id`: the
    thing that the invitation was about (see the outbox). `email` is the invited address whose answer it is, `uid`
    to `one_date` are what the calendar part says, `delegated_to` and `proposed_*` what it proposes.
    `returned_key`: of a bounce, the outbox's mail that came back. `open`: it waits for somebody of the office.
    """

    __tablename__ = "received_mail"
    __table_args__ = (
        Index("ix_received_mail_about", "about_kind", "about_id"),
        Index("ix_received_mail_open", "open", "id"),
        CheckConstraint("NOT (open AND closed_at IS NOT NULL)", name="closed_is_not_open"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(30), unique=True)
    identity: Mapped[str] = mapped_column(String(64), unique=True)
    received_at: Mapped[datetime] = mapped_column(index=True)
    sort: Mapped[Sort] = mapped_column(coded(Sort))
    outcome: Mapped[Outcome] = mapped_column(coded(Outcome))
    why: Mapped[str] = mapped_column(String(300), default="")
    from_name: Mapped[str] = mapped_column(String(200), default="")
    from_email: Mapped[str] = mapped_column(String(254), default="", index=True)
    subject: Mapped[str] = mapped_column(String(300), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    size: Mapped[int] = mapped_column(default=0)
    calendar: Mapped[bytes | None] = mapped_column(LargeBinary)
    about_kind: Mapped[str] = mapped_column(String(30), default="")
    about_id: Mapped[int | None]
    email: Mapped[str] = mapped_column(String(254), default="", index=True)
    uid: Mapped[str] = mapped_column(String(200), default="")
    method: Mapped[str] = mapped_column(String(20), default="")
    said: Mapped[Said | None] = mapped_column(coded(Said))
    sequence: Mapped[int | None]
    stamp: Mapped[datetime | None]
    one_date: Mapped[str] = mapped_column(String(60), default="")
    comment: Mapped[str] = mapped_column(Text, default="")
    delegated_to: Mapped[str] = mapped_column(String(254), default="")
    proposed_starts_at: Mapped[datetime | None]
    proposed_ends_at: Mapped[datetime | None]
    returned_key: Mapped[str | None] = mapped_column(String(30), index=True)
    open: Mapped[bool] = mapped_column(default=False)
    closing: Mapped[Closing | None] = mapped_column(coded(Closing))
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str] = mapped_column(String(200), default="")


class CalendarAnswer(Base):
    """What one invited address last said to one calendar entry, and to which version of it."""

    __tablename__ = "calendar_answer"
    __table_args__ = (
        UniqueConstraint("uid", "email"),
        Index("ix_calendar_answer_about", "about_kind", "about_id"),
        CheckConstraint("email = lower(email)", name="email_in_lower_case"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254), index=True)
    about_kind: Mapped[str] = mapped_column(String(30))
    about_id: Mapped[int]
    said: Mapped[Said] = mapped_column(coded(Said))
    sequence: Mapped[int]
    stamp: Mapped[datetime]
    comment: Mapped[str] = mapped_column(Text, default="")
    mail_id: Mapped[int]

    @property
    def answer(self) -> Answer:
        return Answer(self.said, self.sequence, self.stamp)
