"""A mail to one person: its text as it stands for the meeting, or as the organizer wrote it, filled."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import force_locale
from flask_babel import gettext as _

from meetings.invitations.letters.words import OFFICE_LANGUAGE, naming_page_of
from meetings.invitations.models import Invitation, Nomination
from meetings.letters.queries import text_of
from meetings.letters.rules import PERSONAL_LINK, LetterKind, Text, fill
from meetings.programme.models import Meeting
from meetings.registration.letters import signed
from meetings.registration.letters import words as house


@dataclass(frozen=True)
class Told:
    """Whom a mail tells of a meeting, and what; places, note, page and news stand in those to focal points."""

    meeting: Meeting
    name: str
    organization: str
    until: datetime | None
    language: str = OFFICE_LANGUAGE
    places: int = 0
    note: str = ""
    naming_page: str = ""
    news: Sequence[str] = ()


# What each name stands for; which of them a text may hold is its kind's to say (texts).
VALUES: Mapping[str, Callable[[Told], str]] = {
    "name": lambda told: told.name,
    "organization": lambda told: told.organization,
    "meeting": lambda told: told.meeting.title,
    "when_and_where": lambda told: house.when_and_where(told.meeting),
    "programme": lambda told: f"{house.settings().base_url}/meetings/{told.meeting.slug}",
    "office": lambda told: house.settings().mailbox,
    "until": lambda told: house.until(told.meeting, told.until) if told.until else "",
    "link": lambda told: PERSONAL_LINK,
    "places": lambda told: str(told.places),
    "note": lambda told: told.note,
    "naming_page": lambda told: told.naming_page,
    "news": lambda told: "\n".join(told.news),
}


def asked(invitation: Invitation) -> Told:
    """Somebody who is asked; an alternate whose turn has not come could answer until the deadline at least."""
    nomination = invitation.nomination
    return Told(
        invitation.meeting,
        invitation.name,
        nomination.organization.name if nomination else invitation.organization_name,
        invitation.reply_by or (nomination.deadline_at if nomination else None),
        invitation.language,
    )


def focal_point(nomination: Nomination, name: str, places: int = 0, news: Sequence[str] = ()) -> Told:
    """One who speaks for an organization."""
    return Told(
        nomination.meeting,
        name,
        nomination.organization.name,
        nomination.deadline_at,
        places=places,
        note=nomination.note,
        naming_page=naming_page_of(nomination.organization.slug, nomination.meeting),
        news=news,
    )


def values_of(kind: LetterKind, told: Told) -> dict[str, str]:
    """What the placeholders of a kind stand for, in the language of the reader."""
    with force_locale(told.language):
        return {p.name: VALUES[p.name](told) for p in kind.placeholders}


def write(kind: LetterKind, told: Told, words: Text | None = None) -> Text:
    """The mail as it goes now; `words` are written for this occasion and go instead of the meeting's text."""
    with force_locale(told.language):
        text = words or text_of(kind, "meeting", told.meeting.id, told.language, _)
        return signed(fill(kind, text, values_of(kind, told)), told.meeting.demonstration)


def text_to_begin_with(kind: LetterKind, meeting: Meeting, language: str) -> Text:
    """The meeting's text, or the default: what the organizer finds before changing it for one occasion."""
    with force_locale(language):
        return text_of(kind, "meeting", meeting.id, language, _)
