"""The page of a cycle and its progress, through the door."""

import re
from datetime import UTC, date, datetime

from flask import Flask

from meetings.access.actor import OPERATOR
from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db
from meetings.base.models import SiteFact
from meetings.mandate.actions import load_defaults, load_resolution
from meetings.mandate.queries import cycle_for
from meetings.mandate.rules import Evidence
from meetings.outcomes.models import OutcomeRecord
from meetings.outcomes.rules import RecordKind
from meetings.programme.rules import Attribution, MeetingKind, MeetingStatus, Mode, SessionKind
from meetings.progress import queries
from meetings.progress.actions import note_funds, plan_cycle, write_entry
from meetings.progress.rules import Activity, EntryDraft, Funds, State
from meetings.progress.thread import thread
from meetings.registration.rules import Category, RegistrationStatus
from tests.builders import a_meeting, a_registration, a_session, an_organization
from tests.kit_app import ON_ONE_DATABASE, signed_in, statements, work
from tests.mandate.test_actions import next_resolution

pytestmark = ON_ONE_DATABASE

TODAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
DRAFT = EntryDraft(3, "A visit took place.", "The office", date(2026, 5, 4))


def load(app: Flask) -> None:
    clock.set_to(TODAY)
    with work(app):
        load_defaults(OPERATOR)


def test_the_cycle_page_says_what_is_asked_and_by_when(app: Flask) -> None:
    load(app)
    page = signed_in(app, Role.ORGANIZER).get("/mandate/61-15").text
    assert "<h1>Resolution 61/15: what it asks and by when</h1>" in page
    assert "the day on which 61/15 was adopted is not known" in page
    for day, left in (
        ("20 November 2028", "104 w 0 d"),
        ("18 December 2028", "108 w 0 d"),
        ("15 January 2029", "112 w 0 d"),
    ):
        assert re.search(rf"{day}</time></td><td class=\"num\">{left}</td>", page), day
    assert page.count("projection") == 2 and "provisional" in page
    assert "The workshop falls into session 69 (11 September – 11 October 2028)." in page
    assert "Little time for the report" in page and "16 October 2028" in page
    assert "4 of 4 missing" in page and "Plan this cycle" in page


def test_planning_from_the_page(app: Flask) -> None:
    load(app)
    browser = signed_in(app, Role.ORGANIZER)
    answer = browser.post("/mandate/61-15/plan")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/mandate/61-15#plan")
    page = browser.get("/mandate/61-15").text
    assert "4 drafts are created." in page and "all planned" in page and "Plan this cycle" not in page
    assert 'href="/meetings/workshop-2028"' in page
    # Others do not learn of drafts.
    outside = signed_in(app, Role.PARTICIPANT, 1).get("/mandate/61-15").text
    assert "/meetings/workshop-2028" not in outside and "Plan this cycle" not in outside


def test_a_late_workshop_and_a_clash_are_flagged(app: Flask) -> None:
    load(app)
    with work(app):
        cycle = cycle_for(OPERATOR, "61-15")
        late = dict(
            starts=datetime(2028, 10, 17, 10), ends=datetime(2028, 10, 18, 18), registration_closes=None
        )
        a_meeting("late", cycle=cycle, planned_code="workshop-2028", **late)
    page = signed_in(app, Role.ORGANIZER).get("/mandate/61-15").text
    assert "Too late for the report" in page and "Inside a session" not in page
    clash = signed_in(app, Role.ORGANIZER).get("/mandate/52-15").text
    assert "The workshop falls into session 60 (8 September – 8 October 2025)." in clash


def test_the_made_up_resolution_has_its_page(app: Flask) -> None:
    load(app)
    with work(app):
        load_resolution(OPERATOR, next_resolution(), "70-99.toml")
    browser = signed_in(app, Role.ORGANIZER)
    browser.post("/mandate/70-99/plan")
    page = browser.get("/mandate/70-99").text
    assert "<h1>Resolution 70/99: what it asks and by when</h1>" in page
    assert 'href="/meetings/workshop-2031"' in page and 'href="/meetings/workshop-2028"' not in page


