"""Going through the pages of an import as a person does."""

import io
import re

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from meetings.base.database import db, unit_of_work
from meetings.bulk import running
from meetings.bulk.models import BulkRow
from meetings.registration.models import Registration
from tests.kit_app import work

DOOR = "/meetings/workshop/registrations/import"
HEADS = "Name,E-mail,Organization,Category"


def a_csv(*lines: str, heads: str = HEADS, encoding: str = "utf-8") -> bytes:
    return "\r\n".join((heads, *lines, "")).encode(encoding)


def send(client: FlaskClient, content: bytes, name: str = "people.csv") -> TestResponse:
    """Choose a file and read it."""
    return client.post(DOOR, data={"file": (io.BytesIO(content), name)}, content_type="multipart/form-data")


def sent(client: FlaskClient, content: bytes, name: str = "people.csv") -> str:
    """The address of the page that shows how it reads."""
    answer = send(client, content, name)
    assert answer.status_code == 303, errors(answer.text)
    return str(answer.location)


def read(client: FlaskClient, at: str, **said: str) -> str:
    """Say that it reads right, as proposed unless told otherwise; the address of the columns."""
    page = client.get(at).text
    form = {
        name: selected(page, name) for name in ("encoding", "delimiter", "sheet") if f'name="{name}"' in page
    }
    answer = client.post(at, data=form | said)
    assert answer.status_code == 303, errors(answer.text)
    return str(answer.location)


def mapped(client: FlaskClient, at: str, **said: str) -> str:
    """Take the columns as proposed, but for these (c0=…); the address of the page of people."""
    page = client.get(at).text
    answer = client.post(at, data=proposals(page, "c") | said)
    assert answer.status_code == 303, errors(answer.text)
    return str(answer.location)


def tried(client: FlaskClient, at: str, **said: str) -> str:
    """Take the capacities as proposed; the address of the act that shows what would happen."""
    page = client.get(at).text
    form = proposals(page, "w") | {"otherwise": "", "status": "submitted"}
    answer = client.post(at, data=form | said)
    assert answer.status_code == 303, errors(answer.text)
    return str(answer.location)


def planned(client: FlaskClient, content: bytes, name: str = "people.csv", **said: str) -> str:
    """The whole way with what is proposed; the address of the act."""
    return tried(client, mapped(client, read(client, sent(client, content, name))), **said)


def begun(app: Flask, client: FlaskClient, act: str, way: str = "good") -> int:
    """Press the button and let the worker do it; how many portions it took."""
    answer = client.post(f"{act}/begin", data={"way": way})
    assert answer.status_code == 303, errors(answer.text)
    return carried_on(app)


def carried_on(app: Flask) -> int:
    """The worker's portions until none is left; how many."""
    portions = 0
    while True:
        with app.app_context(), unit_of_work(writing=True):
            if not running.carry_on():
                return portions
        portions += 1


def ways(page: str) -> list[tuple[str, str]]:
    """The buttons by which it begins: (code, label)."""
    found = re.findall(r'name="way" value="(\w+)">\s*<button[^>]*>(.*?)</button>', page, re.S)
    return [(code, re.sub(r"<[^>]+>", "", label).strip()) for code, label in found]


def selected(page: str, name: str) -> str:
    """What a list of the page has chosen."""
    body = re.findall(rf'<select[^>]*name="{name}"[^>]*>(.*?)</select>', page, re.S)[0]
    chosen = re.findall(
        r'<option[^>]*selected[^>]*value="([^"]*)"|<option value="([^"]*)"[^>]*selected', body
    )
    if chosen:
        return "".join(chosen[0])
    first = re.findall(r'<option[^>]*value="([^"]*)"', body)
    return str(first[0])


def proposals(page: str, letter: str) -> dict[str, str]:
    """What the lists of columns (c) or words (w) have chosen."""
    return {name: selected(page, name) for name in re.findall(rf'<select[^>]*name="({letter}\d+)"', page)}


def errors(page: str) -> list[str]:
    """The sentences that say what is wrong."""
    found = re.findall(r'<p class="error">.*?<span>(.*?)</span></p>', page, re.S)
    top = page.partition('class="errors"')[2].partition("</div>")[0]
    found += re.findall(r"<li>(.*?)</li>", top, re.S)
    plain = (" ".join(re.sub(r"<[^>]+>", "", text).replace("Error: ", "").split()) for text in found)
    return [text for text in dict.fromkeys(plain) if " – " not in text]


def foreseen(page: str) -> list[str]:
    """The sentences of the dry run."""
    section = page.partition('class="checks"')[2].partition("</ul>")[0]
    return [" ".join(re.sub(r"<[^>]+>", "", li).split()) for li in re.findall(r"<li.*?</li>", section, re.S)]


def results(app: Flask) -> list[tuple[str, str, str]]:
    with work(app):
        rows = db.session.scalars(select(BulkRow).order_by(BulkRow.act_id, BulkRow.position))
        return [(r.label, r.outcome.value, r.said) for r in rows]


def people(app: Flask) -> list[tuple[str, str, str, str, str]]:
    """Who is registered: name, address, organization, category, state."""
    with work(app):
        rows = db.session.scalars(select(Registration).order_by(Registration.id))
        return [(r.name, r.email, r.organization_name, r.category.value, r.status.value) for r in rows]
