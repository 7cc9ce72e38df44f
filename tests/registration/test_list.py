"""The list: filters, orders and columns in its address; files of exactly what is shown; views under a name."""

import csv
import io
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from openpyxl import load_workbook
from sqlalchemy import select

from meetings.access.models import AuditRow
from meetings.access.permissions import Role
from meetings.base.database import db
from meetings.programme.models import Meeting
from meetings.questions.rules import QuestionKind
from meetings.registration.cells import shapes
from meetings.registration.drawing import choices
from meetings.registration.models import Registration
from meetings.registration.rules import RegistrationStatus, Shown, Written, read_shown
from tests.builders import a_meeting, a_registration, an_organization
from tests.kit_app import signed_in, statements, work
from tests.questions.builders import a_question, a_section, answered
from tests.questions.builders import asked as question

R, K = RegistrationStatus, QuestionKind
LIST = "/meetings/workshop/registrations"
LONG = "Institut " + "é" * 191
AT = datetime(2026, 11, 1, 23, 30, tzinfo=UTC)  # the next day in Geneva


def a_full_list(app: Flask) -> None:
    """Four people: named alike, in Arabic, with combining characters, and like a formula."""
    with work(app):
        meeting = a_meeting("workshop")
        court = an_organization("Example Court", region="Africa", seat_country="Ghana")
        bench = an_organization("Example Bench", region="Europe", seat_country="Malta")
        section = a_section(meeting)
        dish = a_question(section, K.CHOICE, wording="Which dish?")
        several = a_question(section, K.SEVERAL, wording="Which days?")
        number = a_question(section, K.NUMBER, wording="How many nights?")
        day = a_question(section, K.DATE, wording="=Which day?")
        ann = a_registration(
            meeting, name="Ann", sort_key="ann", organization=court, organization_name="The court", category="ngo",
            languages=["fr", "en"], status=R.APPROVED, gender="woman", received_at=AT, email="ann@example.org",
            decided_at=AT + timedelta(days=2), decided_by="Ines", function="Judge", zone="Africa/Accra",
        )  # fmt: skip
        a_registration(
            meeting, name="ليلى حدادين", sort_key="ليلى حدادين", organization=bench, organization_name=LONG,
            category="nhri", languages=["ar"], status=R.WAITING, waiting_since=AT, received_at=AT + timedelta(days=1),
        )  # fmt: skip
        a_registration(
            meeting, name="Zoe\u0308", sort_key="zoe", organization_name="Bench", category="academic", languages=["en"],
            status=R.WAITING, waiting_since=AT - timedelta(days=1), gender="man", received_at=AT + timedelta(days=3),
        )  # fmt: skip
        cara = a_registration(
            meeting, name='=HYPERLINK("x")', sort_key="=hyperlink", organization_name="+Forum, “A”", category="ngo",
            languages=["en"], received_at=AT + timedelta(days=2), function="@SUM(1)",
        )  # fmt: skip
        answered(
            meeting,
            ann.id,
            {dish.id: ("c1",), several.id: ("c1", "c3"), number.id: ("3",), day.id: ("2028-10-10",)},
        )
        answered(meeting, cara.id, {dish.id: ("c2",), several.id: ("c3",)})
        a_registration(a_meeting("other"), name="Elsewhere")


