"""The mandate's rows of the access table."""

from meetings.access.actor import OPERATOR
from meetings.access.permissions import Role
from meetings.mandate.actions import load_defaults
from tests.access.rows import ALL_SIGNED_IN, Row, World

PLANNERS = frozenset({Role.ADMINISTRATOR, Role.ORGANIZER})


def _question(_: World) -> str:
    load_defaults(OPERATOR)
    return "/mandate/61-15/questions/in-person-2028"


ROWS = [
    Row("mandate.cycles", lambda w: "/mandate", ALL_SIGNED_IN),
    Row("mandate.council_session", lambda w: "/mandate/council/70", PLANNERS),
    Row("mandate.answer_question", _question, PLANNERS, data={"answer": "on_top"}),
]
