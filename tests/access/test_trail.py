"""The trail speaks in words: every verb and kind of thing that the code records has one."""

import ast
import re
from pathlib import Path

from flask import Flask

from meetings.access.permissions import Role
from meetings.access.trail import WORDS, trail_word
from tests.kit_app import signed_in, work

MEETINGS = Path(__file__).parents[2] / "meetings"


def recorded() -> set[str]:
    """The constants that are given to `audit.record` as verb and kind of thing, in all rooms."""
    calls = [
        node
        for file in MEETINGS.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "audit.record"
    ]
    assert len(calls) > 30
    said = [a.value for call in calls for a in call.args[1:3] if isinstance(a, ast.Constant)]
    return {word for word in said if isinstance(word, str)}


def test_every_recorded_verb_and_kind_has_a_word() -> None:
    assert sorted(recorded() - WORDS.keys()) == []


def test_what_is_no_code_stays_itself(app: Flask) -> None:
    with app.test_request_context():
        told = [trail_word(v) for v in ("take_step", True, "OP5 (b)", 7)]
    assert told == ["moved on", "yes", "OP5 (b)", "7"]


def test_the_page_shows_words(app: Flask) -> None:
    administrator = signed_in(app, Role.ADMINISTRATOR)
    with work(app):
        from tests.builders import a_meeting

        a_meeting("shown", places=20)
    administrator.post("/people/new", data={"name": "Amara Example"})
    page = administrator.get("/audit").text
    [row] = [r for r in re.findall(r"<tr>.*?</tr>", page, re.DOTALL) if "Amara Example" in r]
    assert "entered a person: person" in " ".join(re.sub(r"<[^>]*>", " ", row).split())
    assert "add_person" not in page
