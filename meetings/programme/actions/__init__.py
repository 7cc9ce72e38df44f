"""What people do with meetings, sessions and speakers."""

from meetings.programme.actions.acts import forget_acts, forget_people, undo, values_of
from meetings.programme.actions.attribution import follow_attribution
from meetings.programme.actions.beside import keep_beside_session
from meetings.programme.actions.closing import Missing, answer_closing, missing_to_close
from meetings.programme.actions.meetings import create_meeting, edit_meeting, follow_steps, take_step
from meetings.programme.actions.releasing import follow_releases, proposed, release
from meetings.programme.actions.sessions import (
    add_session,
    cancel_session,
    delete_session,
    edit_session,
    reinstate_session,
)
from meetings.programme.actions.speakers import (
    add_speaker,
    assign_rapporteur,
    edit_speaker,
    end_rapporteur,
    follow_named_no_more,
    move_speaker,
    remove_speaker,
)
from meetings.programme.actions.standing import stands_on_session
from meetings.programme.actions.timetable import add_groups, lay_out, move_session, put_away, set_up

__all__ = [
    "Missing",
    "add_groups",
    "add_session",
    "add_speaker",
    "answer_closing",
    "assign_rapporteur",
    "cancel_session",
    "create_meeting",
    "delete_session",
    "edit_meeting",
    "edit_session",
    "edit_speaker",
    "end_rapporteur",
    "follow_attribution",
    "follow_named_no_more",
    "follow_releases",
    "follow_steps",
    "forget_acts",
    "forget_people",
    "keep_beside_session",
    "lay_out",
    "missing_to_close",
    "move_session",
    "move_speaker",
    "proposed",
    "put_away",
    "reinstate_session",
    "release",
    "remove_speaker",
    "set_up",
    "stands_on_session",
    "take_step",
    "undo",
    "values_of",
]
