"""A mail about an update: its text as it stands for the meeting, filled for the person."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import force_locale
from flask_babel import gettext as _

from meetings.agenda.models import UpdateAddressee
from meetings.agenda.queries.one import terms_of
from meetings.agenda.rules import WORDS
from meetings.letters.queries import text_of
from meetings.letters.rules import PERSONAL_LINK, LetterKind, Text, fill
from meetings.programme.models import Meeting
from meetings.registration.letters import signed
from meetings.registration.letters.words import settings, until, when_and_where


@dataclass(frozen=True)
class Told:
    """Whom a mail is for, and what it tells."""

    meeting: Meeting
    name: str
    organization: str = ""
    zone: str = ""
    due_at: datetime | None = None
    words: int = WORDS
    note: str = ""
    language: str = "en"


VALUES: Mapping[str, Callable[[Told], str]] = {
    "name": lambda told: told.name,
    "organization": lambda told: told.organization,
    "meeting": lambda told: told.meeting.title,
    "when_and_where": lambda told: when_and_where(told.meeting, told.zone),
    "until": lambda told: _until(told),
    "length": lambda told: str(told.words),
    "note": lambda told: told.note,
    "office": lambda told: settings().mailbox,
    "link": lambda told: PERSONAL_LINK,
}


def asked(to: UpdateAddressee) -> Told:
    """What somebody is asked who speaks for an organization."""
    update = to.update
    terms = terms_of(update.meeting)
    return Told(
        update.meeting, to.name, update.organization.name, to.zone, terms.due_at, terms.words, terms.note
    )


def values_of(kind: LetterKind, told: Told) -> dict[str, str]:
    """What the placeholders of a kind stand for, in the language of the reader."""
    with force_locale(told.language):
        return {p.name: VALUES[p.name](told) for p in kind.placeholders}


def write(kind: LetterKind, told: Told, words: Text | None = None) -> Text:
    """The mail as it goes now; `words` go instead of the meeting's text."""
    with force_locale(told.language):
        text = words or text_of(kind, "meeting", told.meeting.id, told.language, _)
        return signed(fill(kind, text, values_of(kind, told)), told.meeting.demonstration)


def _until(told: Told) -> str:
    if told.due_at is None:
        return ""
    return _("It is due by %(until)s.", until=until(told.meeting, told.due_at, told.zone))
