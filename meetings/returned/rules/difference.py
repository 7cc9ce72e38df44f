"""What is different between a file that came back and the draft that was sent out."""

from dataclasses import dataclass, field

from meetings.base.words import N_, Labelled
from meetings.returned.rules.returned import Hand
from meetings.returned.rules.stream import Atom


class Kind(Labelled):
    """What a difference asks for."""

    EDIT = "edit", N_("words changed")
    SPLIT = "split", N_("paragraph split")
    MERGED = "merged", N_("merged with the next paragraph")
    NEW = "new", N_("new paragraph")
    REMOVED = "removed", N_("paragraph struck out")
    MOVED = "moved", N_("paragraph moved")
    COMMENT = "comment", N_("comment")
    ELSEWHERE = "elsewhere", N_("outside our paragraphs")


class State(Labelled):
    """What became of it."""

    OPEN = "open", N_("open")
    ACCEPTED = "accepted", N_("accepted")
    REFUSED = "refused", N_("refused")


@dataclass(frozen=True)
class Difference:
    """One difference. `name` and `version`: the paragraph of ours that it is about ("" where there is none).

    An EDIT or a SPLIT puts `after` in the place of the base text from `start` to `end` (see base.py). NEW and MOVED
    stand behind `behind`, or before `ahead` when there is nothing to stand behind. `behind` is also what a MERGED
    paragraph takes in. ELSEWHERE and a COMMENT say in `place` where they were found. `atoms`: whose hand wrote
    and struck what of a NEW one: it may be one of ours that was moved.
    """

    kind: Kind
    hand: Hand
    name: str = ""
    version: int = 0
    start: int = 0
    end: int = 0
    before: str = ""
    after: str = ""
    behind: str = ""
    ahead: str = ""
    place: str = ""
    atoms: tuple[Atom, ...] = field(default=(), compare=False)

    @property
    def author(self) -> str:
        return self.hand.author
