"""What is said in the demonstration: by whom, in which style, and never by a real organization."""

import re
from collections import Counter
from datetime import date

import pytest

from meetings.outcomes.rules import RecordKind, SummaryStatus
from meetings.programme.rules import Attribution, SessionKind, SpeakerRole
from tests.demo.files import (
    AGENDA,
    CONCLUSIONS,
    ORGANIZATIONS,
    PEOPLE,
    PROGRESS,
    RECORDS,
    SESSIONS,
    WORKSHOP,
    invented_in,
    named_in,
    real_organizations,
    said,
    table,
    words,
)

# What the lineage knows (symbols of reports, resolutions with the day of their adoption).
REPORTS = {f"A/HRC/{s}" for s in ("11/3", "15/56", "23/18", "28/31", "34/23", "39/58", "61/35")}
RESOLUTIONS = {"52/15": "3 April 2023", "61/15": ""}


SPELLING = re.compile(
    r"\b((?:dis|re)?organis\w+|recognis\w+|emphasis(?:e|ed|ing)\b|realis\w+|formalis\w+|prioritis\w+|summaris\w+|"
    r"analyz\w+|percent|chairman|mankind|manpower|this report|member states|indigenous|OHCHR|UN)\b"
)
SENTENCE_START = re.compile(r"(?:^|[.!?] )(\d+)")
SMALL_FIGURE = re.compile(
    r"(?<![\d/,.])(?<!paragraph )\b(\d)\b(?![/.,]\d| (?:January|February|March|April|May|June|July|August|"
    r"September|October|November|December|p\.m\.))"
)


def style(text: str) -> list[str]:
    """What the house style of United Nations reports would mend: spelling, figures under 10, first words."""
    bare = re.sub(r"\^\[[^]]*\]", "", text)
    found = [m for regex in (SPELLING, SENTENCE_START, SMALL_FIGURE) for m in regex.findall(bare)]
    return found + [c for c in ("'", '"', "  ", "...", "%") if c in text]


def unknown_citations(text: str) -> list[str]:
    """Symbols and resolutions that the lineage does not hold, or with another date than their adoption."""
    wrong = [s for s in re.findall(r"A/[A-Z]+/[\w/.]+\w", text) if s not in REPORTS]
    for number, day in re.findall(r"resolution (\d+/\d+)(?: of (\d+ \w+ \d{4}))?", text):
        if number not in RESOLUTIONS or (day and RESOLUTIONS[number] != day):
            wrong.append(number)
    return wrong


def real_names_in(text: str, rows: list[dict[str, str]]) -> list[str]:
    """Real organizations in the text: names in any case, acronyms as written and as whole words."""
    names = [r["name"] for r in rows if r["name"].casefold() in text.casefold()]
    short = [r["acronym"] for r in rows if r["acronym"]]
    return names + [a for a in short if re.search(rf"(?<!\w){re.escape(a)}(?!\w)", text)]


# ------------------------------------------------------------------ the checks themselves can fail


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The organisation gave 12 per cent.", ["organisation"]),
        ("It rose by 12 percent; the chairman agreed.", ["percent", "chairman"]),
        ("12 replies came. 7 were late.", ["12", "7", "7"]),
        ("It took 3 days until 3 April 2023.", ["3"]),
        ("In paragraph 8, it is 900 pages at 1 p.m. today.", []),
    ],
)
def test_the_style_check_finds_slips(text, found):
    assert style(text) == found


def test_the_other_checks_find_slips():
    rows = [{"name": "Pan-Lunar Union", "acronym": "PLU"}]
    assert real_names_in("The pan-lunar union and PLUS, said PLU.", rows) == ["Pan-Lunar Union", "PLU"]
    assert unknown_citations("resolution 52/15 of 14 April 2023, see A/HRC/52/99.") == [
        "A/HRC/52/99",
        "52/15",
    ]
    assert invented_in("Example Lakes Community and Example Moon Base") == [
        "example-lakes-community",
        "Example Moon Base",
    ]


# ------------------------------------------------------------------ sessions and records


def test_sessions_speakers_and_summaries():
    for meeting, one in SESSIONS:
        SessionKind(one["kind"]), Attribution(one["attribution"])
        people = [s["person"] for s in one["speakers"]]
        assert set(people) <= set(PEOPLE)
        assert len(set(people)) == len(people)
        assert {s["role"] for s in one["speakers"]} <= set(SpeakerRole)
        assert set(one["named_with_approval"]) <= set(ORGANIZATIONS)
        assert not one["named_with_approval"] or one["attribution"] == "on_approval"
        summarized = meeting["kind"] == "workshop" or one["kind"] == "closing"
        expected = SummaryStatus.APPROVED if meeting["status"] == "held" and summarized else ""
        assert one["summary_status"] == expected
        assert bool(one["summary"]) == bool(expected)
        paragraphs = [words(p) for p in one["summary"]]
        assert all(90 <= n <= 170 for n in paragraphs), (one["key"], paragraphs)
        assert len(paragraphs) <= 4
        assert meeting["slug"] != "workshop-2025" or len(paragraphs) >= 2
        assert set().union(*map(named_in, one["summary"])) <= set(people)
        assert meeting["slug"] == "workshop-2025" or "record" not in one


