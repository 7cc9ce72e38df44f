"""What people typed, made safe to stand in a calendar line (RFC 5545, sections 3.1 to 3.3).

`icalendar` lets control characters pass, guards line breaks by `assert` only, and turns a backslash before
a capital N into a line break. Every text therefore goes through here first.
"""

import re
from urllib.parse import quote

from icalendar import vCalAddress, vCategory, vText, vUri

LINE_BREAKS = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
# Controls but the line break, halves of surrogate pairs (no UTF-8 exists for them), byte order marks.
UNWRITABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")
LINK = re.compile(r"https?://[^\s/?#]\S*", re.IGNORECASE)
# An apostrophe and a slash are read by every client; the escapes of RFC 6868 are shown raw by several.
IN_PARAMETERS = str.maketrans({'"': "'", "\\": "/", "^": None})

# What a mailbox may hold, but % ? #: clients compare addresses letter by letter, so no more is encoded than
# would change what the URI means (RFC 6068).
IN_MAILBOXES = "@!$&'*+-./=^_`{|}~"


class Text(vText):
    """A TEXT value, written with the four escapes of RFC 5545 (section 3.3.11) and no other change."""

    def to_ical(self) -> bytes:
        """The escaped text in UTF-8, not yet folded."""
        escaped = self.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
        return escaped.replace("\n", "\\n").encode()


def paragraphs(text: str) -> str:
    """The text with plain line breaks, without control characters and space around it."""
    return UNWRITABLE.sub("", LINE_BREAKS.sub("\n", text).replace("\t", " ")).strip()


def one_line(text: str) -> str:
    """The text on one line, with single spaces, without control characters."""
    return " ".join(paragraphs(text).split())


def link(text: str) -> str | None:
    """The web address as a URI, or None when the text is no http or https address."""
    found = LINK.fullmatch(paragraphs(text))
    return quote(found[0], safe=":/?#[]@!$&'()*+,;=%-._~") if found else None


def uri(address: str, **parameters: str) -> vUri:
    """A URI value, for an address that `link` has given."""
    return vUri(address, params=dict(parameters))


def categories(names: tuple[str, ...]) -> vCategory:
    """A list of TEXT values, separated by commas."""
    value = vCategory([])
    value.cats = [Text(name) for name in names]
    return value


def cal_address(name: str, email: str, **parameters: str) -> vCalAddress:
    """A person or mailbox as a mailto address with its name (CN) and parameters.

    Raises ValueError when nothing is left of the e-mail address.
    """
    bare = "".join(paragraphs(email).split())
    if not bare:
        raise ValueError("a calendar address needs an e-mail address")
    common_name = one_line(name).translate(IN_PARAMETERS).strip()
    shown = {"CN": common_name} if common_name else {}
    return vCalAddress("mailto:" + quote(bare, safe=IN_MAILBOXES), params={**shown, **parameters})
