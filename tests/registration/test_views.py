"""The public form: what is refused, how, and what happens when it is sent twice."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from meetings.access.actions import make_link, token_of
from meetings.access.models import MailLink
from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db
from meetings.programme.rules import MeetingStatus
from meetings.registration import actions
from meetings.registration.models import Registration
from meetings.registration.queries import registration_for
from meetings.registration.rules import RegistrationStatus
from tests.builders import a_meeting, a_registration, an_organization
from tests.kit_app import ON_ONE_DATABASE, an_actor, signed_in, statements, work
from tests.registration.steps import (
    ANSWERS,
    a_published_meeting,
    mails,
    registrations,
    send_form,
    set_meeting,
)

pytestmark = ON_ONE_DATABASE

R = RegistrationStatus
BAD = {
    "no name": ("name", "", "Fill this in."),
    "a name of spaces": ("name", " \u00a0 ", "Fill this in."),
    "a name that nobody sees": ("name", "\u200b\u2800", "Fill this in."),
    "an organization of spaces": ("organization", "   ", "Fill this in."),
    "NUL": ("name", "Ann\0Lee", "This holds a character that cannot be shown. Type the text again."),
    "escape codes": (
        "function",
        "\x1b[31mHead",
        "This holds a character that cannot be shown. Type the text again.",
    ),
    "turned direction": (
        "name",
        "Ann \u202egro",
        "This holds a character that cannot be shown. Type the text again.",
    ),
    "header injection": ("name", "a\r\nBcc: x@example.org", "Write this on one line."),
    "header in organization": ("organization", "a\nBcc: x@example.org", "Write this on one line."),
    "header in address": (
        "email",
        "a@example.org\r\nBcc: x@example.org",
        "Write the address in full, for example name@example.org.",
    ),
    "half a megabyte": ("organization", "x" * 500_000, "At most 200 characters."),
    "no ending": (
        "email",
        "amina.kebede@example",
        "Write the address in full, for example name@example.org.",
    ),
    "no address": ("email", "", "Fill this in."),
    "NUL in address": (
        "email",
        "a\0@example.org",
        "This holds a character that cannot be shown. Type the text again.",
    ),
    "long address": ("email", "a" * 300 + "@example.org", "At most 254 characters."),
    "unknown category": ("category", "emperor", "Choose one of these."),
    "no category": ("category", "", "Choose one of these."),
    "unknown language": ("languages", ["en", "tlh"], "Choose among these."),
    "no language": ("languages", [], "Choose at least one."),
    "unknown zone": ("zone", "Mars/Olympus", "Choose one of these."),
    "unknown consent": ("listing", "everything", "Choose one of these."),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_gets_a_sentence_beside_its_field_and_the_rest_is_kept(app: Flask, case: str) -> None:
    field, value, sentence = BAD[case]
    a_published_meeting(app)
    answer = send_form(app.test_client(), **{field: value})
    assert answer.status_code == 422
    assert errors_of(answer.text) == {field: [sentence]}
    assert answer.text.count("<title>Error: ") == 1
    kept = {
        k: v for k, v in ANSWERS.items() if k in ("name", "email", "organization", "function") and k != field
    }
    assert {k: value_of(answer.text, k) for k in kept} == kept
    if field == "email" and case == "no ending":
        assert value_of(answer.text, "email") == "amina.kebede@example"
    assert registrations(app) == [] and mails(app) == []


def errors_of(page: str) -> dict[str, list[str]]:
    """The sentences beside each field."""
    found = re.findall(r'<div id="(\w+)-e">(.*?)</div>', page, re.S)
    return {field: re.findall(r"Error: </span>(.*?)</span>", block, re.S) for field, block in found}


def value_of(page: str, field: str) -> str:
    [tag] = re.findall(rf'<input[^>]* name="{field}"[^>]*>', page)
    return str(re.findall(r' value="([^"]*)"', tag)[0])


def test_ten_megabytes_get_a_clear_page(app: Flask) -> None:
    a_published_meeting(app)
    answer = send_form(app.test_client(), organization="x" * 10_000_000)
    assert (answer.status_code, answer.text.count("<h1>")) == (413, 1)
    assert "That is too large" in answer.text


def test_a_double_submit_gets_the_same_answer_and_one_registration(app: Flask) -> None:
    a_published_meeting(app)
    client = app.test_client()
    first, second = send_form(client), send_form(client)
    assert (first.status_code, first.headers["Location"], first.data) == (
        second.status_code,
        second.headers["Location"],
        second.data,
    )
    assert [r.email for r in registrations(app)] == ["amina.kebede@example.org"]
    assert len(mails(app)) == 1


def test_the_same_copy_sent_late_gets_the_same_answer_and_no_second_mail(app: Flask) -> None:
    a_published_meeting(app)
    client = app.test_client()
    first = send_form(client)
    clock.set_to(clock.now() + timedelta(minutes=5))
    set_meeting(app, registration_closes_at=clock.now() - timedelta(days=1))
    second = send_form(client, name="Not Taken")
    assert (second.status_code, second.headers["Location"]) == (first.status_code, first.headers["Location"])
    assert [r.name for r in registrations(app)] == [ANSWERS["name"]]
    assert len(mails(app)) == 1


def test_a_corrected_address_from_the_same_copy_of_the_form_is_not_lost(app: Flask) -> None:
    a_published_meeting(app)
    client = app.test_client()
    send_form(client, email="amina.kebde@example.org")
    assert send_form(client).status_code == 303
    assert [(r.email, r.sent_with) for r in registrations(app)] == [
        ("amina.kebde@example.org", ANSWERS["once"]),
        ("amina.kebede@example.org", None),
    ]


def test_registering_twice_shows_the_same_page_and_the_mail_tells(app: Flask) -> None:
    a_published_meeting(app)
    client = app.test_client()
    same = {"email": "amina@xn--bcher-kva.example"}
    pages = [send_form(client, email="Amina@BÜCHER.example").headers["Location"]]
    clock.set_to(clock.now() + timedelta(minutes=2))
    again = send_form(client, once="another-copy-of-the-form", name="Amina Strand", **same)
    pages.append(again.headers["Location"])
    [registration] = registrations(app)
    assert (registration.status, registration.name) == (R.UNCONFIRMED, "Amina Strand")
    assert [m.subject.partition(":")[0] for m in mails(app)] == ["Confirm your registration"] * 2
    assert [m.link_purpose for m in mails(app)] == ["confirm", "confirm"]

    with work(app):
        from meetings.base.database import db

        db.session.merge(registration).status = R.APPROVED
    clock.set_to(clock.now() + timedelta(minutes=2))
    third = send_form(client, once="a-third-copy-of-the-form", name="Somebody Else", **same)
    pages.append(third.headers["Location"])
    assert pages == ["/meetings/workshop/register/sent"] * 3
    assert [(r.status, r.name) for r in registrations(app)] == [(R.APPROVED, "Amina Strand")]
    last = mails(app)[-1]
    assert {m.to_email for m in mails(app)} == {same["email"]}, "as every mail server takes it"
    assert (last.subject.partition(":")[0], last.link_path) == ("You have registered before", None)
    assert "It stands so: approved." in last.text


def test_sending_again_and_again_does_not_fill_a_mailbox(app: Flask) -> None:
    a_published_meeting(app)
    for n in range(5):
        assert send_form(app.test_client(), once=f"copy-number-{n}-of-the-form").status_code == 303
    assert len(mails(app)) == 1


def test_nothing_typed_goes_to_an_address_that_nobody_has_confirmed(app: Flask) -> None:
    a_published_meeting(app)
    send_form(
        app.test_client(),
        name="Win at casino.example",
        organization="casino.example",
        function="casino.example",
    )
    [mail] = mails(app)
    assert [part for part in (mail.subject, mail.text, mail.to_name) if "casino" in part] == []


@pytest.mark.parametrize(
    ("values", "title", "sentence"),
    [
        (
            {"registration_closes_at": datetime(2026, 1, 1, tzinfo=UTC)},
            "Registration has closed.",
            "19 September 2028, 23:59",
        ),
        (
            {"places": 0, "waiting_list": False},
            "All places are taken.",
            "this meeting keeps no waiting list.",
        ),
        (
            {"status": MeetingStatus.CANCELLED},
            "This meeting is cancelled.",
            "Nothing can be registered for it.",
        ),
        ({"status": MeetingStatus.HELD}, "This meeting is over.", "It was held on 10–11 October 2028."),
    ],
)
def test_a_shut_door_says_what_happens_next(
    app: Flask, values: dict[str, object], title: str, sentence: str
) -> None:
    slug = a_published_meeting(app)
    set_meeting(app, **values)
    client = app.test_client()
    for answer, status in ((client.get(f"/meetings/{slug}/register"), 200), (send_form(client), 409)):
        assert (answer.status_code, re.findall("<h1>(.*?)</h1>", answer.text)) == (status, [title])
        assert sentence in answer.text and "What happens next" in answer.text
        assert "mailto:secretariat@example.org" in answer.text and 'name="email"' not in answer.text
    assert registrations(app) == [] and mails(app) == []


def test_a_draft_is_hidden_from_strangers_and_shut_for_the_office(app: Flask) -> None:
    slug = a_published_meeting(app, status=MeetingStatus.DRAFT)
    assert app.test_client().get(f"/meetings/{slug}/register").status_code == 404
    page = signed_in(app, Role.ORGANIZER).get(f"/meetings/{slug}/register").text
    assert "<h1>This meeting does not take registrations yet.</h1>" in page


def test_full_counts_the_approved_only(app: Flask) -> None:
    with work(app):
        meeting = a_meeting("workshop", places=1)
        a_registration(meeting, status=R.SUBMITTED)
    assert app.test_client().get("/meetings/workshop/register").text.count('name="email"') == 1
    with work(app):
        from sqlalchemy import select

        from meetings.base.database import db
        from meetings.programme.models import Meeting

        a_registration(db.session.scalars(select(Meeting)).one(), status=R.APPROVED)
    full = app.test_client().get("/meetings/workshop/register").text
    assert (full.count("All places are taken</h2>"), full.count('name="email"')) == (1, 1)


def test_the_form_never_ticks_a_naming_and_the_default_depends_on_the_group(app: Flask) -> None:
    a_published_meeting(app)
    client = app.test_client()
    page = client.get("/meetings/workshop/register").text
    assert re.findall(r'<input[^>]*checked[^>]*name="listing"|name="listing"[^>]*checked', page) == []
    for n, category in enumerate(("ngo", "regional")):
        send_form(client, category=category, listing="", once="", email=f"p{n}@example.org")
    assert [r.listing.value for r in registrations(app)] == ["none", "organization"]


def test_organizations_are_matched_by_name_or_acronym_in_any_case(app: Flask) -> None:
    with work(app):
        number = an_organization("Example Straße Forum", acronym="ESF").id
    a_published_meeting(app)
    written = ["EXAMPLE STRASSE FORUM", "esf", "Example Strasse", "ES"]
    for n, organization in enumerate(written):
        send_form(app.test_client(), organization=organization, once="", email=f"p{n}@example.org")
    assert [(r.organization_id, r.organization_name) for r in registrations(app)] == [
        (number, "Example Straße Forum"),
        (number, "Example Straße Forum"),
        (None, "Example Strasse"),
        (None, "ES"),
    ]


def test_the_button_pressed_twice_gives_the_same_answer(app: Flask) -> None:
    with work(app):
        registration = a_registration(status=R.UNCONFIRMED, email="ann@example.org")
        path = f"/registrations/confirm/{token_of(make_link('confirm', registration.id, timedelta(days=7)))}"
        key = registration.key
    client = app.test_client()
    first, again, opened = client.post(path), client.post(path), client.get(path)
    assert "<h1>Your address is confirmed</h1>" in first.text and "The organizers decide" in first.text
    assert (again.status_code, again.text, opened.text) == (200, first.text, first.text)
    with work(app):  # and so does the one that came in before the first had ended
        link = db.session.scalars(select(MailLink)).one()
        actions.confirm(db.session.scalars(select(Registration)).one(), link)
    assert [(r.status, m.to_email) for r in registrations(app) for m in mails(app)] == [
        (R.SUBMITTED, "ann@example.org")  # and one mail, not two
    ]
    with work(app):
        organizer = an_actor(Role.ORGANIZER)
        actions.decline(organizer, registration_for(organizer, key))
    later = client.post(path)
    assert (later.status_code, "<h1>Your address is confirmed</h1>" in later.text) == (200, True)
    assert "declined" in later.text and "The organizers decide" not in later.text
    clock.set_to(clock.now() + timedelta(days=8))
    dead = client.post(path)
    assert dead.status_code == 404 and "your address is confirmed and nothing more is needed" in dead.text


def test_a_link_of_another_kind_or_age_confirms_nothing(app: Flask) -> None:
    with work(app):
        registration = a_registration(a_meeting("workshop"), status=R.UNCONFIRMED)
        wrong = token_of(make_link("sign_in", registration.id))
        right = token_of(make_link("confirm", registration.id, timedelta(days=7)))
    client = app.test_client()
    clock.set_to(clock.now() + timedelta(days=6))
    assert client.get(f"/registrations/confirm/{right}").status_code == 200
    # Scanners of mail ask so, and call a link dead by the answer.
    scanned = [client.head(at) for at in (f"/registrations/confirm/{right}", "/meetings/workshop/register")]
    assert [(answer.status_code, answer.data) for answer in scanned] == [(200, b"")] * 2
    clock.set_to(clock.now() + timedelta(days=2))
    for token in (wrong, right, right[:-1], "unknown", "%00", "é.ü"):
        answer = client.post(f"/registrations/confirm/{token}")
        assert (token, answer.status_code) == (token, 404)
    assert [r.status for r in registrations(app)] == [R.UNCONFIRMED]


@pytest.mark.parametrize("people", [3, 60])
def test_the_list_asks_the_database_a_fixed_number_of_times(app: Flask, people: int) -> None:
    with work(app):
        meeting = a_meeting("workshop", places=100)
        for _ in range(people):
            a_registration(meeting, organization=an_organization())
    client = signed_in(app, Role.ORGANIZER)
    client.get("/meetings/workshop/registrations")
    with statements(app) as seen:
        page = client.get("/meetings/workshop/registrations").text
    assert page.count('<th scope="row"><a') == min(people, 50)
    assert len(seen) <= 15, seen


def test_the_list_is_filtered_sorted_and_paged_by_its_address(app: Flask) -> None:
    with work(app):
        meeting, other = a_meeting("workshop"), a_meeting("other")
        africa, europe = an_organization(region="Africa"), an_organization(region="Europe")
        a_registration(meeting, name="Zoë", sort_key="zoe", category="ngo", organization=africa)
        a_registration(meeting, name="Ann", sort_key="ann", status=R.APPROVED, organization=europe)
        db.session.scalars(select(Registration).where(Registration.name == "Ann")).one().email = LETTERED
        a_registration(meeting, name="100% Bo", sort_key="100% bo", email="bo@example.org")
        a_registration(other, name="Elsewhere", sort_key="elsewhere")
    client = signed_in(app, Role.ORGANIZER)

    def names(query: str) -> list[str]:
        page = client.get(f"/meetings/workshop/registrations?{query}").text
        return re.findall(r'<th scope="row"><a [^>]*><bdi>(.*?)</bdi>', page)

    assert {q: names(q) for q in CASES} == CASES


LETTERED = "ann@xn--bcher-kva.example"
CASES = {
    "": ["Zoë", "Ann", "100% Bo"],
    "sort=name": ["100% Bo", "Ann", "Zoë"],
    "sort=-name": ["Zoë", "Ann", "100% Bo"],
    "sort=nonsense&page=x&state=x": ["Zoë", "Ann", "100% Bo"],
    "state=approved": ["Ann"],
    "category=ngo": ["Zoë"],
    "region=Africa": ["Zoë"],
    "q=zoe": ["Zoë"],
    "q=BO%40example": ["100% Bo"],
    "q=ann%40B%C3%BCcher.example": ["Ann"],
    "q=b%C3%BCcher": ["Ann"],
    "q=%25": ["100% Bo"],
    "q=_": [],
    "q=%00": ["Zoë", "Ann", "100% Bo"],
    "page=2": ["Zoë", "Ann", "100% Bo"],  # the last page that there is
    "page=99999999999999999999": ["Zoë", "Ann", "100% Bo"],
}


def test_two_staff_at_once_make_one_decision(app: Flask) -> None:
    with work(app):
        key = a_registration(a_meeting("workshop")).key
    ann, bob = signed_in(app, Role.ORGANIZER), signed_in(app, Role.ADMINISTRATOR)
    first = ann.post(f"/registrations/{key}/decision", data={"decision": "approve", "seen": "submitted"})
    second = bob.post(f"/registrations/{key}/decision", data={"decision": "decline", "seen": "submitted"})
    assert (first.status_code, second.status_code) == (303, 409)
    assert "Organizer Example has decided meanwhile: approved. Nothing was changed." in second.text
    assert [r.status for r in registrations(app)] == [R.APPROVED]
    assert len(mails(app)) == 1


def test_a_decision_that_is_none_is_refused(app: Flask) -> None:
    with work(app):
        key = a_registration(a_meeting("workshop")).key
    answer = signed_in(app, Role.ORGANIZER).post(
        f"/registrations/{key}/decision", data={"decision": "promote"}
    )
    assert (answer.status_code, [r.status for r in registrations(app)]) == (409, [R.SUBMITTED])
    assert "Choose what to decide." in answer.text
