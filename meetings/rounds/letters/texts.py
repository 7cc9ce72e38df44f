"""The mails of a confirmation round. None repeats what somebody said: a mail would set the words beside the name."""

from meetings.base.words import N_
from meetings.letters.rules import LetterKind, Placeholder
from meetings.registration.letters.placeholders import LINK, MEETING, NAME, OFFICE
from meetings.registration.letters.texts.shared import DEAR
from meetings.registration.letters.texts.shared import LINK as THE_LINK
from meetings.registration.letters.texts.shared import OFFICE as ASK_THE_OFFICE

SESSION = Placeholder("session", N_("Number and title of the session."), in_subject=True)
SESSIONS = Placeholder("sessions", N_("Number and title of each session, one a line."), lines=True)
UNTIL = Placeholder(
    "until", N_("The deadline on the meeting’s clock, and on the person’s own where it differs."), lines=True
)
WHY = Placeholder("why", N_("The reason that the office gave."))
LATE = Placeholder("late", N_("What is late: to be handed in, or to be approved."), in_subject=True)
PAGE = Placeholder("page", N_("The address of the page of the session’s record."))
ALL = (NAME, MEETING, SESSION, UNTIL, OFFICE, LINK)
NEEDS_LINK = frozenset({"link"})
NEEDS_BOTH = frozenset({"link", "until"})
NOT_TO_PASS_ON = N_("The link is for you alone; please do not pass it on. Opening it changes nothing.")
SILENCE = N_("Whoever says nothing until then agrees. You can change your answer until then.")
BY_MAIL = N_("You can also answer this mail: what you write is kept as a comment on the whole summary.")

ROUND_OPENED = LetterKind(
    "round_opened",
    N_("A summary to be confirmed"),
    N_("When a confirmation round begins, to everybody who was present."),
    ALL,
    N_("Please confirm the summary of {session}"),
    (
        DEAR,
        N_(
            "you were present at {session}, {meeting}. Its summary is written, and we ask you to confirm it until:"
        ),
        "{until}",
        N_(
            "By your personal link you read it, and agree, comment or propose another wording, paragraph by paragraph:"
        ),
        THE_LINK,
        SILENCE,
        BY_MAIL,
        NOT_TO_PASS_ON,
        ASK_THE_OFFICE,
    ),
    needs=NEEDS_BOTH,
)
ROUNDS_OPENED = LetterKind(
    "rounds_opened",
    N_("Several summaries to be confirmed"),
    N_("When the rounds of several sessions begin at once, to everybody who was present at more than one."),
    (NAME, MEETING, SESSIONS, UNTIL, OFFICE, LINK),
    N_("Please confirm the summaries of {meeting}"),
    (
        DEAR,
        N_("you were present at these sessions of {meeting}:"),
        "{sessions}",
        N_("Their summaries are written, and we ask you to confirm them until:"),
        "{until}",
        N_("Your personal link opens the first; from there you come to each of the others:"),
        THE_LINK,
        SILENCE,
        NOT_TO_PASS_ON,
        ASK_THE_OFFICE,
    ),
    needs=frozenset({"link", "until", "sessions"}),
)
ROUND_REMINDER = LetterKind(
    "round_reminder",
    N_("Reminder: a summary to be confirmed"),
    N_("Before the deadline, to those who have not answered."),
    ALL,
    N_("Reminder: the summary of {session}"),
    (
        DEAR,
        N_("we have not heard from you about the summary of {session}, {meeting}. You can answer until:"),
        "{until}",
        THE_LINK,
        SILENCE,
        ASK_THE_OFFICE,
    ),
    needs=NEEDS_BOTH,
)
ROUND_EXTENDED = LetterKind(
    "round_extended",
    N_("More time to confirm a summary"),
    N_("When the deadline of a round is moved, to everybody who was asked."),
    ALL,
    N_("More time: the summary of {session}"),
    (
        DEAR,
        N_("there is more time to confirm the summary of {session}, {meeting}. You can answer until:"),
        "{until}",
        THE_LINK,
        SILENCE,
        ASK_THE_OFFICE,
    ),
    needs=NEEDS_BOTH,
)
ROUND_ANSWER = LetterKind(
    "round_answer",
    N_("What became of a comment"),
    N_("When the drafter has said whether a comment or a wording is taken up, to whoever made it."),
    ALL,
    N_("An answer to what you said of the summary of {session}"),
    (
        DEAR,
        N_(
            "the drafters have answered what you said of the summary of {session}, {meeting}. You read it here:"
        ),
        THE_LINK,
        ASK_THE_OFFICE,
    ),
    needs=NEEDS_LINK,
)
ROUND_TAKEN_BACK = LetterKind(
    "round_taken_back",
    N_("A round was taken back"),
    N_("When the office takes a round back, to everybody who was asked."),
    (NAME, MEETING, SESSION, WHY, OFFICE),
    N_("You need not confirm the summary of {session} now"),
    (
        DEAR,
        N_("the confirmation of the summary of {session}, {meeting}, was taken back: {why}"),
        N_("You are asked again when there is a new text. What you have said so far is kept for it."),
        ASK_THE_OFFICE,
    ),
)
SUMMARY_FROZEN = LetterKind(
    "summary_frozen",
    N_("The final summary"),
    N_("When a summary is frozen, to everybody who was asked in its round."),
    (NAME, MEETING, SESSION, OFFICE, LINK),
    N_("The summary of {session} is final"),
    (
        DEAR,
        N_("the summary of {session}, {meeting}, is final. You read it by your personal link:"),
        THE_LINK,
        N_("Whoever finds a mistake writes to {office}: it is corrected by a new version, with a reason."),
    ),
    needs=NEEDS_LINK,
)
TO_MODERATE = LetterKind(
    "summary_to_moderate",
    N_("A summary for whoever led the session"),
    N_("When a summary is handed in, to those who chaired or moderated the session and have confirmed it."),
    (NAME, MEETING, SESSION, OFFICE, LINK),
    N_("Please read the summary of {session}"),
    (
        DEAR,
        N_(
            "you led {session}, {meeting}. Its summary is written. Please read it before it goes to those who were "
            "present."
        ),
        N_("By your personal link, under “For you who lead the session”, you agree to it or give it back:"),
        THE_LINK,
        NOT_TO_PASS_ON,
        ASK_THE_OFFICE,
    ),
    needs=NEEDS_LINK,
)
SUMMARY_LATE = LetterKind(
    "summary_late",
    N_("A summary is late"),
    N_(
        "Once a day, to those who write a summary that is not handed in, or who led a session not approved yet."
    ),
    (NAME, MEETING, SESSION, LATE, PAGE, OFFICE),
    N_("The summary of {session}: {late}"),
    (
        DEAR,
        N_("the summary of {session}, {meeting}, is {late}. The meeting cannot be closed without it."),
        N_("Its page, for those who have an account: {page}"),
        ASK_THE_OFFICE,
    ),
)
KINDS = (
    TO_MODERATE,
    ROUND_OPENED,
    ROUNDS_OPENED,
    ROUND_REMINDER,
    ROUND_EXTENDED,
    ROUND_ANSWER,
    ROUND_TAKEN_BACK,
    SUMMARY_FROZEN,
    SUMMARY_LATE,
)
