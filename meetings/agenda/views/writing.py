"""What the two pages have in common on which an update is written: the office's and that of a personal link."""

from dataclasses import dataclass
from datetime import datetime

from meetings.agenda.forms import UpdateForm
from meetings.agenda.models import OrganizationUpdate
from meetings.base.pages import day
from meetings.base.zones import zone_places


@dataclass(frozen=True)
class Stands:
    """What stands there now, beside what was typed on an older text."""

    text: str
    dates: tuple[str, ...]
    changed_at: datetime | None


def compare_with(form: UpdateForm, update: OrganizationUpdate) -> Stands:
    """What another has told meanwhile; who has compared both replaces it by sending again."""
    form.version.data = update.version
    lines = (f"{one.event}, {day(one.first_on)} – {day(one.last_on)}" for one in update.dates)
    return Stands(update.text, tuple(lines), update.changed_at)


def zones_offered() -> tuple[str, ...]:
    """The zones that the field proposes."""
    return zone_places()
