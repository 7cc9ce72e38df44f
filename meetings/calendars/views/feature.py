"""The room's routes are gathered here."""

from meetings.access.routes import Feature

feature = Feature("calendars", "meetings.calendars.views")
