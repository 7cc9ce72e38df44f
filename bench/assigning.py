"""Who assesses what: how the time for 2,000 applications compares with that for 200, beside n log n."""

import math
import random
import time

from meetings.assessment.rules import Applying, Assessor, assign

SIZES = (200, 500, 1000, 2000)
LANGUAGES = ("ar", "en", "es", "fr")
EACH = 2
LOAD = 40  # seats for each assessor


def main() -> None:
    """Print milliseconds, and their growth against n log n (1.0: as n log n grows; less: slower than that)."""
    first = None
    for size in SIZES:
        taken = min(_once(size, seed) for seed in range(15))
        unit = taken / (size * math.log(size))
        first = first or unit
        print(f"{size:>6} applications  {taken * 1000:8.1f} ms  {unit / first:5.2f} × n log n")


def _once(size: int, seed: int) -> float:
    """Processor seconds for so many, with conflicts, own organizations, and two languages to each assessor."""
    chance = random.Random(seed)
    assessors = [
        Assessor(n, frozenset(chance.sample(LANGUAGES, 2)), chance.randrange(60))
        for n in range(size * EACH // LOAD)
    ]
    applications = [
        Applying(
            n,
            chance.choice(LANGUAGES),
            chance.randrange(60),
            frozenset(chance.sample(range(len(assessors)), 2)),
        )
        for n in range(size)
    ]
    begun = time.process_time()
    assign(applications, assessors, EACH)
    return time.process_time() - begun


if __name__ == "__main__":
    main()
