"""What a participant is told by mail, in the language in which they registered: texts, filling, calendar part.

A mail to an address that nobody has confirmed holds no word that was typed into the form: otherwise the form
could be used to write to strangers. Its list of placeholders has none.
"""

from meetings.registration.letters.calendar import invitation, join_link
from meetings.registration.letters.filling import in_their_language, signed, values_of, write
from meetings.registration.letters.texts import KINDS
from meetings.registration.letters.texts.asking import (
    ALREADY_REGISTERED,
    ENTERED,
    RECEIVED,
    REMIND_TO_CONFIRM,
    TO_CONFIRM,
)
from meetings.registration.letters.texts.deciding import (
    APPROVED,
    DECLINED,
    OFFER_LAPSED,
    OFFERED,
    PLACE_CANCELLED,
    REMIND_OF_OFFER,
    WAITING,
)
from meetings.registration.letters.texts.later import (
    CANCELLED,
    CORRECTED,
    HANDED_OVER,
    MOVED,
    NOT_YOURS,
    TO_TAKE_OVER,
    WITHDRAWN,
)

__all__ = [
    "ALREADY_REGISTERED",
    "APPROVED",
    "CANCELLED",
    "CORRECTED",
    "DECLINED",
    "ENTERED",
    "HANDED_OVER",
    "KINDS",
    "MOVED",
    "NOT_YOURS",
    "OFFERED",
    "OFFER_LAPSED",
    "PLACE_CANCELLED",
    "RECEIVED",
    "REMIND_OF_OFFER",
    "REMIND_TO_CONFIRM",
    "TO_CONFIRM",
    "TO_TAKE_OVER",
    "WAITING",
    "WITHDRAWN",
    "in_their_language",
    "invitation",
    "join_link",
    "signed",
    "values_of",
    "write",
]
