"""Putting this room's letters into the outbox, in the transaction of what they tell."""

from datetime import timedelta

from meetings.access.actions import make_link
from meetings.access.models import Account
from meetings.base import clock
from meetings.invitations import letters
from meetings.invitations.models import Invitation, Nomination
from meetings.invitations.queries import accounts_of
from meetings.letters.rules import Text
from meetings.outbox import actions as outbox

PURPOSE = "invitation"
# A link outlives its meeting, so that whoever opens it late is told why nothing can be done.
LIVES_ON = timedelta(days=90)


def send_link(invitation: Invitation, letter: Text) -> None:
    """A letter with the personal link; all links to an invitation open the same page."""
    lives = max(invitation.meeting.ends_at - clock.now(), timedelta()) + LIVES_ON
    link = make_link(PURPOSE, invitation.id, lives)
    outbox.put(
        invitation.email,
        letter.subject,
        letter.text,
        to_name=invitation.name,
        about=("invitation", invitation.id),
        link=outbox.Link(letters.INVITATION_PATH, link.purpose, link.key, link.nonce),
    )


def send(invitation: Invitation, letter: Text) -> None:
    """A letter without a link."""
    outbox.put(
        invitation.email,
        letter.subject,
        letter.text,
        to_name=invitation.name,
        about=("invitation", invitation.id),
    )


def to_focal_point(nomination: Nomination, account: Account, letter: Text) -> None:
    """A letter to one who speaks for the organization."""
    outbox.put(
        account.email,
        letter.subject,
        letter.text,
        to_name=account.name,
        about=("nomination", nomination.id),
    )


def tell_news(nomination: Nomination, lines: list[str]) -> None:
    """Who dropped out and who moved up, to all who speak for the organization today."""
    if not lines:
        return
    for account in accounts_of(nomination.organization):
        to_focal_point(nomination, account, letters.news(nomination, account.name, lines))
