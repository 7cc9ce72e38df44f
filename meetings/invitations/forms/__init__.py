"""Asking people, naming them, answering: what is typed and chosen."""

from meetings.invitations.forms.answering import (
    AnswerForm,
    EnterForm,
    InvitedForm,
    NamedForm,
)
from meetings.invitations.forms.inviting import (
    InvitationFilterForm,
    InviteManyForm,
    InviteOneForm,
    LetterForm,
    WhomForm,
)
from meetings.invitations.forms.places import (
    DeadlineForm,
    GivePlacesForm,
    NominationForm,
    NominationStepForm,
    NomineeForm,
)

__all__ = [
    "AnswerForm",
    "DeadlineForm",
    "EnterForm",
    "GivePlacesForm",
    "InvitationFilterForm",
    "InviteManyForm",
    "InviteOneForm",
    "InvitedForm",
    "LetterForm",
    "NamedForm",
    "NominationForm",
    "NominationStepForm",
    "NomineeForm",
    "WhomForm",
]
