"""Editions of the fellowship, applications to them, nominations, and what eligibility rests on."""

from meetings.fellowship.models.applications import (
    FellowshipApplication,
    FellowshipFile,
    FellowshipNomination,
    FellowshipOverride,
)
from meetings.fellowship.models.editions import FellowshipCriterion, FellowshipEdition, FellowshipPast

__all__ = [
    "FellowshipApplication",
    "FellowshipCriterion",
    "FellowshipEdition",
    "FellowshipFile",
    "FellowshipNomination",
    "FellowshipOverride",
    "FellowshipPast",
]
