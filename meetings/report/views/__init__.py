"""The pages of the report."""

from meetings.report.views import beside, editing, moving, reading, sections
from meetings.report.views.reading import feature

__all__ = ["beside", "editing", "feature", "moving", "reading", "sections"]
