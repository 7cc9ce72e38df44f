"""A round's result is a function of the answers and the deadline: which answer stands, what was late, what is open.

Pure. Whoever was asked is known here by a mark only, never by a name.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from meetings.base.refusals import Refused
from meetings.base.words import N_, Labelled
from meetings.programme.rules import MeetingStatus


class Kind(Labelled):
    """What somebody says of a paragraph. Nothing said is agreement, once the deadline has passed."""

    NOTHING = "nothing", N_("Nothing to say")
    AGREE = "agree", N_("I agree")
    COMMENT = "comment", N_("A comment")
    PROPOSE = "propose", N_("Another wording")


class RoundStatus(Labelled):
    OPEN = "open", N_("open")
    CONFIRMED = "confirmed", N_("confirmed")
    TAKEN_BACK = "taken_back", N_("taken back")


class Decision(Labelled):
    """What the drafter says of a comment or a wording."""

    ACCEPTED = "accepted", N_("taken up")
    DECLINED = "declined", N_("not taken up")


class Closed(Labelled):
    """Why a personal link to a round takes no answer (any more)."""

    MEETING_CANCELLED = "meeting_cancelled", N_("The meeting is cancelled.")
    SESSION_CANCELLED = "session_cancelled", N_("The session is cancelled.")
    TAKEN_BACK = "taken_back", N_("The round was taken back. You are asked again when there is a new text.")
    CONFIRMED = "confirmed", N_("The summary is confirmed.")


# A round is open for at least so long, and at most: a typing error in the year should not keep a summary for years.
SHORTEST = timedelta(hours=1)
LONGEST = timedelta(days=120)
USUAL = timedelta(days=5)
# When those who have not answered are reminded, before the deadline.
REMIND_BEFORE = timedelta(hours=48)
MOST_TEXT = 20_000


@dataclass(frozen=True)
class Answer:
    """What somebody (`who`: a mark) said of a paragraph, None: of the whole. One by mail stands beside all others.

    `version`: of the paragraph that was read; `outdated`: it reads otherwise now.
    """

    who: str
    paragraph: int | None
    kind: Kind
    text: str
    at: datetime
    by_mail: bool = False
    id: int = 0
    version: int = 0
    outdated: bool = False

    @property
    def slot(self) -> tuple[str, int | None, str]:
        """Of answers with the same slot the last one counts."""
        return (self.who, self.paragraph, self.text if self.by_mail else "")

    @property
    def order(self) -> tuple[datetime, int]:
        """The order in which they were given; of two of one second the later has the higher number."""
        return (self.at, self.id)


def standing(answers: Iterable[Answer], deadline: datetime) -> dict[tuple[str, int | None, str], Answer]:
    """The last answer in time for each person and paragraph; what came after the deadline stands nowhere."""
    found: dict[tuple[str, int | None, str], Answer] = {}
    for answer in answers:
        if answer.at > deadline:
            continue
        kept = found.get(answer.slot)
        if kept is None or answer.order > kept.order:
            found[answer.slot] = answer
    return found


def late(answers: Iterable[Answer], deadline: datetime) -> list[Answer]:
    """What came after the deadline and says something: it is shown, and changes nothing."""
    said = [a for a in answers if a.at > deadline and a.kind in SAYS]
    return sorted({(*a.slot, a.kind, a.text): a for a in sorted(said, key=_order)}.values(), key=_order)


def _order(answer: Answer) -> tuple[datetime, int]:
    return answer.order


SAYS = frozenset({Kind.COMMENT, Kind.PROPOSE})


@dataclass(frozen=True)
class OfParagraph:
    """How a paragraph stands: who agreed, who said nothing (which agrees at the deadline), what was said.

    `earlier`: who agreed to words that have changed since; that is no agreement to those that stand.
    """

    agreed: frozenset[str]
    earlier: frozenset[str]
    silent: frozenset[str]
    said: tuple[Answer, ...]


@dataclass(frozen=True)
class Result:
    """What a round says. `answered`: who said anything; `whole`: what was said of the summary as a whole."""

    paragraphs: Mapping[int, OfParagraph]
    whole: tuple[Answer, ...]
    answered: frozenset[str]
    asked: frozenset[str]

    @property
    def said(self) -> tuple[Answer, ...]:
        """Every comment and wording that stands, in the order in which they were given."""
        found = [*self.whole, *(a for one in self.paragraphs.values() for a in one.said)]
        return tuple(sorted(found, key=_order))

    @property
    def everybody(self) -> bool:
        """Whether there is nobody left of whom an answer could come, to the words as they stand."""
        return self.asked <= self.answered and not any(one.earlier for one in self.paragraphs.values())


def result(
    paragraphs: Collection[int], asked: Collection[str], answers: Iterable[Answer], deadline: datetime
) -> Result:
    """The result of a round. In which order answers came, twice or late, makes no difference."""
    everybody = frozenset(asked)
    stands = [a for a in standing(answers, deadline).values() if a.who in everybody]
    by_paragraph = {p: [a for a in stands if a.paragraph == p] for p in paragraphs}
    gone = [a for a in stands if a.paragraph is None or a.paragraph not in by_paragraph]
    return Result(
        {p: _of_paragraph(those, everybody) for p, those in by_paragraph.items()},
        tuple(sorted((a for a in gone if a.kind in SAYS), key=_order)),
        frozenset(a.who for a in stands if a.kind is not Kind.NOTHING),
        everybody,
    )


def _of_paragraph(those: list[Answer], asked: frozenset[str]) -> OfParagraph:
    agreed = frozenset(a.who for a in those if a.kind is Kind.AGREE and not a.outdated)
    earlier = frozenset(a.who for a in those if a.kind is Kind.AGREE and a.outdated)
    said = tuple(sorted((a for a in those if a.kind in SAYS), key=_order))
    return OfParagraph(agreed, earlier, asked - agreed - earlier - {a.who for a in said}, said)


# ── What is refused ──────────────────────────────────────────────────────────────────────────────────────────────
def check_somebody(asked: int) -> None:
    """Refused when there is nobody to ask."""
    if asked == 0:
        raise Refused(
            "Nobody can be asked: nobody with an address was noted as present, and nobody in a role of the session "
            "has one. Note who attended first."
        )


def check_deadline(deadline_at: datetime, now: datetime, before: datetime | None = None) -> None:
    """Refused when a deadline is past or too near, absurdly far, or earlier than the one that people were told."""
    if deadline_at <= now:
        raise Refused("That is in the past. Choose a day and an hour to come.", field="deadline_on")
    if deadline_at < now + SHORTEST:
        raise Refused("People need an hour at least. Choose a later hour.", field="deadline")
    if deadline_at > now + LONGEST:
        raise Refused("That is more than 120 days from now. Choose an earlier day.", field="deadline_on")
    if before is not None and deadline_at <= before:
        raise Refused(
            "People were told a later deadline, or the same. It can only be moved to later.",
            field="deadline_on",
        )


def check_time_left(now: datetime, deadline_at: datetime) -> None:
    """Refused when somebody would be asked without an hour left to answer."""
    if deadline_at < now + SHORTEST:
        raise Refused("Less than an hour is left to answer. Give more time first.")


def check_answer(kind: Kind, text: str) -> None:
    """Refused when a comment or a wording has no words, or when words stand there and nobody says what they are."""
    if kind in SAYS and not text.strip():
        raise Refused("Write what you want to say, or choose that you agree.")
    if kind not in SAYS and text.strip():
        raise Refused("You have written something: choose whether it is a comment or another wording.")


def check_decision(decision: Decision, reason: str) -> None:
    """Refused when something is not taken up without saying why: the person reads it."""
    if decision is Decision.DECLINED and not reason.strip():
        raise Refused("Say why it is not taken up: the person reads your reason.", field="reason")


def check_taken(words: str, proposed: str, now: datetime, deadline: datetime) -> None:
    """Refused when the drafter would take words of their own once nobody who was asked reads them any more."""
    if now > deadline and words.split() != proposed.split():
        raise Refused(
            "The deadline has passed: nobody who was asked would read these words. Take what was proposed as it is, "
            "or give more time first.",
            field="wording",
        )


def check_confirmable(found: Result, undecided: int, now: datetime, deadline: datetime) -> None:
    """Refused while people may still answer, or while somebody waits for an answer to what they said."""
    if now <= deadline and found.asked <= found.answered and not found.everybody:
        raise Refused("The round is still open, and some have agreed to words that have changed since.")
    if now <= deadline and not found.everybody:
        raise Refused("The round is still open, and not everybody has answered.")
    if undecided == 1:
        raise Refused("One comment or wording waits for an answer. Say what becomes of it first.")
    if undecided:
        raise Refused(
            "%(number)s comments and wordings wait for an answer. Say what becomes of each first.",
            number=undecided,
        )


def why_closed(status: RoundStatus, meeting: MeetingStatus, cancelled: bool) -> Closed | None:
    """Why a link takes no answer; None: it does, if only late."""
    if meeting is MeetingStatus.CANCELLED:
        return Closed.MEETING_CANCELLED
    if cancelled:
        return Closed.SESSION_CANCELLED
    return {RoundStatus.TAKEN_BACK: Closed.TAKEN_BACK, RoundStatus.CONFIRMED: Closed.CONFIRMED}.get(status)


def reminder_due(deadline: datetime, opened: datetime, reminded: datetime | None, now: datetime) -> bool:
    """Whether those who have not answered are reminded now: once, two days before, or half-way of a short round."""
    at = deadline - min(REMIND_BEFORE, (deadline - opened) / 2)
    return at <= now < deadline and (reminded is None or reminded < at)


# What a mail told, and in which states of the round it is still so.
STILL: Mapping[str, frozenset[RoundStatus]] = {
    "round_opened": frozenset({RoundStatus.OPEN}),
    "round_reminder": frozenset({RoundStatus.OPEN}),
    "round_extended": frozenset({RoundStatus.OPEN}),
    "round_answer": frozenset({RoundStatus.OPEN, RoundStatus.CONFIRMED}),
    "round_taken_back": frozenset({RoundStatus.TAKEN_BACK}),
    "summary_frozen": frozenset({RoundStatus.CONFIRMED}),
}
