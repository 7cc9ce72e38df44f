"""What was changed inside a paragraph of ours goes into it, also when somebody has edited it meanwhile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from meetings.access.actor import Actor
from meetings.base.database import db
from meetings.base.refusals import Refused, Stale
from meetings.report import actions as report
from meetings.report.models import Report, ReportParagraph
from meetings.returned import queries
from meetings.returned.models import ReturnedDifference, ReturnedFile
from meetings.returned.rules import (
    ITEM,
    PARAGRAPH,
    Kind,
    Split,
    applied,
    carried,
    cut_off,
    parted,
    printed,
    remark,
)

_WORDS = (Kind.EDIT.value, Kind.SPLIT.value)


@dataclass
class Draft:
    """The draft that a file is taken into, what of the file is in it already, which paragraphs were split, and which
    other files brought (see queries)."""

    file: ReturnedFile
    report: Report
    accepted: list[ReturnedDifference]
    splits: Sequence[Split]
    brought: Mapping[tuple[str, ...], Sequence[int]]
    words: dict[str, list[ReturnedDifference]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        done, self.accepted = self.accepted, []
        self.add(done)

    def add(self, rows: Sequence[ReturnedDifference]) -> None:
        """These are in the draft now; `words`: those that changed words, by paragraph."""
        self.accepted += rows
        for row in rows:
            if row.kind in _WORDS:
                self.words.setdefault(row.name, []).append(row)

    def find(self, name: str) -> ReportParagraph | None:
        return next((row for row in self.report.paragraphs if row.name == name), None)

    def pieces(self, name: str, version: int | None = None) -> list[ReportParagraph]:
        """The paragraph, or what it has become: the pieces that were split off it, or the one that took it in.

        They were split off since it was at `version`, or (None) since the file came back. Refused when it stands in
        the draft no more.
        """
        made = {number for each in self.words.get(name, ()) for number in each.made or ()}
        lately = [each for each in self.splits if each.at > self.file.returned_at]
        names = {name, *(cut_off(lately, name) if version is None else cut_off(self.splits, name, version))}
        rows = [row for row in self.report.paragraphs if row.name in names or row.id in made]
        found = [row for row in rows if row.removed_at is None]
        seen = {name}
        while not found and rows and rows[0].merged_into and rows[0].merged_into not in seen:
            seen.add(rows[0].merged_into)
            rows = [row for row in self.report.paragraphs if row.name == rows[0].merged_into]
            found = [row for row in rows if row.removed_at is None]
        if not found:
            raise Refused("This paragraph has been removed from the draft since. Restore it first.")
        return found


def edit(actor: Actor, draft: Draft, rows: Sequence[ReturnedDifference]) -> None:
    """Words of one paragraph: where nobody has edited it, exactly as they came back, or else carried over."""
    first = rows[0]
    pieces = draft.pieces(first.name, first.version)
    before = as_accepted(draft, first)
    after = _base_with(draft, first, rows)
    now = PARAGRAPH.join(queries.text_of(each) for each in pieces)
    if _lines(now) == _lines(before):
        text = after
    else:
        try:
            text = _one_by_one(draft, rows, now)
        except Refused:
            if _stands(before, after, now) or _is_split(before, after, now):
                return
            raise
    made = _write(actor, pieces, text)
    rows[0].made = [*(rows[0].made or ()), *made]
    if made:
        db.session.refresh(draft.report, ["paragraphs"])


def _one_by_one(draft: Draft, rows: Sequence[ReturnedDifference], now: str) -> str:
    """What somebody has edited since, with these changes; each by itself, for some may stand in it already."""
    first = rows[0]
    for at in range(len(rows)):
        before, after = (_shown(_base_with(draft, first, rows[:to])) for to in (at, at + 1))
        try:
            now = carried(before, after, now)
        except Refused:
            if not (_stands(before, after, now) or _is_split(before, after, now)):
                raise
    return now


def _stands(before: str, after: str, now: str) -> bool:
    """Whether the words that came back stand in the draft already: another file brought them, or a person did."""
    try:
        return carried(after, before, now) != now
    except Refused:
        return False


def _is_split(before: str, after: str, now: str) -> bool:
    """Whether it was split, and the draft has it in the same pieces already."""
    old, new, there = map(_lines, (before, after, now))
    return old != new == there and before.split() == after.split()


def _lines(text: str) -> list[list[list[str]]]:
    """The words of each piece and its subparagraphs: spaces at their ends go when they are written down."""
    return [[line.split() for line in piece.split(ITEM)] for piece in _shown(text).split(PARAGRAPH)]


def _shown(text: str) -> str:
    """Pieces as they are printed: marks of notes stand behind a full stop."""
    pieces = [piece.split(ITEM) for piece in text.split(PARAGRAPH)]
    return PARAGRAPH.join(printed(lead, items) for lead, *items in pieces)


def _words(text: str) -> list[str]:
    return [word for piece in _lines(text) for line in piece for word in line]


def as_accepted(draft: Draft, row: ReturnedDifference) -> str:
    """The paragraph as it was sent out, with what has been accepted of this file."""
    return _base_with(draft, row, ())


def _base_with(draft: Draft, row: ReturnedDifference, more: Sequence[ReturnedDifference]) -> str:
    base = queries.bases_of(draft.report, {(row.name, row.version)}).get((row.name, row.version))
    if base is None:
        raise Refused("How this paragraph read when it was sent out is not known any more. Edit it by hand.")
    known = draft.words.get(row.name, ())
    every: list[ReturnedDifference] = sorted([*known, *more], key=lambda each: each.seq)
    return applied(base.text, every)


def _write(actor: Actor, rows: Sequence[ReportParagraph], text: str) -> list[int]:
    """Write the text back into the paragraphs it stands in; the ids of those that were split off.

    One of which nothing is left is taken out.
    """
    told = text.split(PARAGRAPH)
    if len(told) == len(rows) and not all(each.strip() for each in told):
        for row, piece in zip(rows, told, strict=True):
            _edit(actor, row, piece) if piece.strip() else report.remove_paragraph(actor, row, row.version)
        return []
    pieces = [each for each in text.split(PARAGRAPH) if each.strip()]
    texts = [queries.text_of(row) for row in rows]
    if len(pieces) < len(rows):
        raise Refused("Paragraphs that were split have been changed since. Edit them by hand.")
    head = 0
    while head < len(rows) and pieces[head] == texts[head]:
        head += 1
    tail = 0
    while tail < len(rows) - head and pieces[-1 - tail] == texts[-1 - tail]:
        tail += 1
    left, new = list(rows[head : len(rows) - tail]), pieces[head : len(pieces) - tail]
    if not left and new:
        left, new = [rows[-1]], [texts[-1], *new]
    made: list[int] = []
    if len(new) > len(left):
        extra = len(new) - len(left) + 1
        made = _split(actor, left[0], new[:extra])
        left, new = left[1:], new[extra:]
    for row, piece in zip(left, new, strict=True):
        _edit(actor, row, piece)
    return made


def _edit(actor: Actor, row: ReportParagraph, piece: str) -> None:
    text, items = parted(piece)
    if (row.text, list(row.items or ())) != (text, items):
        report.edit_paragraph(actor, row, text, items, row.version)


def _split(actor: Actor, row: ReportParagraph, pieces: Sequence[str]) -> list[int]:
    one_line = [" ".join(parted(each)[0].split("\n\n")) for each in pieces]
    found = report.split_paragraph(actor, row, "\n\n".join(one_line), row.version)
    for piece, each in zip(found, pieces, strict=True):
        _edit(actor, piece, each)
    return [piece.id for piece in found[1:]]


def strike(actor: Actor, draft: Draft, row: ReturnedDifference) -> None:
    """The paragraph goes; not when somebody has edited it since, for what was struck is another text."""
    try:
        pieces = draft.pieces(row.name, row.version)
    except Refused:
        if _is_gone(draft, row.name):
            return
        raise
    now = PARAGRAPH.join(queries.text_of(each) for each in pieces)
    if _words(now) != _words(as_accepted(draft, row)):
        raise Refused(
            "The paragraph has been edited since the file was sent out, so it is not struck. Remove it by hand."
        )
    for each in pieces:
        report.remove_paragraph(actor, each, each.version)


def _is_gone(draft: Draft, name: str) -> bool:
    """Whether another file, or a drafter, has struck it already; not when its text went on in another one."""
    row = draft.find(name)
    return bool(row and row.removed_at and not row.merged_into)


def merge(actor: Actor, draft: Draft, row: ReturnedDifference) -> None:
    """The paragraph takes in the next one."""
    first, second = draft.pieces(row.name, row.version)[-1], draft.pieces(row.behind)[0]
    if first is second:
        return
    try:
        report.merge_with_next(actor, first, first.version, second.id, second.version)
    except Stale:
        raise Refused(
            "Another paragraph stands between the two in the draft now. Merge them by hand."
        ) from None


def comment(actor: Actor, draft: Draft, row: ReturnedDifference) -> None:
    """A comment stands at our paragraph, under the name by which it was written in Word."""
    pieces = draft.pieces(row.name, row.version)
    place = next((each for each in pieces if row.before in queries.text_of(each)), pieces[0])
    made = report.comment(actor, place, remark(row.before, row.after))
    made.by = row.author or actor.name
