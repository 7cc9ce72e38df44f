"""What is done in the assessment: the panel, seats, scores, decisions, offers, reminders, deletion."""

from meetings.assessment.actions.assessing import (
    Unfinished,
    answer_conflict,
    check_not_scored,
    declare,
    hand_in_scores,
    recuse,
    remark,
    save,
    take_back,
)
from meetings.assessment.actions.assigning import (
    assign_all,
    clear_conflict,
    give,
    pass_on_own,
    take_away,
)
from meetings.assessment.actions.forgetting import forget_assessed, forget_members
from meetings.assessment.actions.offering import (
    answer,
    check_offers_answered,
    edition_moved,
    follow_accepted,
    keep_offers,
    promote,
    send_offers,
)
from meetings.assessment.actions.panel import account_disabled, leave, name_member, role_ended
from meetings.assessment.actions.readdressing import correct_address
from meetings.assessment.actions.redacting import (
    copy_blind_questions,
    let_go_of_copies,
    redact,
    set_blind_questions,
    take_back_copy,
)
from meetings.assessment.actions.reminding import remind_late
from meetings.assessment.actions.selecting import decide

__all__ = [
    "Unfinished",
    "account_disabled",
    "answer",
    "answer_conflict",
    "assign_all",
    "check_not_scored",
    "check_offers_answered",
    "clear_conflict",
    "copy_blind_questions",
    "correct_address",
    "decide",
    "declare",
    "edition_moved",
    "follow_accepted",
    "forget_assessed",
    "forget_members",
    "give",
    "hand_in_scores",
    "keep_offers",
    "leave",
    "let_go_of_copies",
    "name_member",
    "pass_on_own",
    "promote",
    "recuse",
    "redact",
    "remark",
    "remind_late",
    "role_ended",
    "save",
    "send_offers",
    "set_blind_questions",
    "take_away",
    "take_back",
    "take_back_copy",
]
