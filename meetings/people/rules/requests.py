"""What people may ask of the office about their own data."""

from meetings.base.refusals import Refused
from meetings.base.words import N_, Labelled


class RequestKind(Labelled):
    DELETION = "deletion", N_("Deletion of all data")
    CORRECTION = "correction", N_("Correction")


class Outcome(Labelled):
    OPEN = "open", N_("open")
    DONE = "done", N_("done")
    REFUSED = "refused", N_("refused")
    TAKEN_BACK = "taken_back", N_("taken back")


class OfficeOnly(Labelled):
    """What is nobody's to change alone: places and rights hang on it."""

    ORGANIZATION = "organization", N_("my organization")
    GROUP = "group", N_("my group (capacity)")
    ADDRESS = "address", N_("my address")


def check_open(outcome: Outcome) -> None:
    """Refused when somebody has answered, or the person has taken it back."""
    if outcome is not Outcome.OPEN:
        raise Refused("This request is %(outcome)s already. Nothing was changed.", outcome=outcome.label)


def check_answer(outcome: Outcome, answer: str) -> None:
    """Refused when a person would get a no without a reason."""
    if outcome is Outcome.REFUSED and not answer.strip():
        raise Refused("Write why; the person gets your reason by mail.", field="answer")
