"""The pages of records and other outcomes, and of what became of them; parts of the views."""

from meetings.outcomes.pages import entering, followed, followups, records, themes

__all__ = ["entering", "followed", "followups", "records", "themes"]
