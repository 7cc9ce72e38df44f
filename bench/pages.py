"""Pages that everybody asks for, and machines every few minutes."""

import statistics

from bench.serving import REQUESTS, ROUNDS, WARM, Served, ask, cost


def measure(bare: Served, house: Served) -> None:
    """Each target in turn with the bare page, so that a change of the machine's speed meets both."""
    feed = "/calendar/workshop-2025.ics"
    etag = ask(house.port, feed, {}, 1, 200)["etag"]
    targets = [
        ("public programme page", "/meetings/workshop-2025", {}, 200, 12),
        ("feed, changed (200)", feed, {}, 200, 3),
        ("feed, unchanged (304)", feed, {"If-None-Match": etag}, 304, 2),
    ]
    print(
        f"{ROUNDS} rounds of {REQUESTS} requests each, one worker; processor time, ratio to a bare Flask page"
    )
    for name, path, headers, status, aim in targets:
        ask(house.port, path, headers, WARM, status)
        ask(bare.port, "/", {}, WARM, 200)
        ratios, costs = [], []
        for _ in range(ROUNDS):
            base = cost(bare, "/", {}, 200)
            own = cost(house, path, headers, status)
            ratios.append(own / base)
            costs.append(own)
        size = ask(house.port, path, headers, 1, status)["bytes"]
        print(
            f"{name:24} {statistics.median(ratios):6.1f} ×  (aim ≤ {aim})   "
            f"{min(ratios):.1f}–{max(ratios):.1f}   {statistics.median(costs):.2f} ms   {size} bytes"
        )
