"""What drafters let stand, and why."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.base.database import Base
from meetings.report.models import ReportParagraph


class StyleDismissal(Base):
    """Words of a paragraph that a rule of style would have otherwise and that stay, with the reason.

    `rule` is the rule's code; `words` are as they stand in the text, spaces made one.
    """

    __tablename__ = "style_dismissal"
    __table_args__ = (UniqueConstraint("paragraph_id", "rule", "words"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    paragraph_id: Mapped[int] = mapped_column(
        ForeignKey("report_paragraph.id", ondelete="CASCADE"), index=True
    )
    rule: Mapped[str] = mapped_column(String(30))
    words: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    dismissed_by: Mapped[str] = mapped_column(String(200))
    dismissed_at: Mapped[datetime]

    paragraph: Mapped[ReportParagraph] = relationship()

    @property
    def key(self) -> tuple[int, str, str]:
        """As findings are known by."""
        return (self.paragraph_id, self.rule, self.words)
