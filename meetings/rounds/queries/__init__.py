"""What the pages and mails of rounds ask."""

from meetings.rounds.queries.owing import Owes, owing
from meetings.rounds.queries.page import (
    AnswerOf,
    AnswerRow,
    OneParagraph,
    RoundPage,
    answer_for,
    answers_of,
    find_round,
    open_rounds,
    result_of,
    round_page,
    undecided_in,
)
from meetings.rounds.queries.people import Asked, leading, present_at, readers_of
from meetings.rounds.queries.reading import ReadingPage, find_reader, is_shown, reading_page

__all__ = [
    "AnswerOf",
    "AnswerRow",
    "Asked",
    "OneParagraph",
    "Owes",
    "ReadingPage",
    "RoundPage",
    "answer_for",
    "answers_of",
    "find_reader",
    "find_round",
    "is_shown",
    "leading",
    "open_rounds",
    "owing",
    "present_at",
    "readers_of",
    "reading_page",
    "result_of",
    "round_page",
    "undecided_in",
]
