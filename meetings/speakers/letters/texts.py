"""The mails to those who are asked to take a role of a session."""

from meetings.base.words import N_
from meetings.letters.rules import LetterKind, Placeholder
from meetings.registration.letters.placeholders import LINK, MEETING, NAME, OFFICE
from meetings.registration.letters.texts.shared import DEAR
from meetings.registration.letters.texts.shared import LINK as THE_LINK
from meetings.registration.letters.texts.shared import OFFICE as ASK_THE_OFFICE

ROLE = Placeholder("role", N_("The role: chair, moderator, panellist …"), in_subject=True)
SESSION = Placeholder("session", N_("Number and title of the session."), in_subject=True)
SESSION_FACTS = Placeholder(
    "session_facts",
    N_(
        "Session, day, hours, place, role and speaking time, on lines of their own; also in the person’s time."
    ),
    lines=True,
)
ALL = (NAME, MEETING, ROLE, SESSION, SESSION_FACTS, OFFICE, LINK)
NEEDS_LINK = frozenset({"link"})

ASKED_TO_SPEAK = LetterKind(
    "asked_to_speak",
    N_("Asked to take a role in a session"),
    N_("When the office asks somebody to speak, chair, moderate or be the rapporteur."),
    ALL,
    N_("{role}, {meeting}"),
    (
        DEAR,
        N_("we ask you to take a role in {meeting}:"),
        "{session_facts}",
        N_(
            "Please open your personal link, by which you confirm or decline without an account, and tell us what "
            "we need to know:"
        ),
        THE_LINK,
        N_(
            "The link is for you alone; please do not pass it on. You can use it again to change your answer."
        ),
        ASK_THE_OFFICE,
    ),
    needs=NEEDS_LINK,
)
REMIND_SPEAKER = LetterKind(
    "remind_speaker",
    N_("Reminder: please say whether you take the role"),
    N_("When the office reminds those who were asked to take a role and have not answered."),
    ALL,
    N_("Please answer: {role}, {meeting}"),
    (
        DEAR,
        N_("we have not had your answer yet. You were asked to take a role in {meeting}:"),
        "{session_facts}",
        N_("Please confirm or decline by your personal link:"),
        THE_LINK,
        ASK_THE_OFFICE,
    ),
    needs=NEEDS_LINK,
)
NEW_ADDRESS = LetterKind(
    "role_new_address",
    N_("Another link, at the right address"),
    N_("When the address of somebody who has confirmed was wrong, and the office has mended it."),
    ALL,
    N_("{role}, {meeting}"),
    (
        DEAR,
        N_("you have confirmed that you take this role in {meeting}:"),
        "{session_facts}",
        N_(
            "What we wrote had gone to another address. Here is your personal link, by which you can change what "
            "you told us:"
        ),
        THE_LINK,
        N_("The link is for you alone; please do not pass it on."),
        ASK_THE_OFFICE,
    ),
    needs=NEEDS_LINK,
)
KINDS = (ASKED_TO_SPEAK, REMIND_SPEAKER, NEW_ADDRESS)
