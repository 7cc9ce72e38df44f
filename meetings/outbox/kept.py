"""Mails that are kept as files, where no mail server is set; they go when what they say is deleted."""

from collections.abc import Iterable
from pathlib import Path

from flask import current_app
from sqlalchemy import event
from sqlalchemy.orm import Session

from meetings.base.database import db

FOLDER = "mail"
_GONE = "mails_gone"


def remove_after_commit(keys: Iterable[str]) -> None:
    """Remove the files of these messages once the transaction that blanks them is kept."""
    db.session.info.setdefault(_GONE, set()).update(keys)


@event.listens_for(Session, "after_commit")
def _remove(session: Session) -> None:
    if session.in_nested_transaction():
        return  # a savepoint is no commit
    for key in session.info.pop(_GONE, ()):
        path = Path(current_app.config["SETTINGS"].instance) / FOLDER / f"{key}.eml"
        path.unlink(missing_ok=True)


@event.listens_for(Session, "after_soft_rollback")
def _keep(session: Session, _previous: object) -> None:
    session.info.pop(_GONE, None)
