"""What is typed: by those who compose a form, and by those who answer it."""

from meetings.questions.forms.composed import ComposedForm, questions_form
from meetings.questions.forms.editing import CopyForm, QuestionWriting, SectionWriting
from meetings.questions.forms.trial import TrialForm
from meetings.questions.forms.upload import UploadField

__all__ = [
    "ComposedForm",
    "CopyForm",
    "QuestionWriting",
    "SectionWriting",
    "TrialForm",
    "UploadField",
    "questions_form",
]
