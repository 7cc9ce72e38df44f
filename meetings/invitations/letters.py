"""What is written to those who are asked and to focal points, in the language of the person.

The default words of all mails of this room stand here; those of an invitation can be changed by the organizer, with
the placeholders of rules.text.
"""

from datetime import datetime

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from meetings.base.pages import day, days, hour, in_zone
from meetings.base.settings import Settings
from meetings.base.zones import city
from meetings.invitations.models import Invitation, Nomination
from meetings.invitations.rules import LetterDraft, filled
from meetings.letters.rules import Text
from meetings.programme.models import Meeting
from meetings.programme.rules import Mode

INVITATION_PATH = "/invitations/"
LINK = "[personal link]"  # delivery fills it in


def places_title(meeting: Meeting) -> str:
    """What the mails about places that were given together are called."""
    with force_locale("en"):
        return _("Places for organizations: %(meeting)s", meeting=meeting.title)


def invitations_title(meeting: Meeting) -> str:
    with force_locale("en"):
        return _("Invitations: %(meeting)s", meeting=meeting.title)


def reminders_title(meeting: Meeting) -> str:
    with force_locale("en"):
        return _("Reminders: %(meeting)s", meeting=meeting.title)


def default_invitation() -> LetterDraft:
    """The words with which the office begins; they can be changed before they are sent."""
    return LetterDraft(
        _("Invitation: {meeting}"),
        _(
            "Dear {name},\n\nwe invite you to take part in:\n\n{when}\n\nPlease open your personal link, by which you "
            "register without an account or say that you cannot come, until {deadline}:\n\n{link}\n\nThe link is for "
            "you alone; please do not pass it on."
        ),
    )


def invited(invitation: Invitation, words: LetterDraft) -> Text:
    """The invitation itself, in the organizer's words."""
    with force_locale(invitation.language):
        values = {
            "name": invitation.name,
            "organization": invitation.organization_name,
            "meeting": invitation.meeting.title,
            "when": when_and_where(invitation.meeting),
            "deadline": until(invitation.reply_by, invitation.meeting),
            "link": LINK,
        }
        return _marked(invitation.meeting, Text(filled(words.subject, values), filled(words.text, values)))


def nominated(invitation: Invitation) -> Text:
    """An organization has named this person for one of its places."""
    meeting = invitation.meeting
    with force_locale(invitation.language):
        return _marked(
            meeting,
            Text(
                _("You are nominated: %(meeting)s", meeting=meeting.title),
                _join(
                    _("Dear %(name)s,", name=invitation.name),
                    _("%(organization)s has named you to take part in:", organization=_named_by(invitation)),
                    when_and_where(meeting),
                    _(
                        "Please open your personal link, by which you register without an account or say that you "
                        "cannot come, until %(until)s:",
                        until=until(invitation.reply_by, meeting),
                    ),
                    LINK,
                    _("Without an answer the place goes to an alternate."),
                    _ask_the_office(),
                ),
            ),
        )


def reminder(invitation: Invitation) -> Text:
    """To somebody who has not answered."""
    meeting = invitation.meeting
    with force_locale(invitation.language):
        return _marked(
            meeting,
            Text(
                _("Please answer: %(meeting)s", meeting=meeting.title),
                _join(
                    _("Dear %(name)s,", name=invitation.name),
                    _("we have not had your answer yet. You were asked to take part in:"),
                    when_and_where(meeting),
                    _(
                        "Please register by your personal link, or say that you cannot come, until %(until)s:",
                        until=until(invitation.reply_by, meeting),
                    ),
                    LINK,
                    _ask_the_office(),
                ),
            ),
        )


def taken_back(invitation: Invitation) -> Text:
    """The link opens nothing any more."""
    meeting = invitation.meeting
    with force_locale(invitation.language):
        said = (
            _(
                "%(organization)s has taken its nomination of you back:",
                organization=_named_by(invitation),
            )
            if invitation.nomination is not None
            else _("We have to take our invitation back:")
        )
        return _marked(
            meeting,
            Text(
                _("Taken back: %(meeting)s", meeting=meeting.title),
                _join(
                    _("Dear %(name)s,", name=invitation.name),
                    said,
                    when_and_where(meeting),
                    _("Your personal link is no longer valid. You need to do nothing."),
                    _ask_the_office(),
                ),
            ),
        )


def meeting_cancelled(meeting: Meeting, name: str, language: str) -> Text:
    """To somebody who was asked and has not answered, and to focal points."""
    with force_locale(language):
        return _marked(
            meeting,
            Text(
                _("Cancelled: %(meeting)s", meeting=meeting.title),
                _join(
                    _("Dear %(name)s,", name=name),
                    _("The meeting is cancelled. You need to do nothing."),
                    when_and_where(meeting),
                    _ask_the_office(),
                ),
            ),
        )


