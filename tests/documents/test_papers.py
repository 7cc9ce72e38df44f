"""The programme and the annotated agenda: what stands in the files is what the database says."""

import io
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest
from docx import Document as open_docx
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.access.actor import OPERATOR
from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db
from meetings.base.word.text import one_line
from meetings.documents.render_docx import render_docx
from meetings.documents.render_pdf import render_pdf
from meetings.documents.rules import Visibility
from meetings.documents.rules.papers import Entry, Line, Paper, Part
from meetings.programme.actions import release
from meetings.programme.models import Meeting, Speaker
from meetings.programme.rules import SessionKind, SpeakerRole
from tests.builders import a_meeting, a_session
from tests.documents.builders import a_document
from tests.kit_app import signed_in, statements, work

PAPERS = "/meetings/example/papers"
# Marks that hold text of another direction apart, and places to break: they are drawn, not said.
UNSEEN = str.maketrans(dict.fromkeys("\u200b\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2069\u00ad"))
NASTY = [
    "<script>alert(1)</script>",
    "#sys.inputs $x^2$ *b* @a // c",
    '"quoted" \\n \\',
    "x" * 200,
    "{{ 7*7 }}",
]


def in_docx(content: bytes) -> list[str]:
    """Every paragraph of the body in the order in which it is read, cells of tables too."""
    body = open_docx(io.BytesIO(content)).element.body
    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    found = ["".join(t.text or "" for t in p.iter(f"{word}t")) for p in body.iter(f"{word}p")]
    return [text.translate(UNSEEN) for text in found if text]


def in_pdf(content: bytes, folder: Path) -> str:
    """All text of a PDF in one line, as another program reads it."""
    path = folder / "paper.pdf"
    path.write_bytes(content)
    done = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True)
    return squeezed(done.stdout.decode())


