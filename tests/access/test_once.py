"""A form that is sent twice unchanged does nothing the second time; a corrected one is taken."""

import re
import threading

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from meetings.access.models import SentForm
from meetings.access.permissions import Role
from meetings.base.database import db
from meetings.directory.models import Person
from tests.builders import a_person
from tests.kit_app import signed_in, work

FORM = {"name": "Amara Example", "once": "a-copy-of-the-form"}


def send(client: FlaskClient, **changed: str) -> tuple[int, str]:
    answer = client.post("/people/new", data={**FORM, **changed})
    return answer.status_code, answer.headers.get("Location", "")


def people(app: Flask) -> list[str]:
    with work(app, writing=False):
        return list(db.session.scalars(select(Person.name).order_by(Person.id)))


def test_a_double_click_makes_one_person_and_leads_to_the_same_page(app: Flask) -> None:
    client = signed_in(app, Role.ORGANIZER)
    assert send(client) == send(client)
    assert people(app) == ["Amara Example"]


def test_what_was_corrected_after_going_back_is_taken(app: Flask) -> None:
    client = signed_in(app, Role.ORGANIZER)
    send(client)
    send(client, name="Amara Corrected")
    send(client, once="another-copy")
    assert people(app) == ["Amara Example", "Amara Corrected", "Amara Example"]


def test_a_refused_form_can_be_sent_again(app: Flask) -> None:
    client = signed_in(app, Role.ORGANIZER)
    assert [send(client, name="")[0] for _ in range(2)] == [422, 422]
    with work(app, writing=False):
        assert db.session.scalar(select(func.count()).select_from(SentForm)) == 0


def test_of_eight_at_once_one_is_taken(app: Flask) -> None:
    clients = [signed_in(app, Role.ORGANIZER)]
    with clients[0].session_transaction() as cookie:
        token = cookie["_user_id"]
    for _ in range(7):
        client = app.test_client()
        with client.session_transaction() as session:
            session["_user_id"] = token
        clients.append(client)
    answers: list[tuple[int, str]] = []
    threads = [threading.Thread(target=lambda c=c: answers.append(send(c))) for c in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(answers), len(set(answers)), people(app)) == (8, 1, ["Amara Example"])


def test_every_form_of_staff_carries_the_mark_of_its_copy(app: Flask) -> None:
    client = signed_in(app, Role.ORGANIZER)
    marks = [re.findall(r'name="once" value="([^"]+)"', client.get("/people/new").text) for _ in range(2)]
    assert [len(found) for found in marks] == [1, 1]
    assert marks[0] != marks[1]


def test_a_double_click_on_what_is_gone_by_the_first_leads_there_too(app: Flask) -> None:
    """Two records are made one: the second click names a record that is no more."""
    client = signed_in(app, Role.ORGANIZER)
    with work(app):
        kept, gone = a_person("Amara"), a_person("Amara E.")
        url = f"/people/{kept.key}/merge/{gone.key}"
    fields = ("name", "sort_key", "email", "function", "organization_id", "zone", "account_id")
    form = dict.fromkeys(fields, "kept") | {"seen_kept": "1", "seen_gone": "1", "once": "a-copy"}
    answers = [client.post(url, data=form) for _ in range(2)]
    assert [(a.status_code, a.location) for a in answers] == [(303, f"/people/{kept.key}")] * 2
    assert client.post(url, data=form | {"once": "another"}).status_code == 404
