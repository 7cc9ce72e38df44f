"""What each person sees first, and everything of one's own."""

from meetings.portal.views import data, first, mine
from meetings.portal.views.feature import feature

__all__ = ["data", "feature", "first", "mine"]
