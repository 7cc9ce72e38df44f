"""Wall clock and zone to the instant: hours that are skipped, hours that come twice, odd offsets."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.base.refusals import Refused
from meetings.base.zones import city, wall_to_utc, zone_names, zone_places


@pytest.mark.parametrize(
    ("wall", "zone", "utc"),
    [
        ((2028, 10, 10, 15, 0), "Europe/Zurich", (2028, 10, 10, 13, 0)),
        ((2027, 3, 15, 10, 0), "Europe/Zurich", (2027, 3, 15, 9, 0)),
        ((2027, 3, 15, 10, 0), "America/New_York", (2027, 3, 15, 14, 0)),  # five hours apart, for two weeks
        ((2028, 1, 1, 0, 0), "Asia/Kathmandu", (2027, 12, 31, 18, 15)),
        ((2028, 1, 1, 0, 0), "Pacific/Kiritimati", (2027, 12, 31, 10, 0)),
        ((2028, 1, 1, 12, 0), "Pacific/Fiji", (2028, 1, 1, 0, 0)),
    ],
)
def test_wall_clock_to_instant(wall: tuple[int, ...], zone: str, utc: tuple[int, ...]) -> None:
    assert wall_to_utc(datetime(*wall), zone) == datetime(*utc, tzinfo=UTC)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("wall", "zone", "says"),
    [
        (datetime(2027, 3, 28, 2, 30), "Europe/Zurich", "02:30 does not exist on that day"),
        (datetime(2026, 10, 25, 2, 30), "Europe/Zurich", "02:30 comes twice on that day"),
        (datetime(1, 1, 1), "Europe/Zurich", "The calendar ends there."),
        (datetime(9999, 12, 31, 23, 59), "America/Costa_Rica", "The calendar ends there."),
        (datetime(2027, 3, 28, 2, 30), "Mars/Olympus", "“Mars/Olympus” is not a time zone"),
        (datetime(2027, 3, 28, 2, 30), "", "“” is not a time zone"),
        (datetime(2027, 3, 28, 2, 30), "../etc/passwd", "“../etc/passwd” is not a time zone"),
    ],
)
def test_impossible_times_are_refused_beside_their_field(wall: datetime, zone: str, says: str) -> None:
    with pytest.raises(Refused) as no:
        wall_to_utc(wall, zone, field="starts")
    assert (str(no.value).startswith(says), no.value.field) == (True, "starts")


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1)),
    st.sampled_from(
        ["Europe/Zurich", "America/Costa_Rica", "Pacific/Fiji", "Asia/Kathmandu", "Africa/Casablanca"]
    ),
)
def test_an_accepted_time_is_shown_again_as_it_was_written(wall: datetime, zone: str) -> None:
    try:
        instant = wall_to_utc(wall, zone)
    except Refused:
        around = [
            (wall.replace(tzinfo=UTC) + timedelta(hours=h)).astimezone(ZoneInfo(zone)) for h in (-26, 26)
        ]
        assert around[0].utcoffset() != around[1].utcoffset()  # only where clocks change
        return
    assert instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == wall


def test_zones_are_places_that_people_know() -> None:
    assert {"Pacific/Fiji", "America/Argentina/Buenos_Aires", "UTC"} < set(zone_names())
    assert [z for z in zone_names() if z.startswith("Etc/")] == []
    assert (city("America/Costa_Rica"), city("America/Argentina/Buenos_Aires")) == (
        "Costa Rica",
        "Buenos Aires",
    )


def test_a_list_offers_each_countrys_own_place_once() -> None:
    offered = zone_places()
    assert {"Africa/Kigali", "Asia/Kolkata", "Europe/Oslo", "Pacific/Fiji", "UTC"} < set(offered)
    assert {"Asia/Calcutta", "US/Eastern", "Africa/Asmera"} & set(offered) == set()
    assert set(offered) < set(zone_names())
    assert len(offered) < 430
