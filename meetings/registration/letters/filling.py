"""A mail about one registration: its text as it stands for the meeting, filled for the person."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from flask_babel import force_locale
from flask_babel import gettext as _

from meetings.letters.queries import text_of
from meetings.letters.rules import PERSONAL_LINK, LetterKind, Text, fill
from meetings.registration.letters import words
from meetings.registration.letters.calendar import join_link
from meetings.registration.models import Registration
from meetings.registration.rules import RegistrationStatus

Value = Callable[[Registration], str]
# What each name stands for; which of them a text may hold is its kind's to say (texts.py).
VALUES: Mapping[str, Value] = {
    "name": lambda r: r.name,
    "organization": lambda r: r.organization_name,
    "meeting": lambda r: r.meeting.title,
    "when_and_where": lambda r: words.when_and_where(r.meeting, r.zone),
    "join_link": lambda r: PERSONAL_LINK if join_link(r.meeting) else "",
    "programme": lambda r: f"{words.settings().base_url}/meetings/{r.meeting.slug}",
    "own_page": words.own_page_address,
    "office": lambda r: words.settings().mailbox,
    "state": lambda r: _(r.status.label),
    "what_now": lambda r: (
        words.ask_the_office() if r.status is RegistrationStatus.WITHDRAWN else words.own_page(r)
    ),
    "until": lambda r: words.until(r.meeting, r.reply_by, r.zone) if r.reply_by else "",
    "link": lambda r: PERSONAL_LINK,
    "as_it_stands": words.as_it_stands,
}


def write(kind: LetterKind, registration: Registration) -> Text:
    """The mail as it goes to this person now."""
    with in_their_language(registration):
        text = text_of(kind, "meeting", registration.meeting_id, registration.language, _)
        return signed(fill(kind, text, values_of(kind, registration)), registration.demonstration)


@contextmanager
def in_their_language(registration: Registration) -> Iterator[None]:
    """What is translated meanwhile is in the person's language."""
    with force_locale(registration.language):
        yield


def values_of(
    kind: LetterKind, registration: Registration, reply_by: datetime | None = None
) -> dict[str, str]:
    """What the placeholders of a kind stand for; `reply_by` is the deadline of an offer that was not made yet."""
    values = {p.name: VALUES[p.name](registration) for p in kind.placeholders}
    if reply_by is not None and "until" in values:
        values["until"] = words.until(registration.meeting, reply_by, registration.zone)
    return values


def signed(letter: Text, demonstration: bool) -> Text:
    """The mail with the sign of the demonstration, where it is one; no edited text takes it away."""
    if not demonstration:
        return letter
    return Text(
        _("Demonstration: %(subject)s", subject=letter.subject),
        letter.text + "\n\n" + _("This is a demonstration: the meeting and its people are invented."),
    )
