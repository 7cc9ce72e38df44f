"""Times of day as people type them; where clocks change, the form offers by name what can be meant."""

import re
from datetime import date, datetime, time
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from meetings.base.forms import Form, LineField
from meetings.base.pages import day as written_day
from meetings.base.zones import Meant, distance, meant, zone_names

A_DAY = _l("Choose a day, or write it like 2028-10-10.")
HOUR = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])")
LAST_MINUTE = time(23, 59)


def _an_hour(_form: Any, field: Field) -> None:
    if field.data and not HOUR.fullmatch(field.data):
        raise ValidationError(gettext("Write the time with 24 hours, like 09:30 or 17:00."))


class HourField(LineField):
    """A time of day as 24-hour text."""

    def __init__(self, label: Any = None, validators: Any = (), **kw: Any) -> None:
        super().__init__(label, [*validators, _an_hour], most=5, **kw)


def at_hour(day: date, hour: str, default: time = LAST_MINUTE) -> datetime:
    """A day and a time of day as it was typed; without one the last minute counts."""
    found = HOUR.fullmatch(hour or "")
    return datetime.combine(day, time(int(found[1]), int(found[2])) if found else default)


class WhichField(RadioField):
    """What a typed time means where clocks change; it offers nothing for a time that comes once."""

    def __init__(self, label: Any = None, **kw: Any) -> None:
        super().__init__(label, [Optional()], choices=[], validate_choice=False, **kw)


class HoursForm(Form):
    """A form with times of day. `HOURS`: field of the time → (field of its day, field of what is meant)."""

    HOURS: dict[str, tuple[str, str]] = {}  # noqa: RUF012 - WTForms takes only fields for fields

    def offer_hours(self, zone: str) -> None:
        """Offer what the times can mean in that zone; call it before the form is read."""
        for name, (_day, which) in self.HOURS.items():
            field = self[which]
            wall = self.typed(name)
            field.choices = [
                SelectChoice(_code(wall, n), _words(wall, way, zone)) for n, way in self._ways(name, zone)
            ]
            if field.data not in {choice.value for choice in field.choices}:
                field.data = None

    def typed(self, name: str) -> datetime | None:
        """The wall clock that was typed; None when it is none."""
        day, hour = self[self.HOURS[name][0]].data, self[name].data
        if isinstance(day, str):
            try:
                day = date.fromisoformat(day)
            except ValueError:
                return None
        if not isinstance(day, date) or not HOUR.fullmatch(hour or ""):
            return None
        return at_hour(day, hour)

    def time_meant(self, name: str, zone: str, default: time = LAST_MINUTE) -> tuple[datetime, bool | None]:
        """The wall clock that is meant, and which of two equal hours; as it was typed when nothing was chosen."""
        day = self[self.HOURS[name][0]].data
        wall = self.typed(name) or at_hour(day, self[name].data or "", default)
        for n, way in self._ways(name, zone):
            if self[self.HOURS[name][1]].data == _code(wall, n):
                return way.wall, way.second
        return wall, None

    def _ways(self, name: str, zone: str) -> list[tuple[int, Meant]]:
        wall = self.typed(name)
        # Zones begin and end with the calendar; no clock changes near its ends.
        if wall is None or zone not in zone_names() or not 1900 <= wall.year <= 2200:
            return []
        return list(enumerate(meant(wall, zone)))


def chosen(wall: datetime, second: bool | None) -> str | None:
    """What a form has chosen for a time that is kept."""
    return None if second is None else _code(wall, int(second))


def _code(wall: datetime | None, number: int) -> str:
    return f"{wall:%Y-%m-%dT%H:%M}/{number}"


def _words(typed: datetime | None, way: Meant, zone: str) -> str:
    """What a time can mean, by name: `02:30, the second time, UTC+1`."""
    said = {"time": f"{way.wall:%H:%M}", "offset": distance(way.at, zone)}
    if way.second is not None:
        if way.second:
            return gettext("%(time)s, the second time, %(offset)s", **said)
        return gettext("%(time)s, the first time, %(offset)s", **said)
    if typed is not None and typed.date() != way.wall.date():
        return gettext("%(time)s, %(offset)s, on %(day)s", **said, day=written_day(way.wall))
    if typed is not None and way.wall < typed:
        return gettext("%(time)s, %(offset)s, before clocks are put forward", **said)
    return gettext("%(time)s, %(offset)s, after clocks are put forward", **said)
