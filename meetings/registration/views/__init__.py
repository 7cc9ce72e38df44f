"""Registering in public, deciding in the office, and the participant's own page."""

from meetings.registration.views import attendance, many, mine, office, public, questions, terms
from meetings.registration.views.feature import feature

__all__ = ["attendance", "feature", "many", "mine", "office", "public", "questions", "terms"]
