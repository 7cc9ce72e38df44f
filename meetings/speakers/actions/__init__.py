"""What the office does with people in the programme, and what they do themselves."""

from meetings.speakers.actions.answering import answer, record_answer, why_dead
from meetings.speakers.actions.asking import ask, ask_many, remind, remind_many
from meetings.speakers.actions.keeping import correct_address, forget_requests, keep_requests

__all__ = [
    "answer",
    "ask",
    "ask_many",
    "correct_address",
    "forget_requests",
    "keep_requests",
    "record_answer",
    "remind",
    "remind_many",
    "why_dead",
]
