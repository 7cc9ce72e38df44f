"""The calendars room's rows of the access table."""

from collections.abc import Callable
from typing import Any

from meetings.access.models import Account
from meetings.base import clock, secrets
from meetings.base.database import db
from meetings.calendars import queries
from meetings.calendars.models import Subscription
from meetings.calendars.rules import FeedKind
from tests.access.rows import ALL_SIGNED_IN, EVERYBODY, Row, World
from tests.kit_app import an_account


def a_subscription(account: Account | None = None, **given: object) -> Subscription:
    """Somebody's programme behind a secret address; call it inside `work`."""
    account = account or an_account(f"{secrets.new_key().lower()}@example.org")
    values: dict[str, Any] = dict(
        key=secrets.new_key(),
        nonce=secrets.new_key(),
        kind=FeedKind.PROGRAMME,
        account=account,
        made_at=clock.now(),
    )
    made = Subscription(**values | given)
    db.session.add(made)
    db.session.flush()
    return made


def another(rest: str = "") -> Callable[[World], str]:
    return lambda w: f"/my/calendars/{a_subscription().key}{rest}"


def _cycle(world: World) -> str:
    return f"/calendar/cycle/{world.meeting.cycle.slug}.ics"


ROWS = [
    Row("calendars.meeting_feed", lambda w: f"/calendar/{w.meeting.slug}.ics", EVERYBODY),
    Row("calendars.series_feed", lambda w: "/calendar/series/workshops.ics", EVERYBODY),
    Row("calendars.cycle_feed", _cycle, EVERYBODY),
    # Whoever has the address, and nobody by being somebody.
    Row(
        "calendars.private_feed",
        lambda w: f"/calendar/my/{queries.token_of(a_subscription())}.ics",
        EVERYBODY,
    ),
    Row("calendars.subscribe_page", lambda w: f"/meetings/{w.meeting.slug}/calendar", EVERYBODY),
    Row("calendars.my_calendars", lambda w: "/my/calendars", ALL_SIGNED_IN),
    Row(
        "calendars.subscribe", lambda w: "/my/calendars/subscribe", ALL_SIGNED_IN, data={"kind": "programme"}
    ),
    # Another's is nobody's, whatever their role (one's own: tests/calendars/test_mine.py).
    Row("calendars.my_calendar", another(), frozenset()),
    Row("calendars.renew", another("/renew"), frozenset()),
    Row("calendars.revoke", another("/revoke"), frozenset()),
]
