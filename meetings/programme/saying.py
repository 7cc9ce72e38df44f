"""What has changed of the programme, in sentences: the same on the public page, the preview and in mails."""

from datetime import datetime

from flask_babel import gettext as _

from meetings.base.pages import hour, in_zone, language_name, short_day
from meetings.base.zones import city
from meetings.programme.models import Meeting
from meetings.programme.rules.differences import What, swapped, whats
from meetings.programme.rules.released import Change, Printed, Session


def sentences(meeting: Meeting, change: Change, zone: str | None = None) -> list[str]:
    """What has changed of one session, each as a sentence; `zone`: the reader's, whose hours stand beside."""
    return [_sentence(meeting, what, change, zone) for what in whats(change)]


def _sentence(meeting: Meeting, what: What, change: Change, zone: str | None) -> str:
    before, after = change.before or change.after, change.after
    named = _named(before if what is What.RENAMED else after)
    now, was = when(meeting, after, zone), when(meeting, before, None)
    match what:
        case What.NEW:
            return _("%(session)s is new: %(when)s", session=named, when=_with_room(now, after))
        case What.MOVED:
            return _("%(session)s moves to %(now)s. It was %(before)s.", session=named, now=now, before=was)
        case What.ROOM:
            room = after.room or _("no room yet")
            return _("%(session)s is in another room: %(room)s", session=named, room=room)
        case What.CANCELLED:
            return _("%(session)s is cancelled. It was %(before)s.", session=named, before=was)
        case What.ON_AGAIN:
            return _(
                "%(session)s takes place after all: %(when)s", session=named, when=_with_room(now, after)
            )
        case What.TAKEN_OUT:
            return _(
                "%(session)s is no longer in the programme. It was %(before)s.", session=named, before=was
            )
        case What.RENAMED:
            return _("%(session)s is now called %(name)s", session=named, name=_named(after))
        case What.PEOPLE:
            return _people(named, change)
        case What.INTERPRETATION:
            languages = ", ".join(_(language_name(code)) for code in after.interpretation) or _("none")
            return _("%(session)s: interpretation %(languages)s", session=named, languages=languages)
        case What.WORDS:
            return _("%(session)s is described in other words", session=named)


def _named(session: Session) -> str:
    return f"{session.label} · {session.title}"


def _people(named: str, change: Change) -> str:
    found = swapped(change)
    parts = [_in_role(one) for one in found.came]
    if found.left:
        parts.append(_("no longer: %(people)s", people=", ".join(_in_role(one) for one in found.left)))
    return _(
        "%(session)s: %(people)s", session=named, people="; ".join(parts) or _("people described otherwise")
    )


def _in_role(one: Printed) -> str:
    return f"{one.name} ({_(one.role.label)})"


def when(meeting: Meeting, session: Session, zone: str | None) -> str:
    """Day and hours in the meeting's zone; where the reader's clocks differ, theirs beside them."""
    place = meeting.city or city(meeting.zone)
    starts, ends = in_zone(session.starts_at, meeting.zone), in_zone(session.ends_at, meeting.zone)
    said = _("%(day)s, %(from)s–%(to)s %(city)s", **_hours(starts, ends), city=place)
    if not zone or starts.utcoffset() == in_zone(session.starts_at, zone).utcoffset():
        return said
    own = _hours(in_zone(session.starts_at, zone), in_zone(session.ends_at, zone))
    return _("%(when)s (%(day)s, %(from)s–%(to)s %(city)s)", when=said, **own, city=city(zone))


def _hours(starts: datetime, ends: datetime) -> dict[str, str]:
    return {"day": short_day(starts), "from": hour(starts), "to": hour(ends)}


def _with_room(said: str, session: Session) -> str:
    return f"{said}, {session.room}" if session.room else said
