"""The mails to those who are asked to come."""

from meetings.base.words import N_
from meetings.invitations.letters.placeholders import ASKED, LINK, UNTIL
from meetings.invitations.letters.placeholders import NOMINATED as NAMED
from meetings.letters.rules import LetterKind
from meetings.registration.letters.texts.shared import DEAR, OFFICE, WHEN_AND_WHERE
from meetings.registration.letters.texts.shared import LINK as THE_LINK

NEEDS_LINK = frozenset({"link"})
OPEN_THE_LINK = N_(
    "Please open your personal link, by which you register without an account or say that you cannot come, "
    "until {until}:"
)
LINK_IS_OVER = N_("Your personal link is no longer valid. You need to do nothing.")

INVITED = LetterKind(
    "invited",
    N_("Invitation"),
    N_("When the office invites somebody. It can be changed before it is sent."),
    (*ASKED, UNTIL, LINK),
    N_("Invitation: {meeting}"),
    (
        DEAR,
        N_("we invite you to take part in:"),
        WHEN_AND_WHERE,
        OPEN_THE_LINK,
        THE_LINK,
        N_("The link is for you alone; please do not pass it on."),
    ),
    needs=NEEDS_LINK,
)
NOMINATED = LetterKind(
    "nominated",
    N_("Nominated"),
    N_("When an organization names somebody for a place, or an alternate moves up."),
    (*NAMED, UNTIL, LINK),
    N_("You are nominated: {meeting}"),
    (
        DEAR,
        N_("{organization} has named you to take part in:"),
        WHEN_AND_WHERE,
        OPEN_THE_LINK,
        THE_LINK,
        N_("Without an answer the place goes to an alternate."),
        OFFICE,
    ),
    needs=NEEDS_LINK,
)
REMIND_ASKED = LetterKind(
    "remind_asked",
    N_("Reminder: please answer"),
    N_("When the office reminds those who were invited or named and have not answered."),
    (*ASKED, UNTIL, LINK),
    N_("Please answer: {meeting}"),
    (
        DEAR,
        N_("we have not had your answer yet. You were asked to take part in:"),
        WHEN_AND_WHERE,
        N_("Please register by your personal link, or say that you cannot come, until {until}:"),
        THE_LINK,
        OFFICE,
    ),
    needs=NEEDS_LINK,
)
INVITATION_TAKEN_BACK = LetterKind(
    "invitation_taken_back",
    N_("Invitation taken back"),
    N_("When the office takes an invitation back that was not answered."),
    ASKED,
    N_("Taken back: {meeting}"),
    (DEAR, N_("We have to take our invitation back:"), WHEN_AND_WHERE, LINK_IS_OVER, OFFICE),
)
NOMINATION_TAKEN_BACK = LetterKind(
    "nomination_taken_back",
    N_("Nomination taken back"),
    N_("When somebody who was named and has not answered is taken back, also with all places."),
    NAMED,
    N_("Taken back: {meeting}"),
    (DEAR, N_("{organization} has taken its nomination of you back:"), WHEN_AND_WHERE, LINK_IS_OVER, OFFICE),
)
ASKED_CANCELLED = LetterKind(
    "asked_cancelled",
    N_("The meeting is cancelled, to those who were asked"),
    N_("When the meeting is cancelled, to everybody who was asked and has not answered."),
    ASKED,
    N_("Cancelled: {meeting}"),
    (DEAR, N_("The meeting is cancelled. You need to do nothing."), WHEN_AND_WHERE, OFFICE),
)
