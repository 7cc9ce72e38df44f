"""Fellows, in whatever state of their year. Call them inside `work(app)`."""

from datetime import UTC, date, datetime
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from meetings.access.actions import begin_session, token_of
from meetings.access.actor import OPERATOR
from meetings.access.models import Account, MailLink
from meetings.base import clock
from meetings.base.database import db
from meetings.fellows import actions
from meetings.fellows.models import Fellow, FellowFollowUp
from meetings.fellows.rules import FOLLOW_UP_LINK, FellowState, Placement
from meetings.fellowship.models import FellowshipEdition
from meetings.fellowship.rules import ApplicationState, EditionState
from tests.assessment.builders import eligible
from tests.fellowship.builders import an_edition
from tests.kit_app import work

FIRST, LAST = date(2028, 6, 5), date(2028, 6, 30)
# In the third of four weeks.
DURING = datetime(2028, 6, 21, 9, tzinfo=UTC)
AFTER = datetime(2028, 7, 3, 9, tzinfo=UTC)


def running(**given: Any) -> FellowshipEdition:
    """An edition whose fellows are at work, four weeks in June 2028."""
    values: dict[str, Any] = {"starts_on": FIRST, "ends_on": LAST, "places": 20, "duration_weeks": 4}
    return an_edition(EditionState.RUNNING, **(values | given))


def a_fellow(
    edition: FellowshipEdition, number: int = 1, *, placed: bool = True, begun: bool = True, **given: Any
) -> Fellow:
    """Fellow `number` with a supervisor of the same number, in the programme."""
    values: dict[str, Any] = {"state": ApplicationState.ACCEPTED, "sort_key": f"example, fellow {number}"}
    fellow = actions.take_in(OPERATOR, eligible(edition, number, **(values | given)))
    assert fellow is not None
    if placed:
        supervisor = (f"supervisor-{number}@example.org", f"Supervisor {number} Example")
        draft = Placement("Treaty bodies branch", *supervisor, FIRST, LAST, "Learn how reports are examined.")
        actions.place(OPERATOR, fellow, draft, fellow.version)
    if placed and begun:
        actions.move(OPERATOR, fellow, FellowState.IN_PROGRAMME, fellow.version)
    db.session.flush()
    return fellow


def completed(fellow: Fellow, on: date = LAST, listed: bool | None = None) -> Fellow:
    """The same, at the end of the year."""
    actions.move(OPERATOR, fellow, FellowState.COMPLETED, fellow.version, on=on)
    if listed is not None:
        actions.set_listed(OPERATOR, fellow, listed)
    db.session.flush()
    return fellow


def browser_for(app: Flask, email: str) -> FlaskClient:
    """A browser in which the account of that address is signed in."""
    client = app.test_client()
    with work(app):
        account = db.session.scalars(select(Account).where(Account.email == email)).one()
        token = begin_session(account)
    with client.session_transaction() as session:
        session["_user_id"] = token
    return client


def token_of_follow_up(row: FellowFollowUp) -> str:
    """The token of the link that was mailed with the question."""
    links = select(MailLink).where(MailLink.purpose == FOLLOW_UP_LINK, MailLink.subject_id == row.id)
    return token_of(db.session.scalars(links).one())


def during() -> None:
    """The clock stands in the third week."""
    clock.set_to(DURING)
