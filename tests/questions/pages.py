"""What tests do on the pages on which a meeting's form is composed."""

import io
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

from meetings.access.permissions import Role
from meetings.base import files
from tests.builders import a_meeting
from tests.kit_app import signed_in, work

AT = "/meetings/workshop/questions"


def an_organizer(app: Flask) -> FlaskClient:
    """An organizer's browser; a meeting called workshop is there."""
    with work(app):
        a_meeting("workshop", title="Example workshop")
    return signed_in(app, Role.ORGANIZER)


def done(answer: TestResponse) -> str:
    """Where an act led."""
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def add_section(client: FlaskClient, title: str = "Meals", **more: str) -> int:
    """A section by way of its page; its number."""
    return int(done(client.post(f"{AT}/sections/new", data={"title": title} | more)).partition("#s")[2])


def ask(client: FlaskClient, section: int, kind: str = "text", **typed: Any) -> int:
    """A question by way of its page; its number."""
    data = {"wording": "Which dish?", "purpose": "to order it."} | typed
    sent = client.post(f"{AT}/sections/{section}/questions/new?kind={kind}", data=data)
    return int(done(sent).partition("#q")[2])


def a_file(content: bytes, name: str) -> tuple[io.BytesIO, str]:
    """A file as a form sends it."""
    return io.BytesIO(content), name


def kept_files(app: Flask) -> set[str]:
    """The names of what lies in the folder of files."""
    with app.app_context():
        return {path.name for path in files.folder().iterdir()}


def attempt(client: FlaskClient, **sent: Any) -> TestResponse:
    """Send the form on trial, in the words of the form as it stands now."""
    version = html.fromstring(client.get(f"{AT}/try").text).xpath(
        "//input[@name='questions_version']/@value"
    )[0]
    data = {"category": "ngo", "questions_version": version} | sent
    return client.post(f"{AT}/try", data=data, content_type="multipart/form-data")


def errors(page: TestResponse) -> list[str]:
    """What the page says is to be mended: the summary above the form."""
    return [_text(item) for item in html.fromstring(page.text).xpath("//div[@class='errors']//li")]


def texts(page: TestResponse, path: str) -> list[str]:
    return [_text(found) for found in html.fromstring(page.text).xpath(path)]


def taken(page: TestResponse) -> list[tuple[str, str]]:
    """The answers that the trial would have taken."""
    pairs = zip(texts(page, "//*[@id='taken']//dt"), texts(page, "//*[@id='taken']//dd"), strict=True)
    return list(pairs)


def questions_on(page: TestResponse) -> list[str]:
    """The questions on the page of the form, in their order."""
    return texts(page, "//ol[contains(@class, 'asked-list')]//span[@class='what']")


def _text(found: Any) -> str:
    return " ".join("".join(found.itertext()).split())
