"""What people are told of a new version of the programme, and of the session in which they have a role."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from meetings import ical
from meetings.base.settings import Settings
from meetings.base.site import site_name
from meetings.base.words import N_
from meetings.letters.queries import text_of
from meetings.letters.rules import LetterKind, Placeholder, Text, fill
from meetings.outbox.actions import Invitation
from meetings.programme.entries import session_entry
from meetings.programme.models import Meeting
from meetings.programme.rules.released import Change, Session
from meetings.programme.saying import sentences, when
from meetings.registration.letters import join_link
from meetings.registration.letters.words import place
from meetings.releasing.rules import Concerned, Update

NAME = Placeholder("name", N_("The person’s name."), in_subject=True)
MEETING = Placeholder("meeting", N_("The title of the meeting."), in_subject=True)
VERSION = Placeholder("version", N_("The number of the version."), in_subject=True)
CHANGES = Placeholder(
    "changes", N_("What changes for this person, one line each; also in the person’s time."), lines=True
)
NOTE = Placeholder(
    "note", N_("What the office wrote about this version; empty when nothing."), paragraphs=True
)
PROGRAMME = Placeholder("programme", N_("The address of the public programme."))
OFFICE = Placeholder("office", N_("The address to write to with a question."))
SESSION = Placeholder("session", N_("Number and title of the session."), in_subject=True)
ROLE = Placeholder("role", N_("The person’s role in the session."), in_subject=True)
WHEN = Placeholder(
    "when",
    N_(
        "Day, hours and room of the session, also in the person’s time; below, where the meeting is, or “Online”."
    ),
    lines=True,
)
CHANGED = Placeholder(
    "changed",
    N_("Where the person was told otherwise before: that it has changed and, with a new version, how."),
    lines=True,
)

DEAR = N_("Dear {name},")
QUESTION = N_("If you have a question, write to {office}.")
NEW_VERSION = LetterKind(
    "new_version",
    N_("A new version of the programme"),
    N_("When a version is released, to everybody whose day it changes."),
    (NAME, MEETING, VERSION, CHANGES, NOTE, PROGRAMME, OFFICE),
    N_("Programme changed: {meeting}"),
    (
        DEAR,
        N_("Version {version} of the programme of {meeting} changes this for you:"),
        "{changes}",
        "{note}",
        N_("The whole programme: {programme}"),
        QUESTION,
    ),
    needs=frozenset({"changes"}),
)
IN_ROLE = LetterKind(
    "in_role",
    N_("A session in which somebody has a role"),
    N_(
        "When the calendar of a person in a role must have the session, it has moved, or the role is another."
    ),
    (NAME, MEETING, SESSION, ROLE, WHEN, CHANGED, NOTE, PROGRAMME, OFFICE),
    N_("{role}: {session}"),
    (
        DEAR,
        N_("You are {role} in this session of {meeting}:"),
        "{session}",
        "{when}",
        "{changed}",
        "{note}",
        N_("The calendar entry is attached. The whole programme: {programme}"),
        QUESTION,
    ),
    needs=frozenset({"when"}),
    also=N_("With a calendar entry."),
)
NO_ROLE = LetterKind(
    "no_role",
    N_("A session in which somebody has a role no longer"),
    N_("When the session, or the person’s role in it, is no more."),
    (NAME, MEETING, SESSION, WHEN, NOTE, PROGRAMME, OFFICE),
    N_("No longer: {session}"),
    (
        DEAR,
        N_("You no longer have a role in this session of {meeting}, or it does not take place:"),
        "{session}",
        "{when}",
        "{note}",
        N_("Your calendar entry is taken back. The programme: {programme}"),
        QUESTION,
    ),
    also=N_("With a cancellation for the calendar."),
)
ROLE_CANCELLED = LetterKind(
    "role_cancelled",
    N_("The meeting is cancelled, for those in a role"),
    N_("When the meeting is cancelled, to everybody who has a session of it in the calendar."),
    (NAME, MEETING, SESSION, WHEN, PROGRAMME, OFFICE),
    N_("Cancelled: {meeting}"),
    (
        DEAR,
        N_("{meeting} is cancelled, and with it your session:"),
        "{session}",
        "{when}",
        N_("Your calendar entry is taken back. Thank you for having agreed."),
        QUESTION,
    ),
    also=N_("With a cancellation for the calendar."),
)
KINDS = (NEW_VERSION, IN_ROLE, NO_ROLE, ROLE_CANCELLED)


@dataclass(frozen=True)
class Told:
    """One person, and what of the programme the mail is about. `number`: of the version, when it is not public yet.

    `anew`: another mail has told the person of the session before.
    """

    meeting: Meeting
    person: Concerned
    changes: tuple[Change, ...] = ()
    note: str = ""
    session: Session | None = None
    roles: tuple[str, ...] = ()
    number: int = 0
    anew: bool = False


Value = Callable[[Told], str]
VALUES: dict[str, Value] = {
    "name": lambda t: t.person.name,
    "meeting": lambda t: t.meeting.title,
    "version": lambda t: str(t.number or t.meeting.released),
    "changes": lambda t: _changes(t),
    "changed": lambda t: (
        _("This has changed since we last wrote to you.") + f"\n{_changes(t)}" if t.anew else ""
    ),
    "note": lambda t: t.note,
    "programme": lambda t: page_of(t.meeting),
    "office": lambda t: _settings().mailbox,
    "session": lambda t: f"{t.session.label} · {t.session.title}" if t.session else "",
    "role": lambda t: ", ".join(_(role) for role in t.roles if role),
    "when": lambda t: _when(t),
}


def _changes(told: Told) -> str:
    zone = told.person.zone or None
    return "\n".join(f"– {line}" for c in told.changes for line in sentences(told.meeting, c, zone))


def _when(told: Told) -> str:
    if told.session is None:
        return ""
    said = when(told.meeting, told.session, told.person.zone or None)
    hours = f"{said}, {told.session.room}" if told.session.room else said
    return f"{hours}\n{place(told.meeting)}"


def values_of(kind: LetterKind, told: Told) -> dict[str, str]:
    """What the placeholders of a kind stand for."""
    return {p.name: VALUES[p.name](told) for p in kind.placeholders}


def write(kind: LetterKind, told: Told, text: Text | None = None) -> Text:
    """The mail as it goes to this person now; `text`: as it would go, were this its text."""
    with in_their_language(told.person):
        said = text or text_of(kind, "meeting", told.meeting.id, told.person.language, _)
        letter = fill(kind, said, values_of(kind, told))
        if not told.meeting.demonstration:
            return letter
        return Text(
            _("Demonstration: %(subject)s", subject=letter.subject),
            letter.text + "\n\n" + _("This is a demonstration: the meeting and its people are invented."),
        )


@contextmanager
def in_their_language(person: Concerned) -> Iterator[None]:
    """What is translated meanwhile is in the person's language."""
    with force_locale(person.language or "en"):
        yield


def page_of(meeting: Meeting) -> str:
    """The address of the public programme."""
    return f"{_settings().base_url}/meetings/{meeting.slug}"


def invitation(told: Told, update: Update) -> Invitation:
    """The calendar part for somebody in a role (CALENDARS, invitations 2 and 3)."""
    meeting, session = told.meeting, told.session
    assert session is not None
    with in_their_language(told.person):
        entry = session_entry(
            meeting,
            session,
            page_of(meeting),
            _(session.kind.label),
            join_link=join_link(meeting) if update.method == "REQUEST" else None,
        )
        data = ical.invitation(
            ical.Entry(**{**vars(entry), "sequence": update.sequence, "cancelled": False}),
            method="REQUEST" if update.method == "REQUEST" else "CANCEL",
            attendee=(told.person.name, told.person.email),
            organizer=(site_name(), _settings().mailbox),
            prodid=ical.PRODID,
            cancelled_word=_("CANCELLED"),
        )
    return Invitation(data, update.method, session.uid, update.sequence, update.version, session.ends_at)


def _settings() -> Settings:
    found: Settings = current_app.config["SETTINGS"]
    return found
