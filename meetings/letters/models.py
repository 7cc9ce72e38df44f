"""Texts of mails that somebody has edited."""

from sqlalchemy import CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from meetings.base.database import Base


class LetterText(Base):
    """How one kind of mail about one thing (`about_kind`, `about_id`) reads in one language; without a row the default.

    Both texts empty: the default again; the row stays, so that `version` grows with every change.
    """

    __tablename__ = "letter_text"
    __table_args__ = (
        UniqueConstraint("about_kind", "about_id", "kind", "language"),
        CheckConstraint("(subject = '') = (text = '')", name="both_or_neither"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    about_kind: Mapped[str] = mapped_column(String(30))
    about_id: Mapped[int]
    kind: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(10))
    subject: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(String(10_000))
    version: Mapped[int] = mapped_column(default=0)
