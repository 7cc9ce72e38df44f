"""The progress room's rows of the access table."""

from datetime import date

from meetings.access.actor import OPERATOR
from meetings.access.permissions import Role
from meetings.mandate.actions import load_defaults
from meetings.mandate.queries import cycle_for
from meetings.progress.actions import note_funds, write_entry
from meetings.progress.rules import Activity, EntryDraft, Funds
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


def _resource(_: World) -> str:
    path = _cycle("/resources")
    row = note_funds(OPERATOR, cycle_for(OPERATOR, "61-15"), Funds(Activity.WORKSHOP, 2028, 10, 5, 0))
    return f"{path}/{row.id}"


_FUNDS = {"activity": "other", "year": "2027", "needed": "9", "version": "1"}

ROWS = [
    Row("progress.cycle", lambda w: _cycle(), ALL_SIGNED_IN),
    Row("progress.plan_cycle", lambda w: _cycle("/plan"), PLANNERS),
    Row("progress.entries", lambda w: _cycle("/progress"), OFFICE),
    Row("progress.new_entry", lambda w: _cycle("/progress/new"), OFFICE),
    Row("progress.edit_entry", _entry, OFFICE),
    Row("progress.resources", lambda w: _cycle("/resources"), OFFICE),
    Row("progress.new_resource", lambda w: _cycle("/resources/new"), OFFICE, data=_FUNDS),
    Row("progress.edit_resource", _resource, OFFICE, data=_FUNDS),
    Row("progress.delete_resource", lambda w: _resource(w) + "/delete", OFFICE, data={"version": "1"}),
    Row("progress.delete_entry", lambda w: _entry(w) + "/delete", OFFICE, data={"version": "1"}),
]
