"""What the office, fellows and supervisors send."""

from meetings.fellows.forms.office import (
    ChecklistForm,
    EntryForm,
    InviteAlumniForm,
    MoveForm,
    NoteForm,
    PlacementForm,
    TaskForm,
)
from meetings.fellows.forms.year import (
    ButtonForm,
    FollowUpForm,
    LogForm,
    ObservedForm,
    ReportForm,
    briefing_form,
    evaluation_form,
)

__all__ = [
    "ButtonForm",
    "ChecklistForm",
    "EntryForm",
    "FollowUpForm",
    "InviteAlumniForm",
    "LogForm",
    "MoveForm",
    "NoteForm",
    "ObservedForm",
    "PlacementForm",
    "ReportForm",
    "TaskForm",
    "briefing_form",
    "evaluation_form",
]
