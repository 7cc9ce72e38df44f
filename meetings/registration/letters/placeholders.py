"""The placeholders of the mails about a registration, and which mails may hold which."""

from meetings.base.words import N_
from meetings.letters.rules import Placeholder

NAME = Placeholder("name", N_("The person’s name."), in_subject=True)
ORGANIZATION = Placeholder(
    "organization", N_("The person’s organization, as it was written."), in_subject=True
)
MEETING = Placeholder("meeting", N_("The title of the meeting."), in_subject=True)
WHEN_AND_WHERE = Placeholder(
    "when_and_where",
    N_("Title, days, hours and place, on lines of their own; also in the person’s time."),
    lines=True,
)
JOIN_LINK = Placeholder(
    "join_link",
    N_(
        "The person’s own link to the page from which one joins from afar; empty when the meeting is not online."
    ),
)
PROGRAMME = Placeholder("programme", N_("The address of the public programme."))
OWN_PAGE = Placeholder("own_page", N_("The address of the person’s own page."))
OFFICE = Placeholder("office", N_("The address to write to with a question."))
STATE = Placeholder("state", N_("How the registration stands."), in_subject=True)
WHAT_NOW = Placeholder(
    "what_now", N_("A sentence: where the own page is, or, for somebody who has withdrawn, whom to write to.")
)
UNTIL = Placeholder("until", N_("Until when the place is kept, in the person’s time."), in_subject=True)
LINK = Placeholder("link", N_("The person’s own link. It is filled in when the mail leaves."))
AS_IT_STANDS = Placeholder(
    "as_it_stands",
    N_(
        "Name, function, organization, capacity, languages and listing as they are kept, on lines of their own."
    ),
    lines=True,
)

# To an address that nobody has confirmed: nothing that was typed into the form.
STRANGER = (MEETING, WHEN_AND_WHERE, PROGRAMME, OFFICE)
KNOWN = (NAME, ORGANIZATION, MEETING, WHEN_AND_WHERE, PROGRAMME, OWN_PAGE, OFFICE)
