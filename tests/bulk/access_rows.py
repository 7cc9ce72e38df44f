"""The rows of acts on many in the access table: an act that decides on registrations."""

from meetings.access.actor import OPERATOR
from meetings.access.permissions import Role
from meetings.bulk.actions import Planned, begin, plan
from meetings.registration.many import deciding
from tests.access.rows import Row, World
from tests.builders import a_registration

OFFICE = frozenset({Role.ADMINISTRATOR, Role.ORGANIZER})


def _act(world: World, begun: bool = False) -> str:
    registration = a_registration(world.meeting)
    row = Planned(registration.name, {"seen": "submitted"}, thing=("registration", registration.id))
    act = plan(
        OPERATOR, deciding.KIND, ("meeting", world.meeting.id), "Many", [row], "en", {"decision": "approve"}
    )
    if begun:
        begin(OPERATOR, act, deciding.DO)
    return act.key


ROWS = [
    Row("bulk.acts", lambda w: "/acts", OFFICE),
    Row("bulk.act", lambda w: f"/acts/{_act(w)}", OFFICE),
    Row("bulk.begin", lambda w: f"/acts/{_act(w)}/begin", OFFICE, data={"way": "do"}),
    Row("bulk.stop", lambda w: f"/acts/{_act(w, True)}/stop", OFFICE),
    Row("bulk.throw_away", lambda w: f"/acts/{_act(w)}/throw-away", OFFICE),
]
