"""The running record of a session with 500 paragraphs, as a rapporteur loads it, and what their browser asks for."""

import gzip
import random
import statistics
from collections.abc import Mapping

from sqlalchemy import insert, select

from bench.lists import ROUNDS, in_house, ratios
from bench.serving import Served, ask, body_of, cost, in_turn
from meetings.base import clock
from meetings.base.database import db, unit_of_work
from meetings.factory import create_app
from meetings.programme.models import Meeting, MeetingSession
from meetings.programme.rules import Attribution
from meetings.record.models import RecordParagraph
from meetings.record.rules import ParagraphKind
from meetings.record.rules.places import STEP

SLUG = "workshop-2025"
USUAL, LONG = ("2", 30), ("3", 120)  # session and words of a paragraph: the second record has 60,000
PARAGRAPHS, MOST_BYTES, AIM = 500, 100_000, 25


def invent(env: Mapping[str, str]) -> None:
    in_house(env, "bench.records")


def write() -> None:
    """500 paragraphs in each of two sessions, of words that do not repeat each other; the same ones each time."""
    chance = random.Random(2025)
    syllables = [a + b for a in "bdfgklmnprstv" for b in "aeiou"]
    words = ["".join(chance.choices(syllables, k=chance.choice((1, 2, 2, 3, 4)))) for _ in range(6_000)]
    for label, length in (USUAL, LONG):
        session = db.session.scalars(
            select(MeetingSession).join(Meeting).where(Meeting.slug == SLUG, MeetingSession.label == label)
        ).one()
        rows = []
        for n in range(PARAGRAPHS):
            text = " ".join(chance.choices(words, k=length)).capitalize() + "."
            somebody = f"Speaker {n % 40} Example" if n % 3 == 0 else ""
            rows.append(
                {
                    "session_id": session.id,
                    "key": f"bench-{n}",
                    "position": (n + 1) * STEP,
                    "kind": ParagraphKind.INTERVENTION if somebody else ParagraphKind.PARAGRAPH,
                    "text": text,
                    "attribution": Attribution.PUBLIC,
                    "speaker": somebody,
                    "mark": n + 1,
                    "written_by": "Somebody",
                    "written_at": clock.now(),
                }
            )
        db.session.execute(insert(RecordParagraph), rows)


def measure(bare: Served, house: Served, env: Mapping[str, str]) -> None:
    """Each page in turn with the bare page."""
    headers = {"Cookie": in_house(env, "bench.signed_in").strip()}
    print(f"\nrunning record of {PARAGRAPHS} paragraphs")
    for name, (label, length) in (("usual paragraphs", USUAL), ("60,000 words, last part", LONG)):
        path = f"/meetings/{SLUG}/sessions/{label}/minutes"
        sizes = [len(gzip.compress(body_of(house.port, path, headers)))]
        bases, costs = in_turn(bare, house, path, headers, ROUNDS, 20)
        ratio = ratios(costs, bases)
        print(
            f"{name:24} {ratio:6.1f} ×  (aim ≤ {AIM})   {statistics.median(costs):.2f} ms   "
            f"{max(sizes) / 1000:.0f} KB compressed (aim < {MOST_BYTES // 1000}), {length} words each"
        )
    path = f"/meetings/{SLUG}/sessions/{USUAL[0]}/minutes/now"
    tag = ask(house.port, path, headers, 1, 200)["etag"]
    bases = [cost(bare, "/", {}, 200) for _ in range(ROUNDS)]
    costs = [cost(house, path, headers | {"If-None-Match": tag}, 304, 60) for _ in range(ROUNDS)]
    print(f"{'nothing is new (304)':24} {ratios(costs, bases):6.1f} ×   {statistics.median(costs):.2f} ms")


if __name__ == "__main__":
    with create_app().app_context(), unit_of_work(writing=True):
        write()
