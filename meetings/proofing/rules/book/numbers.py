"""Numbers: under ten in words, none in figures at the start of a sentence, "per cent" in words."""

import re
from collections.abc import Iterator, Sequence

from meetings.base.words import N_
from meetings.proofing.rules.rule import Rule, either, pattern
from meetings.proofing.rules.text import Hit, Known, Passage, sentence_starts
from meetings.report.rules.fixed import MONTHS

_UNITS = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen
"""
_TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety"
UNITS, TENS = _UNITS.split(), _TENS.split()

# A figure stays one behind these: it is a name and no number of things.
_NAMED = (
    "paragraph|para|p|pp|chap|sect|document|paper|article|art|item|session|part|chapter|section|annex|annexe|appendix|table|figure|group|room|rule|"
    "no|version|phase|point|goal|target|indicator|clearance|sitting|round|level|step|priority|prioritie|objective|"
    "protocol|page|volume|vol|option|panel|principle|recommendation|question|note|footnote|pillar|cluster|track|tier|"
    "category|categorie|day|SDG|OP"
)
# What joins the figures of a list or a range: "3, 4 and 5", "3–7".
_JOINED = r"(?:\s*[,–-]\s*(?:(?:and|or|to)\s+)?|\s+(?:and|or|to)(?:\s+from)?\s+)"
_MONTH = rf"(?:{'|'.join(MONTHS)}|{'|'.join(month[:3] for month in MONTHS)}|Sept)\b"
# A day, or the first of several: "3 April", "8 and 9 October", "from 3 to 7 April".
_DAY = rf"(?:{_JOINED}\d{{1,2}})*\s+{_MONTH}"
# The end of a range of which the unit is said once: "2 to 3 per cent".
_END = r"(?:(?:\s?[–-]\s?|\s+(?:and|or|to)\s+)\d+(?:[.,]\d+)*)?"
_THOUSANDS = r"[ \u00a0\u202f]\d{3}(?!\d)"
_AFTER = (
    rf"(?!\d|{_THOUSANDS}|[.,:/°%–-]\d|\)|{_END}(?:\s?%|\s+per\s?cent)"
    rf"|{_DAY}|,?\s+(?:19|20)\d\d\b|{_END}\s+(?:a\.m|p\.m|million|billion|hours? UTC|km|kg)\b)"
)
# One figure, or two that make a range: where the second is no figure under ten, both stay figures.
_PAIR = r"\s+(?:and|or|to)\s+"
_FIGURE = re.compile(
    rf"(?<![\w.,:/°$€£#^–-])(?:(?<!\()|(?=\d\s+[a-z])(?!.{_PAIR}))([1-9])(?:({_PAIR})([1-9])|(?!{_PAIR}\d)){_AFTER}(?!\w)"
)
_BEFORE = re.compile(
    rf"(?:\b(?:{_NAMED})s?\.?\s+(?:\d+{_JOINED})*|[$€£]\s?|\d{_PAIR}|(?<!in )\b{_MONTH}\.?\s+)$",
    re.IGNORECASE,
)


def in_words(number: int) -> str:
    """A number under a hundred in words: 42 → "forty-two"."""
    if number < len(UNITS):
        return UNITS[number]
    tens, units = divmod(number, 10)
    return TENS[tens] + (f"-{UNITS[units]}" if units else "")


def _under_ten(passages: Sequence[Passage], _known: Known) -> Iterator[Hit]:
    for passage in passages:
        starts = set(sentence_starts(passage.body))
        for found in _FIGURE.finditer(passage.body):
            if found.start() not in starts and not _BEFORE.search(passage.body[: found.start()]):
                first, between, second = found.groups("")
                words = in_words(int(first)) + (between + in_words(int(second)) if second else "")
                yield Hit(passage, found.start(), found.end(), words)


def _at_the_start(passages: Sequence[Passage], _known: Known) -> Iterator[Hit]:
    for passage in passages:
        for start in sentence_starts(passage.body):
            found = re.match(rf"\d+(?:[.,]\d+|{_THOUSANDS})*(?![\w/]|[ \u00a0]?%)", passage.body[start:])
            if found is None:
                continue
            plain = (
                found[0].isdigit()
                and int(found[0]) < 100
                and not _is_a_day(passage.body[start + found.end() :])
            )
            mend = in_words(int(found[0])).capitalize() if plain else None
            yield Hit(passage, start, start + found.end(), mend)


def _is_a_day(rest: str) -> bool:
    return re.match(_DAY, rest) is not None


RULES = (
    Rule(
        "numbers",
        N_("Numbers under 10"),
        N_(
            "Numbers under 10 are written in words; figures stay in dates, percentages, times and references."
        ),
        _under_ten,
        flags=(
            ("In all, 3 sessions and 12 papers.", "In all, three sessions and 12 papers."),
            ("There were 9.", "There were nine."),
            ("They met.^[Of them 9 spoke.] 9 spoke.", "They met.^[Of them nine spoke.] 9 spoke."),
            ("Of 20 speakers 5 were women.", "Of 20 speakers five were women."),
            ("Seats grew from 1 to 3 a year.", "Seats grew from one to three a year."),
            ("Between 2 and 4 people, or 5 of them.", "Between two and four people, or five of them."),
            ("In April 3 sessions were held.", "In April three sessions were held."),
            ("Of 12 (3 from Africa, 4 from Asia).", "Of 12 (three from Africa, four from Asia)."),
        ),
        leaves=(
            "On 3 April 2023, at 3 p.m., 5 per cent agreed.",
            "Paragraph 5, article 2 and agenda items 2 and 3 of resolution 61/15.",
            "It cost $5 million, or 3.5 per cent.",
            "Between 8 and 12 people; 2–3 minutes; room 7; from 9 to 11 seats.",
            "See A/HRC/61/35, para. 4, and Protocol No. 2.",
            "Ten sessions and 42 speakers.",
            "Some 3 000 people spoke in 2\u00a0500 cases.[^4]",
            "On 8 and 9 October 2025, and from 3 to 7 April, 3-4 May and 1, 2 and 5 June 2026.",
            "Chapters 3 and 4, articles 3, 4 and 5, Goals 5, 8 and 16, panels 2–4 and panel 2.",
            "It was called “7 days”.",
            "Article 14 (2), article 19 (3) (b) and article 2 (1, 3 and 4).",
            "They met.^[A/HRC/61/35, p. 4, chap. 3, and document 7.]",
            "On April 3, 2023, on April 3 and on 3 Apr 2023.",
            "Some 2 to 3 per cent, or 3–4%, of 2 or 3 million, from 2 to 5 p.m.",
        ),
    ),
    Rule(
        "number-first",
        N_("A figure at the start of a sentence"),
        N_("No sentence begins with a figure: write the number in words, or turn the sentence round."),
        _at_the_start,
        flags=(
            ("12 organizations took part.", "Twelve organizations took part."),
            ("They met. 42 people spoke.", "They met. Forty-two people spoke."),
            ("250 people came.", None),
            ("10 000 people came.", None),
            ("2025 was a year of change.", None),
            ("3-4 April 2023 were the days.", None),
            ("8 and 9 October 2025 were the days.", None),
        ),
        leaves=(
            "Twelve organizations took part.",
            "See Protocol No. 14 and para. 3 of it.",
            "In 2025, 12 organizations took part.",
            "The judgment in case no. 12 stands.",
            "50 % of them met.",
            "It met.^[Paras. 3–5 and 7.] It met.^[Art. 12.]",
            "On 5 Sept. 2025 they met.",
        ),
    ),
    Rule(
        "per-cent",
        N_("Per cent"),
        N_("“Per cent” is written in two words and without the sign."),
        either(
            pattern(r"(?<=\d)[ \u00a0]?%", " per cent"),
            pattern(r"\b([Pp])ercent\b", r"\1er cent"),
        ),
        flags=(
            ("Some 42% were women.", "Some 42 per cent were women."),
            ("Some 42 % were women.", "Some 42 per cent were women."),
            ("Ten percent.", "Ten per cent."),
            ("Some.^[42%.]", "Some.^[42 per cent.]"),
        ),
        leaves=("42 per cent", "The percentage of women.", "A share in percentage points.", "“42%”"),
    ),
)
