"""Looking a draft through: what is found, less what was dismissed."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from meetings.proofing.rules.book import RULES
from meetings.proofing.rules.rule import Rule
from meetings.proofing.rules.text import (
    Hit,
    Known,
    Passage,
    Span,
    addresses,
    capitalized,
    inside,
    proper_names,
    quotations,
)

Dismissal = tuple[int, str, str]
"""The paragraph, the rule's code and the words that stay as they are."""
AROUND = 40
_WORD_BEGUN, _TO_THE_NEXT = re.compile(r"\S*$"), re.compile(r"\S*(?:\s+\w+)?")


@dataclass(frozen=True)
class Finding:
    """A place that does not keep a rule, with the words around it and what it would become."""

    rule: Rule
    hit: Hit

    @property
    def key(self) -> Dismissal:
        """What a dismissal of it is kept under: it stays when other words of the paragraph change.

        A figure or a sign alone is not one place of its paragraph: with it go what it is written to and the next word.
        """
        text, start, end = self.hit.passage.text, self.hit.start, self.hit.end
        if not any(char.isalpha() for char in self.hit.found):
            start = len(_WORD_BEGUN.sub("", text[:start]))
            end += len(found[0]) if (found := _TO_THE_NEXT.match(text[end:])) else 0
        return (self.hit.passage.ref, self.rule.code, " ".join(text[start:end].split()))

    @property
    def around(self) -> tuple[str, str]:
        """Some words before and behind it."""
        text, start, end = self.hit.passage.text, self.hit.start, self.hit.end
        before, behind = text[max(0, start - AROUND) : start], text[end : end + AROUND]
        return (
            ("…" if start > AROUND else "") + before,
            behind + ("…" if end + AROUND < len(text) else ""),
        )


def look(passages: Sequence[Passage], known: Known, rules: Sequence[Rule] = RULES) -> list[Finding]:
    """All that these passages, in the order of the report, and their footnotes do not keep; by place, then by rule."""
    passages = [each for passage in passages for each in (passage, *passage.notes)]
    order = {id(passage): at for at, passage in enumerate(passages)}
    found = [Finding(rule, hit) for rule in rules for hit in rule.find(passages, known)]
    spared = {
        id(passage): _spared(passage, known)
        for passage in {id(f.hit.passage): f.hit.passage for f in found}.values()
    }
    kept = [each for each in found if not _is_exempt(each, spared[id(each.hit.passage)])]
    return sorted(kept, key=lambda each: (order[id(each.hit.passage)], each.hit.start, each.rule.code))


def open_findings(findings: Sequence[Finding], dismissed: Collection[Dismissal]) -> list[Finding]:
    """Those that nobody has dismissed."""
    return [each for each in findings if each.key not in dismissed]


def mended(finding: Finding) -> str:
    """The field of the paragraph with the mend in its place. Raises ValueError where there is none."""
    hit, whole = finding.hit, finding.hit.passage.whole or finding.hit.passage.text
    if hit.mend is None:
        raise ValueError(f"{finding.rule.code} cannot be mended without a person")
    return whole[: hit.at] + hit.mend + whole[hit.at + len(hit.found) :]


@dataclass(frozen=True)
class _Spared:
    quotations: Sequence[Span]
    names: Sequence[Span]
    runs: Sequence[Span]
    addresses: Sequence[Span]


def _spared(passage: Passage, known: Known) -> _Spared:
    body = passage.body
    return _Spared(quotations(body), proper_names(body, known.names), capitalized(body), addresses(body))


def _is_exempt(finding: Finding, spared: _Spared) -> bool:
    start, end, rule = finding.hit.start, finding.hit.end, finding.rule
    return (
        inside(start, end, spared.addresses)
        or (not rule.quotations and inside(start, end, spared.quotations))
        or (not rule.names and inside(start, end, spared.names))
        or (not rule.runs and inside(start, end, spared.runs))
    )
