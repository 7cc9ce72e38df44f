"""The documents of a meeting: the list, one document, its files, a ZIP; and what those who write them do."""

from meetings.documents.views import downloading, printing, reading, writing
from meetings.documents.views.beside import beside_sessions, documents_part
from meetings.documents.views.feature import feature

__all__ = ["beside_sessions", "documents_part", "downloading", "feature", "printing", "reading", "writing"]
