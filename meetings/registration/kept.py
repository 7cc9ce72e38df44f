"""How long data are kept: the pages of registration say it, a room above knows it (see `rooms`)."""

from collections.abc import Callable

from meetings.programme.models import Meeting
from meetings.registration.rules import Deletion

_answers: dict[str, Callable[[Meeting], Deletion]] = {}


def answer_deletion(answer: Callable[[Meeting], Deletion]) -> None:
    """Register who knows when the personal data of a meeting are deleted."""
    _answers["deletion"] = answer


def deletion_of(meeting: Meeting) -> Deletion | None:
    """When the personal data of this meeting are deleted; None when nobody above says so."""
    answer = _answers.get("deletion")
    return None if answer is None else answer(meeting)
