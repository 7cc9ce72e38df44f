"""Pure: the text of a summary, its paragraphs, footnotes and words."""

import re

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Word counts each Chinese or Japanese character as a word, other scripts by the spaces between them.
_IDEOGRAPH = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{_IDEOGRAPH}]|[^\s{_IDEOGRAPH}]+")
_MARK = re.compile(r"\[\^(?=[^\[\]\s]*\])")


def split_paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a summary: parted by empty lines, each on one line."""
    parts = re.split(r"\n[^\S\n]*(?:\n[^\S\n]*)+", _LINE_ENDS.sub("\n", text))
    return tuple(line for line in (" ".join(part.split()) for part in parts) if line)


def split_footnotes(paragraph: str) -> tuple[str, tuple[str, ...]]:
    """The paragraph with `[^1]`, `[^2]` … where `^[source]` stood, and the sources in that order.

    Brackets inside a source belong to it (also another `^[`); what is empty or never closed stays text. A `[^1]`
    that somebody typed loses its caret, so that each mark left has its footnote.
    """
    out: list[str] = []
    notes: list[str] = []
    closing = _closing_brackets(paragraph)
    done = at = 0
    while (at := paragraph.find("^[", at)) >= 0:
        end = closing.get(at + 1)
        source = paragraph[at + 2 : end].strip() if end is not None else ""
        if end is None or not source:
            at += 2
            continue
        notes.append(_unmarked(source))
        out += [_unmarked(paragraph[done:at]).rstrip(), f"[^{len(notes)}]"]
        done = at = end + 1
    return "".join([*out, _unmarked(paragraph[done:])]), tuple(notes)


def _closing_brackets(text: str) -> dict[int, int]:
    """Where each `[` that is closed is closed."""
    found: dict[int, int] = {}
    still_open: list[int] = []
    for place, character in enumerate(text):
        if character == "[":
            still_open.append(place)
        elif character == "]" and still_open:
            found[still_open.pop()] = place
    return found


def _unmarked(text: str) -> str:
    return _MARK.sub("[", text)


def count_words(text: str) -> int:
    """The words of a summary, footnotes included, as Word counts them."""
    total = 0
    for paragraph in split_paragraphs(text):
        marked, notes = split_footnotes(paragraph)
        total += sum(len(_WORD.findall(part)) for part in (re.sub(r"\[\^\d+\]", " ", marked), *notes))
    return total
