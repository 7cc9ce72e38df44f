"""The mails to those who speak for organizations."""

from meetings.base.words import N_
from meetings.letters.rules import LetterKind, Placeholder
from meetings.registration.letters.placeholders import LINK, MEETING, NAME, OFFICE, WHEN_AND_WHERE
from meetings.registration.letters.texts.shared import DEAR
from meetings.registration.letters.texts.shared import LINK as THE_LINK
from meetings.registration.letters.texts.shared import OFFICE as ASK_THE_OFFICE
from meetings.registration.letters.texts.shared import WHEN_AND_WHERE as WHEN

ORGANIZATION = Placeholder(
    "organization", N_("The organization that is asked for its update."), in_subject=True
)
UNTIL = Placeholder(
    "until", N_("A sentence: until when the update is due, in the person’s time; or nothing.")
)
LENGTH = Placeholder("length", N_("How many words the update should have, as a number."))
NOTE = Placeholder(
    "note", N_("What the office asks to be told; empty when it says nothing."), paragraphs=True
)
ASKING = (NAME, ORGANIZATION, MEETING, WHEN_AND_WHERE, UNTIL, LENGTH, NOTE, OFFICE, LINK)
NEEDS_LINK = frozenset({"link"})

ASK_UPDATE = LetterKind(
    "ask_update",
    N_("Asked for an organization’s update"),
    N_("When the office asks those who speak for an organization for its update before a meeting."),
    ASKING,
    N_("Update of {organization}: {meeting}"),
    (
        DEAR,
        N_("before the meeting we ask {organization} for its update, in about {length} words. {until}"),
        "{note}",
        WHEN,
        N_(
            "Please write it on this page; you need no account. You can also give dates for the joint calendar, and "
            "change all of it until the meeting begins:"
        ),
        THE_LINK,
        N_("The link is for you alone; please do not pass it on."),
        ASK_THE_OFFICE,
    ),
    needs=NEEDS_LINK,
)
REMIND_UPDATE = LetterKind(
    "remind_update",
    N_("Reminder: the organization’s update"),
    N_("When the office reminds organizations that have sent no update."),
    ASKING,
    N_("Please send the update of {organization}: {meeting}"),
    (
        DEAR,
        N_("we have no update of {organization} yet. {until}"),
        WHEN,
        N_("Please write it on this page; a few sentences are enough:"),
        THE_LINK,
        ASK_THE_OFFICE,
    ),
    needs=NEEDS_LINK,
)
KINDS = (ASK_UPDATE, REMIND_UPDATE)
