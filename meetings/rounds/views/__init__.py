"""Confirmation rounds: the office's page of a session's round, and the page that a personal link opens."""

from meetings.rounds.views import moderating, office, reading
from meetings.rounds.views.feature import feature
from meetings.rounds.views.letters import mails
from meetings.rounds.views.part import round_part

__all__ = ["feature", "mails", "moderating", "office", "reading", "round_part"]
