"""Documents of meetings, their issues by language, and who has looked when.

Documents are the permanent record of a meeting and survive the deletion of its personal data (DOMAIN 7). Who
visited when is personal data: it goes with them.
"""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.base.database import Base, coded
from meetings.base.models import StoredFile
from meetings.documents.rules import Visibility
from meetings.programme.models import Meeting, MeetingSession


class DocumentSeries(Base):
    """How a meeting's documents are numbered: `last` is the last number given, and never falls.

    `mark` changes with every change to any of them: what was made of them before then is made anew.
    """

    __tablename__ = "document_series"
    __table_args__ = (CheckConstraint("last >= 0", name="last_not_negative"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True)
    prefix: Mapped[str] = mapped_column(String(40), unique=True)
    last: Mapped[int] = mapped_column(default=0)
    mark: Mapped[str] = mapped_column(String(30))


class Document(Base):
    """A document of a meeting, or of one of its sessions, under a symbol that is never used again: `WS/2028/1`.

    `withdrawn_why` is what readers see in its place.
    """

    __tablename__ = "document"
    __table_args__ = (
        UniqueConstraint("meeting_id", "number"),
        CheckConstraint("number > 0", name="numbers_begin_with_one"),
        CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_why = '')", name="withdrawn_with_a_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    session_id: Mapped[int | None] = mapped_column(
        ForeignKey("meeting_session.id", ondelete="SET NULL"), index=True
    )
    number: Mapped[int]
    symbol: Mapped[str] = mapped_column(String(60), unique=True)
    title: Mapped[str] = mapped_column(String(300))
    visibility: Mapped[Visibility] = mapped_column(coded(Visibility))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_why: Mapped[str] = mapped_column(String(500), default="")
    version: Mapped[int] = mapped_column(default=1)

    meeting: Mapped[Meeting] = relationship()
    session: Mapped[MeetingSession | None] = relationship()
    issues: Mapped[list["DocumentIssue"]] = relationship(
        back_populates="document",
        cascade="all, delete-orphan",
        order_by="(DocumentIssue.language, DocumentIssue.number.desc())",
    )

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return (("meeting", self.meeting_id),)


class DocumentIssue(Base):
    """Issue `number` of a document in a language; the highest is the one that stands, the others were replaced."""

    __tablename__ = "document_issue"
    __table_args__ = (
        UniqueConstraint("document_id", "language", "number"),
        CheckConstraint("number > 0", name="numbers_begin_with_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(String(10))
    number: Mapped[int]
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), unique=True)
    issued_at: Mapped[datetime]

    document: Mapped[Document] = relationship(back_populates="issues")
    file: Mapped[StoredFile] = relationship()


class DocumentVisit(Base):
    """When an account was last at a meeting's documents (`seen_at`), and at the end of the visit before."""

    __tablename__ = "document_visit"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    seen_at: Mapped[datetime]
    before_at: Mapped[datetime | None]


class DocumentOpening(Base):
    """When a document came to be seen by more readers: it is new to them then, whenever it was issued."""

    __tablename__ = "document_opening"

    document_id: Mapped[int] = mapped_column(
        ForeignKey("document.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    level: Mapped[Visibility] = mapped_column(coded(Visibility), primary_key=True)
    at: Mapped[datetime]
