"""What the office does with people in the programme, and what they do themselves."""

from meetings.speakers.actions.answering import (
    answer,
    follow_corrected_roles,
    follow_roles,
    record_answer,
    request_of,
    tell_followers,
    why_dead,
)
from meetings.speakers.actions.asking import ask, ask_many, remind, remind_many
from meetings.speakers.actions.keeping import (
    correct_address,
    forget_requests,
    keep_address,
    keep_requests,
    registration_corrected,
)

__all__ = [
    "answer",
    "ask",
    "ask_many",
    "correct_address",
    "follow_corrected_roles",
    "follow_roles",
    "forget_requests",
    "keep_address",
    "keep_requests",
    "record_answer",
    "registration_corrected",
    "remind",
    "remind_many",
    "request_of",
    "tell_followers",
    "why_dead",
]
