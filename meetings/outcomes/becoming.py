"""Pure: what becomes of an outcome, year by year, and which kinds of outcomes are followed at all."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from meetings.base.refusals import Refused
from meetings.base.words import N_, Labelled


class RecordKind(Labelled):
    """What OP8 asks to be shared (practices, lessons, new forms), what stands against it, and what follows from it."""

    PRACTICE = "practice", N_("Best practice")
    LESSON_LEARNED = "lesson_learned", N_("Lesson learned")
    CHALLENGE = "challenge", N_("Challenge")
    NEW_FORM = "new_form_of_cooperation", N_("Possible new form of cooperation")
    RECOMMENDATION = "recommendation", N_("Recommendation")
    CONCLUSION = "conclusion", N_("Conclusion")
    COMMITMENT = "commitment", N_("Commitment")


class OutcomeState(Labelled):
    """How far somebody has come with an outcome."""

    OPEN = "open", N_("open")
    IN_PROGRESS = "in_progress", N_("in progress")
    DONE = "done", N_("done")
    DROPPED = "dropped", N_("dropped")
    OVERTAKEN = "overtaken", N_("overtaken by events")


K, S = RecordKind, OutcomeState
# What asks for something to be done is followed; what was only shared has no state.
FOLLOWED = (K.RECOMMENDATION, K.CONCLUSION, K.COMMITMENT, K.NEW_FORM)
NEXT_STATES: Mapping[OutcomeState, frozenset[OutcomeState]] = {
    S.OPEN: frozenset({S.IN_PROGRESS, S.DONE, S.DROPPED, S.OVERTAKEN}),
    S.IN_PROGRESS: frozenset({S.OPEN, S.DONE, S.DROPPED, S.OVERTAKEN}),
    S.DONE: frozenset({S.IN_PROGRESS}),
    S.DROPPED: frozenset({S.OPEN, S.IN_PROGRESS}),
    S.OVERTAKEN: frozenset({S.OPEN, S.IN_PROGRESS}),
}
# Nothing more is expected then, and a date that has passed says nothing.
ENDED = frozenset({S.DONE, S.DROPPED, S.OVERTAKEN})
# How the badge of a state looks: kind and icon of the page kit.
LOOK: Mapping[OutcomeState, tuple[str, str]] = {
    S.OPEN: ("info", "circle"),
    S.IN_PROGRESS: ("info", "half"),
    S.DONE: ("ok", "check"),
    S.DROPPED: ("off", "cross"),
    S.OVERTAKEN: ("off", "minus"),
}
FIRST_YEAR, LAST_YEAR = 1990, 2100
MOST_EVIDENCE, LONGEST_EVIDENCE = 20, 500


@dataclass(frozen=True)
class Told:
    """One follow-up as the rules see it: in which year it was told, and how the outcome stood then."""

    year: int
    order: int
    state: OutcomeState | None


def state_after(kind: RecordKind, told: Iterable[Told]) -> OutcomeState | None:
    """How an outcome stands: as the latest year says it, and of one year the last that was told. None: not followed."""
    if kind not in FOLLOWED:
        return None
    said = [one for one in told if one.state is not None]
    last = max(said, key=lambda one: (one.year, one.order), default=None)
    return S.OPEN if last is None else last.state


def state_at_end_of(year: int, kind: RecordKind, told: Iterable[Told]) -> OutcomeState | None:
    """How it stood when that year was over."""
    return state_after(kind, (one for one in told if one.year <= year))


def check_next(before: OutcomeState | None, to: OutcomeState | None) -> None:
    """Refused where an outcome cannot go from the one state to the other."""
    if before is None:
        if to is not None:
            raise Refused("This kind of outcome has no state.", field="state")
        return
    if to is None:
        raise Refused("Say how it stands.", field="state")
    if to is not before and to not in NEXT_STATES[before]:
        raise Refused(
            "What is %(now)s cannot become %(to)s. Say first that it is taken up again.",
            field="state",
            now=before.label,
            to=to.label,
        )


def check_year(year: int, made_in: int | None, today: date, field: str = "year") -> None:
    """Refused for a year before the outcome was made, or one that has not begun."""
    if not FIRST_YEAR <= year <= today.year:
        raise Refused("A year from %(first)s to %(last)s.", field=field, first=FIRST_YEAR, last=today.year)
    if made_in is not None and year < made_in:
        raise Refused("It was made in %(year)s. Nothing became of it before.", field=field, year=made_in)


@dataclass(frozen=True)
class Line:
    """One piece of evidence as it is typed: a link, a document by its symbol, or words (a link may have words too)."""

    link: str = ""
    symbol: str = ""
    words: str = ""

    @property
    def text(self) -> str:
        return " ".join(part for part in (self.link or self.symbol, self.words) if part)


_LINK = re.compile(r"https?://[^\s<>\"'\\]+", re.IGNORECASE)
_SYMBOL = re.compile(r"[A-Z0-9][A-Z0-9.\-]*(?:/[A-Z0-9.\-]+)+")


def evidence_of(text: str) -> tuple[Line, ...]:
    """Evidence, one piece a line. Refused when there is too much of it, or a line is too long."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_EVIDENCE:
        raise Refused("At most %(most)s lines of evidence.", field="evidence", most=MOST_EVIDENCE)
    for line in lines:
        if len(line) > LONGEST_EVIDENCE:
            raise Refused(
                "A line of evidence has at most %(most)s characters.", field="evidence", most=LONGEST_EVIDENCE
            )
    return tuple(dict.fromkeys(map(_line, lines)))


def _line(line: str) -> Line:
    first, _, rest = line.partition(" ")
    if _LINK.fullmatch(first):
        return Line(link=first, words=rest)
    if _SYMBOL.fullmatch(first):
        return Line(symbol=first, words=rest)
    return Line(words=line)


def is_late(due: date | None, state: OutcomeState | None, today: date) -> bool:
    """Whether its date has passed and something is still expected."""
    return due is not None and due < today and state is not None and state not in ENDED


@dataclass(frozen=True)
class Terms:
    """What is settled about an outcome beside its words: under which theme, who is to do it, until when, what shows it.

    `owner`: an organization as the directory knows it, the address of an account, or words.
    """

    theme_id: int | None = None
    owner: str = ""
    due_on: date | None = None
    evidence: str = ""


@dataclass(frozen=True)
class FollowupDraft:
    """What became of an outcome, as it is told. `told_by`: an organization or words, empty: whoever writes it."""

    year: int
    text: str
    state: OutcomeState | None = None
    told_by: str = ""
    evidence: str = ""
    nobody_meant: bool = False


def check_followup(draft: FollowupDraft) -> None:
    """Refused without words: a state alone tells nobody what happened."""
    if not draft.text.strip():
        raise Refused("Write what became of it.", field="text")
