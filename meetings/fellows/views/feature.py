"""The routes of this room."""

from meetings.access.routes import Feature

feature = Feature("fellows", __name__)
