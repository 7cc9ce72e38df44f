"""What was done to an application, for those who may read it: a room above may know of somebody who must not."""

from collections.abc import Callable, Sequence

from meetings.access.actor import Actor
from meetings.access.models import AuditRow
from meetings.access.queries import audit_rows
from meetings.fellowship.models import FellowshipApplication

Barred = Callable[[Actor, FellowshipApplication], bool]
_barred: dict[str, Barred] = {}


def keep_trail_from(room: str, barred: Barred) -> None:
    """Let a room above keep somebody from reading what was done to an application, and why."""
    _barred[room] = barred


def trail_of(actor: Actor, application: FellowshipApplication) -> Sequence[AuditRow] | None:
    """The newest rows; None for whoever must not read them."""
    if any(barred(actor, application) for barred in _barred.values()):
        return None
    return audit_rows(actor, 30, "application", application.id)
