"""The portal's rows of the access table."""

from meetings.access.permissions import Role
from meetings.base.database import db
from meetings.outbox.actions import put
from tests.access.rows import ALL_SIGNED_IN, EVERYBODY, OFFICE, Row
from tests.people.builders import a_request

NOBODY: frozenset[Role] = frozenset()


def _mail() -> str:
    message = put("somebody@example.org", "Subject", "Text")
    db.session.flush()  # its key is in the address
    return message.key


ROWS = [
    Row("portal.front", lambda w: "/", EVERYBODY),
    Row("portal.home", lambda w: "/home", OFFICE),
    Row("portal.my_page", lambda w: "/my", ALL_SIGNED_IN),
    Row("portal.my_mails", lambda w: "/my/mails", ALL_SIGNED_IN),
    # Own is what went to one's own address; nobody's is anybody's, the office has a page of its own.
    Row("portal.my_mail", lambda w: f"/my/mails/{_mail()}", NOBODY),
    Row("portal.my_data", lambda w: "/my/data", ALL_SIGNED_IN),
    Row("portal.copy", lambda w: "/my/data/copy", ALL_SIGNED_IN),
    Row(
        "portal.correct", lambda w: "/my/data/correct", ALL_SIGNED_IN, data={"name": "Right", "version": "0"}
    ),
    Row("portal.ask", lambda w: "/my/data/ask", ALL_SIGNED_IN, data={"text": "I moved."}),
    Row("portal.deletion", lambda w: "/my/data/deletion", ALL_SIGNED_IN, data={"step": "second"}),
    Row("portal.take_back", lambda w: f"/my/data/requests/{a_request().key}/take-back", NOBODY),
    # A merge of one's own record; nobody here has one.
    Row("portal.ask_address", lambda w: "/my/addresses/ask/1", NOBODY),
    Row("portal.address", lambda w: "/my/addresses/none", NOBODY),
    Row("portal.language", lambda w: "/language/en", EVERYBODY),
    Row("portal.ready", lambda w: "/readyz", EVERYBODY),
]
