"""Entries to try, texts that have broken calendars, and calendar bytes read back by hand."""

import unicodedata
from datetime import UTC, datetime
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from meetings.ical import Entry

PRODID = "-//Example//Meetings//EN"

ALWAYS = ["DTEND", "DTSTAMP", "DTSTART", "LAST-MODIFIED", "SEQUENCE", "STATUS", "SUMMARY", "TRANSP", "UID"]

# On a busy machine a single example may take long; how long says nothing about the bytes.
patient = settings(deadline=None)

BREAKING = (
    "X\r\nATTENDEE:mailto:someone@example.org",
    "X\nEND:VEVENT\nBEGIN:VEVENT",
    "X\rMETHOD:CANCEL",
    "\r\n ATTENDEE;CN=x:mailto:someone@example.org",
    '"; X-INJECTED=1:mailto:someone@example.org',
    "\\nATTENDEE:x",
    "C:\\New\\name\\",
    "a;b,c:d=e^n^'%2C%0D%0A",
    "\x00\x07\x0b\x0c\x1b\x7f\x85\u2028\u2029\ufeff\ud800",
    "اجتماع \u202b٢٠٢٨\u202c",
    "👩🏽‍⚖️🇨🇭" * 8,
    "\t \t",
    "https://example.org/\r\nX-A:b",
    "https://exämple.org/a b?c=d,e;f#\u2028",
)

hostile = st.lists(st.one_of(st.sampled_from(BREAKING), st.text(max_size=40)), max_size=4).map("".join)


def an_entry(**changed: Any) -> Entry:
    """The opening of a workshop, with what a test changes."""
    usual: dict[str, Any] = {
        "uid": "session-7@meetings.example.org",
        "sequence": 0,
        "starts_at": datetime(2028, 3, 14, 9, 0, tzinfo=UTC),
        "ends_at": datetime(2028, 3, 14, 10, 30, tzinfo=UTC),
        "summary": "Opening",
        "changed_at": datetime(2028, 1, 5, 16, 20, 30, tzinfo=UTC),
    }
    return Entry(**{**usual, **changed})


@st.composite
def hostile_entries(draw: st.DrawFn, joined: bool = True) -> Entry:
    """An entry whose every text is hostile."""
    return an_entry(
        uid="u" + draw(hostile),
        summary=draw(hostile),
        description=draw(hostile),
        location=draw(hostile),
        url=draw(hostile),
        join_link=draw(st.none() | hostile) if joined else None,
        categories=tuple(draw(st.lists(hostile, max_size=3))),
        organizer=draw(st.none() | st.tuples(hostile, hostile.map("office@example.org".__add__))),
        cancelled=draw(st.booleans()),
    )


def lines(written: bytes) -> list[str]:
    """The unfolded content lines, after the rules of RFC 5545 (section 3.1) have been checked."""
    assert written.endswith(b"\r\n")
    folded = written.removesuffix(b"\r\n").split(b"\r\n")
    assert [line for line in folded if len(line) > 75 or b"\n" in line or b"\r" in line] == []
    text = written.removesuffix(b"\r\n").decode("utf-8")
    controls = {character for character in text if unicodedata.category(character) == "Cc"}
    assert controls <= {"\r", "\n"}
    for line in folded:
        line.decode("utf-8")  # each by itself: no character is cut in two
    return text.replace("\r\n ", "").split("\r\n")


def names(written: bytes) -> list[str]:
    """The property names in alphabetical order, BEGIN and END left out."""
    found = [line.split(":")[0].split(";")[0] for line in lines(written)]
    return sorted(name for name in found if name not in {"BEGIN", "END"})


def as_one_line(text: str) -> str:
    """What must be left of a text on one line, said in another way than the code says it."""
    for breaking in "\n\r\t\x0b\x0c\x85\u2028\u2029":
        text = text.replace(breaking, " ")
    kept = [c for c in text if unicodedata.category(c) not in {"Cc", "Cs"} and c != "\ufeff"]
    return " ".join("".join(kept).split())


def expected_names(entry: Entry) -> list[str]:
    """The properties an entry must have, no more and no fewer."""
    web = [bool(found) for found in map(web_address, (entry.url, entry.join_link or ""))]
    optional = {
        "DESCRIPTION": bool(as_one_line(entry.description) or as_one_line(entry.join_link or "")),
        "LOCATION": bool(as_one_line(entry.location) or as_one_line(entry.join_link or "")),
        "CATEGORIES": any(map(as_one_line, entry.categories)),
        "URL": web[0],
        "CONFERENCE": web[1],
        "ORGANIZER": entry.organizer is not None,
    }
    return sorted([*ALWAYS, *(name for name, there in optional.items() if there)])


def web_address(text: str) -> bool:
    """Whether the text is one address of the web and nothing else."""
    flat = as_one_line(text)
    start = flat.lower().removeprefix("https://").removeprefix("http://")
    return start != flat.lower() and " " not in flat and start[:1] not in {"", "/", "?", "#"}
