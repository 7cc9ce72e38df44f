"""To those who assess, and to those who are offered a fellowship."""

from meetings.base.words import N_
from meetings.fellowship.letters.placeholders import EDITION, LINK, NAME, NUMBER, OFFICE
from meetings.letters.rules import LetterKind, Placeholder
from meetings.registration.letters.texts.shared import DEAR
from meetings.registration.letters.texts.shared import LINK as THE_LINK
from meetings.registration.letters.texts.shared import OFFICE as ASK_THE_OFFICE

UNTIL = Placeholder("until", N_("Until when, in the time of whoever reads it."), in_subject=True)
COVERED = Placeholder("covered", N_("What the fellowship covers, as the terms say."), paragraphs=True)
WHEN = Placeholder("when", N_("From when to when the fellowship is, and where."))
DUE = Placeholder("due", N_("A sentence: until when assessments are due; or nothing."))
PAGE = Placeholder("page", N_("The address of the page for assessors; an account is needed."))
HOW_MANY = Placeholder("how_many", N_("How many applications, as words."))
ALONE = N_("The link is for you alone; please do not pass it on.")
NEEDS_OFFER = frozenset({"link", "until"})
ASSESSOR = (NAME, EDITION, PAGE, DUE, OFFICE)
FELLOW = (NAME, EDITION, NUMBER, OFFICE)

NAMED = LetterKind(
    "assessor_named",
    N_("Named to the panel"),
    N_("When somebody is named to assess applications."),
    ASSESSOR,
    N_("You assess applications: {edition}"),
    (
        DEAR,
        N_(
            "you have been named to the panel of {edition}. Applications that you are given are on this page: {page}"
        ),
        N_("Sign in with this address; you get a link by mail. {due}"),
        N_("Of each you are asked first whether you have a conflict of interest."),
        ASK_THE_OFFICE,
    ),
    only_in="en",
)
GIVEN = LetterKind(
    "assessor_given",
    N_("Applications to assess"),
    N_("When applications are given to an assessor."),
    (*ASSESSOR, HOW_MANY),
    N_("{edition}: applications for you to assess"),
    (DEAR, N_("for {edition} you have been given {how_many}: {page}"), "{due}", ASK_THE_OFFICE),
    only_in="en",
)
LATE = LetterKind(
    "assessor_late",
    N_("Reminder: applications to assess"),
    N_("From three days before assessments are due, every three days, to those who owe some."),
    (*ASSESSOR, HOW_MANY),
    N_("Reminder: {edition}, applications for you to assess"),
    (DEAR, N_("of {edition}, you still have {how_many}: {page}"), "{due}", ASK_THE_OFFICE),
    only_in="en",
)
OFFER = LetterKind(
    "fellowship_offer",
    N_("The offer of a fellowship"),
    N_("When the office sends the offers, to each who is selected."),
    (*FELLOW, UNTIL, COVERED, WHEN, LINK),
    N_("A fellowship is offered to you: {edition}"),
    (
        DEAR,
        N_("the panel has selected you for {edition}. {when}"),
        "{covered}",
        N_(
            "Please accept or decline on this page. You need no account, and opening it changes nothing. Until:"
        ),
        "{until}",
        THE_LINK,
        N_("Without an answer by then, the fellowship goes to the next person."),
        ALONE,
        ASK_THE_OFFICE,
    ),
    needs=NEEDS_OFFER,
)
FROM_RESERVE = LetterKind(
    "fellowship_offer_reserve",
    N_("The offer of a fellowship, from the reserve list"),
    N_("When a place becomes free, to the next on the reserve list."),
    (*FELLOW, UNTIL, COVERED, WHEN, LINK),
    N_("A place has become free for you: {edition}"),
    (
        DEAR,
        N_(
            "you were on the reserve list of {edition}, and a place has become free: it is offered to you. {when}"
        ),
        "{covered}",
        N_(
            "Please accept or decline on this page. You need no account, and opening it changes nothing. Until:"
        ),
        "{until}",
        THE_LINK,
        N_("Without an answer by then, the fellowship goes to the next person."),
        ALONE,
        ASK_THE_OFFICE,
    ),
    needs=NEEDS_OFFER,
)
ACCEPTED = LetterKind(
    "fellowship_accepted",
    N_("The fellowship is accepted"),
    N_("When somebody accepts the offer."),
    (*FELLOW, WHEN),
    N_("You are a fellow: {edition}"),
    (
        DEAR,
        N_("thank you for accepting the fellowship. {when}"),
        N_("The office writes to you about what comes next."),
        ASK_THE_OFFICE,
    ),
)
DECLINED = LetterKind(
    "fellowship_declined",
    N_("The fellowship is declined"),
    N_("When somebody declines the offer."),
    FELLOW,
    N_("You have declined the fellowship: {edition}"),
    (
        DEAR,
        N_("we have your answer: you do not take up the fellowship. It is offered to somebody else now."),
        ASK_THE_OFFICE,
    ),
)
LAPSED = LetterKind(
    "fellowship_lapsed",
    N_("The offer was not answered"),
    N_("When the time to answer an offer is over."),
    FELLOW,
    N_("The offer of the fellowship has lapsed: {edition}"),
    (
        DEAR,
        N_("we have had no answer from you in time. The fellowship is offered to somebody else now."),
        ASK_THE_OFFICE,
    ),
)
KINDS = (NAMED, GIVEN, LATE, OFFER, FROM_RESERVE, ACCEPTED, DECLINED, LAPSED)
