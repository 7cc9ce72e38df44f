"""The access room's rows of the access table."""

from meetings.access.permissions import Role
from meetings.access.queries import find_account
from tests.access.rows import ALL_SIGNED_IN, EVERYBODY, Row, World
from tests.kit_app import an_account

ADMIN = frozenset({Role.ADMINISTRATOR})


def _account(_: World) -> str:
    account = find_account("held@example.org") or an_account("held@example.org")
    from meetings.base.database import db

    db.session.flush()  # its id is in the address
    return f"/accounts/{account.id}"


ROWS = [
    Row("access.sign_in", lambda w: "/sign-in", EVERYBODY),
    Row("access.ask_for_link", lambda w: "/sign-in/link", EVERYBODY, data={"address": "nobody@example.org"}),
    Row("access.link_sent", lambda w: "/sign-in/link-sent", EVERYBODY),
    Row("access.use_link", lambda w: "/sign-in/link/unknown", frozenset()),
    Row("access.sign_out", lambda w: "/sign-out", EVERYBODY),
    Row("access.password", lambda w: "/my/password", ALL_SIGNED_IN),
    Row("access.accounts", lambda w: "/accounts", ADMIN),
    Row("access.account", _account, ADMIN),
    Row("access.end_role", lambda w: _account(w) + "/roles/1/end", frozenset()),
    Row("access.disable", lambda w: _account(w) + "/disabled", ADMIN),
    Row("access.audit", lambda w: "/audit", ADMIN),
    Row("access.who_may", lambda w: "/help/who-may-do-what", EVERYBODY),
]
