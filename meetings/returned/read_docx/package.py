"""The parts of a Word file that came from outside, read so that nothing in it can do harm."""

import io
import zipfile
from typing import Any

from lxml import etree

from meetings.base.file_kinds import MEGABYTE, UNPACKING, FileKind, judge
from meetings.base.refusals import Refused

MOST_BYTES = 10 * MEGABYTE
MOST_PART = 20 * MEGABYTE  # of XML in one part; a report of 300 paragraphs has under 2
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BROKEN = "This Word document cannot be read. Open it in Word, save it again as .docx and send that."
_ELSEWHERE = {
    "Send a PDF, a Word document (.docx), a PNG or a JPEG picture.": "Send the Word document (.docx) that was edited.",
    "This Word document cannot be read. Save it again, or send it as a PDF.": BROKEN,
    "This Word document is too large when it is unpacked. Send it as a PDF.": (
        "This Word document is too large when it is unpacked. Take pictures and embedded files out of it."
    ),
    "This Word document holds macros. Save it without them, or send it as a PDF.": (
        "This Word document holds macros. Save it as .docx without them."
    ),
    "This file is called .%(extension)s, but it is something else inside. Save it again as a PDF.": (
        "This file is called .docx, but it is something else inside. Save it in Word as .docx."
    ),
}

Element = Any


def parts_of(name: str, content: bytes) -> dict[str, Element]:
    """The XML parts that are read, by name. Refused for what is broken, protected, too large or not Word's."""
    if content.startswith(_OLE):
        raise Refused(
            "This Word document is protected by a password, or it is of the old kind (.doc). Save it without a "
            "password as .docx."
        )
    try:
        kind = judge(name, content, MOST_BYTES)
    except Refused as no:
        raise Refused(_ELSEWHERE.get(no.msgid, no.msgid), None, **no.params) from None
    if kind is not FileKind.DOCX:
        raise Refused("Send the Word document (.docx) that was edited.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return {part: _parsed(packed, part) for part in packed.namelist() if _wanted(part)}
    except (*UNPACKING, etree.XMLSyntaxError, OSError):
        raise Refused(BROKEN) from None


def _wanted(part: str) -> bool:
    folder, _, name = part.rpartition("/")
    if folder == "word":
        return name in {"document.xml", "footnotes.xml", "endnotes.xml", "comments.xml"} or (
            name.startswith(("header", "footer")) and name.endswith(".xml")
        )
    return part == "docProps/custom.xml"


def _parsed(packed: zipfile.ZipFile, part: str) -> Element:
    if packed.getinfo(part).file_size > MOST_PART:
        raise Refused("This Word document holds more text than any report. Send the report alone.")
    data = packed.read(part)
    # No entities, nothing from outside, no trees deeper than any document.
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    root = etree.fromstring(data, parser)
    if root.getroottree().docinfo.doctype:
        raise ValueError("a Word file declares no document type")
    return root
