"""How long a report is. The limit counts headings, footnotes, the summary and the annex."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from meetings.base.word.text import clean
from meetings.report.rules import fixed
from meetings.report.rules.document.front import PAGE_UNKNOWN, annexes, contents, masthead_lines
from meetings.report.rules.document.marks import laid_out, notes_of, pieces, texts
from meetings.report.rules.document.order import blocks, says_something, with_participants
from meetings.report.rules.document.parts import Block, Document, Footnote, Heading, Paragraph

# Word counts each Chinese or Japanese character as a word, other scripts by the spaces between them.
_IDEOGRAPH = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{_IDEOGRAPH}]|[^\s{_IDEOGRAPH}]+")


WORDS_OF_A_PAGE = 500


@dataclass(frozen=True)
class WordCount:
    """Words by part. `front`: masthead, contents and note of what is missing; the limit leaves it out."""

    front: int
    summary: int
    body: int
    footnotes: int
    annex: int

    @property
    def limited(self) -> int:
        """The words that count against the limit."""
        return self.summary + self.body + self.footnotes + self.annex

    @property
    def in_file(self) -> int:
        """The words that Word shows for the exported file, text boxes and footnotes included."""
        return self.front + self.limited


def words_in(text: str) -> int:
    """The words of a text as Word counts them."""
    return len(_WORD.findall(text))


def over_a_page(texts: Iterable[str]) -> bool:
    """Whether a paragraph fills more than a page of the report: nobody reads it, and it is to be split."""
    said = " ".join(texts)
    return len(said) >= WORDS_OF_A_PAGE and words_in(said) > WORDS_OF_A_PAGE


def count_words(document: Document) -> int:
    """The words of the report that count against its limit."""
    return word_count(document).limited


def word_count(document: Document) -> WordCount:
    """The words of each part of the report."""
    summary = [_paragraph(each) for each in document.summary if says_something(each)]
    body = [
        (words_in(clean(block.text)), 0) if isinstance(block, Heading) else _paragraph(block)
        for block in blocks(document.body)
    ]
    return WordCount(
        front=_front(document),
        summary=sum(text for text, _ in summary) + (words_in(fixed.SUMMARY) if summary else 0),
        body=sum(text for text, _ in body),
        footnotes=sum(notes for _, notes in summary + body),
        annex=_annexes(document),
    )


def words_of(blocks_of: Iterable[Block]) -> int:
    """The words of headings and paragraphs with their footnotes."""
    return sum(
        words_in(clean(block.text)) if isinstance(block, Heading) else sum(_paragraph(block))
        for block in blocks(blocks_of)
    )


@lru_cache(maxsize=4096)  # a draft is counted again at each page of it, and hardly any paragraph has changed
def _paragraph(paragraph: Paragraph) -> tuple[int, int]:
    """Words of the text, words of its footnotes (a footnote marked twice is printed twice)."""
    laid, notes = laid_out(paragraph), notes_of(paragraph)
    text = footnotes = 0
    for each in (laid.text, *texts(laid.subparagraphs)):
        cut = pieces(each, notes)
        text += words_in("".join(piece for piece in cut if isinstance(piece, str)))
        footnotes += sum(words_in(piece.text) for piece in cut if isinstance(piece, Footnote))
    return text, footnotes


def _annexes(document: Document) -> int:
    lines = [text for annex in annexes(document) for text in (annex.label, annex.title)]
    for group in with_participants(document.annex):
        lines += [group.category, *fixed.PARTICIPANT_COLUMNS]
        for row in group.rows:
            lines += [row.name if clean(row.name) else fixed.UNNAMED, row.function, row.organization]
    if document.figures:
        lines += [fixed.FIGURES_NOTE]
    for each in document.figures:
        lines += [each.title, *each.columns, *(cell for line in each.lines for cell in line)]
    return sum(words_in(clean(line)) for line in lines)


def _front(document: Document) -> int:
    lines = masthead_lines(document.masthead)
    if document.missing:
        lines += [fixed.MISSING, *document.missing]
    for entry in contents(document):
        lines += [entry.label, entry.text, PAGE_UNKNOWN]
    if contents(document):
        lines += [fixed.CONTENTS, fixed.PAGE]
    return sum(words_in(clean(line)) for line in lines) + len(document.masthead.notes)
