"""A whole Word file from its elements, with what its header, its footer and its properties say."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from docx.oxml.ns import qn

from meetings.base.word.blank import blank, fill
from meetings.base.word.ml import Element, el, exact, field, paragraph, tab, text_runs
from meetings.base.word.package import pack
from meetings.base.word.styles import Style
from meetings.base.word.text import clean, one_line

CORE = "docProps/core.xml"


@dataclass(frozen=True)
class Frame:
    """What stands around a text: `left` and `right` in the header, the word for a page, what the file says of itself.

    `styles` has Header and Footer. `said`: properties by their names, dc:title and others.
    """

    styles: Sequence[Style]
    font: str
    language: str
    rtl: bool
    left: str
    right: str
    page_word: str
    said: dict[str, str]


def word_file(frame: Frame, elements: Iterable[Element]) -> bytes:
    """The file. The same text gives the same bytes."""
    made = blank(frame.styles, frame.font, frame.language)
    body = made.element.body
    section = body.find(qn("w:sectPr"))
    for old in [child for child in body if child is not section]:
        body.remove(old)
    for element in elements:
        section.addprevious(element)
    if frame.rtl:
        section.append(el("bidi"))
    own = made.sections[0]
    fill(own.header._element, "Header", [*text_runs(frame.left), tab(), *text_runs(frame.right)])
    for footer in (own.footer, own.first_page_footer):
        page = [tab(), *text_runs(frame.page_word), el("r", exact(" ")), *field("PAGE", "1")]
        fill(footer._element, "Footer", page)
    out = io.BytesIO()
    made.save(out)
    return _packed(out.getvalue(), frame)


def paragraph_of(rtl: bool, style: str, runs: Iterable[Element]) -> Element:
    """A paragraph that runs as its file does."""
    made = paragraph(style, *runs)
    if rtl:
        made.find(qn("w:pPr")).append(el("bidi"))
    return made


def _packed(made: bytes, frame: Frame) -> bytes:
    with zipfile.ZipFile(io.BytesIO(made)) as held:
        parts = {name: held.read(name) for name in held.namelist()}
    said = {name: one_line(text) for name, text in frame.said.items()} | {"dc:language": frame.language}
    inner = "".join(f"<{name}>{escape(clean(text))}</{name}>" for name, text in said.items())
    parts[CORE] = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/">{inner}</cp:coreProperties>'
    ).encode()
    return pack(parts)
