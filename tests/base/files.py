"""Files as people send them, and as those send them who mean harm."""

import io
import zipfile

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 20
TYPES = b'<?xml version="1.0"?><Types><Override ContentType="application/vnd.openxmlformats"/></Types>'


def a_docx(**parts: bytes) -> bytes:
    """A Word document with what every one has, and other parts (`word__vbaProject_bin`: word/vbaProject.bin)."""
    named = {name.replace("__", "/").replace("_", "."): content for name, content in parts.items()}
    return packed({"[Content_Types].xml": TYPES, "word/document.xml": b"<w:document/>"} | named)


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def a_bomb() -> bytes:
    """Sixty megabytes of nothing in sixty kilobytes."""
    return a_docx(word__media=b"\0" * 60_000_000)