def test_records():
    for session, record in RECORDS:
        RecordKind(record["kind"])
        assert record["attribution"] == session["attribution"]
        assert record["paragraph"] == ("6" if session["key"] == "fellows" else "8")
        assert record["organization"] == "" or ORGANIZATIONS[record["organization"]]["directory"] == "yes"
        named = record["attribution"] == "on_approval" and record["organization"] != ""
        assert record["naming_approved"] is named
        assert not named_in(record["text"])
        assert set(invented_in(record["text"])) <= {record["organization"]}
    per_session = Counter(s["key"] for s, _ in RECORDS)
    assert set(per_session) == {s["key"] for s in WORKSHOP["session"]}
    assert max(per_session.values()) <= 4
    assert {r["kind"] for _, r in RECORDS} | {o["kind"] for o in AGENDA["outcome"]} == set(RecordKind)
    assert len({r["key"] for _, r in RECORDS}) == len(RECORDS)


def test_nobody_is_named_who_must_not_be():
    closed = [s for s in WORKSHOP["session"] if s["attribution"] != "public"]
    assert {s["attribution"] for s in closed} == {"chatham_house", "on_approval"}
    for one in closed:
        texts = [*one["summary"], *(r["text"] for r in one["record"])]
        organizations = {r["organization"] for r in one["record"]} - {""}
        assert not set().union(*map(named_in, texts))
        assert organizations.union(*map(invented_in, texts)) <= set(one["named_with_approval"])


# ------------------------------------------------------------------ progress, conclusions, and all texts


@pytest.mark.parametrize(
    ("name", "paragraphs"), [("progress-52-15.toml", list(range(1, 9))), ("progress-61-15.toml", [3, 5])]
)
def test_progress(name, paragraphs):
    assert [e["paragraph"] for e in PROGRESS[name]["entry"]] == paragraphs
    for entry in PROGRESS[name]["entry"]:
        assert entry["organization"] in {"", *ORGANIZATIONS}
        assert entry["done_by"] and len(entry["done_by"]) <= 200
        assert date(2023, 4, 3) <= entry["since"] <= date(2026, 11, 23)
        assert 60 <= words(entry["text"]) <= 140


def test_conclusions_rest_on_records():
    keys = {f"{s['key']}/{r['key']}" for s, r in RECORDS}
    assert 6 <= len(CONCLUSIONS["conclusion"]) <= 8
    for one in CONCLUSIONS["conclusion"]:
        assert one["addressed_to"]
        assert one["based_on"] and set(one["based_on"]) <= keys
    used = {k for one in CONCLUSIONS["conclusion"] for k in one["based_on"]}
    recommended = {f"{s['key']}/{r['key']}" for s, r in RECORDS if r["kind"] == "recommendation"}
    assert recommended - used == {"conclusions/presentations-beforehand"}


def test_every_text_keeps_the_style_and_cites_what_exists():
    slips = [(where, style(text)) for where, text in said() if style(text)]
    assert slips == []
    assert [(where, unknown_citations(text)) for where, text in said() if unknown_citations(text)] == []
    marks = [m for _, text in said() for m in re.findall(r"(..)\^\[[^]]*(.)\]", text)]
    assert len(marks) == 9
    assert all(before[-1] == "." and before != ".." and last == "." for before, last in marks)


def test_no_real_organization_says_or_does_anything():
    real = real_organizations()
    assert len(real) >= 78
    assert [(where, real_names_in(t, real)) for where, t in said() if real_names_in(t, real)] == []
    assert [(where, k) for where, t in said() for k in invented_in(t) if k not in ORGANIZATIONS] == []


def test_the_draft_of_52_15_has_the_length_of_a_report():
    held = [(m, s) for m, s in SESSIONS if m["cycle"] == "52-15"]
    texts = [p for _, s in held for p in s["summary"]] + [r["text"] for _, r in RECORDS]
    texts += [s["title"] for _, s in held] + [e["text"] for e in PROGRESS["progress-52-15.toml"]["entry"]]
    texts += [c["text"] for c in CONCLUSIONS["conclusion"]]
    for row in table("registrations-2025.csv"):
        who = PEOPLE.get(row["person"], row)
        if row["state"] == "approved" and row["consent"] != "none":
            texts.append(ORGANIZATIONS[who["organization"]]["name"])
            texts += [who["name"], who["function"]] if row["consent"] == "name" else []
    notes = [n for t in texts for n in re.findall(r"\^\[([^]]*)\]", t)]
    # The masthead, the introduction and the headings add some 400 words of their own.
    assert 5_200 <= sum(map(words, [*texts, *notes])) <= 7_000
