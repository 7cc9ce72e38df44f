"""Opening, extending, taking back and confirming a round; answering in it; what becomes of an answer; reminding."""

from meetings.rounds.actions.answering import agree_to_all, answer, keep_mail
from meetings.rounds.actions.deciding import confirm_round, decide
from meetings.rounds.actions.following import attribution_changed, intervention_unnamed, summary_moved_on
from meetings.rounds.actions.keeping import (
    correct_address,
    forget_readers,
    forget_registered,
    keep_rounds,
    registration_corrected,
    remind_late,
    role_corrected,
)
from meetings.rounds.actions.opening import ask_more, extend, open_all, open_round, take_back

__all__ = [
    "agree_to_all",
    "answer",
    "ask_more",
    "attribution_changed",
    "confirm_round",
    "correct_address",
    "decide",
    "extend",
    "forget_readers",
    "forget_registered",
    "intervention_unnamed",
    "keep_mail",
    "keep_rounds",
    "open_all",
    "open_round",
    "registration_corrected",
    "remind_late",
    "role_corrected",
    "summary_moved_on",
    "take_back",
]
