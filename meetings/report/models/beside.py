"""What stands beside a paragraph: how it read before, and what drafters say to each other about it."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.base.database import Base
from meetings.report.models.draft import ReportParagraph


class ReportParagraphVersion(Base):
    """How a paragraph read after an act on it: who did what, when, and where it stood. The first is how it came.

    `number` is the paragraph's version from then on; `what` an act of `rules.What`.
    """

    __tablename__ = "report_paragraph_version"
    __table_args__ = (UniqueConstraint("paragraph_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    paragraph_id: Mapped[int] = mapped_column(
        ForeignKey("report_paragraph.id", ondelete="CASCADE"), index=True
    )
    number: Mapped[int]
    what: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Text)
    items: Mapped[list[str]] = mapped_column(JSON, default=list)
    place: Mapped[str] = mapped_column(String(300), default="")
    reason: Mapped[str] = mapped_column(String(500), default="")
    by: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime]

    paragraph: Mapped[ReportParagraph] = relationship()


class ReportComment(Base):
    """A question or a remark on a paragraph (`answers_id` None), or an answer to one; the first can be resolved."""

    __tablename__ = "report_comment"

    id: Mapped[int] = mapped_column(primary_key=True)
    paragraph_id: Mapped[int] = mapped_column(
        ForeignKey("report_paragraph.id", ondelete="CASCADE"), index=True
    )
    answers_id: Mapped[int | None] = mapped_column(
        ForeignKey("report_comment.id", ondelete="CASCADE"), index=True
    )
    text: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    resolved_by: Mapped[str] = mapped_column(String(200), default="")
    resolved_at: Mapped[datetime | None]

    paragraph: Mapped[ReportParagraph] = relationship()


class ReportNameStays(Base):
    """Somebody has decided that a name stays in a paragraph as it reads; `digest` tells which, and how (rules)."""

    __tablename__ = "report_name_stays"
    __table_args__ = (UniqueConstraint("paragraph_id", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    paragraph_id: Mapped[int] = mapped_column(ForeignKey("report_paragraph.id", ondelete="CASCADE"))
    digest: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(Text)
    decided_by: Mapped[str] = mapped_column(String(200))
    decided_at: Mapped[datetime]

    paragraph: Mapped[ReportParagraph] = relationship()
