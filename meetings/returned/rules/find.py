"""A file that came back against what was sent out: every difference, and nothing else."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from meetings.returned.rules.base import PARAGRAPH, Base
from meetings.returned.rules.difference import Difference, Kind
from meetings.returned.rules.edits import edits
from meetings.returned.rules.elsewhere import elsewhere, with_places
from meetings.returned.rules.moving import moved, put_elsewhere
from meetings.returned.rules.regions import Told, told_of
from meetings.returned.rules.returned import Block, Hand, Ours, Returned
from meetings.returned.rules.runs import Group, groups_of
from meetings.returned.rules.settled import without_ours
from meetings.returned.rules.stream import Atom, ghosts, laid_on, written


@dataclass(frozen=True)
class Sent:
    """What was sent out. `bases`: each version that a bookmark can name; `every`: the paragraphs of the file in order.

    `blocks`: the draft of today as it would be printed, for what stands outside the paragraphs.
    """

    bases: Mapping[Ours, Base]
    every: Sequence[Base]
    blocks: Sequence[Block] = ()


@dataclass(frozen=True)
class Found:
    """The differences in reading order, and how many of our paragraphs were found in the file."""

    differences: tuple[Difference, ...]
    known: int


def find(file: Returned, sent: Sent, sender: Hand) -> Found:
    """Every difference of a file. `sender` signs what was changed without being tracked."""
    file = without_ours(with_places(file, sent.blocks))
    groups = groups_of(file, sent.bases, sent.every)
    laid = [_laid(group, sender, file.marks) for group in groups]
    told = [
        told_of(
            [atom for run in runs for atom in run],
            [base.name for run in group.runs for base in run.bases],
            [base.text for base in sent.every],
        )
        for group, runs in zip(groups, laid, strict=True)
    ]
    known = {base.name for group in groups for run in group.runs for base in run.bases}
    versions = {base.name: base for base in sent.every} | {
        base.name: base for group in groups for run in group.runs for base in run.bases
    }
    cut = [base for base in sent.every if base.name not in known]
    found: list[Difference] = []
    for group, runs, paragraphs in zip(groups, laid, told, strict=True):
        found += _of_group(group, paragraphs, versions, [atom for run in runs for atom in run])
        found += _struck_again(group, runs)
        found += _remarks(group)
    found += [Difference(Kind.REMOVED, sender, b.name, b.version, 0, len(b.text), b.text) for b in cut]
    found = [_signed(each) for each in moved(found, versions, file.marks)]
    tracked = {each.name for each in found if each.kind is Kind.MOVED}
    found += put_elsewhere(told, sent.every, sender, tracked)
    known_texts = {id(block) for group in groups for run in group.runs for block in run.blocks}
    found = _in_order(found, told)
    found += elsewhere([each for each in file.blocks if id(each) not in known_texts], sent.blocks, sender)
    return Found(tuple(found), len(known))


def _laid(group: Group, sender: Hand, marks: Mapping[str, str]) -> list[list[Atom]]:
    """Each run of the group laid on what was sent out of it."""
    return [
        laid_on(written(run.blocks), "".join(each.text + PARAGRAPH for each in run.bases), sender, marks)
        for run in group.runs
    ]


def _of_group(
    group: Group, told: Sequence[Told], versions: Mapping[str, Base], atoms: Sequence[Atom]
) -> Iterator[Difference]:
    places = {id(each): at for at, each in enumerate(atoms)}
    for at, (each, (behind, ahead)) in enumerate(zip(told, _beside(told), strict=True)):
        base = versions.get(each.name)
        if base is None:
            if not (behind or ahead or group.headed):
                yield Difference(Kind.ELSEWHERE, each.hand, after=each.last.strip(), place=group.heading)
                continue
            yield Difference(
                Kind.NEW, each.hand, after=each.last.strip(), behind=behind, ahead=ahead, place=group.heading,
                atoms=_with_struck(each, atoms, places),
            )  # fmt: skip
            continue
        if each.gone is not None:
            yield Difference(Kind.REMOVED, each.gone, base.name, base.version, 0, len(base.text), base.text)
        else:
            yield from edits(each, base)
        if each.merged is not None:
            other = next((later.name for later in told[at + 1 :] if later.name and later.gone is None), "")
            yield Difference(Kind.MERGED, each.merged, base.name, base.version, behind=other)


def _signed(difference: Difference) -> Difference:
    """A new paragraph is by all whose words stand in it."""
    if difference.kind is not Kind.NEW:
        return difference
    hand, stay = (
        difference.hand,
        [atom for atom in difference.atoms if atom.went is None and atom.text.strip()],
    )
    authors = dict.fromkeys([hand.author, *(atom.came.author for atom in stay if atom.came)])
    return replace(difference, hand=replace(hand, author=", ".join(authors)))


def _beside(told: Sequence[Told]) -> Iterator[tuple[str, str]]:
    """Of ours the last that stays before each, and the first behind it: what was struck may come in another place.

    Where none stays, those that were struck.
    """
    stay = [each.name if each.gone is None else "" for each in told]
    names = stay if any(stay) else [each.name for each in told]
    before, behind = accumulate(names, _later, initial=""), [*accumulate(reversed(names), _later)]
    return zip(before, reversed(behind), strict=False)


def _later(last: str, name: str) -> str:
    return name or last


def _with_struck(told: Told, atoms: Sequence[Atom], places: Mapping[int, int]) -> tuple[Atom, ...]:
    """A new paragraph’s words, also those that another hand has struck again. `places`: of the atoms, by their ids."""
    own = {id(each) for each in told.atoms}
    found = [places[each] for each in own if each in places]
    if not found:
        return tuple(told.atoms)
    first, last = min(found), max(found) + 1
    while first and _struck_word(atoms[first - 1]):
        first -= 1
    while last < len(atoms) and _struck_word(atoms[last]):
        last += 1
    return tuple(each for each in atoms[first:last] if id(each) in own or _struck_word(each))


def _struck_word(atom: Atom) -> bool:
    return not (atom.base or atom.mark) and atom.went is not None


def _struck_again(group: Group, laid: Sequence[Sequence[Atom]]) -> Iterator[Difference]:
    for run, atoms in zip(group.runs, laid, strict=True):
        name = run.bases[0].name if run.bases else ""
        for each in ghosts(atoms):
            if each.went is not None and each.came is not None and each.text.strip():
                yield Difference(
                    Kind.ELSEWHERE, each.went, name, before=each.text.strip(), place=each.came.author
                )


def _remarks(group: Group) -> Iterator[Difference]:
    for run in group.runs:
        for block in run.blocks:
            for each in block.remarks:
                base = run.bases[0] if run.bases else None
                yield Difference(
                    Kind.COMMENT,
                    each.hand,
                    base.name if base else "",
                    base.version if base else 0,
                    before=each.words,
                    after=each.said,
                    place="" if base else group.heading,
                )


def _in_order(found: Sequence[Difference], told: Sequence[Sequence[Told]]) -> list[Difference]:
    """In the order in which the file is read, all of one paragraph together."""
    ranks = {
        each.name: at
        for at, each in enumerate((each for part in told for each in part if each.name), start=1)
    }

    def place(each: Difference) -> tuple[int, bool]:
        if each.name and each.kind is not Kind.MOVED:
            return ranks.get(each.name, len(ranks) + 1), False
        return ranks.get(each.behind) or ranks.get(each.ahead, len(ranks) + 1) - 1, True

    return sorted(found, key=place)
