"""Workbooks as people send them, and as those send them who mean harm."""

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import xlsxwriter

HEADS = ("Name", "E-mail", "Organization", "Category")


def a_workbook(*rows: Sequence[Any], heads: Sequence[str] = HEADS, sheet: str = "People") -> bytes:
    """A workbook with one sheet. A cell that is a tuple is a formula with what it last gave."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page, day = book.add_worksheet(sheet), book.add_format({"num_format": "yyyy-mm-dd"})
        for n, row in enumerate((heads, *rows)):
            for m, cell in enumerate(row):
                if isinstance(cell, tuple):
                    page.write_formula(n, m, cell[0], None, cell[1])
                elif isinstance(cell, str):
                    page.write_string(n, m, cell)
                elif isinstance(cell, datetime):
                    page.write_datetime(n, m, cell, day)
                else:
                    page.write(n, m, cell)
        book.add_worksheet("Notes").write(0, 0, "Nothing")
    return out.getvalue()


def with_parts(content: bytes, changed: dict[str, bytes], level: int = 6) -> bytes:
    """The workbook with parts replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        parts = {info.filename: old.read(info) for info in old.infolist()} | changed
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as new:
        for name, body in parts.items():
            new.writestr(name, body)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def a_bomb() -> bytes:
    """A hundred megabytes of empty sheet in a hundred kilobytes."""
    return with_parts(a_workbook(), {SHEET: b"<worksheet>" + b" " * 100_000_000 + b"</worksheet>"})


def a_lying_bomb() -> bytes:
    """The same, but its list of contents says that it is small."""
    content = bytearray(a_bomb())
    real = (100_000_000 + len(b"<worksheet></worksheet>")).to_bytes(4, "little")
    while (at := content.find(real)) >= 0:
        content[at : at + 4] = (5000).to_bytes(4, "little")
    return bytes(content)


MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def a_sheet(rows: bytes) -> bytes:
    return b"<worksheet " + MAIN + b"><sheetData>" + rows + b"</sheetData></worksheet>"


def of_many_formats() -> bytes:
    """Small enough in bytes; each of its formats costs a reader fifty microseconds."""
    styles = b"<styleSheet " + MAIN + b"><cellXfs>" + b"<xf/>" * 70_000 + b"</cellXfs></styleSheet>"
    return with_parts(a_workbook(), {"xl/styles.xml": styles})


def with_a_wide_row() -> bytes:
    """More cells in a row than any program has columns; a reader holds a row as a whole."""
    return with_parts(a_workbook(), {SHEET: a_sheet(b"<row>" + b"<c/>" * 17_000 + b"</row>")})


def of_one_text() -> bytes:
    """Half a megabyte of text, once, and a hundred cells that name it."""
    texts = b"<sst " + MAIN + b"><si><t>" + b"Example " * 65_000 + b"</t></si></sst>"
    row = b"<row>" + b'<c t="s"><v>0</v></c>' * 10 + b"</row>"
    return with_parts(a_workbook(), {"xl/sharedStrings.xml": texts, SHEET: a_sheet(row * 10)})


def of_rows_far_apart() -> bytes:
    """A few rows; a reader makes up those between them, one by one."""
    rows = (b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, 100_000, 4_999))
    return with_parts(a_workbook(), {SHEET: a_sheet(b"".join(rows))})


def of_many_attributes() -> bytes:
    """One tag, of which a reader holds each attribute until it ends."""
    said = b" ".join(b'a%d=""' % n for n in range(20_000))
    return with_parts(a_workbook(), {SHEET: a_sheet(b"<row " + said + b"><c/></row>")})


def with_marks_of_sound() -> bytes:
    """As East Asian programs write texts: with how each is said, and half of it bold."""
    text = (
        "<si><r><t>東</t></r><r><rPr><b/><sz val='9'/></rPr><t>京</t></r>"
        "<rPh sb='0' eb='2'><t>トウキョウ</t></rPh><phoneticPr fontId='1'/></si>"
    )
    texts = b"<sst " + MAIN + b">" + text.encode() * 15_000 + b"</sst>"
    rows = b"<row><c t='s'><v>0</v></c></row>" * 2
    return with_parts(a_workbook(), {"xl/sharedStrings.xml": texts, SHEET: a_sheet(rows)})


def with_entities() -> bytes:
    """One that asks for a file of the machine, and laughs a billion times."""
    laugh = b'<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">'
    xml = b'<?xml version="1.0"?><!DOCTYPE sst [' + laugh + b"]><sst><si><t>&f;&b;</t></si></sst>"
    return with_parts(a_workbook(), {"xl/sharedStrings.xml": xml})


def with_hidden_entities() -> bytes:
    """The same in UTF-16, where a search for its letters finds nothing."""
    xml = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE sst [<!ENTITY f SYSTEM "file:///etc/passwd">]><sst/>'
    return with_parts(a_workbook(), {"xl/sharedStrings.xml": xml.encode("utf-16")})


def with_macros() -> bytes:
    return with_parts(a_workbook(), {"xl/vbaProject.bin": b"\0" * 100})


def of_many_parts() -> bytes:
    return with_parts(a_workbook(), {f"xl/media/{n}.png": b"" for n in range(600)})
