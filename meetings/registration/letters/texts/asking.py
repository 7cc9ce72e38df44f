"""The mails until the organizers decide."""

from meetings.base.words import N_
from meetings.letters.rules import LetterKind
from meetings.registration.letters.placeholders import KNOWN, LINK, STATE, STRANGER, WHAT_NOW
from meetings.registration.letters.texts import shared as say

TO_CONFIRM = LetterKind(
    "to_confirm",
    N_("Confirm your address"),
    N_("As soon as somebody has sent the form."),
    (*STRANGER, LINK),
    N_("Confirm your registration: {meeting}"),
    (
        N_("Somebody registered this address for {meeting}."),
        say.WHEN_AND_WHERE,
        N_("If it was you, open this link within 7 days and press the button on its page:"),
        say.LINK,
        N_("If it was not you, do nothing: without the button nothing happens."),
    ),
    needs=frozenset({"link"}),
)
REMIND_TO_CONFIRM = LetterKind(
    "remind_to_confirm",
    N_("Reminder: confirm your address"),
    N_("When the office reminds somebody whose address is not confirmed."),
    (*STRANGER, LINK),
    N_("Reminder – confirm your registration: {meeting}"),
    (
        N_("This address was registered for {meeting}, and nobody has confirmed it yet."),
        say.WHEN_AND_WHERE,
        N_("If you want to take part, open this link within 7 days and press the button on its page:"),
        say.LINK,
        N_("If not, do nothing: without the button nothing happens."),
    ),
    needs=frozenset({"link"}),
)
ALREADY_REGISTERED = LetterKind(
    "already_registered",
    N_("Registered before"),
    N_("When an address that is confirmed is registered once more."),
    (*STRANGER, STATE, WHAT_NOW),
    N_("You have registered before: {meeting}"),
    (
        N_("This address was registered once more. Nothing was changed: your registration is as it was."),
        N_("It stands so: {state}."),
        "{what_now}",
    ),
)
RECEIVED = LetterKind(
    "received",
    N_("Received"),
    N_("When the address is confirmed."),
    KNOWN,
    N_("Registration received: {meeting}"),
    (
        say.DEAR,
        N_("Your address is confirmed and your registration has reached the organizers."),
        say.WHEN_AND_WHERE,
        N_("You will get their decision by mail. Please make no travel arrangements before."),
        say.OWN_PAGE,
    ),
)
ENTERED = LetterKind(
    "entered",
    N_("Entered by the office"),
    N_("When the office registers somebody and tells the person."),
    KNOWN,
    N_("You have been registered: {meeting}"),
    (
        say.DEAR,
        N_("The organizers have entered a registration for you:"),
        say.WHEN_AND_WHERE,
        N_("You will get their decision by mail. Please make no travel arrangements before."),
        say.OWN_PAGE,
    ),
)
