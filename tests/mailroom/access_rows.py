"""The outbox's rows of the access table."""

from meetings.access.permissions import Role
from meetings.base.database import db
from meetings.outbox.actions import begin_batch, held_for, put
from meetings.outbox.rules import Delivery
from tests.access.rows import Row, World

OFFICE = frozenset({Role.ADMINISTRATOR, Role.ORGANIZER})


def _key(_: World) -> str:
    message = put("somebody@example.org", "Subject", "Text")
    message.delivery = Delivery.FAILED
    db.session.flush()  # its key is in the address
    return message.key


def _held() -> tuple[str, str]:
    """A batch with one mail that is held: both their keys."""
    batch = begin_batch("Many", "Somebody")
    with held_for(batch):
        message = put("somebody@example.org", "Subject", "Text")
    db.session.flush()  # its key is in the address
    return batch.key, message.key


WORDS = {"subject": "Subject", "text": "Text"}
ROWS = [
    Row("mailroom.messages", lambda w: "/outbox", OFFICE),
    Row("mailroom.message", lambda w: f"/outbox/{_key(w)}", OFFICE),
    Row("mailroom.batch", lambda w: f"/outbox/batches/{_held()[0]}", OFFICE),
    Row("mailroom.release", lambda w: f"/outbox/batches/{_held()[0]}/send", OFFICE),
    Row("mailroom.discard", lambda w: f"/outbox/batches/{_held()[0]}/discard", OFFICE),
    Row("mailroom.words", lambda w: f"/outbox/{_held()[1]}/words", OFFICE, data=WORDS),
    Row("mailroom.discard_one", lambda w: f"/outbox/{_held()[1]}/discard", OFFICE),
    Row("mailroom.mend", lambda w: f"/outbox/{_key(w)}/mend", OFFICE, data={"email": "other@example.org"}),
    Row("mailroom.try_again", lambda w: f"/outbox/{_key(w)}/again", OFFICE),
]
