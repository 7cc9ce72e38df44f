"""The mandate's pages, through the door."""

import re
from datetime import date

from flask import Flask

from meetings.access.actor import OPERATOR
from meetings.access.permissions import Role
from meetings.mandate import queries
from meetings.mandate.actions import DATA, load_defaults, load_resolution
from tests.kit_app import signed_in, statements, work


def load(app: Flask) -> None:
    with work(app):
        load_defaults(OPERATOR)


def test_the_list_says_what_is_known_and_what_is_projected(app: Flask) -> None:
    load(app)
    page = signed_in(app, Role.PARTICIPANT, 1).get("/mandate").text
    rows = {row.split("</th>")[0]: row for row in page.split('<th scope="row">')}
    assert "27 February – 4 April 2023" in rows["52"] and ">known</span>" in rows["52"]
    assert "26 February – 3 April 2029" in rows["70"] and ">projection</span>" in rows["70"]
    assert "12–14 December 2012" in page and "late: asked for session 22" in page and "May 2010" in page
    assert "/mandate/council/70" not in page


def test_an_organizer_enters_the_dates_of_a_session(app: Flask) -> None:
    load(app)
    browser = signed_in(app, Role.ORGANIZER)
    wrong = browser.post("/mandate/council/70", data={"opens_on": "2029-03-05", "closes_on": "2029-03-01"})
    assert wrong.status_code == 422
    assert "The last day is before the first." in wrong.text and 'value="2029-03-05"' in wrong.text
    right = browser.post("/mandate/council/70", data={"opens_on": "2029-03-05", "closes_on": "2029-04-12"})
    assert (right.status_code, right.headers["Location"]) == (303, "/mandate#council")
    assert "entered by the office" in browser.get("/mandate").text
    with work(app, writing=False):
        assert queries.council_session(70).closes == date(2029, 4, 12)


def test_an_answer_is_recorded_with_who_and_when(app: Flask) -> None:
    load(app)
    browser = signed_in(app, Role.ORGANIZER)
    before = browser.get("/mandate/61-15").text
    assert 'value="replaces" checked' in before and "Nobody has decided yet" in before
    assert "focal-points-2028-virtual" not in before and "Creates 4 drafts:" in before
    wrong = browser.post("/mandate/61-15/questions/in-person-2028", data={"answer": "maybe"})
    assert wrong.status_code == 422
    right = browser.post("/mandate/61-15/questions/in-person-2028", data={"answer": "on_top"})
    assert (right.status_code, right.headers["Location"]) == (303, "/mandate/61-15")
    after = browser.get("/mandate/61-15").text
    assert 'value="on_top" checked' in after and "Answered by Organizer Example on" in after
    assert "Creates 5 drafts:" in after


def test_the_current_mandate_names_the_site(app: Flask) -> None:
    def named() -> tuple[list[str], list[str], list[str]]:
        page = app.test_client().get("/").text
        frame = re.findall(r'<span class="mark-name">([^<]*)</span>', page)
        return re.findall(r"<title>([^<]*)</title>", page), frame, re.findall(r"<h1>([^<]*)</h1>", page)

    def expected(name: str) -> tuple[list[str], list[str], list[str]]:
        return [f"Meetings of the mandate – {name}"], [name], [name]

    assert named() == expected("Meetings of a mandate")
    load(app)
    assert named() == expected("Regional human rights organizations")
    old = (DATA / "52-15.toml").read_text(encoding="utf-8")
    with work(app):
        load_resolution(OPERATOR, re.sub('site_name = "[^"]*"', 'site_name = "Earlier"', old), "52-15.toml")
    assert named() == expected("Regional human rights organizations")
    new = (DATA / "61-15.toml").read_text(encoding="utf-8")
    for line, name in (
        ('site_name = "Waters & rights"', "Waters &amp; rights"),
        ("", "Meetings of a mandate"),
    ):
        with work(app):
            load_resolution(OPERATOR, re.sub("site_name = .*", line, new), "61-15.toml")
        assert named() == expected(name)


def test_unknown_things_are_a_plain_404(app: Flask) -> None:
    load(app)
    browser = signed_in(app, Role.ORGANIZER)
    for path in ("/mandate/99-1", "/mandate/council/3", "/mandate/61-15/questions/none"):
        assert browser.get(path).status_code == 404


def test_the_list_takes_a_fixed_number_of_statements(app: Flask) -> None:
    load(app)
    browser = signed_in(app, Role.PARTICIPANT, 1)
    browser.get("/mandate")
    with statements(app) as seen:
        browser.get("/mandate")
    # session, account and roles; cycles, lineage, calendar; the frame's facts
    assert len(seen) == 5, seen
