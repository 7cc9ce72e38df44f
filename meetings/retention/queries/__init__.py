"""What the pages of retention ask: clocks, what would go, what went, and the counts that stay."""

from meetings.retention.queries.clocks import (
    Watched,
    clock_of,
    deletion_of,
    numbers,
    settings_in_force,
    watched,
    watched_for,
)
from meetings.retention.queries.participation import Participation, participation
from meetings.retention.queries.records import purge_under_way, purges
from meetings.retention.queries.scope import dry_run, figures_of, live_ids

__all__ = [
    "Participation",
    "Watched",
    "clock_of",
    "deletion_of",
    "dry_run",
    "figures_of",
    "live_ids",
    "numbers",
    "participation",
    "purge_under_way",
    "purges",
    "settings_in_force",
    "watched",
    "watched_for",
]
