"""Who is in a table twice, or registered already: surely by the address, probably by name and organization."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from meetings.imports.rules.tables import folded

LIKELY = 90  # of 100: one letter more or less in an ordinary name
MOST_COMPARED = 200


@dataclass(frozen=True)
class Twin:
    """Who somebody seems to be: `line` of the file, or (None) a registration by its id. `sure`: the same address."""

    name: str
    line: int | None
    registration: int | None
    sure: bool


@dataclass
class Seen:
    """Those who are there. `directory`: folded names and acronyms of organizations, to their number.

    Names are compared within one organization and only where a part of them begins with the same two letters, with
    the newest 200 of these at most: 10,000 lines against 10,000 registrations are two million comparisons, not a
    hundred million.
    """

    directory: Mapping[str, int]
    _addresses: dict[str, Twin] = field(default_factory=dict)
    _blocks: dict[tuple[str, str], dict[str, Twin]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, email: str, name: str, organization: str, twin: Twin) -> None:
        """Somebody is there now."""
        self._addresses.setdefault(email, twin)
        for block in self._of(name, organization):
            self._blocks[block][_in_order(name)] = twin

    def twin_of(self, email: str, name: str, organization: str) -> Twin | None:
        """Who this seems to be; None: somebody new."""
        same = self._addresses.get(email)
        if same is not None:
            return Twin(same.name, same.line, same.registration, sure=True)
        for block in self._of(name, organization):
            there = self._blocks.get(block)
            if there:
                names = list(there)[-MOST_COMPARED:]
                best = process.extractOne(_in_order(name), names, scorer=fuzz.ratio, score_cutoff=LIKELY)
                if best:
                    return there[best[0]]
        return None

    def _of(self, name: str, organization: str) -> list[tuple[str, str]]:
        words = folded(organization)
        body = f"#{self.directory[words]}" if words in self.directory else words
        return [(body, start) for start in {part[:2] for part in folded(name).split()}]


def _in_order(name: str) -> str:
    """The parts of a name in the order of the alphabet: family and given name may stand either way."""
    return " ".join(sorted(folded(name).split()))
