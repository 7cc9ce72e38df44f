"""The numbers that Word will give, worked out for the web page and the contents."""

from collections.abc import Iterable
from dataclasses import dataclass

from meetings.report.rules.document.order import blocks
from meetings.report.rules.document.parts import DEEPEST_HEADING, Block, Heading, Paragraph

_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


@dataclass(frozen=True)
class Numbered:
    """A heading or paragraph with its number, point included: "IV.", "A.", "17."."""

    label: str
    block: Heading | Paragraph


def roman(number: int) -> str:
    """4 → "IV". Raises ValueError below 1."""
    if number < 1:
        raise ValueError(f"no Roman number for {number}")
    written = ""
    for value, sign in _ROMAN:
        written += sign * (number // value)
        number %= value
    return written


def letter(number: int) -> str:
    """2 → "B". After Z Word goes on with AA, BB, CC. Raises ValueError below 1."""
    if number < 1:
        raise ValueError(f"no letter for {number}")
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def numbered(body: Iterable[Block]) -> tuple[Numbered, ...]:
    """Headings I. → A. → 1., each level beginning anew under a higher one; paragraphs 1 to n through all."""
    signs = (roman, letter, str)
    counts = [0] * DEEPEST_HEADING
    paragraphs = 0
    done = []
    for block in blocks(body):
        if isinstance(block, Heading):
            counts[block.level - 1] += 1
            counts[block.level :] = [0] * (DEEPEST_HEADING - block.level)
            label = signs[block.level - 1](counts[block.level - 1])
        else:
            paragraphs += 1
            label = str(paragraphs)
        done.append(Numbered(f"{label}.", block))
    return tuple(done)
