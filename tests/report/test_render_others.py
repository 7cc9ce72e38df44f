"""The report as PDF and as HTML: the same words and numbers as in Word, nothing of people's text taken for source."""

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document as open_docx
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from meetings.access.permissions import Role
from meetings.base.database import db
from meetings.mandate.models import Cycle
from meetings.report.render_docx import render_docx
from meetings.report.render_html import render_html
from meetings.report.render_pdf import render_pdf
from meetings.report.rules import Document, Paragraph, figure, sheet_of, word_count
from tests.kit_app import ON_ONE_DATABASE, signed_in, work
from tests.report.builders import a_told_cycle, an_entry
from tests.report.test_render_docx import REPORT

ROWS: list[tuple[str, list[tuple[int | None, str]]]] = [
    ("Africa", [(12, "12"), (None, "fewer than 5")]),
    ("Americas", [(40, "40"), (0, "0")]),
]
BY_REGION = figure("Participants by region", ["2026", "2027"], ROWS)
WITH_FIGURES = replace(REPORT, figures=(BY_REGION,))


def labels(document: Document) -> list[str]:
    return [line.label for entry in sheet_of(document).entries for line in entry.lines]


def test_a_figure_keeps_numbers_and_what_is_not_told() -> None:
    assert BY_REGION.lines == [("Africa", "12", "fewer than 5"), ("Americas", "40", "0")]
    assert [[bar.length for bar in row.bars] for row in BY_REGION.rows] == [[30, 0], [100, 0]]


def test_numbers_letters_and_notes_are_worked_out() -> None:
    sheet = sheet_of(REPORT)
    assert labels(REPORT) == ["1.", "2.", "(a)", "(i)", "(ii)", "(b)", "3.", "4.", "(a)"]
    assert [f"{e.label} {e.text}" for e in sheet.entries if e.level] == [
        "I. Introduction",
        "II. Summary of the discussions",
        "A. Opening",
        "B. Panel",
        "1. Practice",
        "2. Lessons",
    ]
    assert sheet.notes == ("See A/HRC/61/35.", "Ibid.")


def test_two_annexes_are_numbered_and_counted() -> None:
    assert sheet_of(REPORT).annexes == (("Annex", "List of participants"),)
    assert sheet_of(WITH_FIGURES).annexes == (
        ("Annex I", "List of participants"),
        ("Annex II", "Participation in figures"),
    )
    said = "Annex I Annex II Participation in figures Participants are those approved for the meetings of the cycle."
    said += " Numbers that could point to a person are not given. Participants by region 2026 2027"
    said += " Africa 12 fewer than 5 Americas 40 0"
    more = word_count(WITH_FIGURES).annex - word_count(REPORT).annex
    assert more == len(said.split()) - len(["Annex"])


def test_the_html_file_stands_alone_and_says_what_word_says() -> None:
    made = render_html(WITH_FIGURES)
    page = html.fromstring(made)
    assert re.findall(rb"(?:src|href)=\"(?!#)[^\"]*", made) == []
    heads = [each.text_content() for each in page.xpath("//h2 | //h3 | //h4")]
    assert heads[1:5] == ["Contents", "I. Introduction", "II. Summary of the discussions", "A. Opening"]
    rows = page.xpath("//table[caption='Participants by region']/tbody/tr")
    assert [[cell.text_content() for cell in row] for row in rows] == [
        ["Africa", "12", "fewer than 5"],
        ["Americas", "40", "0"],
    ]