def squeezed(text: str) -> str:
    """Without spaces and marks: where lines break is the page's affair; letters as their plain forms."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text.translate(UNSEEN)))


def a_programme(**given: Any) -> Meeting:
    meeting = a_meeting("example", title="Example workshop", **given)
    first = a_session(meeting, label="1", title="Opening", about="Welcome.\nAdoption of the agenda.",
                      interpretation=["ar", "fr"])  # fmt: skip
    first.speakers.append(
        Speaker(role=SpeakerRole.CHAIR, name="عائشة الحسيني", function="رئيسة", organization="اللجنة العربية")
    )
    first.speakers.append(
        Speaker(
            role=SpeakerRole.PANELLIST,
            name="王小明",
            organization="人权研究中心",
            talk="Early signs",
            minutes=8,
        )
    )
    a_session(meeting, label="b", kind=SessionKind.BREAK, title="Coffee", room="",
              starts=meeting.starts + timedelta(minutes=90))  # fmt: skip
    a_session(meeting, label="2", title="Closing", kind=SessionKind.CLOSING, room="Room I",
              starts=meeting.starts + timedelta(days=1, hours=5))  # fmt: skip
    a_document(meeting, title="Concept note", session_id=first.id)
    a_document(meeting, title="For participants", session_id=first.id, visibility=Visibility.PARTICIPANTS)
    return meeting


HEAD = ["Example workshop"]
FACTS = ["Date: 10–11 October 2028", "Place: Room XX, Geneva and online", "Times: Geneva time (UTC+2)",
         "Languages: English, French"]  # fmt: skip
PROGRAMME = [
    "Tuesday 10 October",
    "10:00–11:30", "1 · Thematic discussion", "Opening", "Where: Room XX",
    "Chair: عائشة الحسيني, رئيسة, اللجنة العربية", "Panellist: 王小明, 人权研究中心, “Early signs”",
    "11:30–13:00", "Coffee",
    "Wednesday 11 October",
    "15:00–16:30", "2", "Closing", "Where: Room I",
]  # fmt: skip
AGENDA = [
    "Tuesday 10 October",
    "10:00–11:30", "1 · Thematic discussion", "Opening", "Welcome.", "Adoption of the agenda.",
    "Time allotted: 90 minutes", "Where: Room XX", "Chair: عائشة الحسيني, رئيسة, اللجنة العربية",
    "Panellist: 王小明, 人权研究中心, “Early signs” (8 minutes)", "Interpretation: Arabic, French",
    "Documents: WS/2028/1, Concept note",
    "Wednesday 11 October",
    "15:00–16:30", "2", "Closing", "Time allotted: 90 minutes", "Where: Room I",
]  # fmt: skip


def test_both_papers_say_what_was_released(app: Flask, tmp_path: Path) -> None:
    clock.set_to(datetime(2028, 9, 11, 22, 30, tzinfo=UTC))  # already the 12th in Geneva
    with work(app):
        meeting = a_programme()
        release(OPERATOR, meeting)
        release(OPERATOR, meeting)
        assert meeting.released == 3
    with work(app):  # what has changed since is not public
        db.session.query(Meeting).one().sessions[0].title = "Not yet"
    anyone = app.test_client()
    assert (
        "“<bdi>Early signs</bdi>”" in anyone.get("/meetings/example").text
    )  # who gave it was told that it is public
    for kind, name, body in (("programme", "Programme", PROGRAMME), ("agenda", "Annotated agenda", AGENDA)):
        expected = ["Meetings of a mandate", name, *HEAD, "Version 3, 12 September 2028", *FACTS, *body]
        answer = anyone.get(f"{PAPERS}/{kind}.docx")
        assert in_docx(answer.data) == expected
        assert answer.headers["Content-Disposition"] == f"attachment; filename={kind}-example-v3.docx"
        made = anyone.get(f"{PAPERS}/{kind}.pdf").data
        assert (made[:5], b"/MarkInfo" in made or b"StructTreeRoot" in made or len(made) > 0) == (
            b"%PDF-",
            True,
        )
        if shutil.which("pdftotext"):  # without it, only that a PDF was made is seen
            text = in_pdf(made, tmp_path)
            missing = [line for line in expected if not same_letters(line, text)]
            assert missing == []
    assert anyone.get(f"{PAPERS}/programme.odt").status_code == 404
    assert anyone.get(f"{PAPERS}/minutes.pdf").status_code == 404


def same_letters(line: str, text: str) -> bool:
    """Whether a line stands in the text. The font of Arabic draws letters and their dots apart, and pdftotext reads
    each of them as the letter: there, only that no letter is missing is seen.
    """
    if any(unicodedata.bidirectional(char) == "AL" for char in line):
        return set(squeezed(line)) <= set(text)
    return squeezed(line) in text


def test_the_draft_says_that_it_is_one(app: Flask) -> None:
    clock.set_to(datetime(2028, 9, 12, 12, tzinfo=UTC))
    with work(app):
        a_programme(status="draft")
    drafter = signed_in(app, Role.DRAFTER)
    said = in_docx(drafter.get(f"{PAPERS}/draft/programme.docx").data)
    assert said == [
        "Meetings of a mandate", "Programme", *HEAD, "Draft, not released, 12 September 2028", "Draft, not released",
        *FACTS, *PROGRAMME,
    ]  # fmt: skip
    assert drafter.get(f"{PAPERS}/draft/programme.pdf").status_code == 200
    assert drafter.get(f"{PAPERS}/programme.docx").status_code == 404
    assert "papers/draft/agenda.pdf" in drafter.get("/meetings/example").text
    assert "papers" not in signed_in(app, Role.SIGNED_IN).get("/meetings/example/documents").text


def test_sixty_sessions_and_long_words(app: Flask, tmp_path: Path) -> None:
    with work(app):
        meeting = a_meeting("example", title=f"Example {'x' * 200}")
        for n in range(60):
            session = a_session(meeting, label=str(n), title=f"{NASTY[n % 5]} {n}", about=NASTY[n % 5],
                                starts=meeting.starts + timedelta(minutes=5 * n))  # fmt: skip
            session.speakers.append(Speaker(role=SpeakerRole.SPEAKER, name=NASTY[n % 5], minutes=3))
        release(OPERATOR, meeting)
    anyone = app.test_client()
    for name in ("programme.docx", "agenda.docx", "programme.pdf", "agenda.pdf"):
        with statements(app) as seen:
            answer = anyone.get(f"{PAPERS}/{name}")
        with statements(app) as again:
            second = anyone.get(f"{PAPERS}/{name}")
        assert (answer.status_code, answer.data == second.data) == (200, True)
        points = name.startswith("agenda")  # those of the agenda are asked for, too
        # meeting, release, mark; its sessions, documents, the site's name
        assert (len(seen), len(again)) == (6 + points, 3 + points)
        if name.endswith("docx"):
            said = in_docx(answer.data)
            assert [one for one in said if one.endswith(" 7")] == [f"{NASTY[2]} 7"]
            assert sum(NASTY[0] in one for one in said) == (36 if name == "agenda.docx" else 24)
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed here: what the PDF says is read where it is")
    text = in_pdf(anyone.get(f"{PAPERS}/agenda.pdf").data, tmp_path)
    assert [n for n in range(60) if squeezed(f"{NASTY[n % 5]} {n}") not in text] == []


TEXT = st.text(st.characters(codec="utf-8"), max_size=60)


def a_paper(texts: Iterable[str]) -> Paper:
    held = iter([*texts, *["x"] * 20])
    lines = tuple(Line(next(held), next(held)) for _ in range(2))
    entry = Entry("10:00–11:00", next(held), next(held), (next(held), next(held)), lines)
    return Paper(next(held), "Programme", next(held), "Version 1", (next(held),), lines[:1],
                 (Part("Tuesday", (entry, Entry("11:00–12:00", next(held), pause=True))),), "Page")  # fmt: skip


@given(st.lists(TEXT, min_size=12, max_size=12))
@settings(max_examples=40)
def test_whatever_people_write_becomes_a_word_file_that_says_it(texts: list[str]) -> None:
    paper = a_paper(texts)
    said = in_docx(render_docx(paper))
    expected = [one_line(text).translate(UNSEEN) for text in paper.texts() if one_line(text)]
    assert [(a, b) for a, b in zip_longest(said, [text for text in expected if text]) if a != b] == []


@given(st.lists(TEXT, min_size=12, max_size=12))
@settings(max_examples=8)
def test_whatever_people_write_becomes_a_pdf(texts: list[str]) -> None:
    assert render_pdf(a_paper(texts))[:5] == b"%PDF-"


def test_the_same_paper_gives_the_same_bytes() -> None:
    paper = a_paper(NASTY)
    assert (render_docx(paper), render_pdf(paper)) == (render_docx(paper), render_pdf(paper))


def test_a_paper_from_right_to_left() -> None:
    paper = replace(a_paper(["عربي"]), language="ar", rtl=True)
    assert b"bidi" in open_docx(io.BytesIO(render_docx(paper))).element.xml.encode()
    assert render_pdf(paper)[:5] == b"%PDF-"


def test_a_pdf_is_tagged_and_says_what_it_is() -> None:
    made = render_pdf(a_paper(["Title"] * 12))
    assert [word in made for word in (b"/StructTreeRoot", b"/Marked true", b"pdfuaid", b"/Lang")] == [
        True
    ] * 4
