"""What the worker writes to fellows: a log is missing; one question a year after the fellowship. And its answer."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from meetings.access.actor import Actor
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import NotFound, Refused
from meetings.fellows import letters, post
from meetings.fellows.actions.holding import hold_fellow
from meetings.fellows.models import Fellow, FellowFollowUp, FellowLog
from meetings.fellows.queries import today_of
from meetings.fellows.rules import (
    FellowState,
    Use,
    follow_up_due,
    is_to_be_reminded,
    missing_logs,
    weeks_of,
)
from meetings.fellowship.models import FellowshipApplication

PORTION = 50
_PEOPLE = selectinload(Fellow.application).joinedload(FellowshipApplication.edition)


def remind_of_logs() -> bool:
    """Once a week each: fellows in the programme who have not written about a week that is over."""
    rows = db.session.scalars(
        select(Fellow).where(Fellow.state == FellowState.IN_PROGRAMME).options(_PEOPLE).order_by(Fellow.id)
    ).all()
    written: dict[int, list[int]] = {}
    for fellow_id, week in db.session.execute(
        select(FellowLog.fellow_id, FellowLog.week).where(FellowLog.fellow_id.in_([row.id for row in rows]))
    ):
        written.setdefault(fellow_id, []).append(week)
    for fellow in rows:
        today = today_of(fellow.application.edition)
        missing = missing_logs(weeks_of(fellow.starts_on, fellow.ends_on), written.get(fellow.id, []), today)
        if fellow.application.forgotten_at is None and is_to_be_reminded(missing, fellow.reminded_on, today):
            fellow.reminded_on = today
            post.tell_fellow(fellow, letters.LOG_MISSING, week=missing[-1].number)
    return False


def ask_alumni() -> bool:
    """One question a year, on the day on which the fellowship ended; never of who wants none, or is not to be named."""
    rows = db.session.scalars(
        select(Fellow)
        .join(Fellow.application)
        .where(
            Fellow.state == FellowState.COMPLETED,
            Fellow.unasked.is_(False),
            Fellow.listed.is_not(False),
            FellowshipApplication.forgotten_at.is_(None),
        )
        .options(_PEOPLE)
        .order_by(Fellow.id)
    ).all()
    asked: dict[int, list[int]] = {}
    for fellow_id, year in db.session.execute(select(FellowFollowUp.fellow_id, FellowFollowUp.year)):
        asked.setdefault(fellow_id, []).append(year)
    number = 0
    for fellow in rows:
        today = today_of(fellow.application.edition)
        due = follow_up_due(fellow.ended_on, asked.get(fellow.id, []), fellow.unasked, today)
        if due is not None and number < PORTION:
            number += 1
            _ask(fellow, due)
    return number == PORTION


def _ask(fellow: Fellow, year: int) -> None:
    row = FellowFollowUp(fellow_id=fellow.id, year=year, asked_at=clock.now(), text="")
    db.session.add(row)
    db.session.flush()  # one for each year; the link needs its number
    post.ask_alumnus(fellow, row)


def answer_follow_up(actor: Actor, row: FellowFollowUp, use: Use | None, text: str) -> None:
    """The answer of whoever holds the link; another one replaces it."""
    _held(row)
    if use is None:
        raise Refused("Choose one of these.", field="use")
    row.use, row.text, row.answered_at = use, text, clock.now()


def want_no_more(actor: Actor, row: FellowFollowUp) -> None:
    """No more questions, ever."""
    _held(row).unasked = True


def _held(row: FellowFollowUp) -> Fellow:
    fellow = hold_fellow(row.fellow)
    found = db.session.scalar(
        select(FellowFollowUp)
        .where(FellowFollowUp.id == row.id)
        .options(joinedload(FellowFollowUp.fellow))
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFound
    return fellow
