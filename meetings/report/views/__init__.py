"""The pages of the report."""

from meetings.report.views import editing, moving, reading, sections
from meetings.report.views.reading import feature

__all__ = ["editing", "feature", "moving", "reading", "sections"]
