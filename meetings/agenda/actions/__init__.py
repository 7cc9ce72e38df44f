"""What the office does with an agenda, and what organizations tell."""

from meetings.agenda.actions.answering import tell, tell_for
from meetings.agenda.actions.asking import ask_many, remind, remind_many, remove, set_terms
from meetings.agenda.actions.keeping import correct_address, forget_addressees
from meetings.agenda.actions.narrowing import attribution_changed
from meetings.agenda.actions.points import add_point, begin, delete_point, edit_point, move_point
from meetings.agenda.actions.sittings import repeat
from meetings.agenda.actions.undoing import beside_sessions, bring_back

__all__ = [
    "add_point",
    "ask_many",
    "attribution_changed",
    "begin",
    "beside_sessions",
    "bring_back",
    "correct_address",
    "delete_point",
    "edit_point",
    "forget_addressees",
    "move_point",
    "remind",
    "remind_many",
    "remove",
    "repeat",
    "set_terms",
    "tell",
    "tell_for",
]