def test_evidence_is_counted_of_what_was_held(app: Flask) -> None:
    load(app)
    with work(app):
        cycle = cycle_for(OPERATOR, "61-15")
        held = a_meeting(cycle=cycle, planned_code="workshop-2028", status=MeetingStatus.HELD)
        a_session(held, kind=SessionKind.STOCK_TAKING)
        session = a_session(held, kind=SessionKind.THEMATIC)
        a_session(held, kind=SessionKind.THEMATIC, cancelled_at=clock.now())
        a_session(a_meeting(cycle=cycle), kind=SessionKind.THEMATIC)
        focal = MeetingKind.FOCAL_POINT_MEETING
        a_meeting(cycle=cycle, kind=focal, mode=Mode.VIRTUAL, status=MeetingStatus.CLOSED)
        a_meeting(cycle=cycle, kind=focal, mode=Mode.IN_PERSON, status=MeetingStatus.HELD)
        for category in (Category.NGO, Category.NGO, Category.NHRI, Category.ACADEMIC):
            a_registration(held, category=category, status=RegistrationStatus.APPROVED)
        a_registration(held, category=Category.REGIONAL)
        db.session.add(
            OutcomeRecord(
                session=session,
                kind=RecordKind.PRACTICE,
                text="x",
                attribution=Attribution.PUBLIC,
                written_at=clock.now(),
            )
        )
        write_entry(OPERATOR, cycle, DRAFT)
    with work(app, writing=False):
        page = queries.cycle_page(OPERATOR, cycle_for(OPERATOR, "61-15"))
        there = {due.obligation.label: {e: n for e, n, _ in due.evidence} for due in page.dues}
        state = {due.obligation.label: due.standing.state for due in page.dues}
    assert there["5 (a)"] == {Evidence.PROGRESS_ENTRY: 0, Evidence.FOCAL_POINT_MEETING: 2}
    assert there["5 (b)"] == {Evidence.VIRTUAL_FOCAL_POINT_MEETING: 1}
    assert there["8 (a)"] == {Evidence.PROGRESS_ENTRY: 0, Evidence.WORKSHOP: 1}
    assert (there["8 (b)"], there["8 (c)"]) == (
        {Evidence.STOCK_TAKING_SESSION: 1},
        {Evidence.THEMATIC_SESSION: 1},
    )
    assert there["8 (d)"] == {Evidence.PRACTICE: 1, Evidence.LESSON: 0, Evidence.NEW_FORM: 0}
    assert there["8 (e)"] == {Evidence.PARTICIPANT_GROUP: 2}
    assert there["3"] == {Evidence.PROGRESS_ENTRY: 1, Evidence.COOPERATION_ENTRY: 0}
    assert there["9 (b)"][Evidence.PROGRESS_ENTRY] == 1
    assert (state["5 (c)"], state["5 (b)"], state["6"]) == (State.MET, State.BEGUN, State.OPEN)


def test_entries_those_lacking_first(app: Flask) -> None:
    load(app)
    browser = signed_in(app, Role.DRAFTER)
    wrong = browser.post(
        "/mandate/61-15/progress/new", data={"paragraph": "3", "text": "Kept", "done_by": "", "since": ""}
    )
    assert wrong.status_code == 422 and ">\r\nKept</textarea>" in wrong.text and "Fill this in." in wrong.text
    data = {"paragraph": "3", "text": "A visit took place.", "done_by": "The office", "since": "2026-05-04"}
    right = browser.post("/mandate/61-15/progress/new", data=data)
    assert (right.status_code, right.headers["Location"]) == (303, "/mandate/61-15/progress#op3")
    page = browser.get("/mandate/61-15/progress").text
    assert re.findall(r'id="op(\d)"', page) == ["1", "2", "4", "5", "6", "7", "8", "3"]
    assert "7 paragraphs" in page and "since 4 May 2026" in page


