"""Feeds, public and behind secret addresses; the pages on which one subscribes."""

from meetings.calendars.views import mine, private, public, subscribing
from meetings.calendars.views.feature import feature

__all__ = ["feature", "mine", "private", "public", "subscribing"]
