"""What somebody is told whom the office has registered from a file."""

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from meetings.base.settings import Settings
from meetings.registration.letters import Letter, when_and_where
from meetings.registration.models import Registration


def taken_in(registration: Registration) -> Letter:
    """The office has registered the person and decides later; how to correct it, or to withdraw."""
    settings: Settings = current_app.config["SETTINGS"]
    with force_locale(registration.language):
        subject = _("The office has registered you: %(meeting)s", meeting=registration.meeting.title)
        text = "\n\n".join(
            part
            for part in (
                _("Dear %(name)s,", name=registration.name),
                _(
                    "The organizers have registered you for this meeting. You will get their decision by mail."
                ),
                when_and_where(registration),
                _(
                    "Your page, where you can correct what is known of you, or withdraw: %(url)s "
                    "(sign in with this address; you get a link by mail)",
                    url=f"{settings.base_url}/my/registrations/{registration.key}",
                ),
                _("If you have a question, write to %(mailbox)s.", mailbox=settings.mailbox),
                _("This is a demonstration: the meeting and its people are invented.")
                if registration.demonstration
                else "",
            )
            if part
        )
        if registration.demonstration:
            subject = _("Demonstration: %(subject)s", subject=subject)
    return Letter(subject, text)
