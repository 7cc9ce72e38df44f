"""What people do with records and other outcomes, and what became of them."""

from meetings.outcomes.following.entering import add_outcome, add_outcomes, delete_outcome, edit_outcome
from meetings.outcomes.following.followups import add_followup, delete_followup, edit_followup
from meetings.outcomes.following.keeping import forget_owner
from meetings.outcomes.following.leaving import (
    left_the_list,
    may_have_been_in,
    organization_renamed,
    registration_lost,
    registrations_forgotten,
)
from meetings.outcomes.following.narrowing import attribution_changed, intervention_unnamed
from meetings.outcomes.following.records import add_record, delete_record, edit_record
from meetings.outcomes.following.terms import settle_outcome
from meetings.outcomes.following.themes import add_theme, delete_theme, rename_theme

__all__ = [
    "add_followup",
    "add_outcome",
    "add_outcomes",
    "add_record",
    "add_theme",
    "attribution_changed",
    "delete_followup",
    "delete_outcome",
    "delete_record",
    "delete_theme",
    "edit_followup",
    "edit_outcome",
    "edit_record",
    "forget_owner",
    "intervention_unnamed",
    "left_the_list",
    "may_have_been_in",
    "organization_renamed",
    "registration_lost",
    "registrations_forgotten",
    "rename_theme",
    "settle_outcome",
]
