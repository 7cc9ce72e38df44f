"""What the keeper of a list of speakers does, and those who ask for the floor."""

from meetings.floor.actions.asking import add, ask, withdraw
from meetings.floor.actions.keeping import (
    attribution_changed,
    forget_asks,
    forget_registered,
    keep_floors,
    move,
    set_minutes,
    set_terms,
    step,
    turn,
)
from meetings.floor.actions.leaving import follow_gone

__all__ = [
    "add",
    "ask",
    "attribution_changed",
    "follow_gone",
    "forget_asks",
    "forget_registered",
    "keep_floors",
    "move",
    "set_minutes",
    "set_terms",
    "step",
    "turn",
    "withdraw",
]
