"""Changed words between words that stay, told as what was done to paragraphs: struck out, new, split, merged, edited.

Between words that stay, the order of what was struck and what was inserted means nothing: what was sent out reads the
struck words only, what came back the inserted ones. So they are put in the order that says most: whole paragraphs that
went, whole paragraphs that came, what is left at the end of the paragraph before, at the beginning of the one after.
"""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz

from meetings.returned.rules.base import ITEM
from meetings.returned.rules.returned import Hand
from meetings.returned.rules.stream import Atom

ALIKE = 50  # of 100: below it a paragraph is another one, not this one rewritten


@dataclass
class Told:
    """A paragraph of ours (`name`) or a new one (""), with its words; struck out when `gone`.

    `merged`: by whose hand its end was struck, so that the next one goes on in it.
    """

    name: str
    atoms: list[Atom] = field(default_factory=list)
    gone: Hand | None = None
    merged: Hand | None = None

    @property
    def last(self) -> str:
        """Its text with every change accepted."""
        return "".join(each.text for each in self.atoms if each.went is None)

    @property
    def hand(self) -> Hand:
        """Who wrote the first of its words."""
        return next((each.hand for each in self.atoms if each.text.strip()), Hand(""))


@dataclass
class _Walk:
    names: Sequence[str]
    sent: Set[str] = frozenset()
    told: list[Told] = field(default_factory=list)
    slot: list[Atom] = field(default_factory=list)
    at: int = 0

    @property
    def alive(self) -> bool:
        return any(each.stays for each in self.slot)

    def name(self, ahead: int = 0) -> str:
        return self.names[self.at + ahead] if self.at + ahead < len(self.names) else ""

    def close(self, more: Sequence[Atom] = (), merged: Hand | None = None) -> None:
        """The paragraph in hand is told."""
        self.told.append(Told(self.name(), [*self.slot, *more], merged=merged))
        self.slot, self.at = [], self.at + 1

    def gone(self, struck: Sequence[Sequence[Atom]]) -> None:
        for each in struck:
            hand = next((atom.hand for atom in each), Hand(""))
            self.told.append(Told(self.name(), list(each), gone=hand))
            self.at += 1

    def new(self, written: Sequence[Sequence[Atom]]) -> None:
        self.told += [Told("", list(each)) for each in written if any(atom.text.strip() for atom in each)]


def told_of(atoms: Sequence[Atom], names: Sequence[str], sent: Iterable[str] = ()) -> list[Told]:
    """What was done to the paragraphs `names`, whose words and marks the atoms are; `sent`: what all of ours say."""
    walk = _Walk(names, frozenset(map(_squeezed, sent)))
    rest = _swapped(_really_gone([each for each in atoms if each.base or each.went is None]))
    at = 0
    while at < len(rest):
        if rest[at].stays:
            if rest[at].mark:
                walk.close()
            else:
                walk.slot.append(rest[at])
            at += 1
            continue
        end = next((n for n in range(at, len(rest)) if rest[n].stays), len(rest))
        region = rest[at:end]
        if not any(each.mark for each in region):
            walk.slot += region
            at = end
            continue
        last = end == len(rest)
        told = _region(walk, region, right=not (last or rest[end].mark), last=last)
        at = end + (1 if told and not last else 0)
    if walk.at < len(walk.names) and walk.slot:
        walk.close()
    elif any(each.went is None for each in walk.slot):
        walk.new([walk.slot])  # written into a paragraph that we struck, and nothing of ours stands behind it
    return [_emptied(each) for each in walk.told]


def _emptied(told: Told) -> Told:
    """One hand has struck all its words: the paragraph is struck out, though its mark was left standing."""
    hands = {
        each.went.author: each.went for each in told.atoms if each.base and each.went and each.text.strip()
    }
    if told.name and told.merged is None and len(hands) == 1 and not told.last.strip():
        (told.gone,) = hands.values()
    return told


