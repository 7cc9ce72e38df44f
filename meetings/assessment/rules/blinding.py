"""What an assessor reads of an application that is assessed blind: nothing that says whose it is."""

import re
from collections.abc import Iterable

HIDDEN = "▮▮▮"
# Shorter parts of a name are words of the language more often than names.
SHORTEST = 3


def neutral_name(number: int, document: str, extension: str) -> str:
    """What a redacted copy is called, whatever it was called when it was handed in: "application-3-cv.pdf"."""
    return f"application-{number}-{document.replace('_', '-')}.{extension}"


def marks(name: str, email: str, *organizations: str) -> list[str]:
    """What gives somebody away in a text: the name and its parts, the address, the organization, longest first."""
    parts = [part for part in re.split(r"[\s\-,.'’]+", name) if len(part) >= SHORTEST]
    whole = [name, email, email.partition("@")[0], *organizations]
    found = {one.strip() for one in (*whole, *parts) if len(one.strip()) >= SHORTEST}
    return sorted(found, key=lambda one: (-len(one), one))


def blinded(text: str, hidden: Iterable[str]) -> str:
    """The text without these words, in whatever case they stand; other addresses and sites go too."""
    text = re.sub(r"\S+@\S+\.\S+|https?://\S+|www\.\S+", HIDDEN, text)
    words = [re.escape(one) for one in hidden]
    if not words:
        return text
    return re.sub(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", HIDDEN, text, flags=re.IGNORECASE)
