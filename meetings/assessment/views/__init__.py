"""The pages of the assessment: of assessors, of the panel, of the office, and of whoever is offered a fellowship."""

from meetings.assessment.views import (
    assessing,
    candidate,
    giving,
    memo,
    offers,
    panel,
    redacting,
    scores,
    selecting,
)
from meetings.assessment.views.feature import feature
from meetings.assessment.views.letters import mails

__all__ = [
    "assessing",
    "candidate",
    "feature",
    "giving",
    "mails",
    "memo",
    "offers",
    "panel",
    "redacting",
    "scores",
    "selecting",
]
