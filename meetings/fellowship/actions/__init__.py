"""What is done in the fellowship's door: terms, drafts, nominations, decisions on eligibility, deletion."""

from meetings.fellowship.actions.forgetting import (
    follow_forgotten_applications,
    forget_applications,
    forget_past,
    forget_voices,
)
from meetings.fellowship.actions.holding import hold, hold_edition, hold_nomination

__all__ = [
    "follow_forgotten_applications",
    "forget_applications",
    "forget_past",
    "forget_voices",
    "hold",
    "hold_edition",
    "hold_nomination",
]
