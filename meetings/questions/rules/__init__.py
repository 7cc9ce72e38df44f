"""The rules of composed forms: what may be asked, who is asked it, which answers are taken."""

from meetings.base.file_kinds import FileGiven
from meetings.questions.rules.answers import (
    CHANGED,
    FILE_MEGABYTES,
    Checked,
    Given,
    check_answers,
    shown_text,
    visible,
)
from meetings.questions.rules.choices import recode, words_of_lines
from meetings.questions.rules.drafts import (
    ALL_MEGABYTES,
    LIMITS,
    MOST_SECTIONS,
    QuestionDraft,
    SectionDraft,
    check_form,
    check_question,
    check_section,
    codes_of,
)
from meetings.questions.rules.kinds import (
    AGREED,
    ALWAYS,
    DECIDING,
    WITH_CHOICES,
    Asked,
    AskedForm,
    AskedSection,
    Choice,
    FormAbout,
    QuestionKind,
    When,
)
from meetings.questions.rules.never import check_asks_nothing_forbidden
from meetings.questions.rules.only_if import OnlyIf, only_if
from meetings.questions.rules.proposed import proposed

__all__ = [
    "AGREED",
    "ALL_MEGABYTES",
    "ALWAYS",
    "CHANGED",
    "DECIDING",
    "FILE_MEGABYTES",
    "LIMITS",
    "MOST_SECTIONS",
    "WITH_CHOICES",
    "Asked",
    "AskedForm",
    "AskedSection",
    "Checked",
    "Choice",
    "FileGiven",
    "FormAbout",
    "Given",
    "OnlyIf",
    "QuestionDraft",
    "QuestionKind",
    "SectionDraft",
    "When",
    "check_answers",
    "check_asks_nothing_forbidden",
    "check_form",
    "check_question",
    "check_section",
    "codes_of",
    "only_if",
    "proposed",
    "recode",
    "shown_text",
    "visible",
    "words_of_lines",
]
