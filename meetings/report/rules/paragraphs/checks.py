"""When a drafter is told no."""

from collections.abc import Sequence

from meetings.base.refusals import Refused

LONGEST = 20_000
LONGEST_COMMENT = 4_000


def check_text(text: str) -> None:
    """Refused for a paragraph that says nothing, or is longer than any paragraph."""
    if not text.strip():
        raise Refused("Write the paragraph; to take it out, remove it.", field="text")
    if len(text) > LONGEST:
        raise Refused("At most %(most)s characters.", field="text", most=LONGEST)


def check_title(title: str, field: str = "title") -> None:
    """Refused for a heading without words, or with a footnote in it."""
    if not title.strip():
        raise Refused("A section needs a title.", field=field)
    if "^[" in title or "[^" in title:
        raise Refused(
            "A heading takes no footnote. Put the note into the first paragraph under it.", field=field
        )


def check_comment(text: str) -> None:
    """Refused when nothing is asked, or more than a comment holds."""
    if not text.strip():
        raise Refused("Write what you ask or answer.", field="text")
    if len(text) > LONGEST_COMMENT:
        raise Refused("At most %(most)s characters.", field="text", most=LONGEST_COMMENT)


def check_items(items: Sequence[str]) -> tuple[str, ...]:
    """The subparagraphs that say something."""
    return tuple(item.strip() for item in items if item.strip())


def check_reason(reason: str) -> None:
    """Refused without a reason: the next drafter must be able to read why the source was not followed."""
    if not reason.strip():
        raise Refused("Say why your text stays.", field="reason")


def check_consent(names: Sequence[str], field: str = "text") -> None:
    """Refused when a text names somebody who has not agreed to it."""
    if names:
        raise Refused(
            "This names %(names)s, of whom no consent to be named is noted. Write “a participant” or "
            "“an organization” instead.",
            field=field,
            names=", ".join(names),
        )


def check_written_again(named: bool, field: str = "text") -> None:
    """Refused when a text names somebody whose name nobody can look for any more."""
    if named:
        raise Refused(
            "This names somebody who may not be named, and whose name has been deleted since. Write it again: "
            "“a participant” or “an organization” instead.",
            field=field,
        )


def check_nobody_named(names: Sequence[str], field: str = "text") -> None:
    """Refused when a text names somebody who may not be named for what was said there."""
    if names:
        raise Refused(
            "This names %(names)s. What was said here is not attributed to anybody: write “a participant” or "
            "“an organization” instead.",
            field=field,
            names=", ".join(names),
        )
