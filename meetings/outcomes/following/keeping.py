"""What goes when somebody is forgotten who was to do something."""

from collections.abc import Collection

from sqlalchemy import update

from meetings.base.database import db
from meetings.outcomes.models import OutcomeRecord


def forget_owner(accounts: Collection[int]) -> None:
    """None of these accounts is to do anything any more; the outcomes stay, without an owner."""
    theirs = OutcomeRecord.owner_account_id.in_(accounts)
    db.session.execute(update(OutcomeRecord).where(theirs).values(owner_account_id=None))
