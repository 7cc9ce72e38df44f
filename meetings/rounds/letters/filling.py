"""A mail to somebody who was present: its text as it stands for the meeting, filled for the person."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from flask_babel import force_locale
from flask_babel import gettext as _

from meetings.access.actor import ANYONE
from meetings.base.pages import day, hour, in_zone
from meetings.base.zones import city
from meetings.letters.queries import text_of
from meetings.letters.rules import PERSONAL_LINK, LetterKind, Text, fill
from meetings.outcomes.rules import Late
from meetings.programme import releases
from meetings.programme.models import Meeting, MeetingSession
from meetings.registration.letters import signed
from meetings.registration.letters.words import settings
from meetings.rounds.models import ConfirmationRound
from meetings.rounds.queries.people import Asked


@dataclass(frozen=True)
class Told:
    """Whom a mail goes to, and what it tells; `session` None: an invented one, for a preview."""

    meeting: Meeting
    session: MeetingSession | None
    name: str
    language: str
    zone: str
    deadline_at: datetime | None = None
    why: str = ""
    late: Late = Late.TO_HAND_IN
    sessions: Sequence[MeetingSession] = ()


VALUES: Mapping[str, Callable[[Told], str]] = {
    "name": lambda told: told.name,
    "meeting": lambda told: told.meeting.title,
    "session": lambda told: _session(told.session),
    "sessions": lambda told: "\n".join(_session(one) for one in told.sessions or (told.session,)),
    "until": lambda told: _until(told),
    "why": lambda told: told.why,
    "late": lambda told: _(told.late.label),
    "page": lambda told: _page(told),
    "office": lambda told: settings().mailbox,
    "link": lambda told: PERSONAL_LINK,
}


def asked_in(of: ConfirmationRound, one: Asked, why: str = "") -> Told:
    """What somebody is told of a round."""
    session = of.summary.session
    return Told(session.meeting, session, one.name, one.language, one.zone, of.deadline_at, why)


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


def _session(session: MeetingSession | None) -> str:
    if session is None:
        return _("session %(label)s: %(title)s", label="1", title=_("An example"))
    named = releases.told_of(ANYONE, session) or session  # the draft is the office's
    return _("session %(label)s: %(title)s", label=named.label, title=named.title)


def _page(told: Told) -> str:
    label = told.session.label if told.session else "1"
    return f"{settings().base_url}/meetings/{told.meeting.slug}/sessions/{label}/record"


def _until(told: Told) -> str:
    """The deadline in the meeting's time and, when it is known and differs, in the person's."""
    meeting, at = told.meeting, told.deadline_at or told.meeting.ends_at
    local = in_zone(at, meeting.zone)
    lines = [_at(local, meeting.city or city(meeting.zone))]
    if told.zone and told.zone != meeting.zone:
        lines.append(_at(in_zone(at, told.zone), city(told.zone)))
    return "\n".join(lines)


def _at(wall: datetime, where: str) -> str:
    return _("%(day)s, %(time)s, %(city)s time", day=day(wall), time=hour(wall), city=where)
