"""The rows of the access table for people through the years."""

from meetings.access.actor import OPERATOR
from meetings.access.permissions import Role
from meetings.base.database import db
from meetings.people.actions import merge
from tests.access.rows import Row, World
from tests.builders import a_person
from tests.people.builders import a_request

OFFICE = frozenset({Role.ADMINISTRATOR, Role.ORGANIZER})


def _pair(world: World) -> tuple[str, str]:
    return a_person(organization=world.organization).key, a_person(organization=world.organization).key


def _two(world: World, verb: str) -> str:
    one, other = _pair(world)
    return f"/people/{one}/{verb}/{other}"


def _merged(world: World, verb: str = "undo") -> str:
    made = merge(OPERATOR, a_person(), a_person(), {}, (1, 1))
    db.session.flush()
    return f"/people/merges/{made.id}/{verb}"


ROWS = [
    Row("people.duplicates", lambda w: "/people/duplicates", OFFICE),
    Row("people.same", lambda w: f"/people/{_pair(w)[0]}/same", OFFICE),
    Row("people.merge", lambda w: _two(w, "merge"), OFFICE),
    Row("people.not_same", lambda w: _two(w, "not"), OFFICE),
    Row("people.maybe_same", lambda w: _two(w, "maybe"), OFFICE),
    Row("people.merges", lambda w: "/people/merges", OFFICE),
    Row("people.undo", _merged, OFFICE),
    Row("people.proven", lambda w: _merged(w, "proven"), OFFICE, data={"reason": "Seen."}),
    Row("people.requests", lambda w: "/people/requests", OFFICE),
    Row("people.answer_request", lambda w: f"/people/requests/{a_request().key}", OFFICE),
]
