"""Composed forms: sections, questions, and what people answered in the words of that day."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.base.database import Base, coded
from meetings.base.models import StoredFile
from meetings.questions.rules import QuestionKind


class QuestionForm(Base):
    """The form of one thing above (`about_kind`, `about_id`); `version` grows with every change to any part of it."""

    __tablename__ = "question_form"
    __table_args__ = (UniqueConstraint("about_kind", "about_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    about_kind: Mapped[str] = mapped_column(String(30))
    about_id: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)

    sections: Mapped[list["Section"]] = relationship(
        back_populates="form", cascade="all, delete-orphan", order_by="(Section.position, Section.id)"
    )


class Section(Base):
    """A part of a form with a title. `retired_at`: no longer shown, but questions of it were answered."""

    __tablename__ = "question_section"

    id: Mapped[int] = mapped_column(primary_key=True)
    form_id: Mapped[int] = mapped_column(ForeignKey("question_form.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    about: Mapped[str] = mapped_column(Text, default="")
    retired_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    form: Mapped[QuestionForm] = relationship(back_populates="sections")
    questions: Mapped[list["Question"]] = relationship(
        back_populates="section", cascade="all, delete-orphan", order_by="(Question.position, Question.id)"
    )


class Question(Base):
    """A question as it is asked now; answers keep the wording of their own day.

    `choices` are `{code, words, retired}`. `retired_at`: no longer asked, but answered. A question that has answers
    cannot be deleted: the database refuses it.
    """

    __tablename__ = "question"
    __table_args__ = (CheckConstraint("purpose <> ''", name="says_its_purpose"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    section_id: Mapped[int] = mapped_column(ForeignKey("question_section.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    kind: Mapped[QuestionKind] = mapped_column(coded(QuestionKind))
    wording: Mapped[str] = mapped_column(String(1000))
    help: Mapped[str] = mapped_column(Text, default="")
    purpose: Mapped[str] = mapped_column(String(300))
    required: Mapped[bool] = mapped_column(default=False)
    choices: Mapped[list[dict[str, str | bool]]] = mapped_column(JSON, default=list)
    most: Mapped[int | None]
    when_categories: Mapped[list[str]] = mapped_column(JSON, default=list)
    # Deferred: a backup writes rows back in any order, and a question may hang on one that was written later.
    when_question_id: Mapped[int | None] = mapped_column(
        ForeignKey("question.id", deferrable=True, initially="DEFERRED"), index=True
    )
    when_answers: Mapped[list[str]] = mapped_column(JSON, default=list)
    retired_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    section: Mapped[Section] = relationship(back_populates="questions")


class Answer(Base):
    """One answer of one subject above, such as a registration: the question's wording and the words of that day.

    `value` holds texts or codes of choices (none for a file), `shown` what people read. `not_asked_since`: the form, or
    another answer, no longer asks for it; it stays, and counts again once the question is shown again.
    """

    __tablename__ = "answer"
    __table_args__ = (
        UniqueConstraint("question_id", "subject_kind", "subject_id"),
        Index("ix_answer_subject", "subject_kind", "subject_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id", ondelete="RESTRICT"))
    subject_kind: Mapped[str] = mapped_column(String(30))
    subject_id: Mapped[int]
    wording: Mapped[str] = mapped_column(String(1000))
    value: Mapped[list[str]] = mapped_column(JSON)
    shown: Mapped[str] = mapped_column(Text)
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"), unique=True)
    answered_at: Mapped[datetime]
    not_asked_since: Mapped[datetime | None]

    question: Mapped[Question] = relationship()
    file: Mapped[StoredFile | None] = relationship()
