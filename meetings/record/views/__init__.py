"""The record of a session: by account for those who write it, by link for whoever leads the session."""

from meetings.record.views import paragraph, reading
from meetings.record.views.feature import feature

__all__ = ["feature", "paragraph", "reading"]
