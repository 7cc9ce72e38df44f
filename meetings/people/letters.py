"""What people are told by mail about their requests, in the language in which they asked."""

from dataclasses import dataclass

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from meetings.base.pages import day
from meetings.people.models import PersonRequest
from meetings.people.rules import Outcome, RequestKind


@dataclass(frozen=True)
class Letter:
    """Subject and plain text of a mail."""

    subject: str
    text: str


def prove_address(language: str) -> Letter:
    """The link to the other address of a record; it says nothing of who asks."""
    with force_locale(language):
        said = _(
            "Somebody who is signed in on our site, and whose record has this address too, asks to see what is kept "
            "under it. If it was you, open this link within 7 days in the browser in which you asked, and press the "
            "button on its page:"
        )
        nothing = _(
            "If it was not you, do nothing, and tell us: %(mailbox)s. The link opens nothing to anybody else.",
            mailbox=current_app.config["SETTINGS"].mailbox,
        )
        return Letter(_("Is this address yours too?"), "\n\n".join((said, "[personal link]", nothing)))


def answer(asked: PersonRequest, outcome: Outcome, text: str, speaks: bool = False) -> Letter:
    """The office's answer to a request; `speaks`: for an organization today, so that the entry there stays."""
    with force_locale(asked.language):
        deletion = asked.kind is RequestKind.DELETION
        opened = day(asked.opened_at)
        if outcome is Outcome.REFUSED:
            subject = _("Your request about your data: not done")
            said = _("On %(day)s you asked us about your data. We could not do what you asked.", day=opened)
        elif deletion:
            subject = _("Your data is deleted")
            said = _(
                "On %(day)s you asked us to delete what we keep about you. It is done. Meetings of the past count "
                "one participant without a name; the public programme, where you spoke, stays. This mail is the "
                "last one, and is not kept either.",
                day=opened,
            )
            if speaks:
                said += "\n\n" + _(
                    "As you speak for an organization today, your entry in the directory and your account stay "
                    "until that ends."
                )
        else:
            subject = _("Your data is corrected")
            said = _("On %(day)s you asked us to correct your data. It is done.", day=opened)
        mailbox = current_app.config["SETTINGS"].mailbox
        question = _("If you have a question, write to %(mailbox)s.", mailbox=mailbox)
        dear = _("Dear %(name)s,", name=asked.name)
        return Letter(subject, "\n\n".join(part for part in (dear, said, text, question) if part))