ANN, LAILA, ZOE, CARA = "Ann", "ليلى حدادين", "Zoe\u0308", '=HYPERLINK("x")'
EVERYBODY = [ANN, LAILA, CARA, ZOE]
CASES: dict[str, list[str]] = {
    "": EVERYBODY,
    "state=waiting": [LAILA, ZOE],
    "state=emperor": EVERYBODY,
    "category=ngo": [ANN, CARA],
    "region=Europe": [LAILA],
    "organization=court": [ANN],
    "organization=BENCH": [LAILA, ZOE],
    "organization=Institut+%C3%A9%C3%A9": [LAILA],
    "organization=100%25": [],
    "language=en": [ANN, CARA, ZOE],
    "language=tlh": EVERYBODY,
    "gender=woman": [ANN],
    "gender=none": [LAILA, CARA],
    "gender=emperor": EVERYBODY,
    "q=forum": [CARA],
    "q=ann%40EXAMPLE": [ANN],
    "q=zo%C3%AB": [ZOE],
    "q=%00x": EVERYBODY,
    "state=waiting&gender=man&language=en": [ZOE],
    "a{dish}=c1": [ANN],
    "a{dish}=c99": EVERYBODY,
    "a{several}=c3": [ANN, CARA],
    "a{several}=c3&category=ngo&a{dish}=c2": [CARA],
    "a{number}=3": EVERYBODY,
    "a999999=c1": EVERYBODY,
    "sort=received": EVERYBODY,
    "sort=-received": EVERYBODY[::-1],
    "sort=name": [CARA, ANN, ZOE, LAILA],
    "sort=-name": [LAILA, ZOE, ANN, CARA],
    "sort=organization": [CARA, ZOE, LAILA, ANN],
    "sort=-category": [LAILA, ANN, CARA, ZOE],
    "sort=-region": [LAILA, ANN, ZOE, CARA],
    "sort=state": [ANN, CARA, LAILA, ZOE],
    "sort=decided": [LAILA, ZOE, CARA, ANN],
    "sort=-decided": [ANN, LAILA, ZOE, CARA],
    "sort=password": EVERYBODY,
}


def numbers(app: Flask) -> dict[str, int]:
    """The questions of the list by what they ask."""
    from meetings.questions.models import Question

    with work(app, writing=False):
        dish, several, number, day = db.session.scalars(select(Question.id).order_by(Question.id))
        return {"dish": dish, "several": several, "number": number, "day": day}


def shown(client: FlaskClient, query: str) -> list[list[str]]:
    """Name, organization, and the cells of each row of the page."""
    page = html.fromstring(client.get(f"{LIST}?{query}").text)
    found = []
    for row in page.xpath("//table[contains(@class, 'table-stack')]/tbody/tr"):
        name, organization = row.xpath("th//bdi")
        cells = [cell for cell in row.xpath("td") if cell.get("class") != "tick"]
        for button in row.xpath(".//button"):
            button.drop_tree()
        found.append(
            [name.text_content(), organization.text_content(), *(c.text_content().strip() for c in cells)]
        )
    return found


def in_csv(client: FlaskClient, query: str) -> list[list[str]]:
    answer = client.get(f"{LIST}.csv?{query}")
    assert (answer.status_code, answer.mimetype) == (200, "text/csv")
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline=""), strict=True))


def in_xlsx(client: FlaskClient, query: str) -> list[list[Any]]:
    answer = client.get(f"{LIST}.xlsx?{query}")
    sheet = load_workbook(io.BytesIO(answer.data)).active
    assert sheet is not None
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def told(text: str) -> str:
    return "'" + text if text[:1] in ("=", "+", "-", "@") else text


def test_every_filter_and_order_and_both_files_agree_with_the_page(app: Flask) -> None:
    a_full_list(app)
    client = signed_in(app, Role.ORGANIZER)
    known = numbers(app)
    cases = {query.format(**known): names for query, names in CASES.items()}
    seen = {query: [row[0] for row in shown(client, query)] for query in cases}
    if "postgresql" in app.config["SQLALCHEMY_DATABASE_URI"]:
        for of_name in ("sort=name", "sort=-name", "sort=organization"):  # its own collation
            seen[of_name], cases[of_name] = sorted(seen[of_name]), sorted(cases[of_name])
    assert seen == cases
    for query in cases:
        names = [told(row[0]) for row in shown(client, query)]
        assert (query, [row[0] for row in in_csv(client, query)[1:]]) == (query, names)
        assert (query, [row[0] for row in in_xlsx(client, query)[1:]]) == (query, names)


COLUMNS = "category,region,country,languages,received,state,function,email,gender,zone,listing,decided,decided_by,place"


