"""Nasty input, how it is sent, and what every answer to it must be."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

from flask import Flask, Request
from flask.testing import FlaskClient
from lxml import html
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.test import TestResponse

from tests.safety.kit import all_rows, texts

SCRIPT = "<script>alert(1)</script>"
NUL, HUGE, SQUARED, DAY = b"a\0b", b"9" * 400, "²".encode(), b"2028-02-30"
LINES = b"a\r\nBcc: x@example.org"
# What a database may take otherwise than another: tried on both.
KEPT = [NUL, b"\xff\xfe\xc3 \xed\xa0\x80\xed\xb0\x80", HUGE, b"x" * 20_000]
# What is judged, or written out, before and after any database: tried on the embedded one, which is quicker.
MARKUP = b"=cmd|../../etc/passwd{{1234*5678}}{% raise %}%(x)s %s" + SCRIPT.encode()
READ = [
    "٣٠-٠٢-٢٠٢٨".encode(), SQUARED, DAY, b"99:99", b"9" * 5000, MARKUP, LINES, "a\u202eb".encode(), b"",
]  # fmt: skip
# For all fields of a form at once, turn by turn: by the kind of its element, for what a date is read as, a text is not.
IN_TURN = {
    "date": [*KEPT, "٣٠-٠٢-٢٠٢٨".encode(), DAY, b"99:99", b""],
    "text": [*KEPT, MARKUP, LINES, "a\u202eb".encode(), b""],
    "other": [*KEPT, SQUARED, b"9" * 5000, MARKUP, b""],
}
# For one field at a time, by the kind of its element: those that pass one check and may fall at the next.
SLY = {
    "date": [DAY, b"9999-12-31", NUL],
    "number": [HUGE, SQUARED, b"2147483648"],
    "choice": [NUL, HUGE],
    "hidden": [NUL, HUGE, SQUARED, b""],
}
# Control characters (Cc, but for line and tab), halves of surrogates (Cs), and what turns the direction of a line.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e]")
TEXT = [NUL, SCRIPT.encode() + LINES]


class Asked(ImmutableMultiDict[str, str]):
    """What was sent; it notes the names that the house asks for."""

    names: set[str]

    def __contains__(self, key: object) -> bool:
        self.names.add(str(key))
        return super().__contains__(key)

    def get(self, key: str, *args: Any, **kw: Any) -> Any:
        self.names.add(key)
        return super().get(key, *args, **kw)

    def getlist(self, key: str, *args: Any, **kw: Any) -> Any:
        self.names.add(key)
        return super().getlist(key, *args, **kw)


@contextmanager
def names_asked(app: Flask) -> Iterator[set[str]]:
    """The names of parameters and fields that the house reads meanwhile."""
    names: set[str] = set()
    noting = type(
        "Noting", (Request,), {"parameter_storage_class": type("Asked", (Asked,), {"names": names})}
    )
    before = app.request_class
    app.request_class = noting
    try:
        yield names
    finally:
        app.request_class = before


def encoded(fields: Iterable[tuple[str, bytes]]) -> bytes:
    return b"&".join(quote(name).encode() + b"=" + quote(value).encode() for name, value in fields)


def send(client: FlaskClient, path: str, fields: Iterable[tuple[str, bytes]]) -> TestResponse:
    return client.post(path, data=encoded(fields), content_type="application/x-www-form-urlencoded")


def looked_at(answer: TestResponse, what: object) -> None:
    """An answer of the house, whatever was asked."""
    assert answer.status_code < 500, f"{answer.status_code} for {what}: {answer.get_data()[-1500:]!r}"
    body = answer.get_data()
    assert SCRIPT.encode() not in body, f"live markup for {what}"
    assert b"7006652" not in body, f"evaluated {what}"
    assert "\r" not in answer.headers.get("Location", "") and "\n" not in answer.headers.get("Location", "")
    if answer.status_code >= 400 and answer.mimetype == "text/html":
        assert b"<title>" in body and b"<h1" in body


def hold_no_control_characters(app: Flask) -> None:
    for table, rows in all_rows(app).items():
        for row in rows:
            for text in texts(row):
                assert not CONTROL.search(text), f"{table}: {text[:80]!r}"


def kinds_on(page: TestResponse | None) -> dict[str, str]:
    """What the elements of a page take, by their names: date, number, choice, hidden, text."""
    found: dict[str, str] = {}
    for element in html.fromstring(page.text).xpath("//*[@name]") if page else []:
        kind = "choice" if element.tag == "select" else element.get("type", "text")
        kind = "date" if element.get("maxlength") == "5" else kind  # an hour
        found.setdefault(element.get("name"), "choice" if kind in ("radio", "checkbox") else kind)
    return found


def in_turn(kinds: dict[str, str], names: Iterable[str], turn: int) -> list[tuple[str, bytes]]:
    """Each of these fields with what its kind gets in this turn."""
    return [(name, IN_TURN.get(kinds.get(name, ""), IN_TURN["other"])[turn]) for name in sorted(names)]


def turns(app: Flask) -> range:
    return range(len(KEPT if on_postgresql(app) else IN_TURN["other"]))


def inputs(app: Flask) -> list[bytes]:
    return KEPT if on_postgresql(app) else KEPT + READ


def on_postgresql(app: Flask) -> bool:
    return bool(app.config["SQLALCHEMY_DATABASE_URI"].startswith("postgresql"))
