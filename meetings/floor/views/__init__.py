"""Lists of speakers: by account for those who keep one and those who ask; by link for whoever leads the session."""

from meetings.floor.views import asking, keeping
from meetings.floor.views.feature import feature

__all__ = ["asking", "feature", "keeping"]
