"""The progress room's rows of the access table."""

from datetime import date

from meetings.access.actor import OPERATOR
from meetings.access.permissions import Role
from meetings.mandate.actions import load_defaults
from meetings.mandate.queries import cycle_for
from meetings.progress.actions import write_entry
from meetings.progress.rules import EntryDraft
from tests.access.rows import ALL_SIGNED_IN, OFFICE, Row, World

PLANNERS = frozenset({Role.ADMINISTRATOR, Role.ORGANIZER})


def _cycle(rest: str = "") -> str:
    load_defaults(OPERATOR)
    return f"/mandate/61-15{rest}"


def _entry(_: World) -> str:
    path = _cycle("/progress")
    cycle = cycle_for(OPERATOR, "61-15")
    entry = write_entry(OPERATOR, cycle, EntryDraft(1, "Done.", "The office", date(2026, 5, 1)))
    return f"{path}/{entry.id}"


ROWS = [
    Row("progress.cycle", lambda w: _cycle(), ALL_SIGNED_IN),
    Row("progress.plan_cycle", lambda w: _cycle("/plan"), PLANNERS),
    Row("progress.entries", lambda w: _cycle("/progress"), OFFICE),
    Row("progress.new_entry", lambda w: _cycle("/progress/new"), OFFICE),
    Row("progress.edit_entry", _entry, OFFICE),
    Row("progress.delete_entry", lambda w: _entry(w) + "/delete", OFFICE, data={"version": "1"}),
]
