"""Which files may come in: judged by what they are called and by what is in them. Pure."""

import io
import lzma
import re
import struct
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass

from meetings.base.refusals import Refused
from meetings.base.words import N_, Labelled

MEGABYTE = 1_000_000
MOST_UNPACKED = 50 * MEGABYTE
MOST_LISTED = MEGABYTE  # of a Word document's list of contents, which is the only part that is unpacked here
LONGEST_NAME = 120


class FileKind(Labelled):
    """What is taken. SVG and HTML are not: they can hold scripts. Tables come through a door of their own."""

    PDF = "pdf", N_("PDF")
    DOCX = "docx", N_("Word document")
    PNG = "png", N_("PNG picture")
    JPEG = "jpg", N_("JPEG picture")
    CSV = "csv", N_("Table of text (CSV)")
    XLSX = "xlsx", N_("Workbook (XLSX)")


EXTENSIONS = {
    "pdf": FileKind.PDF,
    "docx": FileKind.DOCX,
    "png": FileKind.PNG,
    "jpg": FileKind.JPEG,
    "jpeg": FileKind.JPEG,
}
MEDIA_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
    FileKind.CSV: "text/csv",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_BEGINS = {
    FileKind.PDF: b"%PDF-",
    FileKind.DOCX: b"PK\x03\x04",
    FileKind.PNG: b"\x89PNG\r\n\x1a\n",
    FileKind.JPEG: b"\xff\xd8\xff",
}
UNPACKING = (  # what zipfile and those below it say of bytes that are not what they should be
    zipfile.BadZipFile, EOFError, KeyError, NotImplementedError, OverflowError, RuntimeError, ValueError,
    lzma.LZMAError, struct.error, zlib.error,
)  # fmt: skip


@dataclass(frozen=True)
class FileGiven:
    """A file that somebody has handed in: `digest` (SHA-256) names its content, `size` is in bytes."""

    digest: str
    name: str
    kind: FileKind
    size: int


def judge(name: str, content: bytes, most: int) -> FileKind:
    """The kind of a file that may come in; `most` is in bytes. Refused with what to send instead."""
    kind = EXTENSIONS.get(name.rpartition(".")[2].lower()) if "." in name else None
    if kind is None:
        raise Refused("Send a PDF, a Word document (.docx), a PNG or a JPEG picture.")
    if not content:
        raise Refused("This file is empty. Choose it again.")
    if len(content) > most:
        raise Refused(
            "This file has %(size)s MB; at most %(most)s MB are taken.",
            size=in_megabytes(len(content)),
            most=in_megabytes(most),
        )
    if not content.startswith(_BEGINS[kind]):
        raise Refused(
            "This file is called .%(extension)s, but it is something else inside. Save it again as a PDF.",
            extension=kind.value,
        )
    if kind is FileKind.DOCX:
        _check_docx(content)
    return kind


def _check_docx(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            if sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise Refused("This Word document is too large when it is unpacked. Send it as a PDF.")
            with packed.open("[Content_Types].xml") as listed:
                types = listed.read(MOST_LISTED)
            packed.getinfo("word/document.xml")
    except UNPACKING:
        raise Refused("This Word document cannot be read. Save it again, or send it as a PDF.") from None
    names = [part.filename.lower() for part in parts]
    if b"macroenabled" in types.lower() or any("vbaproject" in n or "activex" in n for n in names):
        raise Refused("This Word document holds macros. Save it without them, or send it as a PDF.")


def in_megabytes(size: int) -> str:
    """Bytes as people read them: 0.3, 5, 12.4."""
    return f"{max(size / MEGABYTE, 0.1):.1f}".removesuffix(".0")


def own_name(name: str, kind: FileKind) -> str:
    """The name under which a file is handed out: no folders, nothing invisible, the extension of its kind."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    shown = "".join(c for c in last if unicodedata.category(c)[0] not in "CZ" or c == " ")
    stem = re.sub(r'[<>:"|?*]', "", shown.rpartition(".")[0]).strip(" .")[:LONGEST_NAME].strip(" .")
    return f"{stem or 'file'}.{kind.value}"
