"""The words of a file laid on those that were sent out: which are ours, which came, which went, by whose hand."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from meetings.report.rules.paragraphs.references import FIGURES, UNRESOLVED
from meetings.report.rules.wording import number
from meetings.returned.rules.base import ITEM, PARAGRAPH
from meetings.returned.rules.returned import Block, Hand, Level, Stretch

MOST_TOKENS = 4000  # beyond it comparing word by word takes seconds
MOST_AUTHORS = 20  # of one paragraph: whoever signed our own changes in it is among the first
_TOKEN = re.compile(rf"\[\[[a-z0-9]+\]\]|[{ITEM}{PARAGRAPH}]|\n|[^\S\n{ITEM}{PARAGRAPH}]+|\w+|[^\w\s]")
_REFERENCE = re.compile(r"(?:\[\[[a-z0-9]+\]\]|[\s,–-])+")
_MARK = re.compile(r"(\[\[[a-z0-9]+\]\])")
_DIGITS, _NOWHERE = r"\d{1,3}(?:,\d{3})*|\d+", re.escape(UNRESOLVED)
_COUNTED = rf"(?:(?:{'|'.join(map(number, range(10)))}|{_DIGITS})(?!\w)|{_NOWHERE})"
_NUMBERED = rf"(?:\d++|{_NOWHERE})"


@dataclass(frozen=True)
class Atom:
    """Words, or the mark of a paragraph. `base`: they stand in what was sent out; `went`: they are struck.

    Words with neither `base` nor `went` are new, by `came`.
    """

    text: str
    base: bool
    came: Hand | None = None
    went: Hand | None = None

    @property
    def mark(self) -> bool:
        return self.text == PARAGRAPH

    @property
    def stays(self) -> bool:
        return self.base and self.went is None

    @property
    def hand(self) -> Hand:
        return (self.went if self.base else self.came) or Hand("")


def written(blocks: Sequence[Block]) -> list[Atom]:
    """The blocks with their marks as atoms; ours is what no tracked change has inserted."""
    atoms: list[Atom] = []
    ends = _ends(blocks)
    for at, block in enumerate(blocks):
        atoms += [Atom(each.text, each.came is None, each.came, each.went) for each in block.stretches]
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        sign = ITEM if following is not None and following.level is Level.ITEM else PARAGRAPH
        end = ends[at]
        atoms.append(Atom(sign, end.came is None, end.came, end.went))
    return atoms


def _ends(blocks: Sequence[Block]) -> list[Stretch]:
    """The marks of the blocks: that of ours behind subparagraphs that came whole, so that they are part of it."""
    ends = [each.end for each in blocks]
    for at, (end, block) in enumerate(zip(ends[1:], blocks[1:], strict=True), 1):
        ours = ends[at - 1].came is None and ends[at - 1].went is None
        came = end.came is not None and end.went is None and not block.first.strip()
        if ours and came and block.level is Level.ITEM:
            ends[at - 1], ends[at] = end, ends[at - 1]
    return ends


def laid_on(atoms: Sequence[Atom], base: str, sender: Hand, marks: Mapping[str, str]) -> list[Atom]:
    """The atoms with what they have of the base marked as such; what it has and they have not is struck by `sender`.

    `sender` is who handed the file in: of what was changed without being tracked nobody else is known. `marks`: how
    cross-references and figures were printed, where that is known; else any number is taken for one.
    """
    first = "".join(each.text for each in atoms if each.base)
    if first == base:
        return list(atoms)
    # A file that was sent out with tracked changes of our own reads as the base when these are accepted.
    signed = dict.fromkeys(each.author for atom in atoms for each in (atom.came, atom.went) if each)
    for author in list(signed)[:MOST_AUTHORS]:
        settled = [replace(atom, base=_settled(atom, author)) for atom in atoms]
        if "".join(each.text for each in settled if each.base) == base:
            return settled
    last = "".join(each.text for each in atoms if each.went is None)
    every = fuzz.ratio(last, base) > fuzz.ratio(first, base)
    looked_at = [each for each in atoms if each.base or every]
    # What was struck and what came in its place stand side by side there: they are not one word.
    texts = [each.text for each in looked_at] if every else ["".join(each.text for each in looked_at)]
    tokens = [token for text in texts for token in tokens_of(text)]
    laid = _compared(tokens, base, sender, [each for each in looked_at for _ in each.text], marks)
    found: list[Atom] = []
    at = 0
    for each in atoms:
        if not (each.base or every):
            found.append(each)
            continue
        for char in each.text:
            found += laid.before.get(at, ())
            if at in laid.base:
                found.append(replace(each, text=char, base=True))
            elif at not in laid.dropped:
                came = each.came or (sender if each.went is None else None)
                found.append(replace(each, text=char, base=False, came=came))
            at += 1
    return _together([*found, *laid.before.get(at, ())])


def _settled(atom: Atom, author: str) -> bool:
    """Whether words stand once all that this author changed is accepted, and what others changed is refused."""
    came = atom.came is None or atom.came.author == author
    return came and not (atom.went is not None and atom.went.author == author)


@dataclass
class _Laid:
    """Which characters of a text are the base's, which only print a reference, and what stands before a character."""

    base: set[int] = field(default_factory=set)
    dropped: set[int] = field(default_factory=set)
    before: dict[int, list[Atom]] = field(default_factory=dict)


