"""Signs in the text: footnotes and emphasis."""

import re
from collections.abc import Iterator, Sequence

from meetings.base.words import N_
from meetings.proofing.rules.rule import Rule, either, pattern
from meetings.proofing.rules.text import NOTE, Hit, Known, Passage

_BEFORE_A_STOP = re.compile(rf"[ \u00a0]*((?:{NOTE.pattern})+)([.,;:!?]+)(?!\w)")


def _before_a_stop(passages: Sequence[Passage], _known: Known) -> Iterator[Hit]:
    for passage in passages:
        for found in _BEFORE_A_STOP.finditer(passage.text):
            # A sentence that has ended already needs no second stop.
            ended = passage.text[: found.start()].rstrip("”»’\"'").endswith((found[3], "!", "?"))
            yield Hit(passage, found.start(), found.end(), f"{'' if ended else found[3]}{found[1]}")


def _repeated(passages: Sequence[Passage], _known: Known) -> Iterator[Hit]:
    """A footnote that says what another one of the same paragraph has said already."""
    said: set[tuple[int, str]] = set()
    for passage in passages:
        for found in NOTE.finditer(passage.text):
            note = (passage.ref, " ".join(found[1].split()).rstrip("."))
            if note in said and note[1]:
                yield Hit(passage, found.start(), found.end(), "")
            said.add(note)


RULES = (
    Rule(
        "note-marks",
        N_("Footnote marks"),
        N_(
            "The mark of a footnote stands behind the punctuation; the numbers are counted by the report itself."
        ),
        either(_before_a_stop, pattern(r"[⁰¹²³⁴-⁹]+|\[\^\w*\]|(?<=\w)\[\d{1,3}\]|\^\[")),
        flags=(
            ("As was said^[A/HRC/61/35].", "As was said.^[A/HRC/61/35]"),
            ("As was said ^[A/HRC/61/35], they met.", "As was said,^[A/HRC/61/35] they met."),
            ("As was said.^[A/HRC/61/35].", "As was said.^[A/HRC/61/35]"),
            ("He said “It was done.”^[A/HRC/61/35].", "He said “It was done.”^[A/HRC/61/35]"),
            ("Was it said?^[A/HRC/61/35].", "Was it said?^[A/HRC/61/35]"),
            ("By A and al.^[A/HRC/61/35], they met.", "By A and al.,^[A/HRC/61/35] they met."),
            ("As was said.³", None),
            ("As was said[12].", None),
            ("As was said[^4].", None),
            ("As was said.^[A/HRC/61/35, para. 4. It met.", None),
        ),
        leaves=("As was said.^[A/HRC/61/35]", "As was said^[A/HRC/61/35] by them.", "He wrote “[sic]”."),
        names=True,
    ),
    Rule(
        "note-twice",
        N_("The same footnote twice"),
        N_("Two footnotes of one paragraph say the same: one is enough."),
        _repeated,
        flags=(("One.^[A/HRC/61/35.] Two.^[A/HRC/61/35]", "One.^[A/HRC/61/35.] Two."),),
        leaves=("One.^[A/HRC/61/35, para. 1] Two.^[A/HRC/61/35, para. 2]", "One.^[A/HRC/61/35]"),
        names=True,
    ),
    Rule(
        "emphasis",
        N_("No emphasis"),
        N_("Nothing is set in bold or italics for emphasis."),
        either(
            pattern(r"\*\*(\S(?:[^*\n]*\S)?)\*\*", r"\1"),
            pattern(r"(?<![*\w])\*(\S(?:[^*\n]*[^\s*])?)\*(?![*\w])", r"\1"),
            pattern(r"(?<!\w)(__?)([^\W_](?:[^_\n]*[^\W_])?)\1(?!\w)", r"\2"),
        ),
        flags=(
            ("It is **very** important.", "It is very important."),
            ("It is *very* important.", "It is very important."),
            ("It is _very_ important.", "It is very important."),
            ("It is __very__ important.", "It is very important."),
        ),
        leaves=("It is very important.", "2 * 3 * 4", "A file_name_here.", "5*"),
        names=True,
    ),
)
