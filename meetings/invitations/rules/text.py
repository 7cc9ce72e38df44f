"""The words of an invitation: what an organizer may change, and the few things that are filled in. Pure."""

import re
from collections.abc import Mapping

from meetings.base.refusals import Refused
from meetings.base.words import N_, Labelled


class Placeholder(Labelled):
    """What can stand between braces, and what it stands for."""

    NAME = "name", N_("the person’s name")
    ORGANIZATION = "organization", N_("the person’s organization")
    MEETING = "meeting", N_("the title of the meeting")
    WHEN = "when", N_("its days, hours and place")
    DEADLINE = "deadline", N_("until when to answer")
    LINK = "link", N_("the personal link (needed)")


_HOLE = re.compile(r"\{([^{}\n]{0,40})\}")


def check_text(text: str, field: str, *, link: bool) -> None:
    """Refused when something between braces is none of the placeholders, or the link is missing or misplaced."""
    holes = _HOLE.findall(text)
    for hole in holes:
        if hole not in set(Placeholder):
            raise Refused(
                "“{%(found)s}” is none of the words that can be filled in: %(known)s.",
                field=field,
                found=hole,
                known=", ".join(f"{{{one}}}" for one in Placeholder),
            )
    if link and "link" not in holes:
        raise Refused("The text does not say where the personal link goes: write {link}.", field=field)
    if not link and "link" in holes:
        raise Refused("The personal link belongs into the text, not into the subject.", field=field)


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with everything filled in, in one pass: what stands in a person's name is not filled again."""
    return _HOLE.sub(lambda hole: values.get(hole.group(1), hole.group(0)), text)
