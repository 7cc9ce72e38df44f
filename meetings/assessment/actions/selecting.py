"""What the panel decides: whom it selects, who is on the reserve in which order, and why."""

from sqlalchemy import func, select

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.assessment.models import SelectionDecision
from meetings.assessment.queries import OFFERING, left_free, reserve_of
from meetings.assessment.rules import (
    BEFORE_PANEL,
    TAKES_PLACE,
    Outcome,
    check_decision,
    check_late_decision,
    put_in_order,
)
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused, check_version
from meetings.fellowship.actions import hold, hold_edition
from meetings.fellowship.models import FellowshipApplication
from meetings.fellowship.rules import By, EditionState, check_application_step


def decide(
    actor: Actor,
    application: FellowshipApplication,
    outcome: Outcome,
    reason: str,
    version: int,
    place: int | None = None,
) -> SelectionDecision:
    """One decision on an application: of two at once the second is told what the first decided (Stale)."""
    edition = hold_edition(application.edition)
    late = edition.state in OFFERING
    if not late and edition.state is not EditionState.ASSESSMENT:
        raise Refused("The edition is %(state)s: nothing is decided now.", state=edition.state.label)
    application = hold(application)
    check_version(version, application.version)
    if application.state not in BEFORE_PANEL:
        raise Refused("This application is not before the panel.")
    was = application.state
    if late:
        check_late_decision(outcome, was, *left_free(edition))
    taken = _others_selected(application)
    check_decision(outcome, reason, edition.places, taken)
    if was is not outcome.state:
        check_application_step(was, outcome.state, By.OFFICE)
        application.state = outcome.state
    application.version += 1
    row, stood = _kept(actor, application, outcome, reason)
    _order(edition.id, row, stood if place is None else place)
    before = {"state": was.value}
    after = {"state": outcome.state.value, "reason": reason} | ({"place": row.place} if row.place else {})
    audit.record(actor, "decide_selection", "application", application.id, before, after)
    return row


def _others_selected(application: FellowshipApplication) -> int:
    return (
        db.session.scalar(
            select(func.count(FellowshipApplication.id)).where(
                FellowshipApplication.edition_id == application.edition_id,
                FellowshipApplication.state.in_(TAKES_PLACE),
                FellowshipApplication.id != application.id,
            )
        )
        or 0
    )


def _kept(
    actor: Actor, application: FellowshipApplication, outcome: Outcome, reason: str
) -> tuple[SelectionDecision, int | None]:
    """The decision, and the place on the reserve that it had."""
    row = db.session.get(SelectionDecision, application.id)
    if row is None:
        row = SelectionDecision(application_id=application.id)
        db.session.add(row)
    stood = row.place
    row.place = (stood or 1) if outcome is Outcome.RESERVE else None
    row.outcome, row.reason, row.account_id, row.by_name, row.at = (
        outcome,
        reason,
        actor.account_id,
        actor.name,
        clock.now(),
    )
    db.session.flush()
    return row, stood


def _order(edition_id: int, row: SelectionDecision, place: int | None) -> None:
    """The reserve counts from one without gaps, with this one where it was put; nowhere said: the last."""
    rows = {one.application_id: one for one in reserve_of(edition_id)}
    order = sorted(rows, key=lambda id_: rows[id_].place or 0)
    if row.outcome is Outcome.RESERVE:
        order = put_in_order(order, row.application_id, place)
    for number, id_ in enumerate(order, start=1):
        rows[id_].place = number
    db.session.flush()
