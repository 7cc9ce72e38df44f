"""The pages of fellows' years: of the office, of each fellow and supervisor, and of alumni."""

from meetings.fellows.views import alumni, arranging, certificate, evaluating, office, planning, writing, year
from meetings.fellows.views.alumni import organization_part
from meetings.fellows.views.feature import feature
from meetings.fellows.views.letters import mails

__all__ = [
    "alumni",
    "arranging",
    "certificate",
    "evaluating",
    "feature",
    "mails",
    "office",
    "organization_part",
    "planning",
    "writing",
    "year",
]