def test_every_column_says_the_same_on_the_page_and_in_both_files(app: Flask) -> None:
    a_full_list(app)
    client, known = signed_in(app, Role.ORGANIZER), numbers(app)
    query = f"columns={COLUMNS},q{known['dish']},q{known['several']},q{known['number']},q{known['day']},q0,nonsense"
    ann, laila, cara, _zoe = shown(client, query)
    assert ann == [
        "Ann", "The court", "NGO", "Africa", "Ghana", "FR EN", "2 Nov", "approved", "Judge", "ann@example.org", "Woman",
        "Africa/Accra", "Yes: name, function and organization", "4 Nov", "Ines", "", "Rice", "Rice\nBread", "3",
        "10 Oct",
    ]  # fmt: skip
    assert (laila[1], laila[15]) == (LONG, "2")  # the second in the waiting list
    header, *rows = in_csv(client, query)
    assert header == [
        "Name", "Organization", "Capacity", "Region", "Country of the seat", "Follows in", "Received (Geneva time)",
        "State", "Function", "E-mail address", "Gender, as said", "Time zone", "In the list of participants",
        "Decided (Geneva time)", "Decided by", "Place in the waiting list", "Which dish?", "Which days?",
        "How many nights?", "'=Which day?",
    ]  # fmt: skip
    whole = {6: "2026-11-02 00:30", 13: "2026-11-04 00:30", 19: "2028-10-10"}
    assert rows[0] == [whole.get(at, text) for at, text in enumerate(ann)]
    assert [rows[2][at] for at in (0, 1, 8)] == ["'" + cara[0], "'" + cara[1], "'" + cara[8]]
    times = {
        6: datetime(2026, 11, 2, 0, 30),
        13: datetime(2026, 11, 4, 0, 30),
        18: 3,
        19: datetime(2028, 10, 10),
    }
    written = in_xlsx(client, query)
    assert written[0] == header
    assert written[1] == [times.get(at, text or None) for at, text in enumerate(ann)]


def test_nothing_but_the_name_is_shown_when_no_column_is_chosen(app: Flask) -> None:
    a_full_list(app)
    client = signed_in(app, Role.ORGANIZER)
    assert in_csv(client, "columns=-&q=ann")[1:] == [["Ann", "The court"]]
    page = client.get(f"{LIST}?columns=-&columns=email&columns=category")
    heads = html.fromstring(page.text).xpath("//table[contains(@class, 'table-stack')]/thead//th")
    assert [head.text_content() for head in heads] == [
        "Choose", "Name and organization", "Capacity", "E-mail address", "Decide",
    ]  # fmt: skip


def test_a_file_has_all_pages_and_asks_the_database_as_often_for_one_row_as_for_many(app: Flask) -> None:
    a_full_list(app)
    client, known = signed_in(app, Role.ORGANIZER), numbers(app)
    query = f"columns=category,place,q{known['dish']},q{known['several']}"
    counted = []
    for more in (0, 1, 2300):
        with work(app):
            meeting = db.session.scalars(select(Meeting).where(Meeting.slug == "workshop")).one()
            for _ in range(more):
                a_registration(meeting)
        for kind in ("csv", "xlsx"):
            with statements(app) as seen:
                client.get(f"{LIST}.{kind}?{query}")
            counted.append(len(seen))
    assert counted == [counted[0]] * 6
    assert len(in_csv(client, query)) == 1 + 2305
    assert "2305 shown of 2305" in client.get(LIST).text


def test_who_takes_registrations_out_is_noted(app: Flask) -> None:
    a_full_list(app)
    client = signed_in(app, Role.ORGANIZER)
    answer = client.get(f"{LIST}.xlsx?category=ngo&page=7&sort=name")
    client.get(f"{LIST}.csv?state=declined")
    assert re.fullmatch(
        r"attachment; filename=registrations-workshop-\d{4}-\d\d-\d\d\.xlsx",
        answer.headers["Content-Disposition"],
    )
    assert answer.headers["Cache-Control"] == "no-store"
    with work(app, writing=False):
        rows = db.session.scalars(
            select(AuditRow).where(AuditRow.verb == "export_registrations").order_by(AuditRow.id)
        ).all()
        meeting = db.session.scalars(select(Meeting.id).where(Meeting.slug == "workshop")).one()
        assert [(r.actor_name, r.on_kind, r.on_id, r.after) for r in rows] == [
            (
                "Organizer Example",
                "meeting",
                meeting,
                {"file": "xlsx", "filter": "category=ngo&sort=name", "rows": 2},
            ),
            ("Organizer Example", "meeting", meeting, {"file": "csv", "filter": "state=declined", "rows": 0}),
        ]


