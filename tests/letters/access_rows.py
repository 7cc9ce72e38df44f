"""The rows of the access table for the pages on which a meeting's mail texts are edited."""

from meetings.access.permissions import Role
from tests.access.rows import Row

OFFICE = frozenset({Role.ADMINISTRATOR, Role.ORGANIZER})
TEXT = {"subject": "Welcome", "text": "Dear {name},", "do": "save", "version": "0"}


def _row(name: str, rest: str = "", **data: str) -> Row:
    return Row(
        f"registration.{name}",
        lambda w: f"/meetings/{w.meeting.slug}/letters{rest}",
        OFFICE,
        lambda w: f"/meetings/{w.other_meeting.slug}/letters{rest}",
        OFFICE,
        data=data,
    )


ROWS = [
    _row("letters"),
    _row("copy_letters", "/copy", source="0"),
    _row("letter", "/approved", **TEXT),
    _row("default_letter", "/approved/default", version="0"),
]
