"""The plan of interpretation: where what is asked for and what is booked part; its page and its files."""

import csv
import io
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from openpyxl import load_workbook
from sqlalchemy import select

from meetings.access.actor import OPERATOR
from meetings.access.models import AuditRow
from meetings.access.permissions import Role
from meetings.base.database import db
from meetings.base.pages import LANGUAGES
from meetings.programme import defaults
from meetings.programme.actions import release
from meetings.programme.models import Meeting, MeetingSession, Speaker
from meetings.programme.rules import MeetingStatus, SessionKind, SpeakerAnswer, SpeakerRole
from meetings.registration.rules import RegistrationStatus
from meetings.registration.rules.interpreting import (
    Asked,
    Gap,
    GapKind,
    SessionPlan,
    asked_of,
    gaps,
    in_hours,
    time_booked,
)
from tests.builders import a_meeting, a_registration, a_session
from tests.kit_app import signed_in, statements, work
from tests.programme.selecting import select as select_css

G, R = GapKind, RegistrationStatus
TEN = datetime(2028, 10, 10, 10)
PAGE = "/meetings/example/interpretation"
USUAL = defaults.interpretation_hours()


def a_plan(
    *booked: str, spoken: tuple[str, ...] = (), starts: datetime = TEN, hours: float = 1.5
) -> SessionPlan:
    return SessionPlan("1", "Opening", starts, starts + timedelta(hours=hours), booked, frozenset(spoken))


ASKED = Asked({"fr": 2, "en": 9}, {"fr": 1, "ar": 2})


@pytest.mark.parametrize(
    ("session", "least", "found"),
    [
        (a_plan("en", "fr"), 3, ()),
        (a_plan("en"), 3, (Gap(G.MISSED, (("fr", 3),)),)),
        (a_plan("en"), 4, ()),
        (a_plan(), 1, (Gap(G.MISSED, (("ar", 2), ("en", 9), ("fr", 3))),)),
        (a_plan(), 0, (Gap(G.MISSED, (("ar", 2), ("en", 9), ("fr", 3))),)),
        (a_plan("en", "fr", "ru", "es"), 3, (Gap(G.UNASKED, (("ru", 0), ("es", 0))),)),
        (a_plan("en", "fr", spoken=("zh", "fr")), 3, (Gap(G.SPOKEN, (("zh", 0),)),)),
        (a_plan("en", spoken=("fr",)), 3, (Gap(G.SPOKEN, (("fr", 3),)),)),
        (a_plan("en", "fr", hours=3.25), 3, (Gap(G.HOURS),)),
        (a_plan("en", "fr", starts=TEN.replace(hour=13)), 3, (Gap(G.HOURS),)),
    ],
)  # fmt: skip
def test_gaps(session: SessionPlan, least: int, found: tuple[Gap, ...]) -> None:
    assert gaps(session, ASKED, LANGUAGES, USUAL, least) == found


def test_before_anybody_has_registered_nothing_is_booked_in_vain() -> None:
    assert gaps(a_plan("fr"), Asked({}, {}), LANGUAGES, USUAL) == ()
    assert gaps(a_plan("fr", starts=TEN.replace(hour=8)), Asked({}, {}), LANGUAGES, USUAL) == (Gap(G.HOURS),)


@pytest.mark.parametrize(
    ("starts", "hours", "inside"),
    [(10, 3, True), (9.75, 1, False), (12, 2, False), (15, 3, True), (17, 1.25, False), (10, 24, False)],
)
def test_the_hours_of_interpretation(starts: float, hours: float, inside: bool) -> None:
    at = datetime(2028, 10, 10) + timedelta(hours=starts)
    plan = a_plan("fr", starts=at, hours=hours)
    assert gaps(plan, Asked({}, {}), LANGUAGES, USUAL) == (() if inside else (Gap(G.HOURS),))


