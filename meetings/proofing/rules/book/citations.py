"""Citations: resolutions stand in the mandate register, with the day on which they were adopted."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from meetings.base.words import N_
from meetings.proofing.rules.rule import Rule, either, pattern
from meetings.proofing.rules.text import Hit, Known, Passage, Span
from meetings.report.rules.dates import day
from meetings.report.rules.fixed import MONTHS

_DAY = rf"\d{{1,2}}\s+(?:{'|'.join(MONTHS)})\s+\d{{4}}"
_COUNCIL = r"(?:it|the(?:\s+Human\s+Rights)?\s+Council)"
_HOW = r"(?:without\s+a\s+vote\s+|by\s+consensus\s+)?"
_ADOPTED = rf"(?:which\s+{_COUNCIL}\s+)?adopted\s+(?:by\s+{_COUNCIL}\s+)?{_HOW}(?:on\s+)?"
# A symbol and, where it is said, the day: "52/15 of 3 April 2023".
_ONE = re.compile(rf"(\d{{1,3}}/\d{{1,3}})(?:(?:,?\s+(?:{_ADOPTED}|of\s+|dated\s+)|\s+\()({_DAY})\)?)?")
# Each of "resolutions 34/17, 43/17 and 52/15".
_NEXT = r"(?:,\s+and\s+|,\s+|\s+and\s+)"
_RESOLUTIONS = re.compile(rf"\b[Rr]esolutions?\s+({_ONE.pattern}(?:{_NEXT}{_ONE.pattern})*)")
_ON_THAT_DAY = re.compile(
    rf"\b[Oo]n\s+({_DAY}),?\s+{_COUNCIL}\s+adopted\s+(?:its\s+)?resolution\s+(\d{{1,3}}/\d{{1,3}})"
)


@dataclass(frozen=True)
class _Cited:
    symbol: str
    symbol_at: Span
    day: str
    day_at: Span


def _cited(body: str) -> Iterator[_Cited]:
    """The resolutions of the Council that a text cites. The General Assembly counts its own, not of the mandate."""
    for group in _RESOLUTIONS.finditer(body):
        if not body[: group.start()].endswith(("Assembly ", "Security Council ")):
            for one in _ONE.finditer(body, *group.span(1)):
                yield _Cited(one[1], one.span(1), one[2] or "", one.span(2))
    for found in _ON_THAT_DAY.finditer(body):
        yield _Cited(found[2], found.span(2), found[1], found.span(1))


def _not_registered(passages: Sequence[Passage], known: Known) -> Iterator[Hit]:
    for passage in passages:
        for at, symbol in {each.symbol_at: each.symbol for each in _cited(passage.body)}.items():
            if symbol not in known.adopted:
                yield Hit(passage, *at, None, symbol)


def _other_day(passages: Sequence[Passage], known: Known) -> Iterator[Hit]:
    for passage in passages:
        for each in _cited(passage.body):
            if not each.day or each.symbol not in known.adopted:
                continue
            adopted, cited = known.adopted[each.symbol], " ".join(each.day.split())
            if not adopted:
                yield Hit(passage, *each.day_at, None, each.symbol)
            elif not _iso(cited).startswith(adopted):
                yield Hit(passage, *each.day_at, _in_words(adopted), each.symbol)


def _iso(cited: str) -> str:
    number, month, year = cited.split()
    return f"{year}-{MONTHS.index(month) + 1:02}-{int(number):02}"


def _in_words(adopted: str) -> str | None:
    if len(adopted) < len("2023-04-03"):
        return None  # the register knows the month only
    return day(date.fromisoformat(adopted))


_REGISTER = Known(adopted={"52/15": "2023-04-03", "61/15": "", "34/17": "2017-03"})

RULES = (
    Rule(
        "cited",
        N_("Resolutions that are not in the register"),
        N_("A resolution that is cited stands in the register of the mandate."),
        _not_registered,
        flags=(
            ("Human Rights Council resolution 99/99 asked for it.", None),
            ("Resolutions 52/15 and 99/98 asked for it.", None),
            ("It was asked for.^[Resolution 99/99.]", None),
            ("In its resolutions 52/15 of 3 April 2023 and 99/99 of 1 January 2024 it asked.", None),
            ("Resolutions 34/17, 99/97, 61/15 and 52/15.", None),
        ),
        leaves=(
            "Human Rights Council resolution 52/15 asked for it.",
            "Resolutions 52/15 and 61/15.",
            "Resolutions 34/17 of 24 March 2017, 52/15 of 3 April 2023, and 61/15; a ratio of 99/98.",
            "In General Assembly resolution 48/134 and General Assembly resolutions 48/141 and 60/251 it asked.",
            "The ratio 99/99.",
        ),
        names=True,
        known=_REGISTER,
    ),
    Rule(
        "adopted",
        N_("The day of adoption"),
        N_(
            "A resolution is cited with the day on which it was adopted, not the one on which it was distributed."
        ),
        _other_day,
        flags=(
            (
                "In resolution 52/15 of 14 April 2023 it asked.",
                "In resolution 52/15 of 3 April 2023 it asked.",
            ),
            (
                "It asked.^[Resolution 52/15 of 14 April 2023.]",
                "It asked.^[Resolution 52/15 of 3 April 2023.]",
            ),
            ("It asked (resolution 52/15 (14 April 2023)).", "It asked (resolution 52/15 (3 April 2023))."),
            ("Resolution 52/15 dated 14 April 2023.", "Resolution 52/15 dated 3 April 2023."),
            (
                "Resolution 52/15, which it adopted on 14 April 2023, stands.",
                "Resolution 52/15, which it adopted on 3 April 2023, stands.",
            ),
            (
                "In resolutions 34/17 of 24 March 2017, 52/15 of 14 April 2023 and 61/15 it asked.",
                "In resolutions 34/17 of 24 March 2017, 52/15 of 3 April 2023 and 61/15 it asked.",
            ),
            (
                "Resolution 52/15, adopted by the Council without a vote on 14 April 2023, asked.",
                "Resolution 52/15, adopted by the Council without a vote on 3 April 2023, asked.",
            ),
            (
                "On 14 April 2023, the Human Rights Council adopted its resolution 52/15.",
                "On 3 April 2023, the Human Rights Council adopted its resolution 52/15.",
            ),
            ("In resolutions 52/15 of 3 April 2023 and 61/15 of 31 March 2026 it asked.", None),
            ("In resolution 61/15 of 31 March 2026 it asked.", None),
            ("In resolution 34/17, adopted on 24 April 2017, it asked.", None),
        ),
        leaves=(
            "In resolution 52/15 of 3 April 2023 it asked.",
            "In resolution 52/15 it asked.",
            "On 14 April 2023, the General Assembly adopted resolution 52/15.",
            "On 14 April 2023, it met. The Council adopted resolution 52/15.",
            "In General Assembly resolution 52/15 of 3 November 1997 it asked.",
            "In resolution 34/17 of 24 March 2017 it asked.",
        ),
        names=True,
        known=_REGISTER,
    ),
    Rule(
        "symbols",
        N_("Symbols"),
        N_(
            "Resolutions are cited as “resolution 61/15”, documents by their symbol with strokes: A/HRC/61/35."
        ),
        either(
            pattern(r"\b[Rr]esolution A/HRC/RES/(\d+/\d+)", r"resolution \1"),
            pattern(r"(?<!esolution )\bA/HRC/RES/(\d+/\d+)", r"Human Rights Council resolution \1"),
            pattern(r"\b([Rr]esolution) (\d{1,3})[-–.](\d{1,3})\b(?!\d)", r"\1 \2/\3"),
            pattern(r"\b(?!A/HRC/\d+/)A[/-]HRC[/-](\d+)[/-](\d+)", r"A/HRC/\1/\2"),
            pattern(r"\bHRC resolution\b", "Human Rights Council resolution"),
        ),
        flags=(
            ("Under A/HRC/RES/52/15 it asked.", "Under Human Rights Council resolution 52/15 it asked."),
            ("Under resolution 52-15 it asked.", "Under resolution 52/15 it asked."),
            ("See A-HRC-61-35 and A/HRC/61-35.", "See A/HRC/61/35 and A/HRC/61/35."),
            ("It asked.^[See A-HRC-61-35.] It met.", "It asked.^[See A/HRC/61/35.] It met."),
            ("It asked.^[See resolution A/HRC/RES/52/15.]", "It asked.^[See resolution 52/15.]"),
            ("HRC resolution 52/15.", "Human Rights Council resolution 52/15."),
        ),
        leaves=(
            "Under resolution 52/15 it asked.",
            "It met.^[See A/HRC/61/35.]",
            "A/HRC/61/35-36 and A/HRC/61/35–A/HRC/61/37.",
            "A resolution 2025 in the making.",
        ),
        names=True,
    ),
)
