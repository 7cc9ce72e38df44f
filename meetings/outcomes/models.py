"""A session's summary, the records taken from it and other outcomes, and what became of them."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.access.models import Account
from meetings.base import secrets
from meetings.base.database import Base, coded
from meetings.directory.models import Organization
from meetings.documents.models import Document
from meetings.mandate.models import Cycle
from meetings.outcomes.rules import OutcomeState, RecordKind, SummaryStatus
from meetings.programme.models import Meeting, MeetingSession
from meetings.programme.rules import Attribution, MeetingKind
from meetings.record.models import NamedNoMore


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
        return self.session.scopes()


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


class SummaryNotNamed(Base):
    """Somebody looked at a word of that version of a paragraph which is also a family name: nobody is meant by it.

    `name_digest` tells which word without holding it.
    """

    __tablename__ = "summary_not_named"

    paragraph_id: Mapped[int] = mapped_column(
        ForeignKey("summary_paragraph.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    said_by: Mapped[str] = mapped_column(String(200))
    said_at: Mapped[datetime]


class SummaryNamedNoMore(NamedNoMore):
    """The same of a paragraph of a summary as of one of the record: it named somebody who may be named no more."""

    __tablename__ = "summary_named_no_more"

    of_id: Mapped[int] = mapped_column(
        ForeignKey("summary_paragraph.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )


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


class OutcomeTheme(Base):
    """A theme of a cycle, under which its outcomes are looked up; the office keeps the list."""

    __tablename__ = "outcome_theme"
    __table_args__ = (UniqueConstraint("cycle_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(String(200))

    cycle: Mapped[Cycle] = relationship()


class ConclusionNumber(Base):
    """The highest number that a conclusion of a meeting was ever given: people quote it, so it is no other's later."""

    __tablename__ = "conclusion_number"

    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    highest: Mapped[int]


class OutcomeRecord(Base):
    """A practice, lesson, challenge, possible new form of cooperation, recommendation, conclusion or commitment.

    It was said in a session, or concluded by a meeting as a whole (`session_id` None), or at a meeting of before this
    house (`source` says where, `year` when). `number` counts the conclusions of a meeting. `state` is what its
    follow-ups make of it, None for what is not followed. Its owner is one of the three.
    Nothing under Chatham House holds an organization or an account: the database refuses it.
    """

    __tablename__ = "outcome_record"
    __table_args__ = (
        CheckConstraint(
            "attribution <> 'chatham_house' OR (organization_id IS NULL AND organization_name = '' "
            "AND owner_organization_id IS NULL AND owner_account_id IS NULL)",
            name="chatham_house_names_nobody",
        ),
        CheckConstraint(
            "session_id IS NOT NULL OR meeting_id IS NOT NULL OR source <> ''", name="said_somewhere"
        ),
        CheckConstraint("number IS NULL OR number > 0", name="numbers_begin_with_one"),
        UniqueConstraint("meeting_id", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(30), unique=True, default=secrets.new_key)
    session_id: Mapped[int | None] = mapped_column(
        ForeignKey("meeting_session.id", ondelete="CASCADE"), index=True
    )
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    year: Mapped[int | None]
    source: Mapped[str] = mapped_column(String(300), default="")
    number: Mapped[int | None]
    kind: Mapped[RecordKind] = mapped_column(coded(RecordKind))
    text: Mapped[str] = mapped_column(Text)
    organization_id: Mapped[int | None] = mapped_column(
        ForeignKey("organization.id", ondelete="SET NULL"), index=True
    )
    organization_name: Mapped[str] = mapped_column(String(200), default="")
    attribution: Mapped[Attribution] = mapped_column(coded(Attribution))
    naming_approved: Mapped[bool] = mapped_column(default=False)
    paragraph: Mapped[str] = mapped_column(String(10), default="8")
    theme_id: Mapped[int | None] = mapped_column(
        ForeignKey("outcome_theme.id", ondelete="SET NULL"), index=True
    )
    state: Mapped[OutcomeState | None] = mapped_column(coded(OutcomeState))
    owner_organization_id: Mapped[int | None] = mapped_column(
        ForeignKey("organization.id", ondelete="SET NULL"), index=True
    )
    owner_account_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL"), index=True
    )
    owner: Mapped[str] = mapped_column(String(200), default="")
    due_on: Mapped[date | None]
    demonstration: Mapped[bool] = mapped_column(default=False, index=True)
    version: Mapped[int] = mapped_column(default=1)
    written_by: Mapped[str] = mapped_column(String(200), default="")
    written_at: Mapped[datetime]

    session: Mapped[MeetingSession | None] = relationship()
    meeting: Mapped[Meeting | None] = relationship()
    organization: Mapped[Organization | None] = relationship(foreign_keys=organization_id)
    owner_organization: Mapped[Organization | None] = relationship(foreign_keys=owner_organization_id)
    owner_account: Mapped[Account | None] = relationship()
    theme: Mapped[OutcomeTheme | None] = relationship()
    followups: Mapped[list["OutcomeFollowup"]] = relationship(
        back_populates="outcome",
        cascade="all, delete-orphan",
        order_by="(OutcomeFollowup.year, OutcomeFollowup.id)",
    )

    def scopes(self) -> tuple[tuple[str, int], ...]:
        """Of its session; and of the organization that is to do it, whose focal points say what became of it."""
        owner = self.owner_organization_id
        said_in = self.session.scopes() if self.session is not None else ()
        return (*said_in, *((("organization", owner),) if owner is not None else ()))