def test_invented_organizations_are_no_evidence(app: Flask) -> None:
    load(app)

    def counted() -> list[str]:
        page = signed_in(app, Role.ORGANIZER).get("/mandate/61-15").text
        return re.findall(r'>Organizations in the directory: <span class="nowrap">([^<]*)<', page)

    with work(app):
        an_organization(demonstration=True)
        db.session.add(SiteFact(name="demonstration", value="loaded"))
    assert counted() == ["0 of 1", "0 of 1"]
    page = signed_in(app, Role.ORGANIZER).get("/mandate/61-15").text
    assert page.count("The invented organizations of the demonstration are not counted.") == 1
    with work(app):
        an_organization()
        an_organization()
    assert counted() == ["2", "2"]


def test_two_drafters_at_one_entry(app: Flask) -> None:
    load(app)
    with work(app):
        entry = write_entry(OPERATOR, cycle_for(OPERATOR, "61-15"), DRAFT)
    path = f"/mandate/61-15/progress/{entry.id}"
    data = {"paragraph": "3", "done_by": "The office", "since": "2026-05-04", "version": "1"}
    assert signed_in(app, Role.DRAFTER).post(path, data={**data, "text": "First."}).status_code == 303
    second = signed_in(app, Role.ORGANIZER)
    answer = second.post(path, data={**data, "text": "Second."})
    assert answer.status_code == 422
    assert (
        "First." in answer.text
        and "Second.</textarea>" in answer.text
        and 'name="version" type="hidden" value="2"' in answer.text
    )
    assert second.post(path, data={**data, "text": "Second.", "version": "2"}).status_code == 303
    assert second.post(path + "/delete", data={"version": "2"}).status_code == 409
    assert second.post(path + "/delete", data={"version": "3"}).status_code == 303


def test_the_cycle_page_takes_a_fixed_number_of_statements(app: Flask) -> None:
    load(app)
    browser = signed_in(app, Role.PARTICIPANT, 1)
    browser.get("/mandate/61-15")
    sent = []
    for grow in (False, True):
        if grow:
            with work(app):
                cycle = cycle_for(OPERATOR, "61-15")
                plan_cycle(OPERATOR, cycle)
                for number in range(1, 9):
                    write_entry(OPERATOR, cycle, EntryDraft(number, "x", "y", date(2026, 5, 4)))
        with statements(app) as seen:
            browser.get("/mandate/61-15")
        sent.append(len(seen))
    # who asks 1; loader 1; cycle with obligations, plan, questions 4; calendar 1; meetings 1; counts 4; frame 1
    assert sent == [14, 14]


def test_the_thread_and_the_line(app: Flask) -> None:
    clock.set_to(TODAY)
    with work(app):
        assert thread(OPERATOR) is None and queries.line(OPERATOR) is None
        load_defaults(OPERATOR)
        plan_cycle(OPERATOR, cycle_for(OPERATOR, "61-15"))
    with app.test_request_context(), statements(app) as seen:
        drawn = thread(OPERATOR)
    assert len(seen) == 2
    assert drawn is not None
    assert drawn.label == ("Cycle of resolution 61/15, 2026 to 2029. Report due 18 December 2028.")
    assert [kind for _, kind in drawn.marks] == ["open", "open", "open", "open", "report"]
    with work(app, writing=False), statements(app) as seen:
        line = queries.line(OPERATOR)
    assert len(seen) == 3 and line is not None
    assert [row.day for row in line.rows][-1] == date(2029, 2, 26) and len(line.rows) == 8


def test_the_line_is_drawn_with_its_table(app: Flask) -> None:
    load(app)
    with work(app):
        plan_cycle(OPERATOR, cycle_for(OPERATOR, "61-15"))
    with app.test_request_context():
        from flask import render_template_string

        html = render_template_string('{% include "progress/_line.html" %}', drawn=queries.line(OPERATOR))
    assert html.count('class="s-meet-open" cx') == 5 and html.count('class="s-rep"') == 4
    assert html.count("<tr><td") == 8 and ">70</text>" in html


