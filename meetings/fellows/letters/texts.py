"""To fellows and their supervisors, through the year and after it."""

from meetings.base.words import N_
from meetings.fellowship.letters.placeholders import EDITION, LINK, NAME, OFFICE
from meetings.letters.rules import LetterKind, Placeholder
from meetings.registration.letters.texts.shared import DEAR
from meetings.registration.letters.texts.shared import LINK as THE_LINK
from meetings.registration.letters.texts.shared import OFFICE as ASK_THE_OFFICE

PAGE = Placeholder("page", N_("The address of the page of the year; one signs in by a link that is mailed."))
FELLOW = Placeholder("fellow", N_("The name of the fellow."), in_subject=True)
WHEN = Placeholder("when", N_("A sentence: from when to when, and where; or nothing."))
WEEK = Placeholder("week", N_("The number of the week."), in_subject=True)
SIGN_IN = N_("Sign in with this address; you get a link by mail.")
NEEDS_LINK = frozenset({"link"})

WELCOME = LetterKind(
    "fellow_welcome",
    N_("Welcome to a new fellow"),
    N_("When somebody has accepted the offer."),
    (NAME, EDITION, WHEN, PAGE, OFFICE),
    N_("Welcome as a fellow: {edition}"),
    (
        DEAR,
        N_("welcome to {edition}. {when}"),
        N_(
            "Your page has what is to be arranged before you come, by whom and by when; later it has your "
            "programme, your weekly log and everything else of your year: {page}"
        ),
        SIGN_IN,
        ASK_THE_OFFICE,
    ),
)
SUPERVISOR = LetterKind(
    "fellow_supervisor",
    N_("Named as a supervisor"),
    N_("When the office names somebody as the supervisor of a fellow."),
    (NAME, EDITION, FELLOW, WHEN, PAGE, OFFICE),
    N_("You supervise {fellow}: {edition}"),
    (
        DEAR,
        N_("you have been named as the supervisor of {fellow} in {edition}. {when}"),
        N_(
            "On this page you keep the fellow’s programme and answer the weekly log; at the end you are asked about "
            "the year: {page}"
        ),
        SIGN_IN,
        ASK_THE_OFFICE,
    ),
    only_in="en",
)
LOG_MISSING = LetterKind(
    "fellow_log_missing",
    N_("Reminder: a weekly log is missing"),
    N_("Two days after a week without a log, and then once a week."),
    (NAME, EDITION, WEEK, PAGE, OFFICE),
    N_("Your log of week {week} is missing"),
    (DEAR, N_("your log of week {week} is missing. A few lines are enough: {page}"), SIGN_IN, ASK_THE_OFFICE),
)
LOG_WRITTEN = LetterKind(
    "fellow_log_written",
    N_("A fellow has written a log"),
    N_("To the supervisor, when the log of a week is there."),
    (NAME, EDITION, FELLOW, WEEK, PAGE, OFFICE),
    N_("{fellow}: the log of week {week} waits for your answer"),
    (DEAR, N_("{fellow} has written the log of week {week}; it waits for your answer: {page}"), SIGN_IN),
    only_in="en",
)
LOG_ANSWERED = LetterKind(
    "fellow_log_answered",
    N_("The supervisor has answered a log"),
    N_("When the supervisor answers a weekly log for the first time."),
    (NAME, EDITION, WEEK, PAGE, OFFICE),
    N_("Your supervisor has answered your log of week {week}"),
    (DEAR, N_("your supervisor has answered your log of week {week}: {page}"), SIGN_IN),
)
CERTIFICATE = LetterKind(
    "fellow_certificate",
    N_("The fellowship is completed, with the certificate"),
    N_("When the office completes somebody’s fellowship."),
    (NAME, EDITION, PAGE, OFFICE),
    N_("Your certificate: {edition}"),
    (
        DEAR,
        N_(
            "you have completed {edition}. Congratulations, and thank you. Your certificate is on your page: {page}"
        ),
        N_(
            "There we also ask you how the year was, and whether the directory may name you as one of the alumni."
        ),
        SIGN_IN,
        ASK_THE_OFFICE,
    ),
)
FOLLOW_UP = LetterKind(
    "fellow_follow_up",
    N_("One question a year to alumni"),
    N_("Each year on the day on which the fellowship ended, unless somebody wants no more of them."),
    (NAME, EDITION, OFFICE, LINK),
    N_("One question about your fellowship: {edition}"),
    (
        DEAR,
        N_(
            "do you use in your work what you learned in {edition}? It takes one click, and a sentence if you like."
        ),
        THE_LINK,
        N_("You need no account. On the same page you can say that you want no more of these mails."),
        ASK_THE_OFFICE,
    ),
    needs=NEEDS_LINK,
)
KINDS = (WELCOME, SUPERVISOR, LOG_MISSING, LOG_WRITTEN, LOG_ANSWERED, CERTIFICATE, FOLLOW_UP)
