"""Sessions, dates and deadlines as the United Nations writes and counts them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from meetings.report.rules.fixed import MONTHS

# The 10-4-6 rule: submitted 10 weeks before the session opens, four weeks of processing, issued 6 weeks
# before. The forecast is frozen at 14 weeks.
FREEZE_WEEKS, SUBMISSION_WEEKS, ISSUANCE_WEEKS = 14, 10, 6

_ONES = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_IRREGULAR = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}


def ordinal(number: int) -> str:
    """61 → "Sixty-first"; 1 to 999. Raises ValueError for another number."""
    if not 1 <= number <= 999:
        raise ValueError(f"no ordinal word for {number}")
    words = _cardinal(number)
    head, sep, last = words.rpartition("-") if "-" in words.split(" ")[-1] else words.rpartition(" ")
    return (head + sep + _as_ordinal(last)).capitalize()


def _cardinal(number: int) -> str:
    if number < 20:
        return _ONES[number - 1]
    if number < 100:
        tens = _TENS[number // 10 - 2]
        return f"{tens}-{_ONES[number % 10 - 1]}" if number % 10 else tens
    hundreds = f"{_ONES[number // 100 - 1]} hundred"
    return f"{hundreds} and {_cardinal(number % 100)}" if number % 100 else hundreds


def _as_ordinal(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    return word[:-1] + "ieth" if word.endswith("y") else word + "th"


def session_title(number: int) -> str:
    """70 → "Seventieth session"."""
    return f"{ordinal(number)} session"


def day(when: date) -> str:
    """ "3 April 2023"."""
    return f"{when.day} {_month(when)} {when.year}"


def span(first: date, last: date) -> str:
    """Days from first to last: "29 and 30 September 2025", "23 February–31 March 2026".

    Two neighbouring days are joined by "and", more by an en dash. Raises ValueError when last comes first.
    """
    if last < first:
        raise ValueError(f"{last} is before {first}")
    if first == last:
        return day(first)
    joint = " and " if last - first == timedelta(days=1) else "–"
    if first.year != last.year:
        return f"{day(first)}{joint}{day(last)}"
    if first.month != last.month:
        return f"{first.day} {_month(first)}{joint}{day(last)}"
    return f"{first.day}{joint}{day(last)}"


def _month(when: date) -> str:
    return MONTHS[when.month - 1]


def listed(items: Sequence[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    return " and ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)


@dataclass(frozen=True)
class Slots:
    """The three dates by which the secretariat of the Council holds a report."""

    freeze: date
    submission: date
    issuance: date


def slot_dates(session_opens: date) -> Slots:
    """The slot dates of a report to the session that opens on this day."""

    def before(weeks: int) -> date:
        return session_opens - timedelta(weeks=weeks)

    return Slots(before(FREEZE_WEEKS), before(SUBMISSION_WEEKS), before(ISSUANCE_WEEKS))


@dataclass(frozen=True)
class Weeks:
    """A stretch of time in whole weeks and the days left over (0 to 6); `past` when it lies behind."""

    weeks: int
    days: int
    past: bool = False


def weeks_between(start: date, end: date) -> Weeks:
    """How far it is from start to end."""
    weeks, days = divmod(abs((end - start).days), 7)
    return Weeks(weeks, days, past=end < start)
