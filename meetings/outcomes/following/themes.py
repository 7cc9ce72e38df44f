"""The themes of a cycle, which the office keeps."""

from sqlalchemy import func, select

from meetings.access.actor import Actor
from meetings.access.audit import record as note
from meetings.access.audit import values_of
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.mandate.models import Cycle
from meetings.outcomes.models import OutcomeTheme

MOST_THEMES = 60


def add_theme(actor: Actor, cycle: Cycle, name: str) -> OutcomeTheme:
    """One theme more, at the end of the list."""
    db.session.execute(select(Cycle.id).where(Cycle.id == cycle.id).with_for_update())
    _check_name(cycle.id, name, None)
    mine = OutcomeTheme.cycle_id == cycle.id
    number, last = db.session.execute(
        select(func.count(), func.coalesce(func.max(OutcomeTheme.position), 0)).where(mine)
    ).one()
    if number >= MOST_THEMES:
        raise Refused("At most %(most)s themes.", field="name", most=MOST_THEMES)
    row = OutcomeTheme(cycle_id=cycle.id, position=last + 1, name=name.strip())
    db.session.add(row)
    db.session.flush()  # the trail names its id
    note(actor, "add_theme", "outcome_theme", row.id, None, values_of(row, "name"))
    return row


def rename_theme(actor: Actor, theme: OutcomeTheme, name: str) -> None:
    """Call it otherwise, wherever it stands."""
    _check_name(theme.cycle_id, name, theme.id)
    before = values_of(theme, "name")
    theme.name = name.strip()
    note(actor, "rename_theme", "outcome_theme", theme.id, before, values_of(theme, "name"))


def delete_theme(actor: Actor, theme: OutcomeTheme) -> None:
    """Take it off the list; outcomes that had it have none."""
    note(actor, "delete_theme", "outcome_theme", theme.id, values_of(theme, "name"), None)
    db.session.delete(theme)


def _check_name(cycle_id: int, name: str, but: int | None) -> None:
    if not name.strip():
        raise Refused("Write the name of the theme.", field="name")
    same = select(OutcomeTheme.id).where(
        OutcomeTheme.cycle_id == cycle_id, func.lower(OutcomeTheme.name) == name.strip().lower()
    )
    if but is not None:
        same = same.where(OutcomeTheme.id != but)
    if db.session.scalar(same.limit(1)) is not None:
        raise Refused("There is a theme of that name already.", field="name")
