"""How deadlines and conditions are shown."""

from datetime import date, datetime, timedelta

from flask_babel import format_timedelta
from flask_babel import gettext as _
from markupsafe import Markup, escape

from meetings.base import clock
from meetings.base.pages import day
from meetings.base.words import Labelled
from meetings.base.zones import city
from meetings.fellowship.models import FellowshipApplication, FellowshipEdition
from meetings.fellowship.queries import checks_of_many, overrides_of
from meetings.fellowship.rules import Check, Met, last_instant, stands
from meetings.programme.rules import Shown, moment


def deadline(edition: FellowshipEdition, at: datetime, reader: str | None) -> Shown:
    """An instant on the clock of the edition's zone, and on the reader's."""
    return moment(at, edition.zone, city(edition.zone), reader or None)


def left_until(at: datetime) -> str:
    """How long is left until the end of that minute; "" when it is over."""
    left = last_instant(at) - clock.now()
    if left <= timedelta():
        return ""
    return _("%(time)s left", time=format_timedelta(left, threshold=1.2))


class Line:
    """A condition of one application as its page shows it."""

    def __init__(self, check: Check, application: FellowshipApplication) -> None:
        self.condition, self.met = check.condition, check.met
        # Names of people and organizations are isolated: they may run the other way.
        said = {name: Markup("<bdi>{}</bdi>").format(_shown(value)) for name, value in check.params.items()}
        sentence = escape(_(check.evidence))
        self.evidence = sentence % said if said else sentence
        self.stands = stands(check, overrides_of(application))
        self.override = next((one for one in application.overrides if one.condition is check.condition), None)


def _shown(value: object) -> object:
    if isinstance(value, date):
        return day(value)
    if isinstance(value, Labelled):
        return _(value.label)
    return _(value) if isinstance(value, str) and value in _OURS else value


_OURS = frozenset({"Arabic", "Chinese", "English", "French", "Russian", "Spanish"})


def lines_of(application: FellowshipApplication) -> list[Line]:
    """Each condition with its evidence, in the reader's language."""
    checks = checks_of_many([application])[application.id]
    return [Line(check, application) for check in checks]


def all_met(lines: list[Line]) -> bool:
    """Whether nothing stands against the eligibility."""
    return all(line.stands is Met.YES for line in lines)
