"""What a row of the access table says. Each room keeps its rows in tests/<room>/access_rows.py as `ROWS`."""

from collections.abc import Callable
from dataclasses import dataclass, field

from meetings.access.permissions import Role
from meetings.directory.models import Organization
from meetings.fellowship.models import FellowshipEdition
from meetings.programme.models import Meeting, MeetingSession
from tests.builders import a_meeting, a_session, an_organization
from tests.fellowship.builders import an_edition

A, D = Role.ADMINISTRATOR, Role.DRAFTER
ORG = Role.ORGANIZER
R, F, P = Role.RAPPORTEUR, Role.FOCAL_POINT, Role.PARTICIPANT
SIGNED_IN, ANYONE = Role.SIGNED_IN, Role.ANYONE
OFFICE = frozenset({A, ORG, D})
EVERYBODY = frozenset(Role)
ALL_SIGNED_IN = EVERYBODY - {ANYONE}


@dataclass(frozen=True)
class World:
    """Two of each: roles are held on the first (`meeting`, `session` …), never on the other."""

    meeting: Meeting
    session: MeetingSession
    organization: Organization
    other_meeting: Meeting
    other_session: MeetingSession
    other_organization: Organization
    edition: FellowshipEdition
    other_edition: FellowshipEdition


def a_world() -> World:
    """Call it inside `work(app)`."""
    meeting, other = a_meeting(), a_meeting()
    of_meetings = (meeting, a_session(meeting), an_organization(), other, a_session(other), an_organization())
    return World(*of_meetings, an_edition(), an_edition())


@dataclass(frozen=True)
class Row:
    """One route: who gets in.

    `own` and `another` give the address for the world (they run inside a unit of work and may build what they
    need); `allowed` are the roles that get in to the own thing, `allowed_another` to another's (None: the route
    names no thing that a role is held on). `data` is what a POST sends; methods are taken from the route.
    """

    endpoint: str
    own: Callable[[World], str]
    allowed: frozenset[Role]
    another: Callable[[World], str] | None = None
    allowed_another: frozenset[Role] | None = None
    data: dict[str, str] = field(default_factory=dict)
