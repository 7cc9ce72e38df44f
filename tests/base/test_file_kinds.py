"""Which files come in: by name and by content, and what those are told whose file does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.base.file_kinds import FileKind, in_megabytes, judge, own_name
from meetings.base.refusals import Refused
from tests.base.files import JPEG, PDF, PNG, TYPES, a_bomb, a_docx, packed

MOST = 5_000_000
SEND = "Send a PDF, a Word document (.docx), a PNG or a JPEG picture."
EMPTY = "This file is empty. Choose it again."
UNREADABLE = "This Word document cannot be read. Save it again, or send it as a PDF."
MACROS = "This Word document holds macros. Save it without them, or send it as a PDF."
BOMB = "This Word document is too large when it is unpacked. Send it as a PDF."


def inside(extension: str) -> str:
    return f"This file is called .{extension}, but it is something else inside. Save it again as a PDF."


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("cv.pdf", PDF, FileKind.PDF),
        ("CV.PDF", PDF, FileKind.PDF),
        ("letter.docx", a_docx(), FileKind.DOCX),
        ("map.png", PNG, FileKind.PNG),
        ("map.jpg", JPEG, FileKind.JPEG),
        ("map.jpeg", JPEG, FileKind.JPEG),
        ("two.dots.pdf", PDF, FileKind.PDF),
    ],
)
def test_what_comes_in(name: str, content: bytes, kind: FileKind) -> None:
    assert judge(name, content, MOST) is kind


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", SEND),
        ("page.html", b"<!doctype html>", SEND),
        ("page.pdf.html", PDF, SEND),
        ("old.doc", b"\xd0\xcf\x11\xe0", SEND),
        ("macros.docm", a_docx(), SEND),
        ("run.exe", b"MZ", SEND),
        ("pdf", PDF, SEND),
        ("", PDF, SEND),
        ("cv.pdf", b"", EMPTY),
        ("cv.pdf", b"<script>alert(1)</script>%PDF-", inside("pdf")),
        ("cv.pdf", PNG, inside("pdf")),
        ("map.png", b"<svg/>", inside("png")),
        ("map.jpeg", PNG, inside("jpg")),
        ("letter.docx", PDF, inside("docx")),
        ("letter.docx", b"PK\x03\x04 cut off", UNREADABLE),
        ("letter.docx", packed({"word/document.xml": b""}), UNREADABLE),
        ("letter.docx", packed({"[Content_Types].xml": TYPES, "xl/workbook.xml": b""}), UNREADABLE),
        ("letter.docx", a_docx(word__vbaProject_bin=b"x"), MACROS),
        ("letter.docx", a_docx(word__activeX__activeX1_bin=b"x"), MACROS),
        (
            "letter.docx",
            packed({"[Content_Types].xml": b"document.macroEnabled.main+xml", "word/document.xml": b""}),
            MACROS,
        ),
        ("letter.docx", a_bomb(), BOMB),
        ("cv.pdf", PDF + b"\0" * MOST, "This file has 5 MB; at most 5 MB are taken."),
        ("cv.pdf", PDF + b"\0" * 7_230_000, "This file has 7.2 MB; at most 5 MB are taken."),
    ],
)  # fmt: skip
def test_what_does_not_come_in(name: str, content: bytes, sentence: str) -> None:
    with pytest.raises(Refused) as no:
        judge(name, content, MOST)
    assert str(no.value) == sentence


@given(st.data())
def test_a_damaged_word_document_is_refused_or_read_but_never_a_fault(data: st.DataObject) -> None:
    whole = bytearray(a_docx(word__media=b"abc"))
    for at in data.draw(st.lists(st.integers(4, len(whole) - 1), min_size=1, max_size=6)):
        whole[at] = data.draw(st.integers(0, 255))
    try:
        assert judge("letter.docx", bytes(whole), MOST) is FileKind.DOCX
    except Refused as no:
        assert str(no) in (UNREADABLE, MACROS, BOMB)


@pytest.mark.parametrize(
    ("sent", "own"),
    [
        ("cv.pdf", "cv.pdf"),
        ("Lebenslauf Müller.PDF", "Lebenslauf Müller.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\temp\\cv.pdf", "cv.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie x.pdf"),
        ("evil\u202efdp.exe.pdf", "evilfdp.exe.pdf"),
        ("سيرة ذاتية.pdf", "سيرة ذاتية.pdf"),
        ('<img src="x">.pdf', "img src=x.pdf"),
        (".pdf", "file.pdf"),
        ("   .pdf", "file.pdf"),
        ("x" * 500 + ".pdf", "x" * 120 + ".pdf"),
    ],
)
def test_a_file_gets_a_name_of_our_own(sent: str, own: str) -> None:
    assert own_name(sent, FileKind.PDF) == own


def test_sizes_are_written_in_megabytes() -> None:
    assert [in_megabytes(n) for n in (1, 99_999, 500_000, 5_000_000, 7_230_000)] == [
        "0.1",
        "0.1",
        "0.5",
        "5",
        "7.2",
    ]
