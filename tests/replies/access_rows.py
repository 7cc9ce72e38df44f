"""The rows of the access table for what comes in by mail."""

from meetings.access.permissions import Role
from meetings.base import clock, secrets
from meetings.base.database import db
from meetings.replies.models import ReceivedMail
from meetings.replies.rules import Outcome, Sort
from tests.access.rows import Row, World
from tests.replies.mails import R, calendar

OFFICE = frozenset({Role.ADMINISTRATOR, Role.ORGANIZER})


def _key(_: World) -> str:
    """A mail from another address, which waits."""
    mail = ReceivedMail(
        key=secrets.new_key(),
        identity=secrets.new_key(),
        received_at=clock.now(),
        sort=Sort.CALENDAR,
        outcome=Outcome.OTHER_SENDER,
        calendar=calendar(R()).encode(),
        open=True,
    )
    db.session.add(mail)
    db.session.flush()  # its key is in the address
    return mail.key


ROWS = [
    Row("replies.replies", lambda w: "/replies", OFFICE),
    Row("replies.reply", lambda w: f"/replies/{_key(w)}", OFFICE),
    Row("replies.close", lambda w: f"/replies/{_key(w)}/close", OFFICE, data={"closing": "done"}),
    Row("replies.take", lambda w: f"/replies/{_key(w)}/take", OFFICE),
]
