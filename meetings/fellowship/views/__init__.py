"""The pages of the fellowship: for the public, for those who apply, for organizations, for the office."""

from meetings.fellowship.views import (
    applying,
    deciding,
    figures,
    keeping,
    letters,
    listing,
    nominating,
    office,
    public,
    questions,
)
from meetings.fellowship.views.feature import feature
from meetings.fellowship.views.letters import mails

__all__ = [
    "applying",
    "deciding",
    "feature",
    "figures",
    "keeping",
    "letters",
    "listing",
    "mails",
    "nominating",
    "office",
    "public",
    "questions",
]
