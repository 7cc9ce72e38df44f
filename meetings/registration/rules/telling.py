"""While which state of the registration a mail about it is true."""

from meetings.registration.rules.steps import STANDING, RegistrationStatus

R = RegistrationStatus
ALWAYS = frozenset(R)
# By the code of the letter. A test goes through all letters there are.
TRUE_WHILE: dict[str, frozenset[RegistrationStatus]] = {
    "to_confirm": frozenset({R.UNCONFIRMED}),
    "remind_to_confirm": frozenset({R.UNCONFIRMED}),
    "to_take_over": frozenset({R.UNCONFIRMED}),
    "already_registered": ALWAYS,
    "received": frozenset({R.SUBMITTED}),
    "entered": frozenset({R.UNCONFIRMED, R.SUBMITTED}),
    "approved": frozenset({R.APPROVED}),
    "waiting": frozenset({R.WAITING}),
    "offered": frozenset({R.OFFERED}),
    "remind_of_offer": frozenset({R.OFFERED}),
    "offer_lapsed": frozenset({R.WAITING}),
    "declined": frozenset({R.DECLINED}),
    "place_cancelled": frozenset({R.CANCELLED}),
    "handed_over": frozenset({R.WITHDRAWN}),
    "withdrawn": frozenset({R.WITHDRAWN}),
    "corrected": STANDING,
    "moved": STANDING,
    "cancelled": ALWAYS,
    "not_yours": ALWAYS,
}


def still_so(letter: str, status: RegistrationStatus, takes_out: bool = False) -> bool:
    """Whether a mail of this kind may go while the registration stands so.

    One that takes the meeting out of a calendar (`takes_out`) goes to everybody who does not come: whoever was
    cancelled and has withdrawn since would keep the entry otherwise.
    """
    if takes_out and status is not R.APPROVED:
        return True
    return status in TRUE_WHILE.get(letter, ALWAYS)