def places_given(nomination: Nomination, name: str, places: int, *, again: bool = False) -> Text:
    """To a focal point: how many places, until when, and where to name people. `again`: something changed."""
    meeting = nomination.meeting
    with force_locale("en"):
        subject = (
            _("Changed, places for your organization: %(meeting)s", meeting=meeting.title)
            if again
            else _("Places for your organization: %(meeting)s", meeting=meeting.title)
        )
        return _marked(
            meeting,
            Text(
                subject,
                _join(
                    _("Dear %(name)s,", name=name),
                    _(
                        "%(organization)s can name people for this meeting. Places: %(places)s.",
                        organization=nomination.organization.name,
                        places=places,
                    ),
                    when_and_where(meeting),
                    nomination.note,
                    _(
                        "Please name them, and alternates in their order, until %(until)s:",
                        until=until(nomination.deadline_at, meeting),
                    ),
                    address_of(nomination),
                    _("(Sign in with this address; you get a link by mail.)"),
                    _(
                        "Each person gets a mail with a personal link and registers by it, without an account."
                    ),
                    _ask_the_office(),
                ),
            ),
        )


def places_taken_back(nomination: Nomination, name: str) -> Text:
    """To a focal point: nobody can be named any more."""
    meeting = nomination.meeting
    with force_locale("en"):
        return _marked(
            meeting,
            Text(
                _("Places taken back: %(meeting)s", meeting=meeting.title),
                _join(
                    _("Dear %(name)s,", name=name),
                    _(
                        "the places of %(organization)s for this meeting are taken back. Nobody who has registered "
                        "loses the registration; whoever had not answered yet has been told.",
                        organization=nomination.organization.name,
                    ),
                    when_and_where(meeting),
                    _ask_the_office(),
                ),
            ),
        )


def news(nomination: Nomination, name: str, lines: list[str]) -> Text:
    """To a focal point: who dropped out, and who moved up."""
    meeting = nomination.meeting
    with force_locale("en"):
        return _marked(
            meeting,
            Text(
                _("News of those whom you named: %(meeting)s", meeting=meeting.title),
                _join(
                    _("Dear %(name)s,", name=name),
                    "\n".join(lines),
                    _("How everybody stands: %(url)s", url=address_of(nomination)),
                    _ask_the_office(),
                ),
            ),
        )


def cannot_come(invitation: Invitation) -> str:
    with force_locale("en"):
        return _("%(name)s cannot come.", name=invitation.name)


def did_not_answer(invitation: Invitation) -> str:
    with force_locale("en"):
        return _("%(name)s did not answer in time.", name=invitation.name)


def moves_up(invitation: Invitation) -> str:
    with force_locale("en"):
        return _("%(name)s moves up and has been asked.", name=invitation.name)


def place_free() -> str:
    with force_locale("en"):
        return _("No alternate is left; a place has no name now.")


def address_of(nomination: Nomination) -> str:
    """Where the focal point names people."""
    base = _settings().base_url
    return f"{base}/organizations/{nomination.organization.slug}/nominations/{nomination.meeting.slug}"


def when_and_where(meeting: Meeting) -> str:
    """The title, days and hours in the meeting's zone, and the place."""
    where = ", ".join(part for part in (meeting.place, meeting.city) if part)
    if meeting.mode is Mode.VIRTUAL:
        where = _("Online")
    elif meeting.mode is Mode.HYBRID:
        where = _("%(place)s, and online", place=where)
    hours = _(
        "%(days)s, %(from)s–%(to)s, %(city)s time",
        **{"days": days(meeting.starts, meeting.ends), "city": meeting.city or city(meeting.zone)},
        **{"from": hour(meeting.starts), "to": hour(meeting.ends)},
    )
    return "\n".join(line for line in (meeting.title, hours, where) if line)


def until(moment: datetime | None, meeting: Meeting) -> str:
    """A deadline in the meeting's own time."""
    assert moment is not None
    local = in_zone(moment, meeting.zone)
    return _(
        "%(day)s, %(time)s (%(city)s)",
        day=day(local),
        time=hour(local),
        city=meeting.city or city(meeting.zone),
    )


def _named_by(invitation: Invitation) -> str:
    return invitation.nomination.organization.name if invitation.nomination else ""


def _marked(meeting: Meeting, letter: Text) -> Text:
    if not meeting.demonstration:
        return letter
    return Text(
        _("Demonstration: %(subject)s", subject=letter.subject),
        letter.text + "\n\n" + _("This is a demonstration: the meeting and its people are invented."),
    )


def _ask_the_office() -> str:
    return _("If you have a question, write to %(mailbox)s.", mailbox=_settings().mailbox)


def _join(*paragraphs: str) -> str:
    return "\n\n".join(p for p in paragraphs if p)


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings
