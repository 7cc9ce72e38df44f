"""Dates: 3 April 2023, and an en dash in ranges."""

import re
from datetime import date

from meetings.base.words import N_
from meetings.proofing.rules.rule import Rule, either, pattern
from meetings.report.rules.dates import day
from meetings.report.rules.fixed import MONTHS

_LONG = "|".join(MONTHS)
_SHORT = {month[:3].lower(): month for month in MONTHS} | {"sept": "September"}
_ANY = rf"(?:(?:{_LONG})(?!\w)|(?:{'|'.join(key.capitalize() for key in _SHORT)})\.?)"
_TH = "(?:st|nd|rd|th)"
_END = re.compile(r"\s*$|\s+[A-Z“]")


def _month(name: str) -> str:
    name = name.rstrip(".")
    return next((month for month in MONTHS if month == name), _SHORT.get(name.lower(), name))


def _american(found: re.Match[str]) -> str:
    return f"{int(found[2])} {_month(found[1])} {found[3]}"


def _with_ordinal(found: re.Match[str]) -> str:
    # The stop of an abbreviated month is the sentence's, too, where one ends.
    days, month, year = found.groups("")
    ends = month.endswith(".") and not year and _END.match(found.string[found.end() :])
    days = re.sub(rf"(?:the )?0?(\d+){_TH}", r"\1", days)
    return f"{days} {_month(month)}{' ' + year if year else ''}{'.' if ends else ''}"


def _iso(found: re.Match[str]) -> str | None:
    try:
        return day(date(int(found[1]), int(found[2]), int(found[3])))
    except ValueError:  # no day of the calendar
        return None


RULES = (
    Rule(
        "dates",
        N_("Dates"),
        N_("A date is written “3 April 2023”."),
        either(
            pattern(rf"\b({_ANY}) (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})\b", _american),
            pattern(
                rf"\b(?:[Tt]he )?((?:\d{{1,2}}{_TH}(?:,? and |, | to )(?:the )?)*\d{{1,2}}{_TH})(?: of)? ({_ANY})"
                r"(?: (\d{4}))?(?!\w)",
                _with_ordinal,
            ),
            pattern(rf"\b({_LONG}) (\d{{1,2}})(?:st|nd|rd|th)\b(?!,? \d{{4}})", r"\2 \1"),
            pattern(rf"\b0(\d) ({_LONG})\b", r"\1 \2"),
            pattern(
                rf"\b(\d{{1,2}}) ((?:{'|'.join(k.capitalize() for k in _SHORT if k != 'may')})\.?) (\d{{4}})\b",
                lambda found: f"{int(found[1])} {_month(found[2])} {found[3]}",
            ),
            pattern(r"(?<![\w/-])(\d{4})-(\d{2})-(\d{2})(?![\w/-])", _iso),
            pattern(r"(?<![\w/.])\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2})(?![\w/.]\d)"),
        ),
        flags=(
            ("On April 3, 2023 they met.", "On 3 April 2023 they met."),
            ("On 3rd April 2023 they met.", "On 3 April 2023 they met."),
            ("On the 3rd of April they met.", "On 3 April they met."),
            ("They met on the 3rd April.", "They met on 3 April."),
            ("On the 1st and 3rd of April they met.", "On 1 and 3 April they met."),
            ("On the 1st, 2nd and 3rd of April.", "On 1, 2 and 3 April."),
            ("From the 3rd to the 5th of April 2023.", "From 3 to 5 April 2023."),
            ("They met on 3rd Oct. Then they left.", "They met on 3 October. Then they left."),
            ("They met on April 3rd.", "They met on 3 April."),
            ("On 03 April 2023 they met.", "On 3 April 2023 they met."),
            ("On 3 Oct. 2023 they met.", "On 3 October 2023 they met."),
            ("On 2023-04-03 they met.", "On 3 April 2023 they met."),
            ("They met.^[On April 3, 2023.]", "They met.^[On 3 April 2023.]"),
            ("On 3/4/2023 they met.", None),
            ("On 2023-02-31 they met.", None),
        ),
        leaves=(
            "On 3 April 2023 they met.",
            "In April 2023 and May 2024.",
            "Resolution 52/15 and A/HRC/61/35.",
            "He wrote “April 3, 2023”.",
            "They met.^[See https://example.org/2023-04-03/report.]",
        ),
    ),
    Rule(
        "ranges",
        N_("Ranges"),
        N_("Days and years of a range are joined by an en dash: 18–19 October 2022."),
        either(
            pattern(rf"\b(\d{{1,2}}) ?(?:-|—| – ) ?(\d{{1,2}})(?= (?:{_LONG})\b)", r"\1–\2"),
            pattern(rf"\b(\d{{1,2}} (?:{_LONG})) ?(?:-|—| – ) ?(\d{{1,2}} (?:{_LONG}))\b", r"\1–\2"),
            pattern(r"(?<![\w/-])((?:19|20)\d\d) ?[-—] ?((?:19|20)\d\d)(?![\w/-])", r"\1–\2"),
            pattern(r"(?<![\w/-])(?:19|20)\d\d[-—–]\d\d(?![\w/–-])"),
        ),
        flags=(
            ("On 18-19 October 2022.", "On 18–19 October 2022."),
            ("On 18 - 19 October 2022.", "On 18–19 October 2022."),
            ("In 2023-2025.", "In 2023–2025."),
            ("From 29 September-1 October 2025.", "From 29 September–1 October 2025."),
            ("In 2023-24.", None),
        ),
        leaves=(
            "On 18–19 October 2022.",
            "29 September–1 October 2025, 2023–2025.",
            "A/HRC/61/35-36",
            "Room 12-14.",
        ),
    ),
)
