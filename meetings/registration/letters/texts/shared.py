"""Sentences that several mails have in common."""

from meetings.base.words import N_

DEAR = N_("Dear {name},")
WHEN_AND_WHERE = "{when_and_where}"
LINK = "{link}"
JOIN = N_("Join here (please pass this on to nobody): {join_link}")
OWN_PAGE = N_(
    "Your page, where you can change what the list of participants says of you, or withdraw: {own_page} "
    "(sign in with this address; you get a link by mail)"
)
OFFICE = N_("If you have a question, write to {office}.")
NO_TRAVEL = N_("Please make no travel arrangements before.")
WITHOUT_AN_ANSWER = N_(
    "Without an answer the place goes to the next person, and you to the end of the waiting list."
)
# What goes with a mail.
ENTRY = N_("The calendar entry of the meeting goes with it.")
UPDATE = N_("The calendar entry of the meeting, as it is now, goes with it.")
CANCELLATION = N_("Whoever has the meeting in the calendar gets it cancelled there.")