def _region(walk: _Walk, region: Sequence[Atom], right: bool, last: bool) -> bool:
    """Tell a region with marks in it; whether the mark behind it is told with it.

    `right`: words follow that stay; `last`: nothing follows, so that what stands behind the last mark is no paragraph.
    """
    struck = _parted([each for each in region if each.base], last)
    came = _parted([each for each in region if not each.base], last)
    left, marks = walk.alive, [each for each in region if each.mark]
    if walk.at >= len(walk.names):  # behind the last paragraph of ours
        walk.new(came)
        return True
    if left and right:
        if len(struck) == 1:
            walk.slot += [*struck[0], *(each for each in region if not each.base)]
        elif len(came) == 1:
            walk.close([*struck[0], *came[0]], merged=next(each.hand for each in marks if each.base))
            walk.gone(struck[1:-1])
            walk.slot = list(struck[-1])
        else:
            walk.close([*struck[0], *came[0]])
            walk.gone(struck[1:-1])
            walk.new(came[1:-1])
            walk.slot = [*came[-1], *struck[-1]]
        return False
    if left:
        walk.close([*struck[0], *came[0]])
        _whole(walk, struck[1:], came[1:])
        return True
    if right:
        _whole(walk, struck[:-1], came[:-1])
        walk.slot = [*came[-1], *struck[-1]]
        return False
    _whole(walk, struck, came)
    return True


def _whole(walk: _Walk, struck: Sequence[list[Atom]], came: Sequence[list[Atom]]) -> None:
    """Whole paragraphs that went and came: one that says nearly the same is the old one rewritten.

    Not one that says just what another one of ours does: that was moved here.
    """
    left = list(came)
    for each in struck:
        text = _text(each)
        others = walk.sent - {_squeezed(text)}
        match = next(
            (
                n
                for n, new in enumerate(left)
                if fuzz.ratio(text, _text(new)) >= ALIKE and _squeezed(_text(new)) not in others
            ),
            None,
        )
        if match is None or _squeezed(_text(left[match])) == _squeezed(text):
            walk.gone([each])
            continue
        walk.new(left[:match])
        walk.slot = [*each, *left[match]]
        walk.close()
        left = left[match + 1 :]
    walk.new(left)


def _parted(atoms: Sequence[Atom], last: bool) -> list[list[Atom]]:
    found: list[list[Atom]] = [[]]
    for each in atoms:
        if each.mark:
            found.append([])
        else:
            found[-1].append(each)
    return found[:-1] if last and len(found) > 1 and not found[-1] else found


def _text(atoms: Sequence[Atom]) -> str:
    return "".join(each.text for each in atoms)


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _really_gone(atoms: Sequence[Atom]) -> list[Atom]:
    """A paragraph of which only spaces are left is struck out with them."""
    found: list[Atom] = []
    paragraph: list[Atom] = []
    for each in (*atoms, None):
        if each is not None and not (each.mark and each.base):
            paragraph.append(each)
            continue
        hand = next((atom.went for atom in paragraph if atom.base and atom.went), None)
        if hand and not any(atom.stays and atom.text.strip() for atom in paragraph):
            paragraph = [replace(atom, went=hand) if atom.stays else atom for atom in paragraph]
        found += paragraph if each is None else [*paragraph, each]
        paragraph = []
    return found


def _swapped(atoms: list[Atom]) -> list[Atom]:
    """When a last subparagraph is struck with its own mark, the paragraph ends where that subparagraph began."""
    for at, each in enumerate(atoms):
        if not (each.mark and each.base and each.went):
            continue
        before = next((n for n in range(at - 1, -1, -1) if atoms[n].stays), None)
        if before is not None and atoms[before].text.endswith(ITEM):
            kept = atoms[before]
            atoms[at] = replace(each, went=None)
            head = [replace(kept, text=kept.text[:-1])] if len(kept.text) > 1 else []
            atoms[before : before + 1] = [*head, replace(kept, text=ITEM, went=each.went)]
            return _swapped(atoms)
    return atoms
