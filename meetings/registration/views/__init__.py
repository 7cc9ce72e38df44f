"""Registering in public, deciding in the office, and the participant's own page."""

from meetings.registration.views import (
    attendance,
    interpretation,
    joining,
    letters,
    listing,
    many,
    mine,
    office,
    public,
    questions,
    terms,
)
from meetings.registration.views.feature import feature
from meetings.registration.views.letters import mails
from meetings.registration.views.person import person_part, request_part

__all__ = [
    "attendance",
    "feature",
    "interpretation",
    "joining",
    "letters",
    "listing",
    "mails",
    "many",
    "mine",
    "office",
    "person_part",
    "public",
    "questions",
    "request_part",
    "terms",
]
