"""How long the personal data of applications are kept: those of fellows stay, the others go when their time is over."""

from datetime import date, timedelta

from meetings.base.refusals import Refused
from meetings.fellowship.rules.applications import FELLOWS, ApplicationState, application_steps
from meetings.fellowship.rules.editions import By, EditionState

# Nobody waits for an answer any more.
OVER = frozenset({EditionState.ENDED, EditionState.CANCELLED})


def deleted_on(ends_on: date | None, closes_on: date, days: int) -> date:
    """The day of deletion: so many days after the fellowship has ended, or after the call where it has no end."""
    return (ends_on or closes_on) + timedelta(days=days)


def stays(state: ApplicationState, edition: EditionState) -> bool:
    """Whether the data of an application stay: those of a fellow, unless the edition was cancelled."""
    return state in FELLOWS and edition is not EditionState.CANCELLED


def counts_as(state: ApplicationState, edition: EditionState) -> ApplicationState:
    """What is left of an application when whose it was is deleted: who still waits for something has withdrawn.

    The others count by what became of them, and so does everybody when the edition is over.
    """
    ahead = {step.to for step in application_steps(state, By.APPLICANT)}
    waits = edition not in OVER and state not in FELLOWS and ApplicationState.WITHDRAWN in ahead
    return ApplicationState.WITHDRAWN if waits else state


def check_deletion(edition: EditionState, reason: str, planned: int, seen: int) -> None:
    """Refused before the edition is over, without a reason, or when something else would go than was shown."""
    if edition not in OVER:
        raise Refused("The edition is %(state)s: its data are still needed.", state=edition.label)
    if not planned:
        raise Refused("No personal data of this edition are kept any more.")
    if not reason.strip():
        raise Refused("Say why; it stands on this page and in the trail.", field="reason")
    if planned != seen:
        raise Refused("Something has changed since this page was opened. Look at the figures again.")
