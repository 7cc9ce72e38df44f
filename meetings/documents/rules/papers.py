"""The programme, and the annotated agenda, as a paper: what stands on it, in order, whatever file it becomes."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """Something said of an entry: a word for what it is, and the text."""

    label: str
    text: str

    @property
    def words(self) -> str:
        return f"{self.label}: {self.text}"


@dataclass(frozen=True)
class Entry:
    """A row of a day: a session, or a break (`pause`). `beside`: its time; `above`: what kind of session it is."""

    beside: str
    title: str
    above: str = ""
    about: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    pause: bool = False

    def texts(self) -> Iterator[str]:
        """Its paragraphs."""
        if self.above:
            yield self.above
        yield self.title
        yield from self.about
        yield from (line.words for line in self.lines)


@dataclass(frozen=True)
class Part:
    """A day."""

    heading: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Paper:
    """A paper of a meeting. `stands`: "Version 3, 12 September 2028"; `notice` is boxed: a draft, a demonstration."""

    site: str
    kind: str
    title: str
    stands: str
    notice: tuple[str, ...]
    facts: tuple[Line, ...]
    parts: tuple[Part, ...]
    page_word: str
    language: str = "en"
    rtl: bool = False

    def texts(self) -> Iterator[str]:
        """All its paragraphs in the order in which they are read, with the times of entries before them."""
        yield from (self.site, self.kind, self.title, self.stands, *self.notice)
        yield from (fact.words for fact in self.facts)
        for part in self.parts:
            yield part.heading
            for entry in part.entries:
                yield entry.beside
                yield from entry.texts()
