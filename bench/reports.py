"""The page of a report draft of 300 paragraphs, as a drafter loads it."""

import gzip
import random
import statistics
from collections.abc import Mapping

from bench.lists import ROUNDS, in_house, ratios
from bench.serving import Served, ask, body_of, cost
from meetings.access.actor import OPERATOR
from meetings.base import clock
from meetings.base.database import db, unit_of_work
from meetings.factory import create_app
from meetings.mandate.queries import cycle_for
from meetings.report import actions
from meetings.report.models import ReportParagraph, ReportTaken

SYMBOL, PARAGRAPHS, MOST_BYTES, AIM = "61-15", 300, 100_000, 25
WORDS = 28  # 8,500 words in 300 paragraphs


def invent(env: Mapping[str, str]) -> None:
    in_house(env, "bench.reports")


def write() -> None:
    """Paragraphs in every part of the report, each with a source, some of them edited, flagged, with a note."""
    chance = random.Random(2025)
    syllables = [a + b for a in "bdfgklmnprstv" for b in "aeiou"]
    words = ["".join(chance.choices(syllables, k=chance.choice((1, 2, 2, 3, 4)))) for _ in range(6_000)]
    report = actions.begin(OPERATOR, cycle_for(OPERATOR, SYMBOL))
    places = [section for section in report.sections if section.key != "summary"]
    for n in range(PARAGRAPHS):
        text = " ".join(chance.choices(words, k=WORDS)).capitalize() + "."
        source = {"kind": "progress", "paragraph": 1 + n % 9, "entry": n}
        taken = ReportTaken(source_key=f"bench:{n}", text_taken=text, sources=[source])
        touched = n % 3 == 0
        db.session.add(
            ReportParagraph(
                report=report,
                place=places[n * len(places) // PARAGRAPHS],
                name=f"p{report.next_number()}",
                position=n,
                text=f"{text}^[See document {n}.]" if n % 5 == 0 else text,
                sources=[source],
                taken=[taken],
                touched_by="Somebody" if touched else "",
                touched_at=clock.now() if touched else None,
            )
        )


def measure(bare: Served, house: Served, env: Mapping[str, str]) -> None:
    """The page in turn with the bare page."""
    headers = {"Cookie": in_house(env, "bench.signed_in").strip()}
    path = f"/reports/{SYMBOL}"
    size = len(gzip.compress(body_of(house.port, path, headers)))
    ask(house.port, path, headers, 10, 200)
    bases, costs = [], []
    for _ in range(ROUNDS):
        bases.append(cost(bare, "/", {}, 200))
        costs.append(cost(house, path, headers, 200, 20))
    print(f"\nreport page of {PARAGRAPHS} paragraphs")
    print(
        f"{'page of the draft':24} {ratios(costs, bases):6.1f} ×  (aim ≤ {AIM})   {statistics.median(costs):.2f} ms   "
        f"{size / 1000:.0f} KB compressed (aim < {MOST_BYTES // 1000})"
    )


if __name__ == "__main__":
    with create_app().app_context(), unit_of_work(writing=True):
        write()
