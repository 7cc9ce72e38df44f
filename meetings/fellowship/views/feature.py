"""The routes of this room."""

from meetings.access.routes import Feature

feature = Feature("fellowship", __name__)
