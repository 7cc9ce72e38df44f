"""Whether a file can be a table, judged by what is in it and not by what it is called."""

from meetings.base.file_kinds import MEGABYTE, FileKind, in_megabytes
from meetings.base.refusals import Refused
from meetings.imports.rules.texts import likeliest
from meetings.imports.rules.workbooks import sheets_of

MOST_BYTES = 5 * MEGABYTE
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


def kind_of(content: bytes) -> FileKind:
    """CSV or XLSX; Refused with what to send instead."""
    if not content:
        raise Refused("This file is empty. Choose it again.", field="file")
    if len(content) > MOST_BYTES:
        raise Refused(
            "This file has %(size)s MB; at most %(most)s MB are taken.",
            field="file",
            size=in_megabytes(len(content)),
            most=in_megabytes(MOST_BYTES),
        )
    if content.startswith(b"PK"):
        try:
            sheets_of(content)
        except Refused as no:
            raise Refused(no.msgid, field="file", **no.params) from None
        return FileKind.XLSX
    if content.startswith(_OLD_EXCEL):
        raise Refused(
            "This is a workbook of an older kind (.xls), or one with a password. Save it as XLSX or CSV.",
            field="file",
        )
    start = content[:200].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if start.startswith((b"<", b"%PDF", b"{\\rtf")) or likeliest(content) is None:
        raise Refused(
            "This is neither a workbook nor a table of text. Choose an XLSX or a CSV file.", field="file"
        )
    return FileKind.CSV
