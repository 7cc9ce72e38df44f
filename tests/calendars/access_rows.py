"""The calendars room's rows of the access table."""

from tests.access.rows import EVERYBODY, Row

ROWS = [Row("calendars.meeting_feed", lambda w: f"/calendar/{w.meeting.slug}.ics", EVERYBODY)]
