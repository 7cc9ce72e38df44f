"""Putting this room's letters into the outbox, in the transaction of what they tell."""

from datetime import timedelta

from meetings.access.models import Account
from meetings.fellows import letters
from meetings.fellows.models import Fellow, FellowFollowUp
from meetings.fellows.rules import FOLLOW_UP_LINK
from meetings.letters.posting import personal_link, post
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
    link = personal_link(FOLLOW_UP_PATH, FOLLOW_UP_LINK, row.id, LIVES)
    told = letters.to_fellow(fellow)
    _to_fellow(fellow, letters.FOLLOW_UP, told, link)


def _to_fellow(fellow: Fellow, kind: LetterKind, told: letters.Told, link: outbox.Link | None = None) -> None:
    application = fellow.application
    letter = letters.write(kind, told)
    post(kind, letter, application.email, application.name, (KIND, application.id), link=link)


def tell_supervisor(fellow: Fellow, account: Account, kind: LetterKind, week: int = 0) -> None:
    """A letter to the supervisor."""
    letter = letters.write(kind, letters.to_supervisor(fellow, account, week))
    post(kind, letter, account.email, account.name, (SUPERVISOR_KIND, fellow.id))
