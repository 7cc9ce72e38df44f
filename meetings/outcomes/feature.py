"""The room's routes are declared on this; RECORD is the page of a session's record."""

from meetings.access.routes import Feature

feature = Feature("outcomes", "meetings.outcomes.views")
RECORD = "/meetings/<slug>/sessions/<label>/record"
