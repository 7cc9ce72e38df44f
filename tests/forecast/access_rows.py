"""The forecast room's rows of the access table."""

from meetings.access.permissions import Role
from meetings.forecast import actions
from tests.access.rows import OFFICE, Row, World
from tests.builders import a_cycle
from tests.kit_app import an_actor


def _cycle(_: World) -> str:
    return "/reports/" + a_cycle().slug


def _frozen(_: World) -> str:
    cycle = a_cycle()
    actions.freeze(an_actor(Role.DRAFTER), cycle)
    return f"/reports/{cycle.slug}/forecast"


ESTIMATE = {"words": "8000", "languages": "en", "version": "0"}
ROWS = [
    Row(
        "forecast.sheet",
        lambda w: _cycle(w) + "/forecast",
        OFFICE,
        data={"words": "8000", "languages": "en", "version": "0"},
    ),
    Row("forecast.freeze", lambda w: _cycle(w) + "/forecast/freeze", OFFICE),
    Row("forecast.open_again", lambda w: _frozen(w) + "/again", OFFICE, data={"reason": "It is longer."}),
    Row("forecast.sheet_csv", lambda w: _cycle(w) + "/forecast.csv", OFFICE),
    Row("forecast.what_if", lambda w: _cycle(w) + "/what-if", OFFICE),
]
