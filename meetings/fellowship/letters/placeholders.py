"""The placeholders of the mails about a fellowship, and which mails may hold which."""

from meetings.base.words import N_
from meetings.letters.rules import Placeholder
from meetings.registration.letters.placeholders import LINK, NAME, OFFICE

EDITION = Placeholder("edition", N_("The title of the edition."), in_subject=True)
CALL = Placeholder("call", N_("The address of the page of the call."))
CLOSES = Placeholder("closes", N_("Until when the call is open, in the edition’s time."), in_subject=True)
ORGANIZATION = Placeholder("organization", N_("The organization behind the application."), in_subject=True)
NUMBER = Placeholder("number", N_("The number of the application."), in_subject=True)
PERSON = Placeholder("person", N_("Who applies, with the function as it was written."))
ANSWER = Placeholder("answer", N_("What the organization has answered, as a sentence."))
NOTE = Placeholder("note", N_("What the office says: what is missing, or why."), paragraphs=True)
FIELDS = Placeholder("fields", N_("What can be written again, each on a line."), lines=True)
UNTIL = Placeholder("until", N_("A sentence: until when to answer; or nothing."))

# To an address that nobody has confirmed: nothing that was typed into the form.
STRANGER = (EDITION, CALL, CLOSES, OFFICE, LINK)
KNOWN = (NAME, EDITION, CALL, OFFICE, LINK)

__all__ = [
    "ANSWER",
    "CALL",
    "CLOSES",
    "EDITION",
    "FIELDS",
    "KNOWN",
    "LINK",
    "NAME",
    "NOTE",
    "NUMBER",
    "OFFICE",
    "ORGANIZATION",
    "PERSON",
    "STRANGER",
    "UNTIL",
]
