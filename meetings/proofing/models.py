"""What drafters let stand, which rules their report does not follow, and why."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.base.database import Base
from meetings.report.models import Report, ReportParagraph


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


class StyleRuleOff(Base):
    """A rule of style that a report does not follow, with the reason; without a row it is followed."""

    __tablename__ = "style_rule_off"
    __table_args__ = (UniqueConstraint("report_id", "rule"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id", ondelete="CASCADE"))
    rule: Mapped[str] = mapped_column(String(30))
    reason: Mapped[str] = mapped_column(Text)
    off_by: Mapped[str] = mapped_column(String(200))
    off_at: Mapped[datetime]

    report: Mapped[Report] = relationship()
