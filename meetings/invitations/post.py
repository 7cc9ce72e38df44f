"""Putting this room's letters into the outbox, in the transaction of what they tell."""

from collections.abc import Sequence
from datetime import timedelta

from meetings.base import clock
from meetings.invitations import letters
from meetings.invitations.models import Invitation, Nomination
from meetings.invitations.queries import accounts_of
from meetings.letters.posting import personal_link, post
from meetings.letters.rules import LetterKind, Text

INVITATION_PATH = "/invitations/"
PURPOSE = "invitation"
# A link outlives its meeting, so that whoever opens it late is told why nothing can be done.
LIVES_ON = timedelta(days=90)


def send_link(invitation: Invitation, kind: LetterKind, words: Text | None = None) -> None:
    """A letter with the personal link; all links to an invitation open the same page.

    `words` go instead of the meeting's text.
    """
    lives = max(invitation.meeting.ends_at - clock.now(), timedelta()) + LIVES_ON
    link = personal_link(INVITATION_PATH, PURPOSE, invitation.id, lives)
    letter = letters.write(kind, letters.asked(invitation), words)
    post(kind, letter, invitation.email, invitation.name, ("invitation", invitation.id), link=link)


def send(invitation: Invitation, kind: LetterKind) -> None:
    """A letter without a link."""
    letter = letters.write(kind, letters.asked(invitation))
    post(kind, letter, invitation.email, invitation.name, ("invitation", invitation.id))


def to_focal_points(
    nomination: Nomination, kind: LetterKind, places: int = 0, news: Sequence[str] = ()
) -> None:
    """A letter to each who speaks for the organization today."""
    for account in accounts_of(nomination.organization):
        letter = letters.write(kind, letters.focal_point(nomination, account.name, places, news))
        post(kind, letter, account.email, account.name, ("nomination", nomination.id))
