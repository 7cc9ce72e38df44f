"""Writing, handing in, approving a session's summary; entering its records. Who may is the routes' to ask."""

from meetings.outcomes.drafting import (
    add_paragraphs,
    answer_offer,
    compose,
    delete_paragraph,
    dismiss_names,
    edit_paragraph,
    move_paragraph,
    save_summary,
    take_wording,
)
from meetings.outcomes.following import add_record, attribution_changed, delete_record, edit_record
from meetings.outcomes.judging import check_names, check_paragraph
from meetings.outcomes.steps import (
    approve,
    confirm,
    correct,
    follow_summaries,
    freeze,
    give_back,
    hand_in,
    into_round,
    note_moderated,
    out_of_round,
    reopen,
    set_guide,
    set_terms,
)

# drafting.py, steps.py and following/ are parts of the actions: others take them from here.
__all__ = [
    "add_paragraphs",
    "add_record",
    "answer_offer",
    "approve",
    "attribution_changed",
    "check_names",
    "check_paragraph",
    "compose",
    "confirm",
    "correct",
    "delete_paragraph",
    "delete_record",
    "dismiss_names",
    "edit_paragraph",
    "edit_record",
    "follow_summaries",
    "freeze",
    "give_back",
    "hand_in",
    "into_round",
    "move_paragraph",
    "note_moderated",
    "out_of_round",
    "reopen",
    "save_summary",
    "set_guide",
    "set_terms",
    "take_wording",
]
