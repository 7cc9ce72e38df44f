"""Whoever changes a fellow's year holds its row until the transaction ends, and reads it afresh."""

from sqlalchemy import select

from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.fellows.models import Fellow

KIND = "fellow"


def hold_fellow(fellow: Fellow) -> Fellow:
    """The fellow, read afresh under the lock. SQLite holds its lock since BEGIN IMMEDIATE."""
    found = db.session.scalar(
        select(Fellow)
        .where(Fellow.id == fellow.id)
        .with_for_update(of=Fellow)
        .execution_options(populate_existing=True)
    )
    if found is None or found.application.forgotten_at is not None:
        raise NotFound
    return found
