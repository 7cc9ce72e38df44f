"""Whoever changes an edition, or an application, holds its row until the transaction ends and reads it afresh."""

from sqlalchemy import select

from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.fellowship.models import FellowshipApplication, FellowshipEdition, FellowshipNomination


def hold_edition(edition: FellowshipEdition) -> FellowshipEdition:
    """The edition, read afresh under its lock. SQLite holds its lock since BEGIN IMMEDIATE."""
    return db.session.scalars(
        select(FellowshipEdition)
        .where(FellowshipEdition.id == edition.id)
        .with_for_update(of=FellowshipEdition)
        .execution_options(populate_existing=True)
    ).one()


def hold(application: FellowshipApplication) -> FellowshipApplication:
    """The application, read afresh under its lock: of two at once the second sees what the first did."""
    found = db.session.scalar(
        select(FellowshipApplication)
        .where(FellowshipApplication.id == application.id)
        .with_for_update(of=FellowshipApplication)
        .execution_options(populate_existing=True)
    )
    if found is None or found.forgotten_at is not None:
        raise NotFound
    return found


def hold_nomination(nomination: FellowshipNomination) -> FellowshipNomination:
    """The nomination, read afresh under the lock of its application."""
    hold(nomination.application)
    found = db.session.get(FellowshipNomination, nomination.id, populate_existing=True)
    if found is None:
        raise NotFound
    return found
