"""When what people told a meeting is deleted; a room above knows it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Deletion:
    """They go as `day` begins where the meeting is, in so many `days` (0 and less: any time now), unless `held`.

    `gone_on`: when they were deleted, and none are left.
    """

    day: date
    days: int
    held: bool = False
    gone_on: date | None = None
