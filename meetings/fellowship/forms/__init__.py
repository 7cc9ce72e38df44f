"""What is typed in the fellowship's door."""

from meetings.fellowship.forms.applying import (
    AnswerForm,
    ApplicationForm,
    NomineeForm,
    StartForm,
    WithdrawForm,
    application_form,
    keep_files,
    lost,
    words_in,
)
from meetings.fellowship.forms.deciding import (
    AskMoreForm,
    EligibilityForm,
    OverrideForm,
    StepForm,
    VersionedForm,
)
from meetings.fellowship.forms.keeping import CorrectPastForm, PastFellowForm, PurgeForm
from meetings.fellowship.forms.terms import CriteriaForm, EditionForm

__all__ = [
    "AnswerForm",
    "ApplicationForm",
    "AskMoreForm",
    "CorrectPastForm",
    "CriteriaForm",
    "EditionForm",
    "EligibilityForm",
    "NomineeForm",
    "OverrideForm",
    "PastFellowForm",
    "PurgeForm",
    "StartForm",
    "StepForm",
    "VersionedForm",
    "WithdrawForm",
    "application_form",
    "keep_files",
    "lost",
    "words_in",
]
