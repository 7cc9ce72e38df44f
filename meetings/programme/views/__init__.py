"""Programmes: the list of meetings, the public programme, and what staff edit."""

from meetings.programme.views import editing, public, sessions, speakers
from meetings.programme.views.feature import feature
from meetings.programme.views.person import person_part

__all__ = ["editing", "feature", "person_part", "public", "sessions", "speakers"]
