"""Citations: resolutions stand in the mandate register, with the day on which they were adopted."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from meetings.base.words import N_
from meetings.proofing.rules.rule import Rule, either, pattern
from meetings.proofing.rules.text import Hit, Known, Passage
from meetings.report.rules.dates import day
from meetings.report.rules.fixed import MONTHS

_RESOLUTION = re.compile(
    r"\b[Rr]esolutions?\s+(\d{1,3}/\d{1,3})"
    r"(?:(?:,?\s+(?:which\s+(?:it|the(?:\s+Human\s+Rights)?\s+Council)\s+)?(?:adopted\s+on|of|dated)\s+|\s+\()"
    rf"(\d{{1,2}}\s+(?:{'|'.join(MONTHS)})\s+\d{{4}}))?"
)
# Each of "resolutions 52/15 and 61/15".
_MORE = re.compile(r"\b[Rr]esolutions?\s+(?:\d{1,3}/\d{1,3}(?:,\s+|,?\s+and\s+))+(\d{1,3}/\d{1,3})")


def _not_registered(passages: Sequence[Passage], known: Known) -> Iterator[Hit]:
    for passage in passages:
        for cited in (_RESOLUTION, _MORE):
            for found in cited.finditer(passage.body):
                if found[1] not in known.adopted and not _of_another_body(passage, found):
                    yield Hit(passage, *found.span(1), None, found[1])


def _other_day(passages: Sequence[Passage], known: Known) -> Iterator[Hit]:
    for passage in passages:
        for found in _RESOLUTION.finditer(passage.body):
            if found[2] is None or found[1] not in known.adopted or _of_another_body(passage, found):
                continue
            adopted, cited = known.adopted[found[1]], " ".join(found[2].split())
            if not adopted:
                yield Hit(passage, *found.span(2), None, found[1])
            elif not _iso(cited).startswith(adopted):
                yield Hit(passage, *found.span(2), _in_words(adopted), found[1])


def _of_another_body(passage: Passage, found: re.Match[str]) -> bool:
    """The General Assembly counts its own: 52/15 of its is another one, and not of the mandate."""
    return passage.body[: found.start()].endswith(("Assembly ", "Security Council "))


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
        ),
        leaves=(
            "Human Rights Council resolution 52/15 asked for it.",
            "Resolutions 52/15 and 61/15.",
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
            ("In resolution 61/15 of 31 March 2026 it asked.", None),
            ("In resolution 34/17, adopted on 24 April 2017, it asked.", None),
        ),
        leaves=(
            "In resolution 52/15 of 3 April 2023 it asked.",
            "In resolution 52/15 it asked.",
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
            pattern(
                r"\bA[/-]HRC[/-](\d+)(?:-(\d+)|/(?=\d+-)(\d+))",
                lambda found: f"A/HRC/{found[1]}/{found[2] or found[3]}",
            ),
            pattern(r"\bHRC resolution\b", "Human Rights Council resolution"),
        ),
        flags=(
            ("Under A/HRC/RES/52/15 it asked.", "Under Human Rights Council resolution 52/15 it asked."),
            ("Under resolution 52-15 it asked.", "Under resolution 52/15 it asked."),
            ("See A-HRC-61-35.", "See A/HRC/61/35."),
            ("It asked.^[See A-HRC-61-35.] It met.", "It asked.^[See A/HRC/61/35.] It met."),
            ("It asked.^[See resolution A/HRC/RES/52/15.]", "It asked.^[See resolution 52/15.]"),
            ("HRC resolution 52/15.", "Human Rights Council resolution 52/15."),
        ),
        leaves=(
            "Under resolution 52/15 it asked.",
            "It met.^[See A/HRC/61/35.]",
            "A resolution 2025 in the making.",
        ),
        names=True,
    ),
)
