"""Whose data of an edition go, and when."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from meetings.base.database import db
from meetings.fellowship.models import FellowshipApplication, FellowshipEdition
from meetings.fellowship.rules import ApplicationState, deleted_on, stays
from meetings.retention.queries import numbers
from meetings.retention.rules import Setting


# no actor: the page of the deletion asks who may delete, and the worker deletes
def going(edition: FellowshipEdition) -> Sequence[int]:
    """The ids of applications whose personal data go; those of fellows stay."""
    gone = [state for state in ApplicationState if not stays(state, edition.state)]
    return db.session.scalars(
        select(FellowshipApplication.id)
        .where(
            FellowshipApplication.edition_id == edition.id,
            FellowshipApplication.forgotten_at.is_(None),
            FellowshipApplication.state.in_(gone),
        )
        .order_by(FellowshipApplication.id)
    ).all()


def deletion_day(edition: FellowshipEdition) -> date:
    """The day on which they go by themselves, by the rule of the house."""
    return deleted_on(edition.ends_on, edition.closes.date(), numbers()[Setting.LEAST])
