"""Hours that do not exist, or exist twice: both are offered by name, and which was chosen is kept."""

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from lxml import html

from meetings.access.actor import OPERATOR
from meetings.access.permissions import Role
from meetings.programme import queries
from meetings.programme.models import Meeting
from meetings.programme.rules import MeetingStatus
from tests.builders import a_cycle, a_meeting, a_session
from tests.kit_app import signed_in, work

SESSION = {"label": "1", "kind": "panel", "title": "Night", "starts_on": "2026-10-25", "starts": "02:30",
           "ends": "03:30", "attribution": "public"}  # fmt: skip
MEETING = {"title": "Night", "kind": "workshop", "zone": "Europe/Zurich", "city": "Geneva", "starts_on": "2026-10-25",
           "starts": "01:00", "ends_on": "2026-10-25", "ends": "02:30", "dates_set": "y", "mode": "in_person",
           "place": "Here"}  # fmt: skip


def a_night(slug: str = "w", **given: Any) -> Meeting:
    """A meeting from noon to noon around the night in which clocks are put back in Geneva."""
    values: dict[str, Any] = {"starts": datetime(2026, 10, 24, 12), "ends": datetime(2026, 10, 25, 12)}
    return a_meeting(slug, status=MeetingStatus.DRAFT, registration_closes=None, **values | given)


def offered(answer: Any, name: str) -> list[tuple[str, str, bool]]:
    """(value, what it says, whether it is chosen) of the radios of that name."""
    page = html.fromstring(answer.text)
    return [
        (r.get("value"), r.getparent().text_content().strip(), r.get("checked") is not None)
        for r in page.xpath(f'//input[@type="radio"][@name="{name}"]')
    ]


def instants(app: Flask, label: str) -> tuple[datetime, datetime]:
    with work(app, writing=False):
        session = queries.session_for(OPERATOR, "w", label)
        return session.starts_at, session.ends_at


def at(hour: int, minute: int) -> datetime:
    return datetime(2026, 10, 25, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(("second", "starts_at"), [(0, at(0, 30)), (1, at(1, 30))])
def test_a_session_at_an_hour_that_comes_twice(app: Flask, second: int, starts_at: datetime) -> None:
    with work(app):
        a_night()
    client = signed_in(app, Role.ORGANIZER)
    answer = client.post("/meetings/w/sessions/new", data=SESSION)
    assert answer.status_code == 422
    assert "02:30 comes twice on that day in Europe/Zurich" in answer.text
    names = [("02:30, the first time, UTC+2", False), ("02:30, the second time, UTC+1", False)]
    assert [radio[1:] for radio in offered(answer, "starts_which")] == names
    code = offered(answer, "starts_which")[second][0]
    assert client.post("/meetings/w/sessions/new", data=SESSION | {"starts_which": code}).status_code == 303
    assert instants(app, "1") == (starts_at, at(2, 30))
    shown = offered(client.get("/meetings/w/sessions/1"), "starts_which")
    assert [radio[2] for radio in shown] == [not second, bool(second)]
    # By the move form too, and by its length: from the first to the second.
    moved = {"starts_on": "2026-10-25", "starts": "02:00", "version": "1"}
    answer = client.post("/meetings/w/sessions/1/move", data=moved)
    assert [radio[1] for radio in offered(answer, "starts_which")][1] == "02:00, the second time, UTC+1"
    code = offered(answer, "starts_which")[1][0]
    assert client.post("/meetings/w/sessions/1/move", data=moved | {"starts_which": code}).status_code == 303
    assert instants(app, "1")[0] == at(1, 0)


def test_which_hour_is_meant_stands_when_the_meetings_zone_is_derived_again(app: Flask) -> None:
    with work(app):
        meeting = a_night(city="Paris")
        a_session(meeting, label="1", starts=datetime(2026, 10, 25, 2, 30), starts_at=at(1, 30), starts_second=True,
                  ends=datetime(2026, 10, 25, 4))  # fmt: skip
        cycle = meeting.cycle_id
    client = signed_in(app, Role.ORGANIZER)
    form = MEETING | {"zone": "Europe/Paris", "starts_on": "2026-10-24", "starts": "12:00", "ends": "12:00",
                      "cycle_id": str(cycle), "version": "1"}  # fmt: skip
    assert client.post("/meetings/w/edit", data=form).status_code == 303
    assert instants(app, "1") == (at(1, 30), at(3, 0))


def test_a_meeting_that_ends_in_an_hour_that_comes_twice(app: Flask) -> None:
    with work(app):
        cycle = a_cycle().id
    client = signed_in(app, Role.ORGANIZER)
    data = MEETING | {"cycle_id": str(cycle)}
    answer = client.post("/meetings/new", data=data)
    codes = [radio[0] for radio in offered(answer, "ends_which")]
    assert (answer.status_code, len(codes), offered(answer, "starts_which")) == (422, 2, [])
    answer = client.post("/meetings/new", data=data | {"ends_which": codes[1]})
    assert answer.status_code == 303
    with work(app, writing=False):
        meeting = queries.meeting_for(OPERATOR, answer.location.rsplit("/", 1)[1])
        assert (meeting.ends_at, meeting.ends_second) == (at(1, 30), True)


def test_an_hour_that_does_not_exist_offers_the_ones_before_and_after(app: Flask) -> None:
    with work(app):
        a_night(starts=datetime(2027, 3, 27, 12), ends=datetime(2027, 3, 28, 12))
    client = signed_in(app, Role.ORGANIZER)
    data = SESSION | {"starts_on": "2027-03-28", "ends": "04:00"}
    answer = client.post("/meetings/w/sessions/new", data=data)
    assert "Choose an hour earlier or later, 01:30 UTC+1 or 03:30 UTC+2." in answer.text
    radios = offered(answer, "starts_which")
    assert [radio[1] for radio in radios] == [
        "01:30, UTC+1, before clocks are put forward",
        "03:30, UTC+2, after clocks are put forward",
    ]
    assert (
        client.post("/meetings/w/sessions/new", data=data | {"starts_which": radios[1][0]}).status_code == 303
    )
    assert instants(app, "1")[0] == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize("which", ["", "\0", "2026-10-25T02:30/7", "2026-10-25T03:30/1", "x" * 5000])
def test_a_choice_that_nobody_offered_is_none(app: Flask, which: str) -> None:
    with work(app):
        a_night()
    answer = signed_in(app, Role.ORGANIZER).post(
        "/meetings/w/sessions/new", data=SESSION | {"starts_which": which}
    )
    assert (answer.status_code, len(offered(answer, "starts_which"))) == (422, 2)
