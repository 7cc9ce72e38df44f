"""Who wrote a mail, and to whom: addresses taken from the header as it came, before any name in it is decoded.

An encoded name may hold commas, brackets and addresses of other people: it is a name all the same (RFC 2047, section
5, rule 3: an encoded word stands for a word of a phrase, never for a part of an address).
"""

import re

from meetings.base.texts import as_mailed

# What stands before the bracket, in words, quotes and comments; nothing in it separates or begins an address.
_ASIDE = r'"(?:[^"\\]|\\.)*+"|\((?:[^()\\]|\\.)*+\)'
_PIECE = re.compile(rf"(?:{_ASIDE}|<[^<>]*+>|[^,;])")
_NAMED = re.compile(rf'((?:{_ASIDE}|[^"(),:;<>\\])*+)<([^<>]*+)>\s*(?:\((?:[^()\\]|\\.)*+\))?\s*')
_BARE = re.compile(r"\s*([^\s\"(),:;<>\\]++)\s*(?:\(((?:[^()\\]|\\.)*+)\))?\s*")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*+)"')
ADDRESS = re.compile(r"[^\s@<>,;\"()]+@[^\s@<>,;\"()]+")


def mailbox(written: str) -> tuple[str, str]:
    """Name (not decoded yet) and address, in lower case, of one mailbox; ("", "") where it is none, or more than one.

    What reads as one address to one program and as another to the next one is none: nobody answers by it.
    """
    bare = _BARE.fullmatch(written)
    if bare is not None:
        return (bare[2] or "", address(bare[1])) if address(bare[1]) else ("", "")
    named = _NAMED.fullmatch(written)
    if named is None or not address(named[2]):
        return "", ""
    name = named[1].strip()
    beside = re.sub(_ASIDE, " ", name)
    if "@" in beside and address(beside) != address(named[2]):
        return "", ""
    return _QUOTED.sub(lambda found: re.sub(r"\\(.)", r"\1", found[1]), name), address(named[2])


def mailboxes(written: str) -> list[str]:
    """The addresses in a list of mailboxes; what is none is left out."""
    pieces = [""]
    for found in re.finditer(rf"{_PIECE.pattern}|[,;]", written):
        if found[0] in (",", ";"):
            pieces.append("")
        else:
            pieces[-1] += found[0]
    return [one for piece in pieces if (one := mailbox(piece)[1])]


def address(text: str) -> str:
    """An address as mail writes it, in lower case; "" when it is none."""
    text = as_mailed(text.strip().lower())
    return text if len(text) <= 254 and ADDRESS.fullmatch(text) and text.isprintable() else ""
