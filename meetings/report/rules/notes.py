"""Notes written in the text as `^[source]` become footnotes of the paragraph."""

from meetings.outcomes.rules import split_footnotes
from meetings.report.rules.document import Footnote, Paragraph, Subparagraph


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
