"""Files that came back, and what is different in them."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.base.database import Base
from meetings.report.models import Report
from meetings.returned.rules import Kind, State


class ReturnedFile(Base):
    """A Word file that somebody has edited outside and handed in; the file itself is not kept, only what differs.

    `digest` (SHA-256) tells the same file again. `known` of `sent` paragraphs were found in it, by their bookmarks or
    (`by_words`) by what they say; `formatting`: tracked changes of looks, which the report does not take.
    """

    __tablename__ = "returned_file"
    __table_args__ = (UniqueConstraint("report_id", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    digest: Mapped[str] = mapped_column(String(64))
    by_words: Mapped[bool] = mapped_column(default=False)
    known: Mapped[int]
    sent: Mapped[int]
    formatting: Mapped[int] = mapped_column(default=0)
    returned_by: Mapped[str] = mapped_column(String(200))
    returned_at: Mapped[datetime]

    report: Mapped[Report] = relationship()


class ReturnedDifference(Base):
    """One difference of a file, as `rules.Difference` says it, and what was decided.

    `held`: it names somebody where nobody may be named; its words are not kept. `made`: the paragraphs of the draft
    that accepting it has made.
    """

    __tablename__ = "returned_difference"
    __table_args__ = (UniqueConstraint("file_id", "seq"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("returned_file.id", ondelete="CASCADE"), index=True)
    seq: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    author: Mapped[str] = mapped_column(String(200))
    dated: Mapped[datetime | None]
    name: Mapped[str] = mapped_column(String(20), default="")
    version: Mapped[int] = mapped_column(default=0)
    start: Mapped[int] = mapped_column(default=0)
    end: Mapped[int] = mapped_column(default=0)
    before: Mapped[str] = mapped_column(Text, default="")
    after: Mapped[str] = mapped_column(Text, default="")
    behind: Mapped[str] = mapped_column(String(20), default="")
    ahead: Mapped[str] = mapped_column(String(20), default="")
    place: Mapped[str] = mapped_column(String(300), default="")
    held: Mapped[bool] = mapped_column(default=False)
    made: Mapped[list[int]] = mapped_column(JSON, default=list)
    state: Mapped[str] = mapped_column(String(20), default=State.OPEN.value)
    decided_by: Mapped[str] = mapped_column(String(200), default="")
    decided_at: Mapped[datetime | None]

    file: Mapped[ReturnedFile] = relationship()

    @property
    def open(self) -> bool:
        return self.state == State.OPEN.value

    @property
    def acceptable(self) -> bool:
        """Whether it can be taken into the report: what stands outside our paragraphs is only looked at."""
        return (
            not self.held
            and (self.kind != Kind.ELSEWHERE.value)
            and bool(self.name or self.kind == Kind.NEW.value)
        )
