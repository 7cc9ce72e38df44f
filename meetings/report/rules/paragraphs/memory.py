"""What a paragraph remembers: what it was taken from, the text that was taken, and what a drafter made of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from hashlib import sha256

from meetings.base.refusals import Stale
from meetings.report.rules.sources.facts import Source


@dataclass(frozen=True)
class Taken:
    """What was taken from one source (`key` names it for good), and what it says now if that is something else.

    A paragraph that was merged holds several, and one source is held by several paragraphs after a split.
    `sources`: where it comes from; `gone`: the source says nothing any more; `stays`: a person has decided that the
    text stays all the same.
    """

    key: str
    text: str
    items: tuple[str, ...] = ()
    text_offered: str | None = None
    items_offered: tuple[str, ...] | None = None
    gone: bool = False
    sources: tuple[Source, ...] = ()
    stays: bool = False

    @property
    def missed(self) -> bool:
        """Whether the source is gone and nobody has decided that the text stays."""
        return self.gone and not self.stays

    @property
    def flagged(self) -> bool:
        """Whether the source has changed since it was taken."""
        return self.text_offered is not None

    @property
    def shown(self) -> str:
        """The offer in short."""
        return seen((self,))

    @property
    def settled(self) -> "Taken":
        """What the source says now is from here on the text that is known."""
        if self.text_offered is None:
            return self
        return replace(
            self,
            text=self.text_offered,
            items=self.items_offered or (),
            text_offered=None,
            items_offered=None,
        )


@dataclass(frozen=True)
class Kept:
    """A paragraph of the draft. `ref` is the row's (None: new), `name` stays its own for good (cross-references).

    `taken` is empty for a drafter's own. `touched`: a person has written it, so that its text follows no source;
    `placed`: a person has put it where it stands, so that it stays there. `merged_into`: the name of the paragraph
    that took its text in, when it was removed by that. `heading` is for reading only.
    """

    ref: int | None
    part: str
    section: str
    heading: str = field(compare=False)
    text: str
    items: tuple[str, ...] = ()
    taken: tuple[Taken, ...] = ()
    sources: tuple[Source, ...] = ()
    touched: bool = False
    placed: bool = False
    removed: bool = False
    name: str = ""
    merged_into: str = ""
    version: int = field(default=0, compare=False)

    @property
    def bookmark(self) -> str:
        """How the paragraph is called in a file, with the version that it shows; "" before it is stored."""
        return f"{self.name}v{self.version}" if self.name and self.version else ""

    @property
    def key(self) -> str | None:
        """The source that the paragraph was first taken from; None: a drafter's own."""
        return self.taken[0].key if self.taken else None

    @property
    def flagged(self) -> bool:
        """Whether a source has changed since a person touched the paragraph."""
        return any(each.flagged for each in self.taken)

    @property
    def source_gone(self) -> bool:
        """Whether a source that it was taken from says nothing any more."""
        return any(each.gone for each in self.taken)

    @property
    def missed(self) -> bool:
        """Whether that is still to be decided: the text stays, or the paragraph goes."""
        return any(each.missed for each in self.taken)

    @property
    def texts(self) -> tuple[str, ...]:
        """All that it says, or said, or is offered: whatever could name somebody."""
        offered = (
            text
            for each in self.taken
            for text in (each.text, *each.items, each.text_offered or "", *(each.items_offered or ()))
        )
        return (self.text, *self.items, *offered)

    def beside(self, said: str) -> "Kept":
        """What is said about it, as if it stood there itself."""
        return Kept(None, self.part, self.section, self.heading, said, sources=self.sources)


def with_sources(found: tuple[Source, ...], more: tuple[Source, ...]) -> tuple[Source, ...]:
    """Both, each once."""
    return found + tuple(each for each in more if each not in found)


def seen(offers: Iterable[Taken]) -> str:
    """What the sources offer, in short: a page sends it along, so that nobody answers an offer that was not shown."""
    texts = [
        each
        for taken in offers
        for each in (
            taken.text_offered or "",
            *(taken.items_offered or ()),
            *(["gone"] if taken.missed else ()),
        )
    ]
    return sha256("\0".join(texts).encode()).hexdigest()[:16]


def check_seen(shown: str, offers: Iterable[Taken]) -> None:
    """Stale when the sources offer another text by now than was shown ("": the page does not say)."""
    if shown and shown != seen(offers):
        raise Stale("The source says something else again since you looked. Look at what it says now.")
