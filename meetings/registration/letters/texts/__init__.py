"""The mails about a registration and how they read by default, in the order in which a person may get them."""

from meetings.registration.letters.texts import asking, deciding, later

KINDS = (
    asking.TO_CONFIRM,
    asking.REMIND_TO_CONFIRM,
    asking.ALREADY_REGISTERED,
    asking.RECEIVED,
    asking.ENTERED,
    deciding.APPROVED,
    deciding.WAITING,
    deciding.OFFERED,
    deciding.REMIND_OF_OFFER,
    deciding.OFFER_LAPSED,
    deciding.DECLINED,
    deciding.PLACE_CANCELLED,
    later.TO_TAKE_OVER,
    later.HANDED_OVER,
    later.WITHDRAWN,
    later.CORRECTED,
    later.MOVED,
    later.CANCELLED,
    later.NOT_YOURS,
)
