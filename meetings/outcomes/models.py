"""A session's summary and the records taken from it."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.base.database import Base, coded
from meetings.directory.models import Organization
from meetings.outcomes.rules import RecordKind, SummaryStatus
from meetings.programme.models import MeetingSession
from meetings.programme.rules import Attribution, MeetingKind


class Summary(Base):
    """The summary of one session, by paragraphs; `words` counts them, footnotes included.

    `left_out`: what the drafter took out of the proposal, so that composing again does not bring it back.
    `without_round`: why it was approved without a confirmation round; "": there was one, or the meeting has none.
    `correcting`: why a frozen text is being corrected. `moderated_by`: who led the session and agrees to the text.
    """

    __tablename__ = "summary"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("meeting_session.id", ondelete="CASCADE"), unique=True)
    status: Mapped[SummaryStatus] = mapped_column(coded(SummaryStatus), default=SummaryStatus.DRAFT)
    words: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
    written_by: Mapped[str] = mapped_column(String(200), default="")
    written_at: Mapped[datetime]
    returned_because: Mapped[str] = mapped_column(String(1000), default="")
    approved_by: Mapped[str] = mapped_column(String(200), default="")
    approved_at: Mapped[datetime | None]
    # The session's attribution when the names were checked: a session that is narrowed later needs a new approval.
    approved_under: Mapped[Attribution | None] = mapped_column(coded(Attribution))
    without_round: Mapped[str] = mapped_column(String(1000), default="")
    correcting: Mapped[str] = mapped_column(String(1000), default="")
    left_out: Mapped[list[str]] = mapped_column(JSON, default=list)
    moderated_by: Mapped[str] = mapped_column(String(200), default="")
    moderated_at: Mapped[datetime | None]

    session: Mapped[MeetingSession] = relationship()
    paragraphs: Mapped[list["SummaryParagraph"]] = relationship(
        back_populates="summary",
        cascade="all, delete-orphan",
        order_by="(SummaryParagraph.position, SummaryParagraph.id)",
        passive_deletes=True,
    )

    @property
    def text(self) -> str:
        """The whole text, as the report and other rooms read it: paragraphs parted by empty lines."""
        return "\n\n".join(p.text for p in self.paragraphs)

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return (("session", self.session_id),)


class SummaryParagraph(Base):
    """A paragraph on one line; `^[source]` after a full stop is a footnote.

    `source`: what the rules made it of (`speakers`, `record:12`, …), "": the drafter wrote it. `proposed`: the words
    that were proposed, so that the drafter's own are told apart. `offered`: what the record would give now, beside
    words that the drafter has touched. `source_gone`: what it was made of is not in the record any more.
    """

    __tablename__ = "summary_paragraph"
    # A form that was open when its paragraph went must not find another one under its number.
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - read once, by SQLAlchemy

    id: Mapped[int] = mapped_column(primary_key=True)
    summary_id: Mapped[int] = mapped_column(ForeignKey("summary.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(default=1)
    source: Mapped[str] = mapped_column(String(60), default="")
    proposed: Mapped[str] = mapped_column(Text, default="")
    offered: Mapped[str] = mapped_column(Text, default="")
    source_gone: Mapped[bool] = mapped_column(default=False)
    written_by: Mapped[str] = mapped_column(String(200), default="")
    written_at: Mapped[datetime]

    summary: Mapped[Summary] = relationship(back_populates="paragraphs")

    @property
    def untouched(self) -> bool:
        """Whether it still reads as it was proposed."""
        return bool(self.source) and self.text == self.proposed

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return self.summary.scopes()


class ParagraphText(Base):
    """How a paragraph read in one of its versions: what somebody commented on stays readable beside what stands."""

    __tablename__ = "summary_paragraph_text"

    paragraph_id: Mapped[int] = mapped_column(
        ForeignKey("summary_paragraph.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    text: Mapped[str] = mapped_column(Text)


class SummaryVersion(Base):
    """A text as it was frozen; a correction is the next number, with the reason. It is never changed.

    `frozen_under`: the session's attribution then. A text that was frozen under a wider one is not shown any more.
    """

    __tablename__ = "summary_version"
    __table_args__ = (UniqueConstraint("summary_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    summary_id: Mapped[int] = mapped_column(ForeignKey("summary.id", ondelete="CASCADE"))
    number: Mapped[int]
    paragraphs: Mapped[list[str]] = mapped_column(JSON)
    words: Mapped[int]
    reason: Mapped[str] = mapped_column(String(1000), default="")
    frozen_by: Mapped[str] = mapped_column(String(200))
    frozen_at: Mapped[datetime]
    frozen_under: Mapped[Attribution] = mapped_column(coded(Attribution))


class SummaryGuide(Base):
    """How summaries of a kind of meeting begin their parts (`openings`, by proposal.Part) and how long they are."""

    __tablename__ = "summary_guide"

    meeting_kind: Mapped[MeetingKind] = mapped_column(coded(MeetingKind), primary_key=True)
    openings: Mapped[dict[str, str]] = mapped_column(JSON)
    words: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)


class SummaryTerms(Base):
    """A meeting that confirms its summaries without a round, and why; no row: each goes through one."""

    __tablename__ = "summary_terms"

    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    without_rounds: Mapped[bool] = mapped_column(default=False)
    because: Mapped[str] = mapped_column(String(1000), default="")
    version: Mapped[int] = mapped_column(default=1)


class OutcomeRecord(Base):
    """A practice, lesson, possible new form of cooperation or recommendation.

    Nothing under Chatham House holds an organization: the database refuses it.
    """

    __tablename__ = "outcome_record"
    __table_args__ = (
        CheckConstraint(
            "attribution <> 'chatham_house' OR (organization_id IS NULL AND organization_name = '')",
            name="chatham_house_names_nobody",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("meeting_session.id", ondelete="CASCADE"), index=True)
    kind: Mapped[RecordKind] = mapped_column(coded(RecordKind))
    text: Mapped[str] = mapped_column(Text)
    organization_id: Mapped[int | None] = mapped_column(
        ForeignKey("organization.id", ondelete="SET NULL"), index=True
    )
    organization_name: Mapped[str] = mapped_column(String(200), default="")
    attribution: Mapped[Attribution] = mapped_column(coded(Attribution))
    naming_approved: Mapped[bool] = mapped_column(default=False)
    paragraph: Mapped[str] = mapped_column(String(10), default="8")
    version: Mapped[int] = mapped_column(default=1)
    written_by: Mapped[str] = mapped_column(String(200), default="")
    written_at: Mapped[datetime]

    session: Mapped[MeetingSession] = relationship()
    organization: Mapped[Organization | None] = relationship()

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return (("session", self.session_id),)
