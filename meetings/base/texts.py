"""Text as people type it, and as it is kept. Pure."""

import unicodedata

# Invisible marks that turn the direction of what follows, also on the pages of others.
_OVERRIDES = "\u202a\u202b\u202c\u202d\u202e"


def as_kept(text: str) -> str:
    """The text in NFC, trimmed, line ends as LF."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def cannot_be_shown(text: str) -> bool:
    """Whether it holds what no person types: NUL, escape codes, halves of characters, invisible direction overrides."""
    return any((unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t") or c in _OVERRIDES for c in text)
