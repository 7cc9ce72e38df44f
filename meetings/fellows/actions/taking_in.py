"""Whoever accepts the offer is a fellow: the row, the account, the checklist and the first mail, once."""

from sqlalchemy import select

from meetings.access import audit
from meetings.access.actions import make_account
from meetings.access.actor import OPERATOR, Actor
from meetings.access.queries import find_account
from meetings.base import clock, secrets
from meetings.base.database import db
from meetings.fellows import letters, post
from meetings.fellows.actions.holding import KIND, hold_fellow
from meetings.fellows.actions.planning import end_entries
from meetings.fellows.models import Fellow, FellowTask
from meetings.fellows.queries import checklist_of, today_of
from meetings.fellows.rules import FellowState, Item, due_on
from meetings.fellowship.actions import hold
from meetings.fellowship.models import FellowshipApplication, FellowshipEdition
from meetings.fellowship.rules import FELLOWS, ApplicationState, EditionState

PORTION = 20


def take_in(actor: Actor, application: FellowshipApplication) -> Fellow | None:
    """The fellow of an application that was accepted; made once, however often this is asked. None: not accepted.

    The account is made, if there is none, as the house's act and not of whoever holds the link.
    """
    application = hold(application)
    there = db.session.scalar(select(Fellow).where(Fellow.application_id == application.id))
    if there is not None or application.state not in FELLOWS:
        return there
    account = find_account(application.email) or make_account(
        OPERATOR,
        application.email,
        application.name or application.email,
        demonstration=application.demonstration,
    )
    edition = application.edition
    fellow = Fellow(
        key=secrets.new_key(),
        application=application,
        account=account,
        state=FellowState.EXPECTED,
        starts_on=edition.starts_on,
        ends_on=edition.ends_on if edition.starts_on else None,
        taken_in_at=clock.now(),
    )
    db.session.add(fellow)
    db.session.flush()  # the database keeps one fellow to an application; the mail needs the number
    for position, item in enumerate(checklist_of(edition)[0]):
        add_item(fellow, item, position)
    audit.record(actor, "take_in_fellow", KIND, fellow.id, None, {"state": fellow.state.value})
    post.tell_fellow(fellow, letters.WELCOME)
    return fellow


def add_item(fellow: Fellow, item: Item, position: int) -> FellowTask:
    """One thing to arrange for one fellow."""
    task = FellowTask(
        key=secrets.new_key(),
        fellow_id=fellow.id,
        position=position,
        name=item.name,
        todo_by=item.by,
        days_before=item.days_before,
        due_on=due_on(fellow.starts_on, item.days_before),
    )
    db.session.add(task)
    return task


def keep_fellows() -> bool:
    """What the worker does: takes in whoever has accepted by any way, ends the year of whoever has withdrawn since.

    So it does with whoever was still to come when the edition was cancelled.
    """
    new = db.session.scalars(
        select(FellowshipApplication)
        .outerjoin(Fellow, Fellow.application_id == FellowshipApplication.id)
        .where(
            FellowshipApplication.state.in_(FELLOWS),
            FellowshipApplication.forgotten_at.is_(None),
            Fellow.id.is_(None),
        )
        .order_by(FellowshipApplication.id)
        .limit(PORTION)
    ).all()
    for application in new:
        take_in(OPERATOR, application)
    gone = db.session.scalars(
        select(Fellow)
        .join(Fellow.application)
        .join(FellowshipApplication.edition)
        .where(
            Fellow.ended_on.is_(None),
            (FellowshipApplication.state == ApplicationState.WITHDRAWN)
            | ((FellowshipEdition.state == EditionState.CANCELLED) & (Fellow.state == FellowState.EXPECTED)),
            FellowshipApplication.forgotten_at.is_(None),
        )
        .limit(PORTION)
    ).all()
    for one in gone:
        fellow = hold_fellow(one)
        fellow.state, fellow.ended_on = FellowState.ENDED_EARLY, today_of(fellow.application.edition)
        fellow.end_reason = fellow.application.withdrawn_reason
        end_entries(fellow)
        fellow.version += 1
        audit.record(OPERATOR, "move_fellow", KIND, fellow.id, None, {"state": fellow.state.value})
    return len(new) == PORTION