def test_the_word_file_has_the_figures_as_tables(tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(render_docx(WITH_FIGURES))
    table = open_docx(str(path)).tables[-1]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["", "2026", "2027"],
        ["Africa", "12", "fewer than 5"],
        ["Americas", "40", "0"],
    ]


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed here")
def test_the_pdf_is_tagged_and_says_what_word_says(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(render_pdf(WITH_FIGURES))
    read = subprocess.run(
        ["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True
    ).stdout.decode()
    said = " ".join(read.split())
    for words in ("2. Agreed:", "(a) To exchange;", "B. Panel", "fewer than 5", "See A/HRC/61/35."):
        assert words in said, words
    assert (b"/MarkInfo" in path.read_bytes(), b"pdfuaid" in path.read_bytes()) == (True, True)


@pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="pdfinfo is not installed here")
def test_another_program_finds_each_paragraph_heading_and_table_of_the_pdf_by_its_tag(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(render_pdf(WITH_FIGURES))
    told = subprocess.run(
        ["pdfinfo", "-struct-text", str(path)], capture_output=True, check=True
    ).stdout.decode()
    sheet = sheet_of(WITH_FIGURES)
    headings = [f"{e.label} {e.text}" for e in sheet.entries if e.level]
    headings += [f"{label}: {title}" for label, title in sheet.annexes]
    assert re.findall(r'^ *H[1-3] "(.*)" \(block\)$', told, re.M) == headings
    counted = [len(re.findall(rf"^ *{tag}\b", told, re.M)) for tag in ("TOCI", "Note", "TR")]
    rows = sum(1 + len(group.rows) for group in sheet.groups) + 1 + len(BY_REGION.rows)
    assert counted == [len(headings), len(sheet.notes) + len(sheet.notices), rows]
    # A paragraph of the report is one paragraph, and its number is a part of it.
    said = [re.findall(r'"(.*)"', each) for each in re.split(r"^ *P \(block\)$", told, flags=re.M)]
    begun = ["".join(each[:2]) for each in said]
    numbered = [f"{line.label} {line.parts[0].text}" for entry in sheet.entries for line in entry.lines]
    assert [each for each in begun if each in numbered] == numbered


NASTY = st.text(alphabet="a #$*_[]<>&\"'\\{}@`^\n\u202e\u0627\u05d0é", min_size=1, max_size=60)


@given(NASTY)
@settings(max_examples=30)
def test_what_people_write_is_never_source(text: str) -> None:
    document = Document(REPORT.masthead, body=(Paragraph("x " + text),))
    (line,) = (line for entry in sheet_of(document).entries for line in entry.lines)
    said = "".join(part.text for part in line.parts)
    assert said in html.fromstring(render_html(document)).text_content()
    assert render_pdf(document)[:5] == b"%PDF-"


@ON_ONE_DATABASE
def test_a_letter_without_a_font_is_told_before_exporting(app: Flask) -> None:
    with work(app):
        told = a_told_cycle()
    drafter = signed_in(app, Role.DRAFTER)
    drafter.post("/reports/52-15/compose")
    page, pdf = (drafter.get(f"/reports/52-15{end}").data for end in ("/export", ".pdf"))
    assert ("no font" in page.decode(), b"pdfuaid" in pdf) == (False, True)
    with work(app):
        entry = "In Georgian: ქ. In Greek: ω. In Arabic: ن. Twice: ქ."
        an_entry(db.session.get_one(Cycle, told.cycle_id), 1, entry)
    drafter.post("/reports/52-15/compose")
    page, pdf = (drafter.get(f"/reports/52-15{end}").data for end in ("/export", ".pdf"))
    assert html.fromstring(page).xpath("//*[contains(@class, 'note')]//bdi/text()") == ["ქ"]
    assert b"pdfuaid" not in pdf


@ON_ONE_DATABASE
def test_the_files_come_from_the_export_page(app: Flask) -> None:
    with work(app):
        a_told_cycle()
    drafter = signed_in(app, Role.DRAFTER)
    drafter.post("/reports/52-15/compose")
    page = html.fromstring(drafter.get("/reports/52-15/export").data)
    links = [each for each in page.xpath("//div[@class='acts']/a/@href") if "." in each]
    assert links == ["/reports/52-15.docx", "/reports/52-15.pdf", "/reports/52-15.html"]
    for link, begins in zip(links, (b"PK", b"%PDF-", b"<!doctype html>"), strict=True):
        answer = drafter.get(link)
        kind = link.rpartition(".")[2]
        assert answer.headers["Content-Disposition"] == f'attachment; filename="A-HRC-61-35-draft.{kind}"'
        assert answer.data.startswith(begins)
    assert "Participants by region" in drafter.get("/reports/52-15").text