def test_hours_booked_for_the_estimate() -> None:
    plans = [a_plan("fr", "ar"), a_plan("fr", hours=0.75), a_plan()]
    assert {code: in_hours(length) for code, length in time_booked(plans).items()} == {
        "fr": "2.25",
        "ar": "1.5",
    }
    assert [in_hours(timedelta(hours=h)) for h in (0, 10, 100)] == ["0", "10", "100"]


@given(
    st.lists(
        st.tuples(st.booleans(), st.lists(st.sampled_from(list(LANGUAGES))), st.integers(0, 50)), max_size=9
    )
)
def test_nobody_is_lost_or_counted_twice(counted: list[tuple[bool, list[str], int]]) -> None:
    asked = asked_of(counted)
    for code in LANGUAGES:
        assert asked.of(code) == sum(people for _admitted, spoken, people in counted if code in spoken)


def a_house(app: Flask, sessions: int = 2) -> Any:
    with work(app):
        meeting = a_meeting("example", status="draft")
        for n in range(sessions):
            session = a_session(
                meeting, label=str(n + 1), starts=TEN + timedelta(minutes=n), title=f"Title {n + 1}"
            )
        session.speakers.append(Speaker(role=SpeakerRole.CHAIR, name="Ana", language="ru"))
        gone = Speaker(role=SpeakerRole.PANELLIST, name="Bo", language="zh", answer=SpeakerAnswer.DECLINED)
        session.speakers.append(gone)  # who has declined speaks nothing there
        a_session(meeting, label="b", kind=SessionKind.BREAK)
        a_session(meeting, label="t", unscheduled=True)
        for status, languages in (
            (R.APPROVED, ["fr", "en"]), (R.APPROVED, ["fr"]), (R.SUBMITTED, ["fr", "ar"]), (R.WAITING, ["ar"]),
            (R.DECLINED, ["zh"]), (R.UNCONFIRMED, ["zh"]),
        ):  # fmt: skip
            a_registration(meeting, status=status, languages=languages)
        a_registration(languages=["zh"])
    return signed_in(app, Role.ORGANIZER)


def rows(answer: Any) -> dict[str, str]:
    tree = html.fromstring(answer.text)
    return {
        row.get("id"): "; ".join(
            " ".join(line.text_content().split()) for line in select_css(row, "td:last-child p")
        )
        for row in select_css(tree, ".interpretation tbody tr")
    }


def booked() -> dict[str, list[str]]:
    return {s.label: s.interpretation for s in db.session.scalars(select(MeetingSession)) if s.interpretation}


def test_the_plan_changes_the_draft_and_the_public_reads_it_after_the_release(app: Flask) -> None:
    office = a_house(app)
    assert rows(office.get(PAGE)) == {
        "s-1": "French (3): asked for, not booked",
        "s-2": "French (3): asked for, not booked; Russian: a speaker speaks it, not booked",
    }
    data = {"seen-1": "", "book-1": ["fr", "ar", "xx"], "seen-2": "", "seen-b": "", "book-b": ["fr"]}
    assert office.post(PAGE, data=data).location == PAGE
    with work(app):
        assert booked() == {"1": ["ar", "fr"], "b": ["fr"]}
        noted = db.session.scalars(select(AuditRow).where(AuditRow.verb == "book_interpretation"))
        assert [(row.before, row.after) for row in noted] == [
            ({"interpretation": []}, {"interpretation": languages}) for languages in (["ar", "fr"], ["fr"])
        ]
        meeting = db.session.query(Meeting).filter_by(slug="example").one()
        meeting.status = MeetingStatus.PUBLISHED
        release(OPERATOR, meeting)
    public = app.test_client().get("/meetings/example").text
    assert "Interpretation: Arabic, French" in public
    assert office.post(PAGE, data={"all": "yes", "language": ["es", "fr"]}).status_code == 303
    with work(app):
        assert booked() == {"1": ["ar", "fr", "es"], "2": ["fr", "es"], "b": ["fr"]}
    assert app.test_client().get("/meetings/example").text == public
    assert rows(office.get(f"{PAGE}?least=1"))["s-2"].startswith(
        "Arabic (2), English (1): asked for, not booked"
    )