def tabs(client: FlaskClient, query: str = "") -> list[str]:
    found = html.fromstring(client.get(f"{LIST}?{query}").text).xpath("//nav[@aria-label='Saved views']/a")
    return [("*" if tab.get("aria-current") else "") + tab.text_content().strip() for tab in found]


def test_the_tabs_are_the_states_that_somebody_is_in(app: Flask) -> None:
    a_full_list(app)
    client = signed_in(app, Role.ORGANIZER)
    assert tabs(client) == ["*All 4", "To decide 1", "On the waiting list 2", "Approved 1", "Save this view"]
    assert tabs(client, "state=waiting&sort=name")[2] == "*On the waiting list 2"
    assert [tab for tab in tabs(client, "state=waiting&q=x") if tab.startswith("*")] == []


def test_a_view_is_saved_seen_by_its_owner_shared_and_deleted(app: Flask) -> None:
    a_full_list(app)
    ann, bob = signed_in(app, Role.ORGANIZER), signed_in(app, Role.ORGANIZER)
    sent = {"name": "  NGOs ", "filter": "category=ngo&sort=-name&page=3&state=x&columns=email"}
    assert (
        ann.post(f"{LIST}/views", data=sent).headers["Location"]
        == f"{LIST}?category=ngo&sort=-name&columns=email"
    )
    assert (tabs(ann, "category=ngo&sort=-name&columns=email")[-2], tabs(bob)[-2]) == ("*NGOs", "Approved 1")
    again = ann.post(f"{LIST}/views", data=sent)
    assert again.status_code == 422 and "You have a view of this name." in again.text
    assert again.text.count('value="  NGOs "') + again.text.count('value="NGOs"') == 1
    empty = ann.post(f"{LIST}/views", data={"name": "", "filter": "category=ngo"})
    assert empty.status_code == 422 and "Fill this in." in empty.text and 'value="ngo" selected' in empty.text
    assert ann.post(f"{LIST}/views", data={"name": "x" * 61}).status_code == 422
    assert bob.post(f"{LIST}/views", data={"name": "NGOs", "filter": "", "shared": "y"}).status_code == 303
    assert tabs(ann)[-3:-1] == ["NGOs", "*NGOs"]  # bob’s shows everything
    own_list = ann.get(f"{LIST}?category=ngo&sort=-name&columns=email").text
    [own] = re.findall(rf'action="({LIST}/views/[^"]+/delete)"', own_list)
    [shared] = re.findall(rf'action="({LIST}/views/[^"]+/delete)"', ann.get(LIST).text)
    assert bob.post(own).status_code == 404
    assert ann.post(own.replace("workshop", "other")).status_code == 404
    assert (ann.post(own).status_code, ann.post(shared).status_code) == (303, 303)
    assert (tabs(ann)[-2], tabs(bob)[-2]) == ("Approved 1", "Approved 1")
    with work(app, writing=False):
        verbs = db.session.scalars(
            select(AuditRow.verb).where(AuditRow.verb.like("%_view")).order_by(AuditRow.id)
        )
        assert list(verbs) == ["save_view", "save_view", "delete_view", "delete_view"]


def test_a_button_of_the_list_decides_on_its_row_and_comes_back(app: Flask) -> None:
    a_full_list(app)
    client = signed_in(app, Role.ORGANIZER)
    page = html.fromstring(client.get(f"{LIST}?state=submitted").text)
    [approve] = page.xpath("//button[@form='one'][@value='approve']")
    [form] = page.xpath("//form[@id='one']")
    sent = dict(form.form_values()) | {approve.get("name"): approve.get("value")}
    with work(app):
        row = db.session.scalars(select(Registration).where(Registration.name == CARA)).one()
        row.status = R.DECLINED
    stale = client.post(approve.get("formaction"), data=sent)
    assert stale.status_code == 409 and "has changed meanwhile: declined" in stale.text
    with work(app):
        db.session.get_one(Registration, row.id).status = R.SUBMITTED
    answer = client.post(approve.get("formaction"), data=sent)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{LIST}?state=submitted")


