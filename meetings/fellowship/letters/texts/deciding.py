"""To organizations, and what the office and they have to say to those who apply."""

from meetings.base.words import N_
from meetings.fellowship.letters.placeholders import (
    ANSWER,
    CALL,
    EDITION,
    FIELDS,
    KNOWN,
    LINK,
    NAME,
    NOTE,
    OFFICE,
    ORGANIZATION,
    PERSON,
    UNTIL,
)
from meetings.fellowship.letters.texts.applying import ALONE, NEEDS_LINK
from meetings.letters.rules import LetterKind
from meetings.registration.letters.texts.shared import DEAR
from meetings.registration.letters.texts.shared import LINK as THE_LINK
from meetings.registration.letters.texts.shared import OFFICE as ASK_THE_OFFICE

ASK_ORGANIZATION = LetterKind(
    "fellowship_ask_organization",
    N_("The organization is asked to confirm"),
    N_("When somebody who applies asks the organization to confirm."),
    (NAME, EDITION, CALL, ORGANIZATION, PERSON, OFFICE, LINK),
    N_("Please confirm for {organization}: {edition}"),
    (
        DEAR,
        N_("{person} applies for {edition} ({call}), and says to serve on the staff of {organization}."),
        N_(
            "Does {organization} stand behind this application? Please answer on this page; you need no account, and "
            "opening it changes nothing:"
        ),
        THE_LINK,
        ALONE,
        ASK_THE_OFFICE,
    ),
    needs=NEEDS_LINK,
    only_in="en",
)
ANSWERED = LetterKind(
    "fellowship_answered",
    N_("What the organization has answered"),
    N_("When an organization confirms or does not, and when it takes its nomination back."),
    (*KNOWN, ORGANIZATION, ANSWER, NOTE),
    N_("{organization} has answered: {edition}"),
    (DEAR, "{answer}", "{note}", N_("Your application:"), THE_LINK, ASK_THE_OFFICE),
    needs=NEEDS_LINK,
)
MORE_INFORMATION = LetterKind(
    "fellowship_more_information",
    N_("More information is needed"),
    N_("When the office reopens fields of an application."),
    (*KNOWN, NOTE, FIELDS, UNTIL),
    N_("Please complete your application: {edition}"),
    (
        DEAR,
        N_("we have looked at your application for {edition} and need more:"),
        "{note}",
        N_("You can write this again:"),
        "{fields}",
        "{until}",
        THE_LINK,
        ASK_THE_OFFICE,
    ),
    needs=NEEDS_LINK,
)
ELIGIBLE = LetterKind(
    "fellowship_eligible",
    N_("The application goes to assessment"),
    N_("When the office decides that somebody meets the conditions."),
    KNOWN,
    N_("Your application goes to assessment: {edition}"),
    (
        DEAR,
        N_("you meet the conditions of {edition}. Your application is assessed now."),
        N_("Where it stands:"),
        THE_LINK,
        ASK_THE_OFFICE,
    ),
    needs=NEEDS_LINK,
)
NOT_ELIGIBLE = LetterKind(
    "fellowship_not_eligible",
    N_("The conditions are not met"),
    N_("When the office decides that somebody does not meet the conditions."),
    (*KNOWN, NOTE),
    N_("Your application: {edition}"),
    (
        DEAR,
        N_(
            "we thank you for your application for {edition}. It cannot be assessed, because a condition is not met:"
        ),
        "{note}",
        THE_LINK,
        ASK_THE_OFFICE,
    ),
    needs=NEEDS_LINK,
)
NOT_SELECTED = LetterKind(
    "fellowship_not_selected",
    N_("Not selected"),
    N_("When the office sends the offers, to everybody whom the panel has not selected."),
    KNOWN,
    N_("Your application: {edition}"),
    (
        DEAR,
        N_("we thank you for your application for {edition}. The panel has not selected it this time."),
        N_("Your application:"),
        THE_LINK,
        ASK_THE_OFFICE,
    ),
    needs=NEEDS_LINK,
)
ON_RESERVE = LetterKind(
    "fellowship_on_reserve",
    N_("On the reserve list"),
    N_("When the office sends the offers, to those on the reserve list."),
    KNOWN,
    N_("You are on the reserve list: {edition}"),
    (
        DEAR,
        N_(
            "the panel has put you on the reserve list of {edition}. If a place becomes free, we write to you."
        ),
        N_("Your application:"),
        THE_LINK,
        ASK_THE_OFFICE,
    ),
    needs=NEEDS_LINK,
)
CALL_CANCELLED = LetterKind(
    "fellowship_cancelled",
    N_("The edition is cancelled"),
    N_("When the office cancels an edition; to everybody who has begun an application."),
    (NAME, EDITION, OFFICE),
    N_("Cancelled: {edition}"),
    (
        DEAR,
        N_("{edition} is cancelled. You need to do nothing; we are sorry for the work that you had."),
        ASK_THE_OFFICE,
    ),
)
