"""What is done in a fellow's year, and after it."""

from meetings.fellows.actions.arranging import (
    TaskDraft,
    add_task,
    change_task,
    copy_checklist,
    drop_task,
    set_checklist,
    settle_task,
)
from meetings.fellows.actions.evaluating import evaluate
from meetings.fellows.actions.following import answer_follow_up, ask_alumni, remind_of_logs, want_no_more
from meetings.fellows.actions.forgetting import (
    delete_fellows,
    forget_fellows,
    forget_supervisors,
    trim_due,
)
from meetings.fellows.actions.inviting import invite_alumni
from meetings.fellows.actions.moving import check_years_over, move, place, set_listed
from meetings.fellows.actions.narrowing import attribution_changed
from meetings.fellows.actions.planning import cancel_entry, meeting_moved_on, programme_released, save_entry
from meetings.fellows.actions.taking_in import keep_fellows, take_in
from meetings.fellows.actions.writing import (
    BriefingDraft,
    ObservedDraft,
    answer_log,
    save_briefing,
    save_observed,
    write_log,
    write_report,
)

__all__ = [
    "BriefingDraft",
    "ObservedDraft",
    "TaskDraft",
    "add_task",
    "answer_follow_up",
    "answer_log",
    "ask_alumni",
    "attribution_changed",
    "cancel_entry",
    "change_task",
    "check_years_over",
    "copy_checklist",
    "delete_fellows",
    "drop_task",
    "evaluate",
    "forget_fellows",
    "forget_supervisors",
    "invite_alumni",
    "keep_fellows",
    "meeting_moved_on",
    "move",
    "place",
    "programme_released",
    "remind_of_logs",
    "save_briefing",
    "save_entry",
    "save_observed",
    "set_checklist",
    "set_listed",
    "settle_task",
    "take_in",
    "trim_due",
    "want_no_more",
    "write_log",
    "write_report",
]
