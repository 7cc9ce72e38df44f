"""Merging and taking apart, asking and answering, deleting."""

from meetings.people.actions.giving_up import give_up_address
from meetings.people.actions.looking_through import look_through
from meetings.people.actions.merging import merge, say_not_same, say_same_again, undo
from meetings.people.actions.own import correct_self, note_copy
from meetings.people.actions.proving import ask_proof, prove, prove_by_office
from meetings.people.actions.requests import answer_request, ask, take_back

__all__ = [
    "answer_request",
    "ask",
    "ask_proof",
    "correct_self",
    "give_up_address",
    "look_through",
    "merge",
    "note_copy",
    "prove",
    "prove_by_office",
    "say_not_same",
    "say_same_again",
    "take_back",
    "undo",
]
