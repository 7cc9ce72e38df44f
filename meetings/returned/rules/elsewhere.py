"""What stands outside our paragraphs (headings, masthead, tables, margins): it is compared and shown, never taken."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from meetings.returned.rules.base import PARAGRAPH
from meetings.returned.rules.difference import Difference, Kind
from meetings.returned.rules.returned import Block, Hand, Level, Returned

# What is worked out anew each time, or by Word: the list of what is missing, the contents, numbers of pages, the day.
_WORKED_OUT = ("UNMissing", "TOC", "Contents", "UNContents", "UNSlot", "Footer", "Header")
_DAY = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}")
MOST_LINES = 3000


def with_places(file: Returned, ours: Sequence[Block]) -> Returned:
    """The file with what reads like a line of ours in another place (a heading, the masthead) as that line.

    Behind what is struck, where LibreOffice takes its style and in the end its bookmark away; anywhere in a file that
    has lost all marks.
    """
    styles = {text: each.style for each in ours if (text := _plain(each.last))}
    struck = (False, *(each.end.went is not None for each in file.blocks))
    blocks = (
        _in_its_place(each, styles) if behind or not file.knows_us else each
        for behind, each in zip(struck, file.blocks, strict=False)
    )
    return replace(file, blocks=tuple(blocks))


def _in_its_place(block: Block, styles: Mapping[str, str]) -> Block:
    text = next((each for each in (_plain(block.last), _plain(block.first)) if each in styles), "")
    if not text or block.ours or block.level is Level.OTHER:
        return block
    return replace(block, level=Level.OTHER, style=styles[text])


def elsewhere(theirs: Sequence[Block], ours: Sequence[Block], sender: Hand) -> Iterator[Difference]:
    """The differences of these places. `ours`: how they would be printed today; what reads so once every change is
    accepted is no difference: we tracked it ourselves, for one who clears."""
    place, untracked = "", []
    today = [_plain(each.last) for each in ours if _told(each)]
    for block in theirs:
        if (
            block.level is Level.OTHER
            and block.style.startswith(("Heading", "UNAnnex"))
            and block.last.strip()
        ):
            place = block.last.strip()
        yield from _remarks(block, place)
        last, first = _plain(block.last), _plain(block.first)
        stands = last in today if last else first not in today  # a heading that is gone since is struck by us
        if block.changed and not stands and (block.first.strip() or block.last.strip()):
            hand = next(
                each.went or each.came for each in (*block.stretches, block.end) if each.went or each.came
            )
            if first != last:
                yield Difference(
                    Kind.ELSEWHERE,
                    hand or sender,
                    before=block.first.strip(),
                    after=block.last.strip(),
                    place=place,
                )
        untracked.append((last if stands else first, place, block))
    if ours:
        yield from _untracked(untracked, today, sender)


def _remarks(block: Block, place: str) -> Iterator[Difference]:
    for each in block.remarks:
        yield Difference(Kind.COMMENT, each.hand, before=each.words, after=each.said, place=place)


def _told(block: Block) -> bool:
    text = _plain(block.first) or _plain(block.last)
    return bool(text) and not block.style.startswith(_WORKED_OUT) and not _DAY.fullmatch(text)


def _untracked(
    theirs: Sequence[tuple[str, str, Block]], ours: Sequence[str], sender: Hand
) -> Iterator[Difference]:
    told = [(text, place) for text, place, block in theirs if text and _told(block)]
    texts = [text for text, _ in told]
    if len(texts) > MOST_LINES or len(ours) > MOST_LINES:
        missing = set(ours)
        yield from (
            Difference(Kind.ELSEWHERE, sender, after=text, place=place)
            for text, place in told
            if text not in missing
        )
        return
    for kind, a, b, c, d in SequenceMatcher(None, ours, texts, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for at in range(max(b - a, d - c)):
            before = ours[a + at] if a + at < b else ""
            after, place = told[c + at] if c + at < d else ("", told[c - 1][1] if c else "")
            yield Difference(Kind.ELSEWHERE, sender, before=before, after=after, place=place)


def _plain(text: str) -> str:
    """Without what Word and LibreOffice write differently: spaces, and the signs of the notes to the author line."""
    return " ".join(text.replace("*", " ").replace(PARAGRAPH, " ").split())
