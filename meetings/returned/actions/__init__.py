"""Verbs of those who take a file back: hand it in, accept, refuse."""

from meetings.returned.actions.deciding import Outcome, accept, refuse
from meetings.returned.actions.holding import attribution_changed
from meetings.returned.actions.taking import take_in

__all__ = ["Outcome", "accept", "attribution_changed", "refuse", "take_in"]
