"""Pure: whether somebody tells in a text who they are, by name or by signature."""

from meetings.record.rules.common_words import COMMON
from meetings.record.rules.names import CALENDAR, fold, spellings


def own_name_in(text: str, name: str) -> bool:
    """Whether somebody of that name signs, or speaks of themselves, by any part of it that is no common word."""
    cased = f" {fold(text, keep_case=True)} "
    parts = (fold(part, keep_case=True) for part in name.split() if not part[:1].islower())
    own = (part for part in parts if len(part) > 1 and part.capitalize() not in COMMON | CALENDAR)
    return any(f" {form} " in cased for part in own for form in spellings(part))


def without_signature(text: str, name: str, organization: str) -> str:
    """A letter without the last lines that hold nothing but whose it is: the name, parts or initials of it."""
    lines, words = text.rstrip().splitlines(), set(fold(name).split())
    own = words | {word[:1] for word in words}
    while lines and (set(fold(lines[-1]).split()) <= own or fold(lines[-1]) == fold(organization)):
        lines.pop()
    return "\n".join(lines).rstrip()
