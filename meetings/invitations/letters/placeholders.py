"""The placeholders of the mails to those who are asked and to focal points; several are those of registration."""

from meetings.base.words import N_
from meetings.letters.rules import Placeholder
from meetings.registration.letters.placeholders import LINK, MEETING, NAME, OFFICE, PROGRAMME

WHEN_AND_WHERE = Placeholder(
    "when_and_where", N_("Title, days, hours and place, on lines of their own."), lines=True
)
UNTIL = Placeholder("until", N_("Until when to answer, in the meeting’s time."), in_subject=True)
ORGANIZATION = Placeholder("organization", N_("The person’s organization."), in_subject=True)
NAMED_BY = Placeholder("organization", N_("The organization that has named the person."), in_subject=True)
# To focal points.
THEIRS = Placeholder(
    "organization", N_("The organization for which the focal point speaks."), in_subject=True
)
NAME_UNTIL = Placeholder("until", N_("Until when to name people, in the meeting’s time."), in_subject=True)
PLACES = Placeholder("places", N_("How many places the organization has."), in_subject=True)
NOTE = Placeholder(
    "note", N_("What the office has noted for this organization; often nothing."), paragraphs=True
)
NAMING_PAGE = Placeholder("naming_page", N_("The address of the page on which people are named."))
NEWS = Placeholder("news", N_("Who dropped out and who moved up, each on a line."), lines=True)

ALL = (NAME, MEETING, WHEN_AND_WHERE, PROGRAMME, OFFICE)
ASKED = (*ALL, ORGANIZATION)
NOMINATED = (*ALL, NAMED_BY)
FOCAL = (*ALL, THEIRS)

__all__ = [
    "ASKED",
    "FOCAL",
    "LINK",
    "NAME_UNTIL",
    "NAMING_PAGE",
    "NEWS",
    "NOMINATED",
    "NOTE",
    "PLACES",
    "UNTIL",
]
