"""What stands on an annotated agenda beside its sessions: rooms above say it (see rooms.py)."""

from collections.abc import Callable

from meetings.access.actor import Actor
from meetings.documents.rules.papers import Part
from meetings.programme.models import Meeting

# In the reader's language, and no more than this actor may see: a public paper is made for anyone.
Annex = Callable[[Actor, Meeting], tuple[Part, ...]]
_answers: dict[str, Annex] = {}


def answer_annex(room: str, annex: Annex) -> None:
    """Let a room above add parts to the annotated agenda of a meeting."""
    _answers[room] = annex


def annexes(actor: Actor, meeting: Meeting) -> tuple[Part, ...]:
    """All that rooms above add."""
    return tuple(part for annex in _answers.values() for part in annex(actor, meeting))
