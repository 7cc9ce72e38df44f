"""Deleting the personal data of an edition that is over: by hand with a reason, or on the day of the rule."""

from sqlalchemy import select

from meetings.access import audit
from meetings.access.actor import OPERATOR, Actor
from meetings.base import clock
from meetings.base.database import db
from meetings.base.zones import wall_of
from meetings.fellowship.actions.forgetting import forget_applications
from meetings.fellowship.actions.holding import hold_edition
from meetings.fellowship.actions.terms import KIND
from meetings.fellowship.models import FellowshipEdition
from meetings.fellowship.queries.keeping import deletion_day, going
from meetings.fellowship.rules import OVER, check_deletion

PORTION = 50  # the write lock is held for so many


def purge_edition(actor: Actor, edition: FellowshipEdition, reason: str, seen: int) -> int:
    """Delete whose the applications were, but of fellows; how many. Refused as `check_deletion` says."""
    hold_edition(edition)
    ids = going(edition)
    check_deletion(edition.state, reason, len(ids), seen)
    number = forget_applications(ids)
    audit.record(actor, "purge_edition", KIND, edition.id, None, {"reason": reason, "number": number})
    return number


def purge_due() -> bool:
    """What the worker does: the next portion of what is due; whether there was one."""
    editions = db.session.scalars(select(FellowshipEdition).where(FellowshipEdition.state.in_(OVER)))
    for edition in editions.all():
        if wall_of(clock.now(), edition.zone).date() < deletion_day(edition):
            continue
        ids = going(edition)[:PORTION]
        if ids:
            number = forget_applications(ids)
            audit.record(OPERATOR, "purge_edition", KIND, edition.id, None, {"number": number})
            return True
    return False
