"""Notes written in the text as `^[source]` become footnotes of the paragraph."""

from functools import lru_cache

from meetings.outcomes.rules import split_footnotes
from meetings.report.rules.document.parts import Footnote, Paragraph, Subparagraph


@lru_cache(maxsize=4096)  # hardly any paragraph changes between two pages of a draft
def paragraph_of(text: str, items: tuple[str, ...] = (), name: str = "") -> Paragraph:
    """The paragraph as it is printed: notes of the text and of its items, counted through."""
    notes: list[Footnote] = []
    body = _with_keys(text, notes)
    subs = tuple(Subparagraph(_with_keys(item, notes)) for item in items)
    return Paragraph(body, subs, tuple(notes), name)


def _with_keys(text: str, notes: list[Footnote]) -> str:
    marked, sources = split_footnotes(text)
    first = len(notes)
    # From the last to the first, so that [^1] made from a second text is not taken for one of its own.
    for at in range(len(sources), 0, -1):
        key = f"note-{first + at}"
        marked = marked.replace(f"[^{at}]", f"[^{key}]", 1)
    notes += [Footnote(f"note-{first + at}", source) for at, source in enumerate(sources, 1)]
    return marked


def written(paragraph: Paragraph) -> tuple[str, tuple[str, ...]]:
    """A paragraph as a drafter would write it: its notes in its text. What `paragraph_of` makes of that is the same."""
    notes = {note.key: note.text for note in paragraph.footnotes}

    def back(text: str) -> str:
        for key, note in notes.items():
            text = text.replace(f"[^{key}]", f"^[{note}]")
        return text

    return back(paragraph.text), tuple(back(sub.text) for sub in paragraph.subparagraphs)
