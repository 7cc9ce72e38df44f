"""A file that came back against what was sent out: every difference, and nothing else."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from meetings.returned.rules.base import ITEM, PARAGRAPH, Base
from meetings.returned.rules.difference import Difference, Kind
from meetings.returned.rules.elsewhere import elsewhere
from meetings.returned.rules.regions import Told, told_of
from meetings.returned.rules.returned import Block, Hand, Ours, Returned
from meetings.returned.rules.runs import Group, groups_of
from meetings.returned.rules.stream import Atom, ghosts, laid_on, written

SAME = 90  # of 100: a paragraph that went and one that came are one that was moved


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
    groups = groups_of(file, sent.bases, sent.every)
    told = [_told(group, sender) for group in groups]
    known = {base.name for group in groups for run in group.runs for base in run.bases}
    versions = {base.name: base for base in sent.every} | {
        base.name: base for group in groups for run in group.runs for base in run.bases
    }
    cut = [base for base in sent.every if base.name not in known]
    found: list[Difference] = []
    for group, paragraphs in zip(groups, told, strict=True):
        found += _of_group(group, paragraphs, versions)
        found += _struck_again(group, sender)
        found += _remarks(group)
    found += [Difference(Kind.REMOVED, sender, b.name, b.version, 0, len(b.text), b.text) for b in cut]
    found = _moved(found, versions)
    found += _put_elsewhere(
        groups, told, sent.every, sender, {each.name for each in found if each.kind is Kind.MOVED}
    )
    known_texts = {id(block) for group in groups for run in group.runs for block in run.blocks}
    found = _in_order(found, told)
    found += elsewhere([each for each in file.blocks if id(each) not in known_texts], sent.blocks, sender)
    return Found(tuple(found), len(known))


def _told(group: Group, sender: Hand) -> list[Told]:
    atoms: list[Atom] = []
    names: list[str] = []
    for run in group.runs:
        base = "".join(each.text + PARAGRAPH for each in run.bases)
        atoms += laid_on(written(run.blocks), base, sender)
        names += [each.name for each in run.bases]
    return told_of(atoms, names)


def _of_group(group: Group, told: Sequence[Told], versions: Mapping[str, Base]) -> Iterator[Difference]:
    behind = ""
    for at, each in enumerate(told):
        base = versions.get(each.name)
        if base is None:
            ahead = next((later.name for later in told[at:] if later.name), "")
            if not (behind or ahead or group.headed):
                yield Difference(Kind.ELSEWHERE, each.hand, after=each.last.strip(), place=group.heading)
                continue
            yield Difference(
                Kind.NEW, each.hand, after=each.last.strip(), behind=behind, ahead=ahead, place=group.heading
            )
            continue
        if each.gone is not None:
            yield Difference(Kind.REMOVED, each.gone, base.name, base.version, 0, len(base.text), base.text)
        else:
            yield from _edits(each, base)
        if each.merged is not None:
            other = next((later.name for later in told[at + 1 :] if later.name and later.gone is None), "")
            yield Difference(Kind.MERGED, each.merged, base.name, base.version, behind=other)
        behind = each.name


def _edits(told: Told, base: Base) -> Iterator[Difference]:
    """What each hand changed between words that stay, the deletions and insertions of one hand together."""
    at = done = 0
    region: list[tuple[int, Atom]] = []
    for each in (*told.atoms, Atom("", True)):
        if each.stays:
            for difference in _of_region(region, base):
                settled = _by_lines(difference, base.text, done)
                done = settled.end
                yield settled
            region = []
        else:
            region.append((at, each))
        if each.base:
            at += len(each.text)


def _by_lines(each: Difference, base: str, done: int) -> Difference:
    """A whole subparagraph that came or went between others that begin alike is told as one, from its beginning."""
    text = each.after or each.before
    if (each.after and each.before) or ITEM not in text[1:]:
        return each
    back = len(text) - text.rindex(ITEM)
    if each.start - back < done or base[each.start - back : each.start] != text[-back:]:
        return each
    whole = text[-back:] + text[:-back]
    start, end = each.start - back, each.end - back
    return replace(each, start=start, end=end, before=each.before and whole, after=each.after and whole)


def _of_region(region: Sequence[tuple[int, Atom]], base: Base) -> Iterator[Difference]:
    done: list[list[tuple[int, Atom]]] = []
    for at, atom in region:
        if done and done[-1][-1][1].hand.author == atom.hand.author:
            done[-1].append((at, atom))
        else:
            done.append([(at, atom)])
    for same in done:
        struck = "".join(atom.text for _, atom in same if atom.base)
        came = "".join(atom.text for _, atom in same if not atom.base)
        start = same[0][0]
        if struck == came:
            continue
        kind = Kind.SPLIT if PARAGRAPH in came else Kind.EDIT
        hand = same[-1][1].hand
        yield Difference(kind, hand, base.name, base.version, start, start + len(struck), struck, came)


def _struck_again(group: Group, sender: Hand) -> Iterator[Difference]:
    for run in group.runs:
        for each in ghosts(written(run.blocks)):
            if each.went is not None and each.text.strip() and each.came is not None:
                name = run.bases[0].name if run.bases else ""
                before = each.text.strip()
                yield Difference(Kind.ELSEWHERE, each.went, name, before=before, place=each.came.author)


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


def _moved(found: Sequence[Difference], versions: Mapping[str, Base]) -> list[Difference]:
    """A paragraph that went in one place and came in another was moved, with what was changed in it."""
    pairs = _pairs(found)
    moved = {one.name for one in pairs.values()}
    done: list[Difference] = []
    for each in found:
        if each.kind is Kind.REMOVED and each.name in moved:
            continue
        gone = pairs.get(id(each))
        if gone is None:
            done.append(each)
            continue
        place = replace(each, kind=Kind.MOVED, name=gone.name, version=gone.version)
        done.append(replace(place, before=gone.before, after=""))
        came = [Atom(each.after, False, each.hand), Atom(PARAGRAPH, True)]
        atoms = laid_on(came, gone.before + PARAGRAPH, each.hand)
        done += _edits(Told(gone.name, [atom for atom in atoms if not atom.mark]), versions[gone.name])
    return done


def _pairs(found: Sequence[Difference]) -> dict[int, Difference]:
    """Which new paragraph is which that went: the most alike, if they are alike at all."""
    came = [each for each in found if each.kind is Kind.NEW]
    pairs: dict[int, Difference] = {}
    for one in (each for each in found if each.kind is Kind.REMOVED):
        text, best, match = _squeezed(one.before), 0.0, None
        for new in came:
            alike = fuzz.ratio(text, _squeezed(new.after), score_cutoff=max(SAME, best))
            if alike > best and id(new) not in pairs:
                best, match = alike, new
        if match is not None:
            pairs[id(match)] = one
    return pairs


def _put_elsewhere(
    groups: Sequence[Group],
    told: Sequence[Sequence[Told]],
    every: Sequence[Base],
    sender: Hand,
    moved: Iterable[str],
) -> Iterator[Difference]:
    """Paragraphs that stand in another order than they were sent in, though nobody tracked the move."""
    ranks = {base.name: at for at, base in enumerate(every)}
    stand = [
        each.name for part in told for each in part if each.name in ranks and each.name not in set(moved)
    ]
    kept = _longest_rising([ranks[name] for name in stand])
    left = {name for name in stand if ranks[name] not in kept}
    gone = {each.name for part in told for each in part if each.gone is not None}
    for part in told:
        names = [each.name for each in part if each.name]
        for at, name in enumerate(names):
            if name in left - gone:
                base = every[ranks[name]]
                behind = names[at - 1] if at else ""
                ahead = next((each for each in names[at + 1 :] if each not in left), "")
                yield Difference(
                    Kind.MOVED, sender, name, base.version, before=base.text, behind=behind, ahead=ahead
                )


def _longest_rising(ranks: Sequence[int]) -> set[int]:
    """The most paragraphs that still stand in the order in which they were sent (patience sorting)."""
    ends: list[int] = []  # ends[n]: the lowest rank with which a rising row of n + 1 ends
    before: dict[int, int | None] = {}
    for rank in ranks:
        at = bisect_left(ends, rank)
        before[rank] = ends[at - 1] if at else None
        ends[at : at + 1] = [rank]
    kept: set[int] = set()
    rank_ = ends[-1] if ends else None
    while rank_ is not None:
        kept.add(rank_)
        rank_ = before[rank_]
    return kept


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


def _squeezed(text: str) -> str:
    return " ".join(text.split())
