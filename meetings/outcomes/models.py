"""A session's summary and the records taken from it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.base.database import Base, coded
from meetings.directory.models import Organization
from meetings.outcomes.rules import RecordKind, SummaryStatus
from meetings.programme.models import MeetingSession
from meetings.programme.rules import Attribution


class Summary(Base):
    """The summary of one session: paragraphs parted by empty lines; `^[source]` after a full stop is a footnote."""

    __tablename__ = "summary"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("meeting_session.id", ondelete="CASCADE"), unique=True)
    text: Mapped[str] = mapped_column(Text, default="")
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

    session: Mapped[MeetingSession] = relationship()

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return (("session", self.session_id),)


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
