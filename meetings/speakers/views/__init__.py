"""People in the programme: the office's pages, the page of a personal link, briefing notes."""

from meetings.speakers.views import answering, briefing, joining, office
from meetings.speakers.views.feature import feature
from meetings.speakers.views.letters import mails

__all__ = ["answering", "briefing", "feature", "joining", "mails", "office"]
