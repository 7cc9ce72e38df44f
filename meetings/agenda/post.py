"""Putting this room's letters into the outbox, in the transaction of what they tell."""

from collections.abc import Collection
from datetime import timedelta

from meetings.agenda import letters
from meetings.agenda.models import UpdateAddressee
from meetings.agenda.queries.updates import PURPOSE
from meetings.base import clock
from meetings.letters.posting import personal_link, post
from meetings.letters.rules import LetterKind
from meetings.outbox import actions as outbox

PATH = "/updates/"
KIND = "update_addressee"
# A link outlives its meeting, so that whoever opens it late is told how it stands.
LIVES_ON = timedelta(days=90)


def send_link(to: UpdateAddressee, kind: LetterKind) -> None:
    """A letter with the personal link; all links of an addressee open the same page."""
    meeting = to.update.meeting
    lives = max(meeting.ends_at - clock.now(), timedelta()) + LIVES_ON
    link = personal_link(PATH, PURPOSE, to.id, lives)
    letter = letters.write(kind, letters.asked(to))
    post(kind, letter, to.email, to.name, (KIND, to.id), link=link)


def discard(ids: Collection[int]) -> None:
    """None of the mails that wait to be read go to these any more."""
    outbox.discard_about(KIND, ids)
