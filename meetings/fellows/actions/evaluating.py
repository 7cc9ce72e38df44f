"""Evaluation: that somebody evaluated is kept in one place, what was said in another, and nothing joins the two."""

from collections.abc import Mapping
from random import SystemRandom

from sqlalchemy import delete, select

from meetings.access.actor import Actor
from meetings.base import secrets
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.fellows.actions.holding import hold_fellow
from meetings.fellows.models import FellowEvaluated, FellowEvaluation
from meetings.fellows.queries import Year, has_evaluated
from meetings.fellows.rules import REPORTS, check_evaluation, check_writes
from meetings.fellowship.actions import hold_edition


def evaluate(actor: Actor, year: Year, given: Mapping[str, int | None], words: str) -> None:
    """Once for each side. All answers of the edition are laid anew in no order: their place tells nothing either."""
    side = year.side
    if side is None:
        raise Refused("The fellow and the supervisor evaluate, nobody else.")
    edition = hold_edition(year.fellow.application.edition)
    fellow = hold_fellow(year.fellow)
    check_writes(fellow.state, REPORTS)
    check_evaluation(side, given, edition.state, has_evaluated(fellow, side))
    db.session.add(FellowEvaluated(fellow_id=fellow.id, side=side))
    before = db.session.execute(
        select(FellowEvaluation.side, FellowEvaluation.scores, FellowEvaluation.words).where(
            FellowEvaluation.edition_id == edition.id
        )
    ).all()
    said = [(was, scores, text) for was, scores, text in before]
    said.append((side, {code: value for code, value in given.items() if value is not None}, words))
    SystemRandom().shuffle(said)
    db.session.execute(delete(FellowEvaluation).where(FellowEvaluation.edition_id == edition.id))
    db.session.flush()
    for was, scores, text in said:
        db.session.add(
            FellowEvaluation(
                key=secrets.new_key(), edition_id=edition.id, side=was, scores=scores, words=text
            )
        )
        db.session.flush()  # one after the other: a batch would be written in the order of the keys of the session
