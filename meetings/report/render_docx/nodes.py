"""The smallest pieces of pandoc's tree. People's text is only ever a string in it."""

from typing import Any

from meetings.base.word.ml import MARK_LTR
from meetings.base.word.text import clean, directions

Node = dict[str, Any]


def note(text: str) -> Node:
    return {"t": "Note", "c": [{"t": "Para", "c": text_of(clean(text))}]}


def text_of(text: str) -> list[Node]:
    """Strings, line breaks and right-to-left stretches, each of these held apart by marks on both sides."""
    inlines: list[Node] = []
    for at, line in enumerate(text.split("\n")):
        inlines += [{"t": "LineBreak"}] if at else []
        for stretch, rtl in directions(line):
            inlines += _held_apart(stretch) if rtl else [string(stretch)] if stretch else []
    return inlines


def _held_apart(stretch: str) -> list[Node]:
    span = {"t": "Span", "c": [["", [], [["dir", "rtl"]]], [string(stretch)]]}
    return [string(MARK_LTR), span, string(MARK_LTR)]


def string(text: str) -> Node:
    return {"t": "Str", "c": text}


def styled(style: str, inlines: list[Node]) -> Node:
    return {"t": "Div", "c": [["", [], [["custom-style", style]]], [{"t": "Para", "c": inlines}]]}


def span(inlines: list[Node], name: str = "", kind: str = "", **told: str) -> Node:
    """A stretch with a bookmark (`name`), or of a kind that pandoc knows, with what belongs to it."""
    return {"t": "Span", "c": [[name, [kind] if kind else [], [[k, v] for k, v in told.items()]], inlines]}
