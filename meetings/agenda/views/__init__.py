"""The agenda and its points, updates (the office's pages and that of a personal link), calendar, conclusions."""

from meetings.agenda.views import answering, asking, calendar, concluding, points, reading
from meetings.agenda.views.feature import feature
from meetings.agenda.views.letters import mails

__all__ = ["answering", "asking", "calendar", "concluding", "feature", "mails", "points", "reading"]
