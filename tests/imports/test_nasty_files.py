"""Files of the wrong kind, size and encoding, through the page; names of every script come in as they are written."""

import re
import time
import unicodedata

import pytest
from flask import Flask

from meetings.access.permissions import Role
from meetings.base.files import folder
from tests.base.files import PDF, PNG, a_docx
from tests.builders import a_meeting
from tests.imports.pages import (
    DOOR,
    a_csv,
    begun,
    errors,
    foreseen,
    mapped,
    people,
    planned,
    read,
    selected,
    send,
    sent,
    tried,
)
from tests.imports.workbooks import (
    HEADS,
    a_bomb,
    a_lying_bomb,
    a_workbook,
    of_many_formats,
    of_many_parts,
    of_one_text,
    with_a_wide_row,
    with_entities,
    with_hidden_entities,
    with_macros,
)
from tests.kit_app import ON_ONE_DATABASE, signed_in, work

pytestmark = ON_ONE_DATABASE

NEITHER = "This is neither a workbook nor a table of text. Choose an XLSX or a CSV file."
TOO_LARGE = "This workbook is too large when it is unpacked. Save the one sheet that is needed as CSV."
ODD = "This workbook holds what no spreadsheet program writes. Save it again as XLSX or CSV."
NASTY = {
    "nothing": (lambda: b"", "This file is empty. Choose it again."),
    "large": (lambda: b"a,b\n" * 1_300_000, "This file has 5.2 MB; at most 5 MB are taken."),
    "pdf": (lambda: PDF, NEITHER),
    "png": (lambda: PNG, NEITHER),
    "html": (lambda: b"<html><table><tr><td>Name</td></tr></table></html>", NEITHER),
    "nul": (lambda: b"Name,E-mail\nA\0B,a@example.org\n", NEITHER),
    "binary": (lambda: bytes(range(256)) * 20, NEITHER),
    "xls": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        "This is a workbook of an older kind (.xls), or one with a password. Save it as XLSX or CSV.",
    ),
    "word": (a_docx, "This is no workbook. Choose an XLSX or a CSV file."),
    "torn": (lambda: a_workbook()[:900], "This workbook cannot be read. Save it again as XLSX, or as CSV."),
    "bomb": (a_bomb, TOO_LARGE),
    "lying bomb": (a_lying_bomb, "This workbook cannot be read. Save it again as XLSX, or as CSV."),
    "parts": (of_many_parts, TOO_LARGE),
    "formats": (of_many_formats, TOO_LARGE),
    "wide row": (with_a_wide_row, TOO_LARGE),
    "entities": (with_entities, ODD),
    "hidden entities": (with_hidden_entities, ODD),
    "macros": (with_macros, "This workbook holds macros. Save it without them, as XLSX or CSV."),
}


@pytest.mark.parametrize("which", NASTY)
def test_a_file_of_the_wrong_kind_is_told_and_not_kept(app: Flask, which: str) -> None:
    with work(app):
        a_meeting("workshop")
    make, why = NASTY[which]
    content = make()
    with app.app_context():
        before = sorted(path.name for path in folder().iterdir())
    begun_at = time.monotonic()
    answer = send(signed_in(app, Role.ORGANIZER), content, "people.xlsx")
    assert (answer.status_code, errors(answer.text)) == (422, [why])
    assert time.monotonic() - begun_at < 5
    with app.app_context():
        assert sorted(path.name for path in folder().iterdir()) == before


def test_one_text_that_many_cells_name_is_told_when_it_is_read(app: Flask) -> None:
    with work(app):
        a_meeting("workshop")
    client = signed_in(app, Role.ORGANIZER)
    assert errors(client.get(sent(client, of_one_text())).text) == [TOO_LARGE]


def test_far_too_large_is_refused_before_it_is_read(app: Flask) -> None:
    with work(app):
        a_meeting("workshop")
    client = signed_in(app, Role.ORGANIZER)
    told = send(client, b"x" * 7_000_000)
    assert (told.status_code, "at most 5 MB" in errors(told.text)[0]) == (422, True)
    assert send(client, b"x" * 26_000_000).status_code == 413


def test_no_file_is_told(app: Flask) -> None:
    with work(app):
        a_meeting("workshop")
    answer = signed_in(app, Role.ORGANIZER).post(DOOR)
    assert (answer.status_code, errors(answer.text)) == (422, ["Choose a file."])


