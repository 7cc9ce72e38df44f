"""A kind of mail for the rules, without a database."""

from meetings.letters.rules import LetterKind, Placeholder

PLACEHOLDERS = (
    Placeholder("name", "The name.", in_subject=True),
    Placeholder("meeting", "The title.", in_subject=True),
    Placeholder("where", "Where, on lines.", lines=True),
    Placeholder("join", "Where to join."),
    Placeholder("link", "The link."),
)
KIND = LetterKind(
    "offered",
    "A place is offered",
    "When a place is free.",
    PLACEHOLDERS,
    "A place: {meeting}",
    ("Dear {name},", "{where}", "Join: {join}", "Open this:", "{link}"),
    needs=frozenset({"link"}),
)
VALUES = {
    "name": "Amina",
    "meeting": "Workshop",
    "where": "Room XX\nGeneva",
    "join": "",
    "link": "[personal link]",
}
