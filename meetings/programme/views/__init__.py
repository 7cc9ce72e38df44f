"""Programmes: the list of meetings, the public programme, and what staff edit."""

from meetings.programme.views import editing, laying, public, sessions, speakers, timetable
from meetings.programme.views.feature import feature
from meetings.programme.views.person import person_part

__all__ = ["editing", "feature", "laying", "person_part", "public", "sessions", "speakers", "timetable"]