def _compared(
    theirs: list[str], base: str, sender: Hand, of: Sequence[Atom], marks: Mapping[str, str]
) -> _Laid:
    laid, at = _Laid(), 0
    for ours, new in _as_it_was_sent(base, theirs, marks) or _steps(tokens_of(base), theirs):
        here = range(at, at + sum(map(len, new)))
        if ours == new:
            laid.base.update(here)
        elif span := _printed(ours, new, of[here.start : here.stop], marks):
            shown = here[span.start : span.stop]
            laid.before.setdefault(shown.start, []).append(
                Atom("".join(ours), True, None, of[shown.start].went)
            )
            laid.dropped.update(shown)
        elif ours:
            laid.before.setdefault(at, []).append(Atom("".join(ours), True, None, sender))
        at = here.stop
    return laid


def tokens_of(text: str) -> list[str]:
    """Words, spaces, signs, cross-references and marks, each by itself; together they are the text."""
    return _TOKEN.findall(text)


def _as_it_was_sent(
    base: str, theirs: list[str], marks: Mapping[str, str]
) -> list[tuple[list[str], list[str]]]:
    """The base's pieces, each with how it is printed, when nothing else is different; or none."""
    pieces = _MARK.split(base)
    found = re.fullmatch("".join(f"({_as_printed(each, marks)})" for each in pieces), "".join(theirs))
    return [([ours], [new]) for ours, new in zip(pieces, found.groups(), strict=True)] if found else []


def _steps(ours: list[str], theirs: list[str]) -> Iterable[tuple[list[str], list[str]]]:
    if len(ours) > MOST_TOKENS or len(theirs) > MOST_TOKENS:
        yield ours, theirs
        return
    for _, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        yield ours[a:b], theirs[c:d]


def _printed(ours: list[str], new: list[str], of: Sequence[Atom], marks: Mapping[str, str]) -> slice | None:
    """Where among words a cross-reference or a figure is printed as the number of the day. What stands beside it, or
    was not there as the file was sent, is somebody’s own."""
    text = "".join(ours)
    if "[[" not in text or not _REFERENCE.fullmatch(text):
        return None
    wanted = rf"(?<!\w){''.join(_as_printed(each, marks) for each in _MARK.split(text))}(?!\w)"
    shown = "".join(char if each.base else "\0" for char, each in zip("".join(new), of, strict=True))
    found = re.search(wanted, shown)
    if found is None or len({each.went for each in of[found.start() : found.end()]}) > 1:
        return None
    return slice(*found.span())


def _as_printed(piece: str, marks: Mapping[str, str]) -> str:
    """What a mark may read like: as it was printed, or else any number or figure. All else is as it is."""
    if not _MARK.fullmatch(piece):
        return re.escape(piece)
    if said := marks.get(piece[2:-2]):
        return re.escape(said)
    return _COUNTED if piece[2:-2] in FIGURES else _NUMBERED


def _together(atoms: Iterable[Atom]) -> list[Atom]:
    """Neighbours of the same hands as one; marks of paragraphs stand alone."""
    found: list[Atom] = []
    for atom in atoms:
        for piece in filter(None, re.split(f"({PARAGRAPH})", atom.text)):
            same = found and (found[-1].base, found[-1].came, found[-1].went) == (
                atom.base,
                atom.came,
                atom.went,
            )
            if same and PARAGRAPH not in (piece, found[-1].text):
                found[-1] = replace(found[-1], text=found[-1].text + piece)
            else:
                found.append(replace(atom, text=piece))
    return found


def ghosts(atoms: Iterable[Atom]) -> list[Atom]:
    """What one hand wrote and another (or the same) struck again: it stands neither here nor there."""
    return [each for each in atoms if not each.base and each.went is not None]