def test_two_who_book_at_once_do_not_undo_each_other(app: Flask) -> None:
    office = a_house(app)
    assert office.post(PAGE, data={"seen-1": "", "book-1": "fr", "seen-2": ""}).status_code == 303
    stale = office.post(PAGE, data={"seen-1": "", "book-1": "ar", "seen-2": "", "book-2": "es"})
    assert stale.status_code == 422
    assert "booked otherwise for session 1" in stale.text
    assert rows(stale)["s-1"] == "not saved booked now: French"
    with work(app):
        assert booked() == {"1": ["fr"]}
    # What was ticked is still ticked; sent again it counts.
    tree = html.fromstring(stale.text)
    assert [
        i.get("value") for i in select_css(tree, "input[name=book-1]") if i.get("checked") is not None
    ] == ["ar"]
    assert (
        office.post(PAGE, data={"seen-1": "fr", "book-1": "ar", "seen-2": "", "book-2": "es"}).status_code
        == 303
    )
    # The same choice made twice is no conflict.
    assert office.post(PAGE, data={"seen-1": "fr", "book-1": "ar"}).status_code == 303
    assert office.post(PAGE, data={"all": "yes"}).status_code == 422
    assert office.get(f"{PAGE}?least=x").status_code == 200


def test_the_hours_are_those_of_the_timetable(app: Flask) -> None:
    office = a_house(app)
    booked = {"seen-1": "", "book-1": ["fr"], "seen-2": ""}
    assert office.post(PAGE, data=booked).status_code == 303
    assert "10:00–13:00, 15:00–18:00 Geneva" in hours_told(office)
    assert rows(office.get(PAGE))["s-1"] == ""
    hours = {"rooms": "", "sittings": "14:00–16:00", "version": "1"}
    assert office.post("/meetings/example/timetable/rooms", data=hours).status_code == 303
    assert "14:00–16:00 Geneva" in hours_told(office)
    assert rows(office.get(PAGE))["s-1"] == "outside the hours of interpretation"


def hours_told(office: Any) -> str:
    (block,) = html.fromstring(office.get(PAGE).text).xpath('//section[h2="Hours of interpretation"]')
    return " ".join(block.text_content().split())


def test_sixty_sessions_cost_as_many_statements_as_one(app: Flask) -> None:
    office = a_house(app, 60)
    with statements(app) as seen:
        text = office.get(PAGE).text
    # Who asks, the meeting, the languages, its hours, the sessions, their speakers; the frame and its line.
    assert (len(seen), text.count('type="checkbox"'), len(text) < 100_000) == (9, 366, True)


def test_the_plan_as_a_file(app: Flask) -> None:
    office = a_house(app)
    office.post(PAGE, data={"seen-1": "", "book-1": ["fr"], "seen-2": ""})
    said = list(csv.reader(io.StringIO(office.get(f"{PAGE}.csv").data.decode("utf-8-sig"))))
    assert said == [
        ["Session", "Title", "Starts (Geneva time)", "Ends (Geneva time)", "Arabic", "Chinese", "English", "French",
         "Russian", "Spanish", "To look at"],
        ["", "People who ask for it", "", "", "2", "0", "1", "3", "0", "0", ""],
        ["1", "Title 1", "2028-10-10 10:00", "2028-10-10 11:30", "", "", "", "booked", "", "", ""],
        ["2", "Title 2", "2028-10-10 10:01", "2028-10-10 11:31", "", "", "", "", "", "",
         "French (3): asked for, not booked; Russian: a speaker speaks it, not booked"],
    ]  # fmt: skip
    book = load_workbook(io.BytesIO(office.get(f"{PAGE}.xlsx").data))
    assert [row[0].value for row in book.worksheets[0].iter_rows()] == ["Session", None, "1", "2"]
