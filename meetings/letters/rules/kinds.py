"""What a kind of mail is: its default text, and the closed list of what can be filled into it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

# Stands in the outbox for a link that only delivery fills in (outbox.mail).
PERSONAL_LINK = "[personal link]"
MOST_SUBJECT, MOST_TEXT = 200, 10_000


@dataclass(frozen=True)
class Placeholder:
    """A name that a text holds in braces. `lines`: its value has several; `in_subject`: may stand there too.

    `paragraphs`: its value is prose of somebody's own, whose empty lines stay.
    """

    name: str
    meaning: str
    lines: bool = False
    in_subject: bool = False
    paragraphs: bool = False

    @property
    def written(self) -> str:
        """As it stands in a text."""
        return "{" + self.name + "}"


@dataclass(frozen=True)
class Text:
    """Subject and text, with placeholders or filled."""

    subject: str
    text: str


@dataclass(frozen=True)
class LetterKind:
    """One kind of mail: when it goes, what can be filled in, what must be, and how it reads by default.

    `paragraphs`, `subject`, `label`, `when` and `also` (what goes with it) are ours and are translated where they
    are shown or sent. `only_in`: the one language in which it goes, to whomever; "" that of each person.
    """

    code: str
    label: str
    when: str
    placeholders: tuple[Placeholder, ...]
    subject: str
    paragraphs: tuple[str, ...]
    needs: frozenset[str] = frozenset()
    also: str = ""
    only_in: str = ""

    def default(self, translated: Callable[[str], str]) -> Text:
        """How it reads when nobody has edited it, in the language that `translated` gives."""
        return Text(translated(self.subject), "\n\n".join(translated(p) for p in self.paragraphs))

    def known(self, in_subject: bool = False) -> list[Placeholder]:
        """What can stand in the text, or in the subject."""
        return [p for p in self.placeholders if p.in_subject or not in_subject]


@dataclass(frozen=True)
class LettersAbout:
    """What the texts belong to, told by the room above: `kind` and `id` name it, `keys` stand in its address.

    `thing` is what permissions are checked on.
    """

    kind: str
    id: int
    title: str
    thing: object
    keys: dict[str, str]

    def scopes(self) -> tuple[tuple[str, int], ...]:
        """Where roles are held (see access.actor.Scoped): those of the thing."""
        told: tuple[tuple[str, int], ...] = self.thing.scopes() if hasattr(self.thing, "scopes") else ()
        return told


def as_written(placeholders: Iterable[Placeholder]) -> str:
    """The list as a sentence names it: {name}, {meeting}."""
    return ", ".join(p.written for p in placeholders)
