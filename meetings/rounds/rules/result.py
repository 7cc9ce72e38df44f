"""A round's result is a function of the answers and the deadline: which answer stands, what was late, what is open.

Pure. Whoever was asked is known here by a mark only, never by a name.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from meetings.rounds.rules.words import SAYS, Kind


@dataclass(frozen=True)
class Answer:
    """What somebody (`who`: a mark) said of a paragraph, None: of the whole. One by mail stands beside all others.

    `version`: of the paragraph that was read; `outdated`: it reads otherwise now.
    """

    who: str
    paragraph: int | None
    kind: Kind
    text: str
    at: datetime
    by_mail: bool = False
    id: int = 0
    version: int = 0
    outdated: bool = False

    @property
    def slot(self) -> tuple[str, int | None, str]:
        """Of answers with the same slot the last one counts."""
        return (self.who, self.paragraph, self.text if self.by_mail else "")

    @property
    def order(self) -> tuple[datetime, int]:
        """The order in which they were given; of two of one second the later has the higher number."""
        return (self.at, self.id)


def standing(answers: Iterable[Answer], deadline: datetime) -> dict[tuple[str, int | None, str], Answer]:
    """The last answer in time for each person and paragraph; what came after the deadline stands nowhere."""
    found: dict[tuple[str, int | None, str], Answer] = {}
    for answer in answers:
        if answer.at > deadline:
            continue
        kept = found.get(answer.slot)
        if kept is None or answer.order > kept.order:
            found[answer.slot] = answer
    return found


def late(answers: Iterable[Answer], deadline: datetime) -> list[Answer]:
    """What came after the deadline and says something: it is shown, and changes nothing."""
    said = [a for a in answers if a.at > deadline and a.kind in SAYS]
    return sorted({(*a.slot, a.kind, a.text): a for a in sorted(said, key=_order)}.values(), key=_order)


def _order(answer: Answer) -> tuple[datetime, int]:
    return answer.order


@dataclass(frozen=True)
class OfParagraph:
    """How a paragraph stands: who agreed, who said nothing (which agrees at the deadline), what was said.

    `earlier`: who agreed to words that have changed since; that is no agreement to those that stand.
    """

    agreed: frozenset[str]
    earlier: frozenset[str]
    silent: frozenset[str]
    said: tuple[Answer, ...]


@dataclass(frozen=True)
class Result:
    """What a round says. `answered`: who said anything; `whole`: what was said of the summary as a whole."""

    paragraphs: Mapping[int, OfParagraph]
    whole: tuple[Answer, ...]
    answered: frozenset[str]
    asked: frozenset[str]

    @property
    def said(self) -> tuple[Answer, ...]:
        """Every comment and wording that stands, in the order in which they were given."""
        found = [*self.whole, *(a for one in self.paragraphs.values() for a in one.said)]
        return tuple(sorted(found, key=_order))

    @property
    def everybody(self) -> bool:
        """Whether there is nobody left of whom an answer could come, to the words as they stand."""
        return self.asked <= self.answered and not any(one.earlier for one in self.paragraphs.values())


def result(
    paragraphs: Collection[int], asked: Collection[str], answers: Iterable[Answer], deadline: datetime
) -> Result:
    """The result of a round. In which order answers came, twice or late, makes no difference."""
    everybody = frozenset(asked)
    stands = [a for a in standing(answers, deadline).values() if a.who in everybody]
    by_paragraph = {p: [a for a in stands if a.paragraph == p] for p in paragraphs}
    gone = [a for a in stands if a.paragraph is None or a.paragraph not in by_paragraph]
    return Result(
        {p: _of_paragraph(those, everybody) for p, those in by_paragraph.items()},
        tuple(sorted((a for a in gone if a.kind in SAYS), key=_order)),
        frozenset(a.who for a in stands if a.kind is not Kind.NOTHING),
        everybody,
    )


def _of_paragraph(those: list[Answer], asked: frozenset[str]) -> OfParagraph:
    agreed = frozenset(a.who for a in those if a.kind is Kind.AGREE and not a.outdated)
    earlier = frozenset(a.who for a in those if a.kind is Kind.AGREE and a.outdated) - agreed
    said = tuple(sorted((a for a in those if a.kind in SAYS), key=_order))
    return OfParagraph(agreed, earlier, asked - agreed - earlier - {a.who for a in said}, said)
