"""After the year: one question a year, and what a certificate says."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from meetings.base.refusals import Refused
from meetings.base.words import N_, Labelled
from meetings.fellows.rules.states import FellowState

FOLLOW_UP_LINK = "fellow_follow_up"
# After so many years nobody is asked any more.
MOST_YEARS = 10


class Use(Labelled):
    """The answer to the yearly question."""

    OFTEN = "often", N_("Yes, often")
    SOMETIMES = "sometimes", N_("Sometimes")
    RARELY = "rarely", N_("Rarely")
    NO = "no", N_("No")


def full_years(since: date, today: date) -> int:
    """How many anniversaries of that day have passed; of 29 February it is 1 March where there is none."""
    return max(0, today.year - since.year - ((today.month, today.day) < (since.month, since.day)))


def follow_up_due(ended_on: date | None, asked: Collection[int], refused: bool, today: date) -> int | None:
    """Which year's question is to be asked now: the latest that has passed, once, and never of who has said no."""
    if ended_on is None or refused:
        return None
    year = full_years(ended_on, today)
    return year if 1 <= year <= MOST_YEARS and year not in asked else None


@dataclass(frozen=True)
class Certificate:
    """What the paper says, in the words of its language."""

    site: str
    kind: str
    number: str
    says: str
    name: str
    organization: str
    completed: str
    edition: str
    facts: tuple[tuple[str, str], ...]
    signed: str
    signs: str
    language: str
    rtl: bool


def certificate_number(year: int, number: int | None) -> str:
    """By what the office finds the fellow of a certificate: the year of the edition, and the application's number."""
    return f"{year}/{number or 0:03d}"


def check_certificate(state: FellowState) -> None:
    """Refused unless the fellowship was completed."""
    if state is not FellowState.COMPLETED:
        raise Refused("There is a certificate when the fellowship is completed.")
