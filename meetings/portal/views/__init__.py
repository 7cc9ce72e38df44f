"""What each person sees first, and everything of one's own."""

from meetings.portal.views import addresses, data, first, mine
from meetings.portal.views.feature import feature

__all__ = ["addresses", "data", "feature", "first", "mine"]
