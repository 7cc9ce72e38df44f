"""One mail, taken in whatever it holds, in a transaction of its own: from a pipe or from a mailbox."""

import logging
from hashlib import sha256

from sqlalchemy.exc import InterfaceError, OperationalError

from meetings.base.database import db, unit_of_work
from meetings.base.settings import Settings
from meetings.replies.actions import ingest
from meetings.replies.rules import Incoming, Sort, read_mail

log = logging.getLogger("meetings.replies")
# The database is away, or busy for too long: the mail is taken later, and nothing is wrong with it.
AWAY = (OperationalError, InterfaceError)


def take(data: bytes, settings: Settings, *, size: int | None = None, sent_to: str = "") -> bool:
    """Take a mail in and commit; whether it is new. `size`: of the whole, where `data` is only its beginning.

    One that cannot be kept as it is, is kept as one that could not be read. Raises AWAY, and then nothing is kept.
    """
    try:
        return _taken(read_mail(data, size), settings, sent_to)
    except AWAY:
        raise
    except Exception:
        log.exception("a mail of %s bytes could not be taken in", len(data))
        digest = sha256(data).hexdigest()
        return _taken(Incoming(Sort.UNREADABLE, digest=digest, size=len(data)), settings, "")


def _taken(mail: Incoming, settings: Settings, sent_to: str) -> bool:
    try:
        with unit_of_work(writing=True):
            return ingest(mail, settings.mailbox, sent_to) is not None
    finally:
        db.session.remove()
