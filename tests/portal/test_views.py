"""The first pages: what waits for whom, in a fixed number of statements."""

import re
from datetime import UTC, datetime

import pytest
from flask import Flask

from meetings.access.actor import OPERATOR
from meetings.access.permissions import Role
from meetings.base import clock
from meetings.mandate import actions as mandate
from meetings.mandate.queries import cycle_for
from meetings.outbox import actions as outbox
from meetings.outbox.rules import Delivery
from meetings.programme.rules import MeetingKind, MeetingStatus, SessionKind
from tests.builders import a_meeting, a_registration, a_session
from tests.kit_app import ON_ONE_DATABASE, signed_in, statements, work

pytestmark = ON_ONE_DATABASE

NOW = datetime(2028, 9, 12, 7, 40, tzinfo=UTC)


def due_of(page: str) -> list[str]:
    """What the list of due things says, in order."""
    [found] = re.findall(r'<ol class="rows due">(.*?)</ol>', page, re.DOTALL) or [""]
    return re.findall(r'<a class="what" href="[^"]*">([^<]*)</a>', found)


def test_the_title_says_how_far_it_is(app: Flask) -> None:
    clock.set_to(NOW)
    with work(app):
        mandate.load_defaults(OPERATOR)
        a_meeting(cycle=cycle_for(OPERATOR, "61-15"))
    page = signed_in(app, Role.ORGANIZER).get("/home").text
    assert re.findall(r"<h1>(.*?)</h1>", page) == ["4 weeks to the workshop"]
    assert "Nothing waits for you today." in page


def test_what_is_due_comes_with_its_verb_the_most_pressing_first(app: Flask) -> None:
    clock.set_to(NOW)
    with work(app):
        workshop = a_meeting()
        a_registration(workshop)
        a_registration(workshop)
        held = a_meeting(
            status=MeetingStatus.HELD, starts=datetime(2028, 6, 1, 10), ends=datetime(2028, 6, 1, 18)
        )
        a_session(held, label="3")
        focal = a_meeting(
            kind=MeetingKind.FOCAL_POINT_MEETING,
            starts=datetime(2028, 5, 1, 10),
            ends=datetime(2028, 5, 1, 18),
        )
        a_session(focal, label="1", kind=SessionKind.OPENING)
        a_session(focal, label="4", kind=SessionKind.CLOSING)
        outbox.put("gone@example.org", "subject", "text").delivery = Delivery.FAILED
        with outbox.held_for(outbox.begin_batch("Many", "Ines")):
            outbox.put("later@example.org", "subject", "text")
    page = signed_in(app, Role.ORGANIZER).get("/home").text
    assert due_of(page) == [
        "Write the summary of session 4",
        "Write the summary of session 3",
        "Mend 1 mail that did not go",
        "Decide 2 registrations",
        "Read and send 1 mail",
    ]
    assert due_of(signed_in(app, Role.DRAFTER).get("/home").text) == []


def test_statements_do_not_grow_with_what_is_due(app: Flask) -> None:
    clock.set_to(NOW)
    with work(app):
        mandate.load_defaults(OPERATOR)
    counts = []
    for _ in range(2):
        with work(app):
            for _ in range(5):
                a_session(a_registration().meeting)
        client = signed_in(app, Role.ORGANIZER)
        client.get("/home")
        with statements(app) as seen:
            assert client.get("/home").status_code == 200
        counts.append(len(seen))
    assert counts == [38, 38]


def test_own_page_shows_the_next_meeting_in_ones_own_time(app: Flask) -> None:
    clock.set_to(NOW)
    client = signed_in(app, Role.SIGNED_IN)
    with work(app):
        from meetings.access.models import Account
        from meetings.base.database import db

        account = db.session.query(Account).one()
        meeting = a_meeting(title="Example workshop in Geneva")
        a_registration(meeting, account_id=account.id, zone="Pacific/Fiji")
        a_registration(meeting, name="Somebody Else")
    page = client.get("/my").text
    assert re.findall(r'class="clock"[^>]*>(.*?)</time>', page) == ["Tuesday 10 October, <span>20:00</span>"]
    assert "your time; 10:00 in Geneva" in page
    assert page.count("Example workshop in Geneva") == 2
    assert "Somebody Else" not in page


@pytest.mark.parametrize(("code", "status"), [("en", 303), ("xx", 404), ("../en", 404)])
def test_only_languages_that_are_there_can_be_chosen(app: Flask, code: str, status: int) -> None:
    assert app.test_client().get(f"/language/{code}").status_code == status


def test_readiness_writes_and_tells_how_long_mail_waits(app: Flask) -> None:
    with work(app):
        outbox.put("a@example.org", "subject", "text").not_before = clock.now().replace(
            year=clock.now().year - 1
        )
    told = app.test_client().get("/readyz").json
    assert told is not None
    assert (told["database"], told["oldest_waiting_mail_seconds"] > 300 * 24 * 3600) == ("writable", True)


def test_the_weeks_that_a_report_needs_are_the_cycles_own(app: Flask) -> None:
    clock.set_to(NOW)
    with work(app):
        mandate.load_defaults(OPERATOR)
        cycle = cycle_for(OPERATOR, "61-15")
        cycle.weeks_least, cycle.weeks_good = 11, 13
    page = signed_in(app, Role.ORGANIZER).get("/home").text
    assert re.findall(r"The report needs (\d+) to (\d+) weeks\.", page) == [("11", "13")]
