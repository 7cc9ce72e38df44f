"""The panel of an edition, what each of it has to assess, scores, remarks, decisions and offers."""

from datetime import date, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.access.models import Account
from meetings.assessment.rules import AssignmentState, OfferState, Outcome
from meetings.base.database import Base, coded
from meetings.base.models import StoredFile
from meetings.directory.models import Organization
from meetings.fellowship.models import (
    FellowshipApplication,
    FellowshipCriterion,
    FellowshipEdition,
    FellowshipFile,
)
from meetings.programme.models import Wall


class PanelMember(Base):
    """Somebody who assesses an edition (`chair`: leads the panel, too); `left_on` ends it, what was scored stays.

    `organization`: the member's own; nobody assesses its applications. The role is held on the edition (access).
    """

    __tablename__ = "panel_member"
    __table_args__ = (UniqueConstraint("edition_id", "account_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(30), unique=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("fellowship_edition.id", ondelete="CASCADE"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    languages: Mapped[list[str]] = mapped_column(JSON)
    organization_id: Mapped[int | None] = mapped_column(
        ForeignKey("organization.id", ondelete="SET NULL"), index=True
    )
    chair: Mapped[bool] = mapped_column(default=False)
    assesses: Mapped[bool] = mapped_column(default=True)
    named_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    left_reason: Mapped[str] = mapped_column(Text, default="")
    reminded_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    edition: Mapped[FellowshipEdition] = relationship()
    account: Mapped[Account | None] = relationship()
    organization: Mapped[Organization | None] = relationship()

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return (("edition", self.edition_id),)


class AssessmentAssignment(Base):
    """One application before one member of the panel: asked for a conflict, then assessed, then handed in.

    `conflict`: what was answered to the question (None: nothing yet); `reason`: of a conflict, a recusal, or why it was
    given to somebody else. `summary`: what the assessor says of the whole. `weighed`: of what is handed in, the points
    as parts of a whole that is the same for all of an edition (rules.scoring).
    """

    __tablename__ = "assessment_assignment"
    __table_args__ = (
        UniqueConstraint("application_id", "member_id"),
        CheckConstraint("state <> 'handed_in' OR handed_in_at IS NOT NULL", name="was_handed_in"),
        # All that the shortlist adds up of 2,000 applications is read from this index.
        Index("ix_assessment_assignment_standing", "application_id", "state", "weighed"),
        CheckConstraint(
            "state NOT IN ('assessing', 'handed_in') OR conflict IS NOT NULL", name="was_asked_for_a_conflict"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(30), unique=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("fellowship_application.id", ondelete="CASCADE"))
    member_id: Mapped[int] = mapped_column(ForeignKey("panel_member.id", ondelete="CASCADE"), index=True)
    state: Mapped[AssignmentState] = mapped_column(coded(AssignmentState))
    by_hand: Mapped[bool] = mapped_column(default=False)
    asked_at: Mapped[datetime]
    conflict: Mapped[bool | None]
    answered_at: Mapped[datetime | None]
    handed_in_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    summary: Mapped[str] = mapped_column(Text, default="")
    weighed: Mapped[int | None] = mapped_column(BigInteger)
    version: Mapped[int] = mapped_column(default=1)

    application: Mapped[FellowshipApplication] = relationship()
    member: Mapped[PanelMember] = relationship()
    scores: Mapped[list["AssessmentScore"]] = relationship(
        back_populates="assignment", order_by="AssessmentScore.criterion_id", cascade="all, delete-orphan"
    )


class AssessmentScore(Base):
    """What an assessor gives for one criterion, and why; a draft until the assessment is handed in."""

    __tablename__ = "assessment_score"
    __table_args__ = (UniqueConstraint("assignment_id", "criterion_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assessment_assignment.id", ondelete="CASCADE"))
    criterion_id: Mapped[int] = mapped_column(
        ForeignKey("fellowship_criterion.id", ondelete="CASCADE"), index=True
    )
    value: Mapped[int | None]
    reason: Mapped[str] = mapped_column(Text, default="")

    assignment: Mapped[AssessmentAssignment] = relationship(back_populates="scores")
    criterion: Mapped[FellowshipCriterion] = relationship()


class AssessmentRemark(Base):
    """What the panel says to each other of an application."""

    __tablename__ = "assessment_remark"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(
        ForeignKey("fellowship_application.id", ondelete="CASCADE"), index=True
    )
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    by_name: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]


class RedactedDocument(Base):
    """A copy of a document for a blind edition, made by the office: without a name, an address, an organization.

    It goes with the document from which it was made: of a newer one a new copy is needed.
    """

    __tablename__ = "redacted_document"

    document_id: Mapped[int] = mapped_column(
        ForeignKey("fellowship_file.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), unique=True)
    by_name: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]

    document: Mapped[FellowshipFile] = relationship()
    file: Mapped[StoredFile] = relationship()


class BlindQuestion(Base):
    """A question of an edition's own form whose answers are shown to assessors in a blind edition, too."""

    __tablename__ = "blind_question"

    question_id: Mapped[int] = mapped_column(
        ForeignKey("question.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )


class SelectionDecision(Base):
    """What the panel has decided of an application, and why. `place`: on the reserve list, from 1."""

    __tablename__ = "selection_decision"
    __table_args__ = (
        CheckConstraint("(outcome = 'reserve') = (place IS NOT NULL)", name="the_reserve_has_an_order"),
    )

    application_id: Mapped[int] = mapped_column(
        ForeignKey("fellowship_application.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    outcome: Mapped[Outcome] = mapped_column(coded(Outcome))
    reason: Mapped[str] = mapped_column(Text, default="")
    place: Mapped[int | None]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    by_name: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]

    application: Mapped[FellowshipApplication] = relationship()


class FellowshipOffer(Base):
    """The offer of a fellowship: one to an application, ever. `deadline` is the wall clock of `zone`."""

    __tablename__ = "fellowship_offer"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - read once; a mailed link knows it by number

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(
        ForeignKey("fellowship_application.id", ondelete="CASCADE"), unique=True
    )
    language: Mapped[str] = mapped_column(String(10))
    zone: Mapped[str] = mapped_column(String(60))
    deadline: Mapped[datetime] = mapped_column(Wall)
    deadline_at: Mapped[datetime] = mapped_column(index=True)
    state: Mapped[OfferState] = mapped_column(coded(OfferState), index=True)
    from_reserve: Mapped[bool] = mapped_column(default=False)
    sent_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(Text, default="")

    application: Mapped[FellowshipApplication] = relationship()
