"""What `flask retention` does: sentences for the person who runs the machine."""

from collections.abc import Iterator

from flask_babel import force_locale

from meetings.access.actor import OPERATOR, Actor
from meetings.base.database import unit_of_work
from meetings.base.refusals import Refused
from meetings.retention import actions, queries
from meetings.retention.letters import told_figures
from meetings.retention.queries.clocks import meeting_to_purge
from meetings.retention.rules import total


def clocks() -> Iterator[str]:
    """A line for each meeting with personal data, the next to be deleted first."""
    for found in queries.watched_for(OPERATOR):
        clock = found.clock
        state = f"held: {clock.hold}" if clock.hold else f"in {clock.days_left} days"
        if not clock.hold and clock.days_left <= 0:
            state = "overdue"
        yield f"{clock.day}  {found.meeting.slug:<30} {state}"


def dry_run(slug: str) -> list[str]:
    """What would go now; nothing is changed."""
    with unit_of_work(writing=False), force_locale("en"):
        return _lines(queries.dry_run(meeting_to_purge(OPERATOR, slug)))


def purge(actor: Actor, slug: str, reason: str) -> list[str]:
    """Begin, and do all portions here: also where no worker runs. What went."""
    with unit_of_work(writing=True):
        meeting = meeting_to_purge(actor, slug)
        actions.delete_now(actor, meeting, reason, total(queries.dry_run(meeting)))
    while True:
        with unit_of_work(writing=True):
            if queries.purge_under_way(meeting) is None or not actions.carry_on():
                break
    with unit_of_work(writing=False), force_locale("en"):
        done = queries.purges(actor, meeting)[0]
        if done.ended_at is None:
            raise Refused("The deletion is held, or the worker has it in hand; it goes on later.")
        return [*_lines(done.figures), "The personal data are deleted; the counts stay."]


def _lines(figures: dict[str, int]) -> list[str]:
    return [f"{number:>9,}  {label}" for label, number in told_figures(figures)] or ["Nothing."]
