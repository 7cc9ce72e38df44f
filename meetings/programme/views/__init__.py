"""Programmes: the list of meetings, the public programme, and what staff edit."""

from meetings.programme.views import editing, public, sessions, speakers
from meetings.programme.views.feature import feature

__all__ = ["editing", "feature", "public", "sessions", "speakers"]
