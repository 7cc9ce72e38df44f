"""The pages of the fellowship: for the public, for those who apply, for organizations, for the office."""

from meetings.fellowship.views import applying, deciding, listing, nominating, office, public, questions
from meetings.fellowship.views.feature import feature

__all__ = ["applying", "deciding", "feature", "listing", "nominating", "office", "public", "questions"]
