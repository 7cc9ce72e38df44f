"""Putting this room's letters into the outbox, in the transaction of what they tell."""

from datetime import timedelta

from meetings.access.actions import make_link
from meetings.access.models import Account
from meetings.fellows import letters
from meetings.fellows.models import Fellow, FellowFollowUp
from meetings.fellows.rules import FOLLOW_UP_LINK
from meetings.letters.rules import LetterKind
from meetings.outbox import actions as outbox

# A mail to the fellow is about the application: whoever corrects its address corrects that of the fellow.
KIND, SUPERVISOR_KIND = "application", "fellow"
FOLLOW_UP_PATH = "/fellow-follow-ups/"
LIVES = timedelta(days=330)


def tell_fellow(fellow: Fellow, kind: LetterKind, week: int = 0) -> None:
    """A letter to the fellow, whose page is reached by signing in."""
    _to_fellow(fellow, kind, letters.to_fellow(fellow, week))


def ask_alumnus(fellow: Fellow, row: FellowFollowUp) -> None:
    """The question of one year, with a link that needs no account."""
    link = make_link(FOLLOW_UP_LINK, row.id, LIVES)
    told = letters.to_fellow(fellow)
    _to_fellow(
        fellow, letters.FOLLOW_UP, told, outbox.Link(FOLLOW_UP_PATH, link.purpose, link.key, link.nonce)
    )


def _to_fellow(fellow: Fellow, kind: LetterKind, told: letters.Told, link: outbox.Link | None = None) -> None:
    application = fellow.application
    letter = letters.write(kind, told)
    outbox.put(
        application.email,
        letter.subject,
        letter.text,
        to_name=application.name,
        about=(KIND, application.id),
        letter=kind.code,
        link=link,
    )


def tell_supervisor(fellow: Fellow, account: Account, kind: LetterKind) -> None:
    """A letter to the supervisor."""
    letter = letters.write(kind, letters.to_supervisor(fellow, account))
    outbox.put(
        account.email,
        letter.subject,
        letter.text,
        to_name=account.name,
        about=(SUPERVISOR_KIND, fellow.id),
        letter=kind.code,
    )
