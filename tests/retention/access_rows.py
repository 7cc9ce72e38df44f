"""The rows of retention in the access table: the office that keeps the clocks; the counts are the report's."""

from datetime import datetime

from meetings.access.permissions import Role
from tests.access.rows import OFFICE, Row, World
from tests.builders import a_meeting, a_registration

KEEPS = frozenset({Role.ADMINISTRATOR, Role.ORGANIZER})


def _over(world: World) -> str:
    """The address of a meeting that is over and has somebody's data."""
    meeting = a_meeting(starts=datetime(2026, 3, 1, 10), ends=datetime(2026, 3, 2, 18))
    a_registration(meeting)
    return f"/meetings/{meeting.slug}/retention"


ROWS = [
    Row("retention.clocks", lambda w: "/retention", KEEPS),
    Row(
        "retention.rule",
        lambda w: "/retention/rule",
        KEEPS,
        data={
            "weeks_after_opening": "4",
            "days_after_meeting": "30",
            "first_warning": "14",
            "last_warning": "3",
            "backups_kept": "35",
            "smallest_number": "5",
        },
    ),
    Row("retention.retention", lambda w: f"/meetings/{w.meeting.slug}/retention", KEEPS),
    Row(
        "retention.set_day",
        lambda w: f"/meetings/{w.meeting.slug}/retention/day",
        KEEPS,
        data={"day": "2028-12-24", "reason": "Example", "version": "1"},
    ),
    Row(
        "retention.back_to_rule",
        lambda w: f"/meetings/{w.meeting.slug}/retention/rule",
        KEEPS,
        data={"version": "1"},
    ),
    Row(
        "retention.hold",
        lambda w: f"/meetings/{w.meeting.slug}/retention/hold",
        KEEPS,
        data={"hold_reason": "Example", "version": "1"},
    ),
    Row(
        "retention.release",
        lambda w: f"/meetings/{w.meeting.slug}/retention/release",
        KEEPS,
        data={"version": "1"},
    ),
    Row("retention.delete", lambda w: f"{_over(w)}/delete", KEEPS, data={"reason": "Example", "seen": "1"}),
    Row("retention.participation", lambda w: f"/mandate/{w.meeting.cycle.slug}/participation", OFFICE),
]
