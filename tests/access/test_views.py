"""Signing in through the door: password, link, throttle, sign-out, accounts."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import func, select

from meetings.access import actions
from meetings.access.actor import OPERATOR
from meetings.access.models import Account, AuditRow, FailedAttempt, SignedInSession
from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db
from meetings.outbox.models import OutboxMessage
from tests.builders import a_meeting, a_session, an_organization
from tests.kit_app import ON_ONE_DATABASE, an_account, signed_in, statements, work

pytestmark = ON_ONE_DATABASE


def words(node: Any) -> str:
    """The words of an element, a space between those of its parts."""
    return " ".join(" ".join(node.itertext()).split())


GOOD = "correct horse battery staple grain"


def an_organizer(app: Flask, password: str | None = GOOD) -> None:
    with work(app):
        account = an_account("ines@example.org", "Ines Example")
        actions.give_role(OPERATOR, account, Role.ORGANIZER)
        if password:
            actions.set_password(OPERATOR, account, password)


def sign_in(
    client: FlaskClient, password: str, email: str = "ines@example.org", next: str = ""
) -> tuple[int, str]:
    answer = client.post("/sign-in", data={"email": email, "password": password, "next": next})
    return answer.status_code, answer.headers.get("Location", "")


def test_front_page_answers_everybody(app: Flask) -> None:
    for role in (None, Role.ORGANIZER):
        answer = signed_in(app, role).get("/")
        assert answer.status_code == 200
        assert (">Sign in</a>" in answer.text) == (role is None)


def test_password_signs_in_and_sign_out_ends_the_session(app: Flask) -> None:
    an_organizer(app)
    client = app.test_client()
    assert sign_in(client, GOOD, email="Ines@Example.org") == (303, "/home")
    with client.session_transaction() as cookie:
        stolen = cookie["_user_id"]
    assert client.get("/my").status_code == 200
    assert client.post("/sign-out").status_code == 303
    assert client.get("/my").headers["Location"] == "/sign-in?next=/my"
    thief = app.test_client()
    with thief.session_transaction() as cookie:
        cookie["_user_id"] = stolen
    assert thief.get("/my").status_code == 303


@pytest.mark.parametrize("email", ["ines@example.org", "nobody@example.org"])
def test_wrong_password_and_unknown_address_read_the_same(app: Flask, email: str) -> None:
    an_organizer(app)
    answer = app.test_client().post("/sign-in", data={"email": email, "password": "not this one at all"})
    assert answer.status_code == 422
    assert answer.text.count("The address or the password is not right.") == 1
    assert f'value="{email}"' in answer.text


def test_ten_failures_shut_the_account_for_a_while_and_not_for_good(app: Flask) -> None:
    an_organizer(app)
    client = app.test_client()
    for _ in range(10):
        assert sign_in(client, "wrong wrong wrong")[0] == 422
    answer = client.post("/sign-in", data={"email": "ines@example.org", "password": GOOD})
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 15 * 60
    clock.set_to(clock.now() + timedelta(minutes=16))
    assert sign_in(client, GOOD) == (303, "/home")
    with work(app, writing=False):
        assert db.session.scalar(select(func.count()).select_from(FailedAttempt)) == 20


@pytest.mark.parametrize(
    ("asked", "goes"),
    [
        ("/meetings", "/meetings"),
        ("/mandate/61-15?x=1", "/mandate/61-15?x=1"),
        ("//evil.example", "/home"),
        ("/\\evil.example", "/home"),
        ("https://evil.example", "/home"),
        ("https:evil.example", "/home"),
        ("/%2fevil.example", "/home"),
        ("/%5Cevil.example", "/home"),
        ("\t//evil.example", "/home"),
        ("/\t/evil.example", "/home"),
        ("javascript:alert(1)", "/home"),
        ("", "/home"),
    ],
)
def test_next_stays_in_the_house(app: Flask, asked: str, goes: str) -> None:
    an_organizer(app)
    assert sign_in(app.test_client(), GOOD, next=asked) == (303, goes)


def test_mailed_link_is_used_by_its_button_once(app: Flask) -> None:
    an_organizer(app, password=None)
    with work(app):
        an_account("ann@bücher.example", "Ann")  # as an operator types it
    client = app.test_client()
    for email in ("ines@example.org", "nobody@example.org", "ann@Bücher.example"):
        assert (
            client.post("/sign-in/link", data={"address": email}).headers["Location"] == "/sign-in/link-sent"
        )
    with work(app, writing=False):
        message, other = db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).all()
        assert (message.to_email, other.to_email) == ("ines@example.org", "ann@xn--bcher-kva.example")
        assert "[personal link]" in message.text and "/sign-in/link/" not in message.text
        from meetings.base import secrets

        token = secrets.mint(message.link_purpose or "", message.link_key or "", message.link_nonce or "")
    path = f"/sign-in/link/{token}"
    assert (client.get(path).status_code, client.head(path).status_code) == (200, 200)
    assert client.get("/my").status_code == 303  # opening it changed nothing
    assert client.post(path).headers["Location"] == "/home"
    assert client.get("/my").status_code == 200
    assert app.test_client().post(path).status_code == 404
    assert app.test_client().get(path[:-1] + ("A" if path[-1] != "A" else "B")).status_code == 404


def test_link_is_dead_after_an_hour(app: Flask) -> None:
    an_organizer(app)
    with work(app):
        link = actions.make_link("sign_in", db.session.scalars(select(Account.id)).one())
        path = f"/sign-in/link/{actions.token_of(link)}"
    assert app.test_client().get(path).status_code == 200
    clock.set_to(clock.now() + timedelta(minutes=61))
    assert app.test_client().get(path).status_code == 404


@pytest.mark.parametrize("minutes, inside", [(29, True), (31, False)])
def test_staff_session_ends_when_idle(app: Flask, minutes: int, inside: bool) -> None:
    client = signed_in(app, Role.ORGANIZER)
    clock.set_to(clock.now() + timedelta(minutes=minutes))
    assert (client.get("/my").status_code == 200) == inside


def test_use_is_noted_at_most_once_a_minute(app: Flask) -> None:
    client = signed_in(app, Role.ORGANIZER)
    with work(app, writing=False):
        began = db.session.scalars(select(SignedInSession.seen_at)).one()
    client.get("/my")
    clock.set_to(began + timedelta(seconds=90))
    client.get("/my")
    with work(app, writing=False):
        assert db.session.scalars(select(SignedInSession.seen_at)).one() - began == timedelta(seconds=90)


def test_disabled_account_is_out_at_the_next_request(app: Flask) -> None:
    an_organizer(app)
    client = app.test_client()
    sign_in(client, GOOD)
    administrator = signed_in(app, Role.ADMINISTRATOR)
    with work(app, writing=False):
        account_id = db.session.scalars(select(Account.id).where(Account.email == "ines@example.org")).one()
    administrator.post(f"/accounts/{account_id}/disabled", data={"disabled": "1"})
    assert client.get("/my").status_code == 303
    assert sign_in(client, GOOD)[0] == 422


def test_role_given_and_ended_acts_at_the_next_request(app: Flask) -> None:
    client = signed_in(app, Role.SIGNED_IN)
    administrator = signed_in(app, Role.ADMINISTRATOR)
    with work(app, writing=False):
        account_id = db.session.scalars(
            select(Account.id).where(Account.name == "Anyone signed in Example")
        ).one()
    assert client.get("/home").status_code == 403
    administrator.post(f"/accounts/{account_id}", data={"role": "organizer"})
    assert client.get("/home").status_code == 200
    page = administrator.get(f"/accounts/{account_id}").text
    [end] = re.findall(rf'action="(/accounts/{account_id}/roles/\d+/end)"', page)
    administrator.post(end)
    assert client.get("/home").status_code == 403


def test_accounts_name_what_their_roles_are_held_on(app: Flask) -> None:
    with work(app):
        workshop = a_meeting("workshop", title="Example workshop")
        sessions = [a_session(workshop, label=str(n), title=f"Theme {n} <b>") for n in (1, 2, 3)]
        one, two = an_account("one@example.org", "One"), an_account("two@example.org", "Two")
        for session in sessions[:2]:
            actions.give_role(OPERATOR, one, Role.RAPPORTEUR, session.id)
        lakes = an_organization("Example Lakes")
        actions.give_role(OPERATOR, two, Role.FOCAL_POINT, lakes.id)
        actions.give_role(OPERATOR, two, Role.PARTICIPANT, workshop.id)
        actions.give_role(OPERATOR, two, Role.RAPPORTEUR, 4711)  # of a session that is gone
        over = actions.give_role(OPERATOR, two, Role.RAPPORTEUR, sessions[2].id, date(2020, 1, 1))
        actions.end_role(OPERATOR, over)
        ids = {"One": one.id, "Two": two.id}
    administrator = signed_in(app, Role.ADMINISTRATOR)
    [table] = html.fromstring(administrator.get("/accounts").text).xpath("//table")
    rows = {row[0].text_content(): words(row[2]) for row in table.xpath(".//tbody/tr")}
    assert rows == {
        "Administrator Example": "Administrator",
        "One": "Rapporteur (2) 1 Theme 1 <b> · workshop 2 Theme 2 <b> · workshop",
        "Two": "Focal point Example Lakes Participant Example workshop Rapporteur no longer there",
    }
    held = {
        name: [
            words(row).partition(" , since")[0]
            for row in html.fromstring(administrator.get(f"/accounts/{number}").text).xpath(
                "//section[@aria-labelledby='roles']//li"
            )
        ]
        for name, number in ids.items()
    }
    assert held == {
        "One": ["Rapporteur 1 Theme 1 <b> · workshop", "Rapporteur 2 Theme 2 <b> · workshop"],
        "Two": [
            "Focal point Example Lakes",
            "Participant Example workshop",
            "Rapporteur no longer there",
            "Rapporteur 3 Theme 3 <b> · workshop",
        ],
    }


def test_the_trail_names_what_a_role_was_held_on(app: Flask) -> None:
    with work(app):
        somebody = an_account("one@example.org", "One")
        session = a_session(a_meeting("workshop"), label="3", title="Early signs")
        held = actions.give_role(OPERATOR, somebody, Role.RAPPORTEUR, session.id)
        actions.give_role(OPERATOR, somebody, Role.DRAFTER)
        actions.end_role(OPERATOR, held)
        number = somebody.id
    page = html.fromstring(signed_in(app, Role.ADMINISTRATOR).get(f"/accounts/{number}").text)
    rows = [
        [words(cell) for cell in row[2:]]
        for row in page.xpath("//section[@aria-labelledby='trail']//tbody/tr")
    ]
    assert rows[:3] == [
        [f"ended a role: account {number}", "role: rapporteur ; on: 3 Early signs · workshop", ""],
        [f"gave a role: account {number}", "", "role: drafter"],
        [f"gave a role: account {number}", "", "role: rapporteur ; on: 3 Early signs · workshop"],
    ]


def test_naming_costs_one_statement_for_each_kind_of_thing(app: Flask) -> None:
    administrator = signed_in(app, Role.ADMINISTRATOR)

    def asked() -> int:
        with statements(app) as seen:
            administrator.get("/accounts")
        return len(seen)

    with work(app):
        somebody = an_account("one@example.org", "One")
        actions.give_role(OPERATOR, somebody, Role.RAPPORTEUR, a_session().id)
    few = asked()
    with work(app):
        for n in range(5):
            somebody = an_account(f"p{n}@example.org", f"P {n}")
            actions.give_role(OPERATOR, somebody, Role.RAPPORTEUR, a_session().id)
    assert asked() == few


def test_denied_access_is_in_the_trail_though_its_request_was_rolled_back(app: Flask) -> None:
    signed_in(app, Role.DRAFTER).get("/accounts")
    with work(app, writing=False):
        row = db.session.scalars(select(AuditRow).where(AuditRow.verb == "denied")).one()
        assert (row.actor_name, row.after) == ("Drafter Example", {"page": "access.accounts"})


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("short", "at least 12 characters"),
        ("x" * 129, "at most 128 characters"),
        ("passwordpassword", "easy to guess"),
        ("ines@example.org", "easy to guess"),
    ],
)
def test_guessable_passwords_are_refused_beside_the_field(app: Flask, password: str, sentence: str) -> None:
    an_organizer(app)
    client = app.test_client()
    sign_in(client, GOOD)
    answer = client.post("/my/password", data={"password": password})
    assert answer.status_code == 422
    assert sentence in answer.text and 'aria-invalid="true"' in answer.text


def test_changed_password_ends_other_sessions(app: Flask) -> None:
    an_organizer(app)
    here, there = app.test_client(), app.test_client()
    sign_in(here, GOOD)
    sign_in(there, GOOD)
    assert here.post("/my/password", data={"password": "four quite unrelated words here"}).status_code == 303
    assert (here.get("/my").status_code, there.get("/my").status_code) == (200, 303)
