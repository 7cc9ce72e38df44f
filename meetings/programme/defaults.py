"""What a timetable begins with: data that comes with the app, read once."""

import tomllib
from datetime import time
from functools import cache
from pathlib import Path
from typing import Any

from meetings.programme.rules import SessionKind
from meetings.programme.rules.laying import Pattern, Template
from meetings.programme.rules.sittings import Hours, hours_of

SOURCE = Path(__file__).parent / "data" / "timetable.toml"


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(SOURCE.read_text(encoding="utf-8"))


@cache
def interpretation_hours() -> tuple[Hours, ...]:
    """The hours that have interpretation as long as a meeting does not say others."""
    return hours_of(_data()["interpretation"])


@cache
def templates() -> dict[str, Template]:
    """The programmes that a meeting can begin with, by their code."""
    return {given["code"]: _template(given) for given in _data()["template"]}


def _template(given: dict[str, Any]) -> Template:
    patterns = tuple(
        Pattern(
            day=one["day"],
            starts=time.fromisoformat(one["starts"]),
            minutes=one["minutes"],
            kind=SessionKind(one["kind"]),
            title=one["title"],
            room=one.get("room", ""),
        )
        for one in given["sessions"]
    )
    return Template(
        given["code"], given["title"], given["about"], time.fromisoformat(given["begins"]), patterns
    )
