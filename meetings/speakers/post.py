"""Putting this room's letters into the outbox, in the transaction of what they tell."""

from datetime import timedelta

from meetings.access.actions import end_links
from meetings.base import clock
from meetings.letters.posting import personal_link, post
from meetings.letters.rules import LetterKind
from meetings.outbox import actions as outbox
from meetings.outbox.queries import links_mailed
from meetings.programme.models import Speaker
from meetings.speakers import letters
from meetings.speakers.models import RoleRequest
from meetings.speakers.queries.one import PURPOSE

PATH = "/speaking/"
KIND = "role_request"
# A link outlives its meeting, so that whoever opens it late is told how it stands.
LIVES_ON = timedelta(days=90)


def send_link(request: RoleRequest, speaker: Speaker, email: str, kind: LetterKind) -> None:
    """A letter with the personal link; all links to a request open the same page."""
    only_to(email, request)
    lives = max(request.meeting.ends_at - clock.now(), timedelta()) + LIVES_ON
    link = personal_link(PATH, PURPOSE, request.id, lives)
    letter = letters.write(kind, letters.asked(request, speaker))
    post(kind, letter, email, speaker.name, (KIND, request.id), link=link)


def only_to(email: str, request: RoleRequest) -> None:
    """What went to another address opens and says nothing any more: it was wrong, or is not theirs now."""
    end_links({PURPOSE}, request.id, links_mailed(KIND, request.id, but_to=email))
    outbox.withdraw(KIND, request.id, but_to=email)