NAMES = [
    "ليلى حَدّادين", "محمد עברית", "Ｗｉｄｅ 王小明", "Zoe\u0301 A\u030angstro\u0308m", "ไทย ภาษา", "कृष्ण देव",
    "می\u200cخواهم", "O’Neil-Žižek", "👩\u200d🔬 Example", "=1+1", "@SUM(A1)", "-2+3", "+cmd|x",
]  # fmt: skip


@pytest.mark.parametrize("kind", ["utf-8", "utf-16-le", "utf-16", "xlsx"])
def test_names_of_every_script_come_in_as_they_are_written(app: Flask, kind: str) -> None:
    with work(app):
        a_meeting("workshop", places=None)
    client = signed_in(app, Role.ORGANIZER)
    rows = [(name, f"p{n}@example.org", f"Body {n}", "NGO") for n, name in enumerate(NAMES)]
    if kind == "xlsx":
        content, file = a_workbook(*rows), "people.xlsx"
    else:
        content, file = a_csv(*(",".join(row) for row in rows), encoding=kind), "people.csv"
    act = planned(client, content, file)
    begun(app, client, act)
    assert [name for name, *_ in people(app)] == [unicodedata.normalize("NFC", name) for name in NAMES]


def test_formulas_are_told_and_never_worked_out(app: Flask) -> None:
    with work(app):
        a_meeting("workshop")
    client = signed_in(app, Role.ORGANIZER)
    content = a_workbook(
        (('=CONCATENATE("Al","ma")', "Alma"), "alma@example.org", ('=HYPERLINK("http://x.org","F")', "Forum"), "NGO"),
        (("=1+1", ""), "bela@example.org", "Forum", "NGO"),
    )  # fmt: skip
    at = sent(client, content)
    page = client.get(at).text
    assert "3 cells are formulas" in page
    act = tried(client, mapped(client, read(client, at)))
    assert foreseen(client.get(act).text)[1] == (
        "1 line cannot be taken in. Line 3: \u2068Name\u2069: Nothing stands here, but it is needed"
    )
    begun(app, client, act)
    assert [row[:3] for row in people(app)] == [("Alma", "alma@example.org", "Forum")]


def test_another_encoding_is_proposed_shown_and_can_be_chosen(app: Flask) -> None:
    with work(app):
        a_meeting("workshop")
    client = signed_in(app, Role.ORGANIZER)
    lines = ("Ингрид Сольхейм,a@example.org,Содружество примеров,NGO", "Анна,b@example.org,Организация,NGO")
    at = sent(client, a_csv(*lines, encoding="cp1251"))
    page = client.get(at).text
    assert (selected(page, "encoding"), "Ингрид Сольхейм" in page) == ("cp1251", True)
    other = client.get(f"{at}?encoding=koi8-r").text
    assert (selected(other, "encoding"), "Ингрид Сольхейм" in other) == ("koi8-r", False)
    wrong = client.get(f"{at}?encoding=utf-8")
    assert errors(wrong.text) == ["This file is not in the encoding “Unicode (UTF-8)”. Choose another."]
    assert client.post(at, data={"encoding": "utf-8", "delimiter": ","}).status_code == 422
    begun(app, client, tried(client, mapped(client, read(client, at))))
    assert [row[0] for row in people(app)] == ["Ингрид Сольхейм", "Анна"]


def test_the_delimiter_can_be_chosen(app: Flask) -> None:
    with work(app):
        a_meeting("workshop")
    client = signed_in(app, Role.ORGANIZER)
    at = sent(client, a_csv("Alma;a@example.org;Forum, the;NGO", heads="Name;E-mail;Organization;Category"))
    assert selected(client.get(at).text, "delimiter") == ";"
    assert len(re.findall(r'<th scope="col" dir="auto">', client.get(f"{at}?delimiter=,").text)) == 1
    begun(app, client, tried(client, mapped(client, read(client, at))))
    assert people(app)[0][2] == "Forum, the"


def test_the_sheet_can_be_chosen(app: Flask) -> None:
    with work(app):
        a_meeting("workshop")
    client = signed_in(app, Role.ORGANIZER)
    at = sent(client, a_workbook(("Alma", "alma@example.org", "Forum", "NGO")), "people.xlsx")
    assert selected(client.get(at).text, "sheet") == "People"
    assert errors(client.get(f"{at}?sheet=Notes").text) == [
        "This table has headings, but no line below them."
    ]
    assert client.post(at, data={"sheet": "Nowhere"}).status_code == 422
    assert HEADS[0] in client.get(read(client, at)).text