class OutcomeNamedNoMore(NamedNoMore):
    """The same of the words of an outcome."""

    __tablename__ = "outcome_named_no_more"

    of_id: Mapped[int] = mapped_column(
        ForeignKey("outcome_record.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )


class OutcomeFollowup(Base):
    """What became of an outcome by some year, and how it stood then.

    `told_by`: who said so, an organization or in words. `checked_under`: who might be named in it when it was written;
    an outcome that was narrowed since shows it again when it has been looked through.
    """

    __tablename__ = "outcome_followup"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(30), unique=True, default=secrets.new_key)
    outcome_id: Mapped[int] = mapped_column(ForeignKey("outcome_record.id", ondelete="CASCADE"), index=True)
    year: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    state: Mapped[OutcomeState | None] = mapped_column(coded(OutcomeState))
    organization_id: Mapped[int | None] = mapped_column(
        ForeignKey("organization.id", ondelete="SET NULL"), index=True
    )
    told_by: Mapped[str] = mapped_column(String(200), default="")
    checked_under: Mapped[Attribution] = mapped_column(coded(Attribution))
    version: Mapped[int] = mapped_column(default=1)
    written_by: Mapped[str] = mapped_column(String(200), default="")
    written_at: Mapped[datetime]

    outcome: Mapped[OutcomeRecord] = relationship(back_populates="followups")
    organization: Mapped[Organization | None] = relationship()

    def scopes(self) -> tuple[tuple[str, int], ...]:
        """The organization that has told it, as long as it is the one that is to do it."""
        told = self.organization_id
        if told is None or told != self.outcome.owner_organization_id:
            return ()
        return (("organization", told),)


class OutcomeEvidence(Base):
    """A piece of evidence of an outcome, or of one of its follow-ups: a link, a document of a meeting, or words."""

    __tablename__ = "outcome_evidence"
    __table_args__ = (
        CheckConstraint("link <> '' OR words <> '' OR document_id IS NOT NULL", name="says_something"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    outcome_id: Mapped[int] = mapped_column(ForeignKey("outcome_record.id", ondelete="CASCADE"), index=True)
    followup_id: Mapped[int | None] = mapped_column(
        ForeignKey("outcome_followup.id", ondelete="CASCADE"), index=True
    )
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"), index=True)
    link: Mapped[str] = mapped_column(String(500), default="")
    words: Mapped[str] = mapped_column(String(500), default="")

    document: Mapped[Document | None] = relationship()
