"""Who assesses what: nobody with a conflict, everybody in a language that they read, and as evenly as that allows.

Seats are given in turn to whoever has the fewest; then seats are handed on,
along chains where one is not enough, as long as that evens the load. So loads differ by at most one wherever conflicts
and languages allow it. A seat that stood before is nobody's to move: whoever holds it was asked already.
"""

from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush


@dataclass(frozen=True)
class Assessor:
    """Somebody who assesses; `languages` are codes, `organization` is the assessor's own (None: of none)."""

    id: int
    languages: frozenset[str]
    organization: int | None = None


@dataclass(frozen=True)
class Applying:
    """An application to be assessed. `barred`: who may not, or not again. `seated`: who has it already."""

    id: int
    language: str
    organization: int | None = None
    barred: frozenset[int] = frozenset()
    seated: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Assigned:
    """New seats (application, assessor), and how many seats of an application nobody could take."""

    seats: tuple[tuple[int, int], ...]
    open: Mapping[int, int] = field(default_factory=dict)


def can_assess(assessor: Assessor, application: Applying) -> bool:
    """Whether this one may be asked: reads the language, is of another organization, has no conflict."""
    return (
        application.language in assessor.languages
        and (assessor.organization is None or assessor.organization != application.organization)
        and assessor.id not in application.barred
    )


def assign(
    applications: Sequence[Applying],
    assessors: Sequence[Assessor],
    each: int,
    standing: Mapping[int, int] | None = None,
) -> Assigned:
    """Give every application `each` assessors. `standing`: how many each has already, also elsewhere.

    Without a load elsewhere it takes n log n: each seat is a few steps in a heap of those who read its language.
    """
    desk = _Desk(assessors, standing or {})
    seated = {one.id: set(one.seated) for one in applications}
    for one in _in_turn(applications):
        desk.give(one, max(each - len(one.seated), 0), seated[one.id])
    desk.even_out(applications, seated)
    new = [(one.id, who) for one in applications for who in sorted(seated[one.id] - one.seated)]
    missing = {one.id: each - len(seated[one.id]) for one in applications if len(seated[one.id]) < each}
    return Assigned(tuple(new), missing)


def _in_turn(applications: Iterable[Applying]) -> list[Applying]:
    """All languages go forward at the same pace, so that whoever reads several goes where fewer hands are."""
    by_language: dict[str, list[Applying]] = {}
    for one in applications:
        by_language.setdefault(one.language, []).append(one)
    turns = []
    for several in by_language.values():
        # Of one language those with the most conflicts choose first.
        several.sort(key=lambda one: (-len(one.barred), one.id))
        turns += [((n + 0.5) / len(several), one.id, one) for n, one in enumerate(several)]
    return [one for _turn, _id, one in sorted(turns, key=lambda turn: turn[:2])]


class _Desk:
    """Loads as they grow: for each language a heap of those who read it, the least loaded on top."""

    def __init__(self, assessors: Iterable[Assessor], standing: Mapping[int, int]) -> None:
        self.assessors = {one.id: one for one in assessors}
        self.load = {id_: standing.get(id_, 0) for id_ in self.assessors}
        self.given: dict[int, set[int]] = {id_: set() for id_ in self.assessors}
        self._readers: dict[str, list[int]] = {}
        self._heaps: dict[str, list[tuple[int, int]]] = {}
        for one in self.assessors.values():
            for code in one.languages:
                self._readers.setdefault(code, []).append(one.id)
                heappush(self._heaps.setdefault(code, []), (self.load[one.id], one.id))

    def give(self, one: Applying, number: int, seated: set[int]) -> None:
        """So many seats of an application to those who have the fewest of all who can."""
        heap, aside = self._heaps.get(one.language, []), []
        while number and heap:
            load, id_ = heappop(heap)
            if load != self.load[id_]:
                heappush(heap, (self.load[id_], id_))  # has got some in another language meanwhile
                continue
            if id_ not in seated and can_assess(self.assessors[id_], one):
                self._seat(one.id, id_, seated)
                number -= 1
            aside.append(id_)
        for id_ in aside:
            heappush(heap, (self.load[id_], id_))

    def even_out(self, applications: Iterable[Applying], seated: Mapping[int, set[int]]) -> None:
        """Hand new seats on from the most loaded to somebody with two fewer, as long as there is a way."""
        by_id = {one.id: one for one in applications}
        settled: set[int] = set()
        while True:
            open_ones = [id_ for id_ in self.load if id_ not in settled]
            if not open_ones:
                return
            heaviest = max(open_ones, key=lambda id_: (self.load[id_], -id_))
            if self.load[heaviest] <= min(self.load[id_] for id_ in open_ones) + 1:
                return
            end, came = self._way(heaviest, by_id, seated, settled)
            if end is None:
                # Nor is there a way from anybody who was met on it, now or later.
                settled |= {heaviest, *came}
                continue
            for application, giver, taker in _back(end, heaviest, came):
                self._unseat(application, giver, seated[application])
                self._seat(application, taker, seated[application])

    def _way(
        self,
        start: int,
        by_id: Mapping[int, Applying],
        seated: Mapping[int, set[int]],
        settled: Collection[int],
    ) -> tuple[int | None, dict[int, tuple[int, int]]]:
        """The nearest with at least two fewer than `start`, and by which (application, giver) each came on the way."""
        came: dict[int, tuple[int, int]] = {}
        unseen = {code: [id_ for id_ in ids if id_ not in settled] for code, ids in self._readers.items()}
        waiting = deque([start])
        while waiting:
            giver = waiting.popleft()
            for number in sorted(self.given[giver]):
                one, left = by_id[number], []
                for taker in unseen.get(one.language, ()):
                    if taker == start or taker in came:
                        continue
                    if taker in seated[number] or not can_assess(self.assessors[taker], one):
                        left.append(taker)
                        continue
                    came[taker] = (number, giver)
                    if self.load[taker] <= self.load[start] - 2:
                        return taker, came
                    waiting.append(taker)
                unseen[one.language] = left
        return None, came

    def _seat(self, application: int, id_: int, seated: set[int]) -> None:
        seated.add(id_)
        self.given[id_].add(application)
        self.load[id_] += 1

    def _unseat(self, application: int, id_: int, seated: set[int]) -> None:
        seated.remove(id_)
        self.given[id_].remove(application)
        self.load[id_] -= 1


def _back(end: int, start: int, came: Mapping[int, tuple[int, int]]) -> list[tuple[int, int, int]]:
    way = []
    while end != start:
        number, giver = came[end]
        way.append((number, giver, end))
        end = giver
    return way  # from the end: each takes over before giving on
