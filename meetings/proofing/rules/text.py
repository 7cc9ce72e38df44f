"""The texts that are looked through, and the stretches of them that a rule of style leaves alone."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

Span = tuple[int, int]

# A footnote stands in the text as it is written: `^[its source]`.
NOTE = re.compile(r"\^\[([^\]]*)\]")
_QUOTED = re.compile(
    r"“[^”]*”?|«[^»]*»?|„[^“”]*[“”]?|\"[^\"]*\"|(?<![\w’'])‘[^‘]*?’(?!\w)|(?<![\w'])'[^']*'(?!\w)"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
# Words with capitals in a row, small linking words between them: Organisation for Example Studies.
_CAPITALS = re.compile(
    r"[A-ZÀ-Þ][\w’'-]*(?:\s+(?:(?:of|for|and|the|in|on|to|against|de|des|du|la|le|et)\s+){0,3}[A-ZÀ-Þ][\w’'-]*)+"
)
# The first word of such a run with what links it on; and one that begins a name even where it begins a sentence:
# Organisation for Example Studies, not Organisations of Africa or Recognising the Example Forum.
_FIRST = re.compile(r"\S+\s+(?:(?:of|for|and|the|in|on|to)\s+)*")
_NAME_BEGINS = re.compile(r"\S*(?<!s|g|d)\s+(?:of|for)\s")
# A stop that ends no sentence: "No. 5", "para. 3", "5 Sept. 2025", "e.g. this", an initial.
_MONTHS = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
_NO_END = re.compile(
    rf"(?:\b(?:\d (?:{_MONTHS})|(?i:nos?|paras?|arts?|vols?|chaps?|sect|pp?)|e\.g|i\.e|cf|St|\w)|\.\.)\.$"
)
# What stands for a note while the words around it are read; it is neither a word nor a space.
_BLANK = "\u2060"
_SENTENCE = re.compile(rf"(?:^|[.!?][”»\"’)]*{_BLANK}*\s+)(?=\S)")


HEADING = -1


@dataclass(frozen=True)
class Passage:
    """A text of the report: `ref` is its paragraph, `place` the field of it (0: the text, n: the n-th item, HEADING: a
    heading under which it is the first). A footnote is a passage of its own, which stands in `whole` from `offset` on.
    """

    ref: int
    text: str
    place: int = 0
    offset: int = 0
    whole: str = ""

    @property
    def body(self) -> str:
        """The text with its notes blanked out, each place in it as in `text`."""
        return NOTE.sub(lambda found: _BLANK * len(found[0]), self.text)

    @property
    def notes(self) -> Iterator["Passage"]:
        """Its footnotes."""
        for found in NOTE.finditer(self.text):
            yield Passage(self.ref, found[1], self.place, found.start(1), self.text)


@dataclass(frozen=True)
class Known:
    """What the house knows and a rule asks for.

    `adopted`: symbol → day of adoption, ISO and as exact as known ("" where it is not); `acronyms`: acronym → name
    written out; `names`: proper names, which are nobody's to correct.
    """

    adopted: Mapping[str, str] = field(default_factory=dict)
    acronyms: Mapping[str, str] = field(default_factory=dict)
    names: Sequence[str] = ()


@dataclass(frozen=True)
class Hit:
    """Where a passage does not keep a rule; `mend` takes the place of text[start:end] (None: a person must)."""

    passage: Passage
    start: int
    end: int
    mend: str | None = None
    about: str = ""

    @property
    def found(self) -> str:
        """The words themselves."""
        return self.passage.text[self.start : self.end]

    @property
    def at(self) -> int:
        """Where they begin in the field of the paragraph."""
        return self.passage.offset + self.start


def quotations(text: str) -> list[Span]:
    """Where somebody else is quoted: what stands between quotation marks, an open one to the end."""
    return [found.span() for found in _QUOTED.finditer(text)]


def addresses(text: str) -> list[Span]:
    """Addresses of web pages: a mend would lead them nowhere."""
    return [found.span() for found in _ADDRESS.finditer(text)]


def proper_names(text: str, names: Iterable[str]) -> list[Span]:
    """Where one of these names stands, as a whole."""
    found: list[Span] = []
    for name in names:
        if name and name in text:
            found += [m.span() for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)]
    return found


def capitalized(text: str) -> list[Span]:
    """Runs of capitalized words that do not merely begin a sentence: names that the house does not know."""
    begins = set(sentence_starts(text))
    found = []
    for run in _CAPITALS.finditer(text):
        start, end = run.span()
        if start in begins and not _NAME_BEGINS.match(run[0]):  # the capital is the sentence's
            first = _FIRST.match(run[0])
            start += first.end() if first else 0
        found.append((start, end))
    return found


def sentence_starts(text: str) -> list[int]:
    """Where sentences begin."""
    return [
        found.end() for found in _SENTENCE.finditer(text) if not _NO_END.search(text[: found.start() + 1])
    ]


def inside(start: int, end: int, spans: Iterable[Span]) -> bool:
    """Whether the stretch touches one of these."""
    return any(start < right and left < end for left, right in spans)


def like(found: str, mend: str) -> str:
    """The mend with a capital where the words that it replaces had one."""
    return mend[:1].upper() + mend[1:] if found[:1].isupper() else mend
