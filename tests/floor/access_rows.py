"""The floor room's rows of the access table; what somebody may do by being admitted is in test_views."""

from meetings.access.permissions import Role
from meetings.base.database import db
from meetings.floor.models import FloorList
from tests.access.rows import EVERYBODY, Row, World
from tests.speakers.access_rows import a_link

KEEPERS = frozenset({Role.ADMINISTRATOR, Role.ORGANIZER})
OWN = KEEPERS | {Role.RAPPORTEUR}


def _floor(path: str = "", **data: str):
    def own(w: World) -> str:
        return f"/meetings/{w.meeting.slug}/sessions/{w.session.label}/floor{path}"

    def another(w: World) -> str:
        return f"/meetings/{w.other_meeting.slug}/sessions/{w.other_session.label}/floor{path}"

    return Row(f"floor.{path[1:] or 'floor'}", own, OWN, another, KEEPERS, data)


def _linked(path: str = ""):
    def url(w: World) -> str:
        db.session.add(FloorList(session_id=w.session.id, minutes_by={}))
        return f"/speaking/{a_link(w)}/floor{path}"

    return url


SHUT = {"do": "turn", "to": "shut"}
ROWS = [
    _floor(),
    _floor("/now"),
    _floor("/keep", do="turn", to="open"),
    # Only those who are admitted to the meeting.
    Row(
        "floor.ask", lambda w: f"/meetings/{w.meeting.slug}/sessions/{w.session.label}/floor/ask", frozenset()
    ),
    Row("floor.mine", lambda w: "/my/registrations/unknown/floor", frozenset()),
    Row("floor.linked", _linked(), EVERYBODY),
    Row("floor.linked_now", _linked("/now"), EVERYBODY),
    Row("floor.linked_keep", _linked("/keep"), EVERYBODY, data=SHUT),
]
