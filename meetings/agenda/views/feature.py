"""The room's routes are declared on this."""

from meetings.access.routes import Feature

feature = Feature("agenda", "meetings.agenda.views")
