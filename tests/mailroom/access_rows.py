"""The outbox's rows of the access table."""

from meetings.access.permissions import Role
from meetings.base.database import db
from meetings.outbox.actions import put
from meetings.outbox.rules import Delivery
from tests.access.rows import Row, World

OFFICE = frozenset({Role.ADMINISTRATOR, Role.ORGANIZER})


def _key(_: World) -> str:
    message = put("somebody@example.org", "Subject", "Text")
    message.delivery = Delivery.FAILED
    db.session.flush()  # its key is in the address
    return message.key


ROWS = [
    Row("mailroom.messages", lambda w: "/outbox", OFFICE),
    Row("mailroom.message", lambda w: f"/outbox/{_key(w)}", OFFICE),
    Row("mailroom.try_again", lambda w: f"/outbox/{_key(w)}/again", OFFICE),
]
