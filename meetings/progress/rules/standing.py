"""How far an obligation is met, and which paragraphs the report still has nothing to say about."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from meetings.base.refusals import Refused
from meetings.base.words import N_, Labelled
from meetings.mandate.rules import Evidence, Need, Verb

# An obligation that is not met this long before it is due is at risk; a caller may bring another span.
WARNING = timedelta(weeks=26)


class State(Labelled):
    """Where an obligation stands."""

    OPEN = "open", N_("Not begun")
    BEGUN = "begun", N_("Begun")
    AT_RISK = "at_risk", N_("At risk")
    OVERDUE = "overdue", N_("Overdue")
    MET = "met", N_("Met")


@dataclass(frozen=True)
class Lack:
    """Evidence that an obligation still wants: so many of so many are there."""

    evidence: Evidence
    there: int
    wanted: int


@dataclass(frozen=True)
class Standing:
    """An obligation's state, and what is lacking for it to be met."""

    state: State
    lacks: tuple[Lack, ...]


def standing(
    verbs: Sequence[Verb],
    needs: Sequence[Need],
    counts: Mapping[Evidence, int],
    due: date | None,
    today: date,
    warning: timedelta = WARNING,
) -> Standing:
    """Where an obligation stands by what is counted; evidence that is not in `counts` is not there.

    It is met when no evidence is lacking. Only a request can be at risk or overdue: an encouragement binds no
    one, a recognition asks for nothing but its progress entry. `due` is the last day that is still in time (for
    a report, its submission); None: continuous.
    """
    lacks = tuple(
        Lack(need.evidence, counts.get(need.evidence, 0), need.count)
        for need in needs
        if counts.get(need.evidence, 0) < need.count
    )
    if not lacks:
        return Standing(State.MET, lacks)
    if Verb.REQUEST in verbs and due is not None and today > due:
        return Standing(State.OVERDUE, lacks)
    if Verb.REQUEST in verbs and due is not None and due - today <= warning:
        return Standing(State.AT_RISK, lacks)
    begun = any(counts.get(need.evidence, 0) > 0 for need in needs)
    return Standing(State.BEGUN if begun else State.OPEN, lacks)


@dataclass(frozen=True)
class Coverage:
    """Which operative paragraphs the report can speak about, and which it cannot yet."""

    covered: tuple[int, ...]
    missing: tuple[int, ...]

    @property
    def complete(self) -> bool:
        return not self.missing


def coverage(paragraphs: Sequence[int], entries: Iterable[tuple[int, str]]) -> Coverage:
    """A paragraph (OP1 to OP8 of 61/15) is covered when it has a progress entry that says something.

    `entries` are (paragraph, text); a blank text covers nothing. Recognitions want an entry like all others.
    """
    told = {paragraph for paragraph, text in entries if text.strip()}
    return Coverage(
        covered=tuple(p for p in paragraphs if p in told),
        missing=tuple(p for p in paragraphs if p not in told),
    )


def check_entry(
    paragraph: int, text: str, done_by: str, since: date, paragraphs: Sequence[int], today: date
) -> None:
    """Refused unless an entry names a paragraph of the resolution, what was done, by whom and since when."""
    if paragraph not in paragraphs:
        raise Refused(
            "The resolution has no operative paragraph %(number)s.", field="paragraph", number=paragraph
        )
    if not text.strip():
        raise Refused("Say what was done.", field="text")
    if not done_by.strip():
        raise Refused("Say who did it.", field="done_by")
    if since > today:
        raise Refused("Progress is what has been done: this day is still to come.", field="since")


@dataclass(frozen=True)
class EntryDraft:
    """What was done under an operative paragraph: by whom, since when."""

    paragraph: int
    text: str
    done_by: str
    since: date
