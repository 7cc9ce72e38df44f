"""To those who apply."""

from meetings.base.words import N_
from meetings.fellowship.letters.placeholders import CLOSES, KNOWN, NUMBER, ORGANIZATION, STRANGER
from meetings.letters.rules import LetterKind
from meetings.registration.letters.texts.shared import DEAR, OFFICE
from meetings.registration.letters.texts.shared import LINK as THE_LINK

NEEDS_LINK = frozenset({"link"})
ALONE = N_("The link is for you alone; please do not pass it on.")

YOUR_LINK = LetterKind(
    "fellowship_link",
    N_("The link to one’s application"),
    N_("When somebody asks on the page of the call for the link to an application."),
    STRANGER,
    N_("Your application: {edition}"),
    (
        N_("Hello,"),
        N_("somebody, probably you, has asked for the link to an application for {edition}. This is it:"),
        THE_LINK,
        N_(
            "You can write, save, and come back by this link until the call closes: {closes}. What is asked: {call}"
        ),
        ALONE,
        N_("If it was not you, do nothing. {office} answers questions."),
    ),
    needs=NEEDS_LINK,
)
NOMINATED = LetterKind(
    "fellowship_nominated",
    N_("Nominated by one’s organization"),
    N_("When an organization nominates somebody."),
    (*KNOWN, CLOSES, ORGANIZATION),
    N_("{organization} has nominated you: {edition}"),
    (
        DEAR,
        N_("{organization} has nominated you for {edition}. What it is, and what is asked: {call}"),
        N_("Please write your application on this page until {closes}; you need no account:"),
        THE_LINK,
        ALONE,
        OFFICE,
    ),
    needs=NEEDS_LINK,
)
RECEIVED = LetterKind(
    "fellowship_received",
    N_("The application has arrived"),
    N_("When an application is submitted, and when what was asked for is sent."),
    (*KNOWN, NUMBER),
    N_("Your application has arrived: {edition}"),
    (
        DEAR,
        N_("your application for {edition} has arrived. It has the number {number}."),
        N_("On this page you see at any time where it stands, and can withdraw it:"),
        THE_LINK,
        OFFICE,
    ),
    needs=NEEDS_LINK,
)
WITHDRAWN = LetterKind(
    "fellowship_withdrawn",
    N_("The application is withdrawn"),
    N_("When somebody withdraws an application that was submitted."),
    KNOWN,
    N_("Your application is withdrawn: {edition}"),
    (
        DEAR,
        N_("you have withdrawn your application for {edition}. Nobody looks at it any more."),
        N_("If it was not you, or as long as the call is open to take it up again:"),
        THE_LINK,
        OFFICE,
    ),
    needs=NEEDS_LINK,
)
