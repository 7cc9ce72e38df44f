"""The releasing room's rows of the access table."""

from meetings.access.permissions import Role
from tests.access.rows import Row, World

EDITORS = frozenset({Role.ADMINISTRATOR, Role.ORGANIZER})


def _release(w: World) -> str:
    return f"/meetings/{w.meeting.slug}/release"


ROWS = [Row("releasing.release", _release, EDITORS, data={"version": "1", "note": ""})]
