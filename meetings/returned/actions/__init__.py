"""Verbs of those who take a file back: hand it in, accept, refuse."""

from meetings.returned.actions.deciding import Outcome, accept, refuse
from meetings.returned.actions.taking import take_in

__all__ = ["Outcome", "accept", "refuse", "take_in"]
