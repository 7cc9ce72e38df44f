"""What people do with meetings, sessions and speakers."""

from meetings.programme.actions.meetings import create_meeting, edit_meeting, follow_steps, take_step
from meetings.programme.actions.releasing import proposed, release
from meetings.programme.actions.sessions import (
    add_session,
    cancel_session,
    delete_session,
    edit_session,
    follow_attribution,
    reinstate_session,
)
from meetings.programme.actions.speakers import (
    add_speaker,
    assign_rapporteur,
    edit_speaker,
    end_rapporteur,
    move_speaker,
    remove_speaker,
)

__all__ = [
    "add_session",
    "add_speaker",
    "assign_rapporteur",
    "cancel_session",
    "create_meeting",
    "delete_session",
    "edit_meeting",
    "edit_session",
    "edit_speaker",
    "end_rapporteur",
    "follow_attribution",
    "follow_steps",
    "move_speaker",
    "proposed",
    "reinstate_session",
    "release",
    "remove_speaker",
    "take_step",
]
