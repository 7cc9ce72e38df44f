"""Whoever asks for a link to sign in is let in, though nobody has told them that they are registered."""

from meetings.registration.actions.moving import lock
from meetings.registration.actions.taking_part import let_take_part
from meetings.registration.queries import without_an_account


def let_in(email: str) -> None:
    """Of a list that the office took in without a mail nobody has an account; by the one that is mailed now they know
    of it, and what pages and mails promise is so: the own page, correcting, withdrawing."""
    for registration in without_an_account(email):
        lock(registration)
        if registration.account_id is None:
            let_take_part(registration)
