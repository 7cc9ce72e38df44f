"""What an entry refuses, and how long a cancelled one is shown."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from meetings.ical import feed_bytes, still_shown
from tests.ical.builders import PRODID, an_entry

ENDS = datetime(2028, 3, 14, 10, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"starts_at": datetime(2028, 3, 14, 9, 0)}, "starts_at is not in UTC"),
        ({"ends_at": ENDS.astimezone(timezone(timedelta(hours=1)))}, "ends_at is not in UTC"),
        ({"changed_at": datetime(2028, 1, 5)}, "changed_at is not in UTC"),
        ({"starts_at": ENDS}, "not after its start"),
        ({"starts_at": ENDS + timedelta(hours=1)}, "not after its start"),
        ({"uid": "  "}, "needs a uid"),
        ({"uid": "\x00"}, "needs a uid"),
        ({"sequence": -1}, "sequence is negative"),
        ({"all_day": True}, "begins and ends at midnight"),
        ({"color": "teal\r\nX-A:b"}, "not a CSS colour name"),
        ({"color": "#112233"}, "not a CSS colour name"),
    ],
)
def test_an_entry_refuses_what_no_calendar_can_hold(changed: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        an_entry(**changed)


def test_parts_of_a_second_are_dropped() -> None:
    entry = an_entry(changed_at=datetime(2028, 1, 5, 16, 20, 30, 999999, tzinfo=UTC))
    assert entry.changed_at == datetime(2028, 1, 5, 16, 20, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cancelled", "now", "shown"),
    [
        (True, ENDS - timedelta(days=400), True),
        (True, ENDS + timedelta(days=30), True),
        (True, ENDS + timedelta(days=30, seconds=1), False),
        (False, ENDS + timedelta(days=4000), True),
    ],
)
def test_a_cancelled_entry_leaves_thirty_days_after_its_date(
    cancelled: bool, now: datetime, shown: bool
) -> None:
    assert still_shown(an_entry(cancelled=cancelled), now) is shown


@pytest.mark.parametrize("wrong", [{"refresh_hours": 0}, {"color": "red\r\nMETHOD:PUBLISH"}])
def test_a_feed_refuses_what_no_client_can_follow(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"refreshed every 0 hours|not a CSS colour name"):
        feed_bytes("Workshop", "Europe/Zurich", [], prodid=PRODID, **wrong)
