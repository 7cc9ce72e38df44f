"""The mails of a decision, and of a place that is offered."""

from meetings.base.words import N_
from meetings.letters.rules import LetterKind
from meetings.registration.letters.placeholders import JOIN_LINK, KNOWN, LINK, UNTIL
from meetings.registration.letters.texts import shared as say

OFFER_NEEDS = frozenset({"link", "until"})
APPROVED = LetterKind(
    "approved",
    N_("Approved"),
    N_("When the office approves, or the person takes a place that was offered or handed over."),
    (*KNOWN, JOIN_LINK),
    N_("You are registered: {meeting}"),
    (
        say.DEAR,
        N_("Your registration is approved and a place is kept for you."),
        say.WHEN_AND_WHERE,
        say.JOIN,
        N_("The calendar entry of the meeting comes with this mail."),
        say.OWN_PAGE,
    ),
    also=say.ENTRY,
)
WAITING = LetterKind(
    "waiting",
    N_("On the waiting list"),
    N_("When the office puts somebody on the waiting list."),
    KNOWN,
    N_("On the waiting list: {meeting}"),
    (
        say.DEAR,
        N_("All places that we could give you are taken. You are on the waiting list."),
        say.WHEN_AND_WHERE,
        N_("When a place becomes free, it is offered in turn, by mail, and kept for a few days."),
        say.NO_TRAVEL,
        say.OWN_PAGE,
    ),
)
OFFERED = LetterKind(
    "offered",
    N_("A place is offered"),
    N_("When a place is free for somebody who waits."),
    (*KNOWN, UNTIL, LINK),
    N_("A place is free for you: {meeting}"),
    (
        say.DEAR,
        N_("A place has become free and is kept for you until {until}."),
        say.WHEN_AND_WHERE,
        N_("Open this link and say whether you take it:"),
        say.LINK,
        say.WITHOUT_AN_ANSWER,
    ),
    needs=OFFER_NEEDS,
)
REMIND_OF_OFFER = LetterKind(
    "remind_of_offer",
    N_("Reminder: a place is offered"),
    N_("When the office reminds somebody who has not answered an offer."),
    (*KNOWN, UNTIL, LINK),
    N_("Reminder – a place is free for you: {meeting}"),
    (
        say.DEAR,
        N_("We have kept a place for you and have no answer yet. It is yours to take until {until}."),
        say.WHEN_AND_WHERE,
        N_("Open this link and say whether you take it:"),
        say.LINK,
        say.WITHOUT_AN_ANSWER,
    ),
    needs=OFFER_NEEDS,
)
OFFER_LAPSED = LetterKind(
    "offer_lapsed",
    N_("The offer is over"),
    N_("When nobody has answered an offer in time."),
    KNOWN,
    N_("The place is offered on: {meeting}"),
    (
        say.DEAR,
        N_("We had no answer in time, so the place that was kept for you is offered to the next person."),
        N_("You are still on the waiting list, at its end. If you no longer want to come, please withdraw."),
        say.OWN_PAGE,
    ),
)
DECLINED = LetterKind(
    "declined",
    N_("Declined"),
    N_("When the office declines."),
    KNOWN,
    N_("Your registration: {meeting}"),
    (say.DEAR, N_("We regret that we cannot offer you a place at {meeting}."), say.OFFICE),
)
PLACE_CANCELLED = LetterKind(
    "place_cancelled",
    N_("Place cancelled"),
    N_("When the office takes a place back."),
    KNOWN,
    N_("Your place is cancelled: {meeting}"),
    (
        say.DEAR,
        N_("We regret that we had to cancel your place at {meeting}."),
        say.WHEN_AND_WHERE,
        say.OFFICE,
    ),
    also=say.CANCELLATION,
)
