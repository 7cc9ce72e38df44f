"""What a participant is told by mail, in the language in which they registered.

A mail to an address that nobody has confirmed holds no word that was typed into the form: otherwise the form
could be used to write to strangers.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from meetings import ical
from meetings.base.pages import day, days, hour, in_zone
from meetings.base.settings import Settings
from meetings.base.site import site_name
from meetings.base.zones import city
from meetings.outbox.actions import Invitation
from meetings.programme.models import Meeting
from meetings.programme.rules import MeetingStatus, Mode
from meetings.registration.models import Registration
from meetings.registration.rules import RegistrationStatus

CONFIRM_PATH = "/registrations/confirm/"
OFFER_PATH = "/registrations/offer/"
TAKE_OVER_PATH = "/registrations/take-over/"


@dataclass(frozen=True)
class Letter:
    """Subject and plain text of a mail."""

    subject: str
    text: str


def _in_their_language(write: Callable[[Registration], Letter]) -> Callable[[Registration], Letter]:
    @wraps(write)
    def written(registration: Registration) -> Letter:
        with force_locale(registration.language):
            letter = write(registration)
            if not registration.demonstration:
                return letter
            return Letter(
                _("Demonstration: %(subject)s", subject=letter.subject),
                letter.text + "\n\n" + _("This is a demonstration: the meeting and its people are invented."),
            )

    return written


@_in_their_language
def to_confirm(registration: Registration) -> Letter:
    """The one-use link that confirms the address."""
    return Letter(
        _("Confirm your registration: %(meeting)s", meeting=registration.meeting.title),
        _join(
            _("Somebody registered this address for %(meeting)s.", meeting=registration.meeting.title),
            when_and_where(registration),
            _("If it was you, open this link within 7 days and press the button on its page:"),
            "[personal link]",
            _("If it was not you, do nothing: without the button nothing happens."),
        ),
    )


@_in_their_language
def already_registered(registration: Registration) -> Letter:
    """The truth about a second registration, told to the address only."""
    return Letter(
        _("You have registered before: %(meeting)s", meeting=registration.meeting.title),
        _join(
            _("This address was registered once more. Nothing was changed: your registration is as it was."),
            _("It stands so: %(state)s.", state=_(registration.status.label)),
            _ask_the_office()
            if registration.status is RegistrationStatus.WITHDRAWN
            else _own_page(registration),
        ),
    )


@_in_their_language
def received(registration: Registration) -> Letter:
    """The address is confirmed; the organizers decide."""
    return Letter(
        _("Registration received: %(meeting)s", meeting=registration.meeting.title),
        _join(
            _dear(registration),
            _("Your address is confirmed and your registration has reached the organizers."),
            when_and_where(registration),
            _("You will get their decision by mail. Please make no travel arrangements before."),
            _own_page(registration),
        ),
    )


@_in_their_language
def approved(registration: Registration) -> Letter:
    """A place is kept; the calendar invitation goes with this mail."""
    meeting = registration.meeting
    return Letter(
        _("You are registered: %(meeting)s", meeting=meeting.title),
        _join(
            _dear(registration),
            _("Your registration is approved and a place is kept for you."),
            when_and_where(registration),
            _("Join here (please pass this on to nobody): %(link)s", link=join_link(meeting))
            if join_link(meeting)
            else "",
            _("The calendar entry of the meeting comes with this mail."),
            _own_page(registration),
        ),
    )


@_in_their_language
def waiting(registration: Registration) -> Letter:
    """No place now; what happens when one becomes free."""
    return Letter(
        _("On the waiting list: %(meeting)s", meeting=registration.meeting.title),
        _join(
            _dear(registration),
            _("All places that we could give you are taken. You are on the waiting list."),
            when_and_where(registration),
            _("When a place becomes free, it is offered in turn, by mail, and kept for a few days."),
            _("Please make no travel arrangements before."),
            _own_page(registration),
        ),
    )


@_in_their_language
def offered(registration: Registration) -> Letter:
    """A place is kept until a deadline; the link leads to the page with both buttons."""
    return Letter(
        _("A place is free for you: %(meeting)s", meeting=registration.meeting.title),
        _join(
            _dear(registration),
            _("A place has become free and is kept for you until %(until)s.", until=_until(registration)),
            when_and_where(registration),
            _("Open this link and say whether you take it:"),
            "[personal link]",
            _("Without an answer the place goes to the next person, and you to the end of the waiting list."),
        ),
    )


@_in_their_language
def offer_lapsed(registration: Registration) -> Letter:
    """Nobody answered in time."""
    return Letter(
        _("The place is offered on: %(meeting)s", meeting=registration.meeting.title),
        _join(
            _dear(registration),
            _("We had no answer in time, so the place that was kept for you is offered to the next person."),
            _(
                "You are still on the waiting list, at its end. If you no longer want to come, please withdraw."
            ),
            _own_page(registration),
        ),
    )


@_in_their_language
def place_cancelled(registration: Registration) -> Letter:
    """The office takes a place back; the cancellation for the calendar goes with this mail."""
    return Letter(
        _("Your place is cancelled: %(meeting)s", meeting=registration.meeting.title),
        _join(
            _dear(registration),
            _(
                "We regret that we had to cancel your place at %(meeting)s.",
                meeting=registration.meeting.title,
            ),
            _ask_the_office(),
        ),
    )


@_in_their_language
def to_take_over(registration: Registration) -> Letter:
    """To an alternate: a place can be taken over. Nobody has confirmed the address, so no typed word stands here."""
    return Letter(
        _("A place is handed to you: %(meeting)s", meeting=registration.meeting.title),
        _join(
            _(
                "Somebody who cannot come hands you a place at %(meeting)s.",
                meeting=registration.meeting.title,
            ),
            when_and_where(registration),
            _("If you want to come, open this link within 7 days and press the button on its page:"),
            "[personal link]",
            _("If not, do nothing: without the button nothing happens."),
        ),
    )


@_in_their_language
def handed_over(registration: Registration) -> Letter:
    """To the one who gave the place away; the cancellation for the calendar goes with this mail."""
    return Letter(
        _("Your place is handed over: %(meeting)s", meeting=registration.meeting.title),
        _join(
            _dear(registration),
            _("The person whom you named has taken over your place. You need to do nothing more."),
            _ask_the_office(),
        ),
    )


@_in_their_language
def declined(registration: Registration) -> Letter:
    """No place; what was in the calendar is taken back by the cancellation that goes with this mail."""
    return Letter(
        _("Your registration: %(meeting)s", meeting=registration.meeting.title),
        _join(
            _dear(registration),
            _(
                "We regret that we cannot offer you a place at %(meeting)s.",
                meeting=registration.meeting.title,
            ),
            _ask_the_office(),
        ),
    )


@_in_their_language
def moved(registration: Registration) -> Letter:
    """Hours, place or join link have changed; the update for the calendar goes with this mail."""
    meeting = registration.meeting
    return Letter(
        _("Changed: %(meeting)s", meeting=meeting.title),
        _join(
            _dear(registration),
            _("The hours, the place or the link of the meeting have changed. It is now:"),
            when_and_where(registration),
            _("Join here (please pass this on to nobody): %(link)s", link=join_link(meeting))
            if join_link(meeting)
            else "",
            _(
                "Your calendar entry changes with this mail. Your place is kept; if you cannot come now, withdraw."
            ),
            _own_page(registration),
        ),
    )


@_in_their_language
def cancelled(registration: Registration) -> Letter:
    """The meeting does not take place; the cancellation for the calendar goes with this mail."""
    return Letter(
        _("Cancelled: %(meeting)s", meeting=registration.meeting.title),
        _join(
            _dear(registration),
            _("The meeting is cancelled. You need to do nothing."),
            when_and_where(registration),
            _ask_the_office(),
        ),
    )


@_in_their_language
def withdrawn(registration: Registration) -> Letter:
    """The participant has withdrawn."""
    return Letter(
        _("You have withdrawn: %(meeting)s", meeting=registration.meeting.title),
        _join(
            _dear(registration),
            _("You have withdrawn your registration. Your place is free for somebody else."),
            _ask_the_office(),
        ),
    )


def invitation(registration: Registration, method: ical.Method, sequence: int) -> Invitation:
    """The calendar part for this one participant (CALENDARS.md, invitations 2 and 3)."""
    meeting, settings = registration.meeting, _settings()
    with force_locale(registration.language):
        title = (
            _("Demonstration: %(subject)s", subject=meeting.title) if meeting.demonstration else meeting.title
        )
        entry = ical.Entry(
            uid=meeting.uid,
            sequence=sequence,
            starts_at=meeting.starts_at,
            ends_at=meeting.ends_at,
            summary=title,
            changed_at=max(meeting.changed_at, registration.decided_at or meeting.changed_at),
            description=meeting.about,
            location=_place(meeting),
            url=f"{settings.base_url}/meetings/{meeting.slug}",
            join_link=join_link(meeting),
        )
        data = ical.invitation(
            entry,
            method=method,
            attendee=(registration.name, registration.email),
            organizer=(site_name(), settings.mailbox),
            prodid=ical.PRODID,
            cancelled_word=_("CANCELLED"),
        )
    return Invitation(data, method, meeting.uid, sequence)


def join_link(meeting: Meeting) -> str | None:
    """Where to join from afar; for approved participants only, and not when the meeting is cancelled."""
    if meeting.status is MeetingStatus.CANCELLED or meeting.mode not in (Mode.VIRTUAL, Mode.HYBRID):
        return None
    return meeting.join_link or None


def when_and_where(registration: Registration) -> str:
    """Days and hours in the meeting's zone and, when it is known, in the participant's."""
    meeting = registration.meeting
    lines = [
        meeting.title,
        _("%(days)s, %(from)s–%(to)s, %(city)s time", **_span(meeting)),
        _place(meeting),
    ]
    if registration.zone and registration.zone != meeting.zone:
        starts, ends = (
            in_zone(meeting.starts_at, registration.zone),
            in_zone(meeting.ends_at, registration.zone),
        )
        lines.append(
            _(
                "In your time (%(city)s): from %(first)s, %(from)s, to %(last)s, %(to)s",
                **{"city": city(registration.zone), "first": day(starts), "from": hour(starts)},
                **{"last": day(ends), "to": hour(ends)},
            )
        )
    return "\n".join(line for line in lines if line)


def _until(registration: Registration) -> str:
    """A deadline in the person's own time, or in the meeting's."""
    assert registration.reply_by is not None
    meeting = registration.meeting
    zone = registration.zone or meeting.zone
    local = in_zone(registration.reply_by, zone)
    place = meeting.city if zone == meeting.zone and meeting.city else city(zone)
    return _("%(day)s, %(time)s (%(city)s)", day=day(local), time=hour(local), city=place)


def _span(meeting: Meeting) -> dict[str, str]:
    return {
        "days": days(meeting.starts, meeting.ends),
        "from": hour(meeting.starts),
        "to": hour(meeting.ends),
        "city": meeting.city or city(meeting.zone),
    }


def _place(meeting: Meeting) -> str:
    if meeting.mode is Mode.VIRTUAL:
        return _("Online")
    where = ", ".join(part for part in (meeting.place, meeting.city) if part)
    return _("%(place)s, and online", place=where) if meeting.mode is Mode.HYBRID else where


def _dear(registration: Registration) -> str:
    return _("Dear %(name)s,", name=registration.name)


def _own_page(registration: Registration) -> str:
    return _(
        "Your page, where you can change what the list of participants says of you, or withdraw: %(url)s "
        "(sign in with this address; you get a link by mail)",
        url=f"{_settings().base_url}/my/registrations/{registration.key}",
    )


def _ask_the_office() -> str:
    return _("If you have a question, write to %(mailbox)s.", mailbox=_settings().mailbox)


def _join(*paragraphs: str) -> str:
    return "\n\n".join(p for p in paragraphs if p)


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings
