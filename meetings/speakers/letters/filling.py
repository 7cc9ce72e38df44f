"""A mail to somebody in a role: its text as it stands for the meeting, filled for the person."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.base.pages import day, hour, in_zone
from meetings.base.zones import city
from meetings.letters.queries import text_of
from meetings.letters.rules import PERSONAL_LINK, LetterKind, Text, fill
from meetings.programme.models import Meeting, MeetingSession, Speaker
from meetings.programme.rules import SpeakerRole
from meetings.programme.rules.released import Session
from meetings.registration.letters import signed
from meetings.registration.letters.words import place, settings
from meetings.speakers.models import RoleRequest
from meetings.speakers.queries import shown_of


@dataclass(frozen=True)
class Told:
    """Whom a mail asks, for what; `session` None: an invented one, for a meeting that has none."""

    meeting: Meeting
    session: MeetingSession | Session | None
    name: str
    role: SpeakerRole
    minutes: int | None
    language: str
    zone: str


VALUES: Mapping[str, Callable[[Told], str]] = {
    "name": lambda told: told.name,
    "meeting": lambda told: told.meeting.title,
    "role": lambda told: _(told.role.label),
    "session": lambda told: _session(told),
    "session_facts": lambda told: _facts(told),
    "office": lambda told: settings().mailbox,
    "link": lambda told: PERSONAL_LINK,
}


def asked(request: RoleRequest, speaker: Speaker) -> Told:
    """What somebody is asked."""
    return Told(
        request.meeting,
        shown_of(Actor(), speaker.session),
        speaker.name,
        speaker.role,
        speaker.minutes,
        request.language,
        request.zone,
    )


@contextmanager
def in_language(told: Told) -> Iterator[None]:
    """What is translated meanwhile is in the person's language."""
    with force_locale(told.language):
        yield


def values_of(kind: LetterKind, told: Told) -> dict[str, str]:
    """What the placeholders of a kind stand for, in the language of the reader."""
    with in_language(told):
        return {p.name: VALUES[p.name](told) for p in kind.placeholders}


def write(kind: LetterKind, told: Told, words: Text | None = None) -> Text:
    """The mail as it goes now; `words` go instead of the meeting's text."""
    with in_language(told):
        text = words or text_of(kind, "meeting", told.meeting.id, told.language, _)
        return signed(fill(kind, text, values_of(kind, told)), told.meeting.demonstration)


def _session(told: Told) -> str:
    if told.session is None:
        return _("Session %(label)s: %(title)s", label="1", title=_("An example"))
    return _("Session %(label)s: %(title)s", label=told.session.label, title=told.session.title)


def _facts(told: Told) -> str:
    lines = [_session(told), *_when(told), place(told.meeting), _(told.role.label)]
    if told.minutes:
        lines.append(
            ngettext("Speaking time: %(num)s minute", "Speaking time: %(num)s minutes", told.minutes)
        )
    return "\n".join(line for line in lines if line)


def _when(told: Told) -> list[str]:
    """Day and hours in the meeting's time and, when it is known, in the person's; nothing while it has no time."""
    session, meeting = told.session, told.meeting
    if session is None:
        return []
    if session.unscheduled:
        return [_("The time is not fixed yet.")]
    lines = [
        _(
            "%(day)s, %(from)s–%(to)s, %(city)s time",
            **{"day": day(session.starts), "from": hour(session.starts), "to": hour(session.ends)},
            city=meeting.city or city(meeting.zone),
        )
    ]
    if told.zone and told.zone != meeting.zone:
        starts, ends = in_zone(session.starts_at, told.zone), in_zone(session.ends_at, told.zone)
        lines.append(
            _(
                "In your time (%(city)s): %(day)s, %(from)s–%(to)s",
                **{"city": city(told.zone), "day": day(starts), "from": hour(starts), "to": hour(ends)},
            )
        )
    return lines
