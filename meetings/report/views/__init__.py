"""The pages of the report."""

from meetings.report.views import editing, reading, sections
from meetings.report.views.reading import feature

__all__ = ["editing", "feature", "reading", "sections"]
