"""Footnote marks in a paragraph: where they stand, and what stands between them."""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from meetings.base.word.text import clean
from meetings.report.rules.document.parts import Footnote, Paragraph, Subparagraph


def pieces(text: str, notes: Mapping[str, str]) -> list[str | Footnote]:
    """The text cut at the marks of its footnotes: stretches of text, and the footnotes between them."""
    if not notes:
        return [text] if text else []
    cut = re.split(rf"\[\^({_any(notes)})\]", text)
    found: list[str | Footnote] = []
    for at, piece in enumerate(cut):
        if at % 2:
            found.append(Footnote(piece, notes[piece]))
        elif piece:
            found.append(piece)
    return found


def notes_of(paragraph: Paragraph) -> dict[str, str]:
    """The paragraph's footnotes by key. One without text is none: its mark stays visible in the paragraph."""
    texts = {note.key: clean(note.text) for note in paragraph.footnotes}
    return {key: text for key, text in texts.items() if text}


@lru_cache(maxsize=4096)  # asked many times for each paragraph of a page, and again at the next page
def laid_out(paragraph: Paragraph) -> Paragraph:
    """The paragraph as it is printed: cleaned, marks after punctuation, unmarked footnotes at its end."""
    notes = notes_of(paragraph)

    def sub(below: Subparagraph) -> Subparagraph:
        deeper = tuple(sub(each) for each in below.subparagraphs)
        return Subparagraph(_marks_after_punctuation(clean(below.text), notes), deeper)

    laid = replace(
        paragraph,
        text=_marks_after_punctuation(clean(paragraph.text), notes),
        subparagraphs=tuple(filter(_is_said, map(sub, paragraph.subparagraphs))),
    )
    everything = "\n".join([laid.text, *texts(laid.subparagraphs)])
    unmarked = "".join(f"[^{key}]" for key in notes if f"[^{key}]" not in everything)
    return replace(laid, text=laid.text + unmarked)


def _is_said(sub: Subparagraph) -> bool:
    return bool(sub.text) or any(map(_is_said, sub.subparagraphs))


def texts(subs: tuple[Subparagraph, ...]) -> list[str]:
    """The texts of subparagraphs and of those below them, in reading order."""
    return [text for sub in subs for text in (sub.text, *texts(sub.subparagraphs))]


def _any(notes: Mapping[str, str]) -> str:
    return "|".join(map(re.escape, notes))


def _marks_after_punctuation(text: str, notes: Mapping[str, str]) -> str:
    """`word [^a].` becomes `word.[^a]`, as the United Nations prints it; unknown marks are left alone."""
    if not notes:
        return text

    def place(found: re.Match[str]) -> str:
        marks, stops = found.groups()
        following = text[found.end() : found.end() + 1]
        inside_a_word = following.isalnum() or following == "_"
        return found[0] if inside_a_word else f"{stops}{marks}"

    # One pass that takes each run of marks whole, so that no text is slow.
    marks = rf"(?<![ \u00a0])[ \u00a0]*((?:\[\^(?:{_any(notes)})\])+)([.,;:!?]*)"
    return re.sub(marks, place, text)
