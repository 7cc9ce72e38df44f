"""The rows of importing in the access table."""

from meetings.access.permissions import Role
from tests.access.rows import Row, World
from tests.imports.builders import a_table

OFFICE = frozenset({Role.ADMINISTRATOR, Role.ORGANIZER})


def _door(world: World) -> str:
    return f"/meetings/{world.meeting.slug}/registrations/import"


def _at(world: World, page: str = "") -> str:
    return f"{_door(world)}/{a_table(world.meeting).key}{page}"


def _not_taken(world: World) -> str:
    act = a_table(world.meeting).act
    assert act is not None
    return f"{_door(world)}/not-taken/{act.key}.csv"


def _through_another(world: World) -> str:
    """A table by the address of a meeting that it is not for: nobody finds it there."""
    return f"/meetings/{world.other_meeting.slug}/registrations/import/{a_table(world.meeting).key}"


NOBODY: frozenset[Role] = frozenset()
MAPPING = {"c0": "name", "c1": "email", "c2": "organization", "c3": "category"}
ROWS = [
    Row("imports.upload", _door, OFFICE),
    Row(
        "imports.reading",
        _at,
        OFFICE,
        _through_another,
        NOBODY,
        data={"encoding": "utf-8", "delimiter": ","},
    ),
    Row("imports.columns", lambda w: _at(w, "/columns"), OFFICE, data=MAPPING),
    Row(
        "imports.people",
        lambda w: _at(w, "/people"),
        OFFICE,
        data={"w0": "ngo", "w1": "regional", "otherwise": "", "status": "submitted"},
    ),
    Row("imports.drop", lambda w: _at(w, "/drop"), OFFICE),
    Row("imports.not_taken", _not_taken, OFFICE),
]