def test_what_is_ticked_is_sent_with_the_filter_and_the_decision(app: Flask) -> None:
    a_full_list(app)
    page = html.fromstring(signed_in(app, Role.ORGANIZER).get(f"{LIST}?category=ngo").text)
    [form] = page.xpath("//form[@id='many']")
    ticks = page.xpath("//input[@name='chosen'][@form='many']")
    assert (form.action, form.fields["filter"], len(ticks)) == (f"{LIST}/decide", "category=ngo", 2)
    assert form.inputs["decision"].value_options == [
        "approve",
        "wait",
        "decline",
        "cancel",
        "take_up",
        "remind",
    ]
    assert [(t.get("aria-label"), t.get("data-traits")) for t in ticks] == [
        ("Choose Ann", None),  # counts already
        ('Choose =HYPERLINK("x")', "\tngo\t\ten\t+Forum, “A”"),
    ]


@pytest.mark.parametrize("role", [Role.DRAFTER, Role.RAPPORTEUR, Role.PARTICIPANT, None])
def test_files_and_views_are_not_for_everybody(app: Flask, role: Role | None) -> None:
    a_full_list(app)
    with work(app, writing=False):
        meeting = db.session.scalars(select(Meeting.id).where(Meeting.slug == "workshop")).one()
    client = signed_in(
        app, role, meeting if role is Role.PARTICIPANT else 1 if role is Role.RAPPORTEUR else None
    )
    expected = 303 if role is None else 403
    answers = [
        client.get(f"{LIST}.csv"),
        client.get(f"{LIST}.xlsx"),
        client.post(f"{LIST}/views", data={"name": "x"}),
    ]
    assert [answer.status_code for answer in answers] == [expected] * 3


@pytest.mark.parametrize(
    ("zone", "utc", "local"),
    [
        ("Europe/Zurich", datetime(2026, 10, 25, 0, 59), datetime(2026, 10, 25, 2, 59)),
        ("Europe/Zurich", datetime(2026, 10, 25, 1, 0), datetime(2026, 10, 25, 2, 0)),
        ("Europe/Zurich", datetime(2027, 3, 28, 1, 0), datetime(2027, 3, 28, 3, 0)),
        ("Australia/Lord_Howe", datetime(2026, 10, 3, 15, 29), datetime(2026, 10, 4, 1, 59)),
        ("Australia/Lord_Howe", datetime(2026, 10, 3, 15, 30), datetime(2026, 10, 4, 2, 30)),
        ("Asia/Kathmandu", datetime(2026, 10, 3, 18, 20), datetime(2026, 10, 4, 0, 5)),
        ("Pacific/Kiritimati", datetime(2026, 10, 3, 10, 0), datetime(2026, 10, 4, 0, 0)),
    ],
)
def test_instants_are_told_by_the_clock_of_the_meeting(
    app: Flask, zone: str, utc: datetime, local: datetime
) -> None:
    with app.test_request_context():
        [shape] = shapes(Meeting(zone=zone, city=""), ["received"], [])
        assert list(shape.cells([utc, utc.replace(tzinfo=UTC), None])) == [local, local, None]


def test_an_agreement_is_filtered_by_and_a_text_is_not(app: Flask) -> None:
    asked = [question(K.AGREEMENT, 1), question(K.TEXT, 2), question(K.SEVERAL, 3)]
    with app.test_request_context():
        _usual, more = choices(Shown(), asked)
        assert [(c.name, c.options[1:]) for c in more[1:]] == [
            ("a1", [("yes", "agreed")]),
            ("a3", [("c1", "Rice"), ("c2", "Beans"), ("c3", "Bread")]),
        ]
    assert read_shown(Written("a1=yes&a2=x&a3=c2"), asked).answers == ((1, "yes"), (3, "c2"))
