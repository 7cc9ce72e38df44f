"""What OP7 asks for: what each activity needed in a year, what it was given, and what was short."""

from collections.abc import Iterable
from dataclasses import dataclass

from meetings.base.refusals import Refused
from meetings.base.words import N_, Labelled

MOST = 1_000_000_000  # dollars: whatever is more is a slip of the finger


class Activity(Labelled):
    """What money is needed for under the resolution; OP7 names the first two."""

    FOCAL_POINTS = "focal_points", N_("Meetings of focal points")
    FELLOWSHIP = "fellowship", N_("Fellowship programme")
    WORKSHOP = "workshop", N_("Workshop")
    OTHER = "other", N_("Other activities under the resolution")


@dataclass(frozen=True)
class Funds:
    """What one activity needed in one year and was given, in whole United States dollars."""

    activity: Activity
    year: int
    needed: int
    regular: int
    voluntary: int

    @property
    def allocated(self) -> int:
        return self.regular + self.voluntary

    @property
    def short(self) -> int:
        """What was needed and not given; 0 when all was."""
        return max(self.needed - self.allocated, 0)


def check_funds(funds: Funds, years: Iterable[int]) -> None:
    """Refused unless it is a year of the cycle, something was needed, and no number is less than nothing."""
    if funds.year not in years:
        raise Refused("Choose a year of the cycle.", field="year")
    for field in ("needed", "regular", "voluntary"):
        if not 0 <= getattr(funds, field) <= MOST:
            raise Refused("Between 0 and a thousand million.", field=field)
    if not funds.needed:
        raise Refused("Say how much was needed.", field="needed")
