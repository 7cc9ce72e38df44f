"""The house's own words in a mail: hours and places, as they stand for one person."""

from datetime import datetime

from flask import current_app
from flask_babel import gettext as _

from meetings.base.pages import LANGUAGES, day, days, hour, in_zone
from meetings.base.settings import Settings
from meetings.base.zones import city
from meetings.programme.models import Meeting
from meetings.programme.rules import Mode
from meetings.registration.models import Registration


def when_and_where(meeting: Meeting, zone: str = "") -> str:
    """Days and hours in the meeting's zone and, when it is known, in that of whoever reads it."""
    lines = [
        meeting.title,
        _("%(days)s, %(from)s–%(to)s, %(city)s time", **_span(meeting)),
        place(meeting),
    ]
    if zone and zone != meeting.zone:
        starts, ends = in_zone(meeting.starts_at, zone), in_zone(meeting.ends_at, zone)
        lines.append(
            _(
                "In your time (%(city)s): from %(first)s, %(from)s, to %(last)s, %(to)s",
                **{"city": city(zone), "first": day(starts), "from": hour(starts)},
                **{"last": day(ends), "to": hour(ends)},
            )
        )
    return "\n".join(line for line in lines if line)


def until(meeting: Meeting, moment: datetime, zone: str = "") -> str:
    """A deadline in the person's own time, or in the meeting's."""
    zone = zone or meeting.zone
    local = in_zone(moment, zone)
    where = meeting.city if zone == meeting.zone and meeting.city else city(zone)
    return _("%(day)s, %(time)s (%(city)s)", day=day(local), time=hour(local), city=where)


def _span(meeting: Meeting) -> dict[str, str]:
    return {
        "days": days(meeting.starts, meeting.ends),
        "from": hour(meeting.starts),
        "to": hour(meeting.ends),
        "city": meeting.city or city(meeting.zone),
    }


def place(meeting: Meeting) -> str:
    """Where it is: the room and the city, online, or both."""
    if meeting.mode is Mode.VIRTUAL:
        return _("Online")
    where = ", ".join(part for part in (meeting.place, meeting.city) if part)
    return _("%(place)s, and online", place=where) if meeting.mode is Mode.HYBRID else where


def as_it_stands(registration: Registration) -> str:
    """What is kept of the person, a line for each; what nobody has said has none."""
    followed = ", ".join(_(LANGUAGES.get(code, code)) for code in registration.languages or ())
    lines = [
        (_("Name"), registration.name),
        (_("Function"), registration.function or ""),
        (_("Organization"), registration.organization_name),
        (_("Capacity"), _(registration.category.label)),
        (_("Languages"), followed),
        (_("In the list of participants"), _(registration.listing.label)),
    ]
    return "\n".join(f"{label}: {said}" for label, said in lines if said)


def own_page(registration: Registration) -> str:
    """The sentence with the address of the person's own page."""
    return _(
        "Your page, where you can change what the list of participants says of you, or withdraw: %(url)s "
        "(sign in with this address; you get a link by mail)",
        url=own_page_address(registration),
    )


def own_page_address(registration: Registration) -> str:
    """Where a person sees and changes the registration."""
    return f"{settings().base_url}/my/registrations/{registration.key}"


def ask_the_office() -> str:
    """The sentence that says whom to write to."""
    return _("If you have a question, write to %(mailbox)s.", mailbox=settings().mailbox)


def settings() -> Settings:
    """The settings of this house."""
    found: Settings = current_app.config["SETTINGS"]
    return found
