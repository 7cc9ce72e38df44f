"""What a round refuses: deadlines, answers, decisions, its end. Pure."""

from datetime import datetime, timedelta

from meetings.base.refusals import Refused
from meetings.rounds.rules.result import Result
from meetings.rounds.rules.words import SAYS, Decision, Kind

# A round is open for at least so long, and at most: a typing error in the year should not keep a summary for years.
SHORTEST = timedelta(hours=1)
LONGEST = timedelta(days=120)
USUAL = timedelta(days=5)
MOST_TEXT = 20_000


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
