"""The forecast sheet and the question what if, through their pages."""

from datetime import date, datetime

from flask import Flask
from lxml import html

from meetings.access.actor import OPERATOR
from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db
from meetings.mandate.models import Cycle
from meetings.programme.models import Meeting
from meetings.programme.rules import MeetingKind
from meetings.report.actions.shaping import Shape, add_section
from tests.builders import a_meeting, a_registration, a_session
from tests.kit_app import ON_ONE_DATABASE, signed_in, work
from tests.report.builders import a_mandate

SHEET = "/reports/52-15/forecast"
WHAT_IF = "/reports/52-15/what-if"


def a_cycle_with_a_workshop(app: Flask) -> None:
    with work(app):
        cycle = a_mandate()
        meeting = a_meeting(
            cycle=cycle,
            kind=MeetingKind.WORKSHOP,
            starts=datetime(2025, 9, 29, 10),
            ends=datetime(2025, 9, 30, 18),
        )
        a_session(meeting)
        a_registration(meeting=meeting)


def cells(page: bytes, row: str) -> list[str]:
    """The cells of the row that begins with these words."""
    tree = html.fromstring(page)
    return [c.text_content().strip() for c in tree.xpath(f"//tr[th[normalize-space()='{row}']]/td")]


def whom(page: bytes) -> list[str]:
    """Who is affected, line by line."""
    found = html.fromstring(page).xpath("//section[@aria-labelledby='whom']//li")
    return [" ".join(each.text_content().split()) for each in found]


def test_the_sheet_is_estimated_frozen_and_held_against_what_changes(app: Flask) -> None:
    clock.set_to(datetime(2025, 10, 20, 9, tzinfo=clock.now().tzinfo))
    a_cycle_with_a_workshop(app)
    drafter = signed_in(app, Role.DRAFTER)
    first = drafter.get(SHEET).data
    assert (cells(first, "Words, estimated"), cells(first, "Report submitted")) == (
        ["8,500"],
        ["15 December 2025"],
    )
    for words, says in (
        ("9000", b"Between 1 and 8500 words"),
        ("0", b"Between 1 and 8500"),
        ("many", b"Not a valid"),
    ):
        answer = drafter.post(SHEET, data={"words": words, "languages": ["en"], "version": "0"})
        assert (answer.status_code, says in answer.data) == (422, True), words
    sent = {"words": "8000", "languages": ["fr", "en"], "version": "0"}
    assert drafter.post(SHEET, data=sent).status_code == 303
    assert drafter.post(SHEET, data=sent).status_code == 422  # somebody else's estimate stands there now
    assert drafter.post(SHEET + "/freeze").status_code == 303
    assert drafter.post(SHEET + "/freeze").status_code == 409
    assert drafter.post(SHEET, data={**sent, "version": "1"}).status_code == 422
    with work(app):
        cycle = db.session.query(Cycle).one()
        cycle.report_title = "Another title"
    told = drafter.get(SHEET).data
    assert cells(told, "Languages") == ["English, French", ""]
    assert cells(told, "Title")[1] == "Another title"
    csv = drafter.get("/reports/52-15/forecast.csv").data.decode("utf-8-sig").splitlines()
    assert (csv[0], csv[5], csv[7]) == (
        '"What","Forecast"',
        '"Words, estimated","8,000"',
        '"Report submitted","2025-12-15"',
    )
    assert drafter.post(SHEET + "/again", data={"reason": ""}).status_code == 422
    assert drafter.post(SHEET + "/again", data={"reason": "It is longer."}).status_code == 303
    assert cells(drafter.get(SHEET).data, "Title") == ["Another title"]


@ON_ONE_DATABASE
def test_what_if_says_what_a_move_costs_and_changes_nothing(app: Flask) -> None:
    a_cycle_with_a_workshop(app)
    drafter = signed_in(app, Role.DRAFTER)
    answer = drafter.get(WHAT_IF + "?first=2025-10-13")
    assert cells(answer.data, "Workshop ends") == ["30 September 2025", "14 October 2025", "14 days later"]
    assert (
        'name="last" type="date" value=""' in answer.text
    )  # what was not typed is worked out at the next try, too
    longer = drafter.get(WHAT_IF + "?first=2025-09-28&last=2025-09-30").data
    assert cells(longer, "Workshop ends") == ["30 September 2025", "30 September 2025", "as it is"]
    assert cells(answer.data, "Time to write the report") == [
        "10 weeks 6 days",
        "8 weeks 6 days",
        "14 days less",
    ]
    assert whom(answer.data) == [
        "0 people are approved.",
        "1 registration waits.",
        "0 roles in the programme move with it.",
        "1 session moves with it.",
        "No section of the report is due on a day that would no longer do.",
    ]
    with work(app):
        row = add_section(
            OPERATOR, db.session.query(Cycle).one(), Shape("Threats", "II", due_on=date(2025, 12, 1))
        )
        row.assigned_to = "Dora Example"
    assert whom(drafter.get(WHAT_IF + "?opens=2026-01-26").data) == [
        "Due before the workshop ends, or after the report is: Threats, 1 December 2025, Dora Example",
        "Documents management is told the new days with the forecast, which is not frozen yet.",
    ]
    assert drafter.post(SHEET + "/freeze").status_code == 303
    assert whom(drafter.get(WHAT_IF + "?opens=2026-03-02").data) == [
        "No section of the report is due on a day that would no longer do.",
        "Documents management would have to be told: the forecast is frozen with the days that stand.",
    ]
    for asked in (
        "first=2025-02-30",
        "first=2025-10-13&last=2025-10-12",
        "opens=2031-01-01",
        "opens=0001-01-01",
        "first=9999-12-31",
        "first=%00",
        "last=99999",
    ):
        assert drafter.get(f"{WHAT_IF}?{asked}").status_code == 422, asked
    with work(app, writing=False):
        assert db.session.query(Meeting.starts).scalar().date() == date(2025, 9, 29)
