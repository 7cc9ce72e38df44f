"""What is done in the fellowship's door: terms, applications, nominations, decisions on eligibility, deletion."""

from meetings.fellowship.actions.addressing import correct_address, correct_voice
from meetings.fellowship.actions.applying import (
    Incomplete,
    begin,
    can_write,
    find_by_address,
    keep_late,
    new_application,
    save,
    submit,
    what_is_missing,
)
from meetings.fellowship.actions.deciding import ask_more, decide, go_on, look_again, override, tell_the_rest
from meetings.fellowship.actions.drafting import ApplicationDraft
from meetings.fellowship.actions.forgetting import (
    follow_forgotten_applications,
    forget_applications,
    forget_past,
    forget_voices,
)
from meetings.fellowship.actions.holding import hold, hold_edition, hold_nomination
from meetings.fellowship.actions.leaving import take_up_again, withdraw
from meetings.fellowship.actions.letting_go import follow_documents
from meetings.fellowship.actions.nominating import (
    ask_to_confirm,
    asks_letter,
    can_answer,
    confirm,
    nominate,
    refuse,
    take_back,
)
from meetings.fellowship.actions.purging import purge_due, purge_edition
from meetings.fellowship.actions.remembering import (
    PastDraft,
    add_past_fellow,
    correct_past_fellow,
    remove_past_fellow,
    version_of,
)
from meetings.fellowship.actions.removing import delete_editions
from meetings.fellowship.actions.terms import (
    change_edition,
    close_calls,
    criterion_of,
    follow_copies,
    follow_editions,
    guard_criteria,
    guard_steps,
    make_edition,
    move_edition,
    set_criteria,
)

__all__ = [
    "ApplicationDraft",
    "Incomplete",
    "PastDraft",
    "add_past_fellow",
    "ask_more",
    "ask_to_confirm",
    "asks_letter",
    "begin",
    "can_answer",
    "can_write",
    "change_edition",
    "close_calls",
    "confirm",
    "correct_address",
    "correct_past_fellow",
    "correct_voice",
    "criterion_of",
    "decide",
    "delete_editions",
    "find_by_address",
    "follow_copies",
    "follow_documents",
    "follow_editions",
    "follow_forgotten_applications",
    "forget_applications",
    "forget_past",
    "forget_voices",
    "go_on",
    "guard_criteria",
    "guard_steps",
    "hold",
    "hold_edition",
    "hold_nomination",
    "keep_late",
    "look_again",
    "make_edition",
    "move_edition",
    "new_application",
    "nominate",
    "override",
    "purge_due",
    "purge_edition",
    "refuse",
    "remove_past_fellow",
    "save",
    "set_criteria",
    "submit",
    "take_back",
    "take_up_again",
    "tell_the_rest",
    "version_of",
    "what_is_missing",
    "withdraw",
]
