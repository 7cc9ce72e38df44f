"""The mails of what becomes of a place, and of the meeting."""

from meetings.base.words import N_
from meetings.letters.rules import LetterKind
from meetings.registration.letters.placeholders import AS_IT_STANDS, JOIN_LINK, KNOWN, LINK, STRANGER
from meetings.registration.letters.texts import shared as say

TO_TAKE_OVER = LetterKind(
    "to_take_over",
    N_("A place is handed over"),
    N_("When somebody who cannot come names an alternate."),
    (*STRANGER, LINK),
    N_("A place is handed to you: {meeting}"),
    (
        N_("Somebody who cannot come hands you a place at {meeting}."),
        say.WHEN_AND_WHERE,
        N_("If you want to come, open this link within 7 days and press the button on its page:"),
        say.LINK,
        N_("If not, do nothing: without the button nothing happens."),
    ),
    needs=frozenset({"link"}),
)
HANDED_OVER = LetterKind(
    "handed_over",
    N_("The alternate has taken over"),
    N_("When the alternate has taken the place, to whom it was before."),
    KNOWN,
    N_("Your place is handed over: {meeting}"),
    (
        say.DEAR,
        N_("The person whom you named has taken over your place. You need to do nothing more."),
        say.WHEN_AND_WHERE,
        say.OFFICE,
    ),
    also=say.CANCELLATION,
)
WITHDRAWN = LetterKind(
    "withdrawn",
    N_("Withdrawn"),
    N_("When a person withdraws."),
    KNOWN,
    N_("You have withdrawn: {meeting}"),
    (
        say.DEAR,
        N_("You have withdrawn your registration. Your place is free for somebody else."),
        say.WHEN_AND_WHERE,
        say.OFFICE,
    ),
    also=say.CANCELLATION,
)
CORRECTED = LetterKind(
    "corrected",
    N_("Corrected"),
    N_("When the office corrects a registration for a meeting to come."),
    (*KNOWN, AS_IT_STANDS),
    N_("Your registration is corrected: {meeting}"),
    (
        say.DEAR,
        N_("The organizers have corrected your registration for {meeting}. It says now:"),
        "{as_it_stands}",
        N_("Nothing else has changed; an entry in your calendar stays as it is."),
        N_("If this is not right, write to {office}."),
        say.OWN_PAGE,
    ),
)
MOVED = LetterKind(
    "moved",
    N_("The meeting has moved"),
    N_("When hours, place or join link of the published meeting change, to everybody who has a place."),
    (*KNOWN, JOIN_LINK),
    N_("Changed: {meeting}"),
    (
        say.DEAR,
        N_("The hours, the place or the link of the meeting have changed. It is now:"),
        say.WHEN_AND_WHERE,
        say.JOIN,
        N_(
            "Your calendar entry changes with this mail. Your place is kept; if you cannot come now, withdraw."
        ),
        say.OWN_PAGE,
    ),
    also=say.UPDATE,
)
CANCELLED = LetterKind(
    "cancelled",
    N_("The meeting is cancelled"),
    N_("When the meeting is cancelled, to everybody who waits or has a place."),
    KNOWN,
    N_("Cancelled: {meeting}"),
    (
        say.DEAR,
        N_("The meeting is cancelled. You need to do nothing."),
        say.WHEN_AND_WHERE,
        say.OFFICE,
    ),
    also=say.CANCELLATION,
)
NOT_YOURS = LetterKind(
    "not_yours",
    N_("Not meant for this address"),
    N_("When an address is corrected to which the meeting was sent for the calendar: to the wrong one."),
    STRANGER,
    N_("Sent to you by mistake: {meeting}"),
    (
        N_(
            "A calendar entry of {meeting} was sent to this address by mistake. It is taken back with this mail."
        ),
        N_("You need to do nothing."),
    ),
    also=say.CANCELLATION,
)
