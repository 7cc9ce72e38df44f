"""The page of a report draft of 300 paragraphs, as a drafter loads it, and the same draft as a Word file."""

import gzip
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from datetime import date

import pypandoc

from bench.lists import ROUNDS, in_house, ratios
from bench.serving import Served, body_of, in_turn
from meetings.access.actor import OPERATOR
from meetings.base import clock
from meetings.base.database import db, unit_of_work
from meetings.factory import create_app
from meetings.mandate.queries import cycle_for
from meetings.progress.models import ProgressEntry
from meetings.report import actions
from meetings.report.queries import draft_page

SYMBOL, PARAGRAPHS, MOST_BYTES, AIM = "61-15", 300, 100_000, 25
WORDS = 28  # 8,500 words in 300 paragraphs


def invent(env: Mapping[str, str]) -> None:
    in_house(env, "bench.reports")


def write() -> None:
    """Progress entries of ten paragraphs each, composed; every third paragraph has been edited by somebody."""
    chance = random.Random(2025)
    syllables = [a + b for a in "bdfgklmnprstv" for b in "aeiou"]
    words = ["".join(chance.choices(syllables, k=chance.choice((1, 2, 2, 3, 4)))) for _ in range(6_000)]
    cycle = cycle_for(OPERATOR, SYMBOL)
    for n in range(PARAGRAPHS // 10):
        texts = [" ".join(chance.choices(words, k=WORDS)).capitalize() + "." for _ in range(10)]
        db.session.add(
            ProgressEntry(
                cycle=cycle,
                paragraph=1 + n % 9,
                text="\n\n".join([*texts[:9], f"{texts[9]}^[See document {n}.]"]),
                done_by="The Office",
                since=date(2026, 5, 1),
                written_at=clock.now(),
            )
        )
    report = actions.compose(OPERATOR, cycle)
    for at, row in enumerate(report.paragraphs):
        if at % 3 == 0:
            row.touched_at, row.touched_by = clock.now(), "Somebody"


def measure(bare: Served, house: Served, env: Mapping[str, str]) -> None:
    """The page in turn with the bare page."""
    headers = {"Cookie": in_house(env, "bench.signed_in").strip()}
    path = f"/reports/{SYMBOL}"
    size = len(gzip.compress(body_of(house.port, path, headers)))
    bases, costs = in_turn(bare, house, path, headers, ROUNDS, 20)
    print(f"\nreport page of {PARAGRAPHS} paragraphs")
    print(
        f"{'page of the draft':24} {ratios(costs, bases):6.1f} ×  (aim ≤ {AIM})   {statistics.median(costs):.2f} ms   "
        f"{size / 1000:.0f} KB compressed (aim < {MOST_BYTES // 1000})"
    )
    print(in_house(env, "bench.reports", "docx").rstrip())


def to_word() -> None:
    """The Word file in turn with pandoc alone making one of the same text; by the clock, for both wait for pandoc."""
    cycle = cycle_for(OPERATOR, SYMBOL)
    text = "\n\n".join(row.text for row in actions.compose(OPERATOR, cycle).paragraphs)
    text += "\n\n[^1]: See the document.\n"
    anew = [_seconds(lambda: draft_page(OPERATOR, cycle)) for _ in range(ROUNDS)]  # who writes reads anew
    print(f"{'read after a change':24} {statistics.median(anew) * 1000:6.0f} ms")
    pandoc = [pypandoc.get_pandoc_path(), "--from=markdown", "--to=docx", "--output=-"]
    plain: list[float] = []
    own: list[float] = []
    for _ in range(ROUNDS):
        plain.append(
            _seconds(lambda: subprocess.run(pandoc, input=text.encode(), capture_output=True, check=True))
        )
        own.append(_seconds(lambda: actions.rendered(OPERATOR, cycle)))
    print(
        f"{'as a Word file':24} {ratios(own, plain):6.2f} ×  (aim ≤ 1.5)   {statistics.median(own) * 1000:.0f} ms"
    )


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    with create_app().app_context(), unit_of_work(writing=True):
        (to_word if "docx" in sys.argv else write)()