def test_resources_are_noted_once_a_year_and_fill_the_chapter_of_the_report(app: Flask) -> None:
    load(app)
    drafter, url = signed_in(app, Role.DRAFTER), "/mandate/61-15/resources"
    on_record = r'>Resources on record: <span class="nowrap">([^<]*)<'
    assert "Nothing is on record yet" in drafter.get(url).text
    assert re.findall(on_record, drafter.get("/mandate/61-15").text) == ["0 of 1"]
    fellowship = {"activity": "fellowship", "year": "2027", "needed": "180,000", "regular": "60 000"}
    for wrong, said in (
        ({"needed": "0"}, "Say how much was needed."),
        ({"regular": "-1"}, "Between 0 and a thousand million."),
        ({"year": "2031"}, "Not a valid choice"),
        ({"needed": "9" * 300}, "Between 0 and a thousand million."),
    ):
        answer = drafter.post(f"{url}/new", data=fellowship | wrong)
        assert (answer.status_code, said in answer.text) == (422, True), wrong
    assert drafter.post(f"{url}/new", data=fellowship | {"voluntary": "50000"}).status_code == 303
    again = drafter.post(f"{url}/new", data=fellowship)
    assert (again.status_code, "on record for that year already" in again.text) == (422, True)
    more = {"activity": "focal_points", "needed": "18000"}
    assert drafter.post(f"{url}/new", data=more | {"year": "2026", "regular": "18000"}).status_code == 303
    assert drafter.post(f"{url}/new", data=more | {"year": "2027"}).status_code == 303
    page = drafter.get(url).text
    assert re.findall(
        r'data-label="Shortfall">(?:<[^>]+>)*\s*([\d,]+)', re.sub(r"<svg.*?</svg>", "", page)
    ) == [
        "0",
        "18,000",
        "70,000",
        "88,000",
    ]
    assert re.findall(on_record, drafter.get("/mandate/61-15").text) == ["3"]
    assert drafter.post("/reports/61-15/compose").status_code == 303
    draft = " ".join(re.sub(r"<[^>]+>", " ", drafter.get("/reports/61-15").text).split())
    for sentence in (
        "In 2026, $18,000 was needed for the meetings of focal points and $18,000 was allocated, all from the regular "
        "budget. In 2027, $18,000 was needed and nothing was allocated. Resources: Meetings of focal points",
        "In 2027, $180,000 was needed for the fellowship programme and $110,000 was allocated, $60,000 from the "
        "regular budget and $50,000 from voluntary contributions; the shortfall was $70,000. "
        "Resources: Fellowship programme",
    ):
        assert sentence in draft
    assert f'href="{url}"' in drafter.get("/reports/61-15").text


def test_two_at_the_same_resources(app: Flask) -> None:
    load(app)
    with work(app):
        row = note_funds(OPERATOR, cycle_for(OPERATOR, "61-15"), Funds(Activity.WORKSHOP, 2028, 9000, 0, 0))
    path = f"/mandate/61-15/resources/{row.id}"
    data = {"activity": "workshop", "year": "2028", "needed": "9000", "version": "1"}
    assert signed_in(app, Role.DRAFTER).post(path, data=data | {"regular": "4000"}).status_code == 303
    second = signed_in(app, Role.ORGANIZER)
    answer = second.post(path, data=data | {"regular": "7000"})
    assert (answer.status_code, 'value="7000"' in answer.text) == (422, True)
    assert "needed 9,000, regular budget 4,000, voluntary contributions 0" in answer.text
    assert second.post(path, data=data | {"regular": "7000", "version": "2"}).status_code == 303
    assert second.post(path + "/delete", data={"version": "2"}).status_code == 409
    assert second.post(path + "/delete", data={"version": "3"}).status_code == 303
