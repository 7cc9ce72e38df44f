"""What those who write the record of a session do."""

from meetings.record.actions.floor import take_over
from meetings.record.actions.marking import (
    dismiss_mark,
    follow_traces,
    forget_traces,
    forget_traces_of,
    keep_traces,
    mark,
    mark_naming,
    nobody_meant,
    reworded,
)
from meetings.record.actions.naming import dismiss
from meetings.record.actions.order import bring_back, move, take_out, wipe
from meetings.record.actions.speaking import attribution_changed, forget_registered, forget_speakers
from meetings.record.actions.unnaming import follow_unnamed
from meetings.record.actions.writing import edit, edit_text, write

__all__ = [
    "attribution_changed",
    "bring_back",
    "dismiss",
    "dismiss_mark",
    "edit",
    "edit_text",
    "follow_traces",
    "follow_unnamed",
    "forget_registered",
    "forget_speakers",
    "forget_traces",
    "forget_traces_of",
    "keep_traces",
    "mark",
    "mark_naming",
    "move",
    "nobody_meant",
    "reworded",
    "take_out",
    "take_over",
    "wipe",
    "write",
]
