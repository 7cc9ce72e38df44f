"""Putting this room's letters into the outbox, in the transaction of what they tell."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from meetings.access.actions import end_links
from meetings.base import clock
from meetings.letters.posting import personal_link, post
from meetings.letters.rules import LetterKind
from meetings.outbox import actions as outbox
from meetings.outbox.queries import links_mailed
from meetings.rounds import letters
from meetings.rounds.marks import PURPOSE
from meetings.rounds.models import ConfirmationRound, RoundReader
from meetings.rounds.queries.owing import Owes
from meetings.rounds.queries.people import Asked
from meetings.speakers.models import RoleRequest
from meetings.speakers.post import KIND as ROLE_KIND
from meetings.speakers.post import PATH as ROLE_PATH
from meetings.speakers.post import only_to
from meetings.speakers.queries import Leader
from meetings.speakers.queries.one import PURPOSE as ROLE

PATH = "/round/"
KIND = "round_reader"
# Of several rounds at once, about the reader of the first: a reply to it is a comment on none of them.
TOGETHER = "round_readers"
# A link outlives its round, so that whoever opens it late is told how it stands, and reads the final text.
LIVES_ON = timedelta(days=180)


def send(kind: LetterKind, of: ConfirmationRound, one: Asked, why: str = "") -> bool:
    """A letter to somebody who is asked; whether there was an address to write to."""
    if one.reader is None or not one.email:
        return False
    letter = letters.write(kind, letters.asked_in(of, one, why))
    link = _link(of, one.reader, one.email) if "link" in kind.needs else None
    post(kind, letter, one.email, one.name, (KIND, one.reader.id), link=link)
    return True


def send_together(rounds: Sequence[tuple[ConfirmationRound, Asked]]) -> None:
    """One letter to somebody who is asked in several rounds: its link opens the first, whose page has the others."""
    (of, one), *others = rounds
    if not others:
        send(letters.ROUND_OPENED, of, one)
        return
    if one.reader is None or not one.email:
        return
    told = replace(letters.asked_in(of, one), sessions=[r.summary.session for r, _ in rounds])
    letter = letters.write(letters.ROUNDS_OPENED, told)
    for other, theirs in others:
        if theirs.reader is not None:
            _link(other, theirs.reader, one.email)
    post(
        letters.ROUNDS_OPENED,
        letter,
        one.email,
        one.name,
        (TOGETHER, one.reader.id),
        link=_link(of, one.reader, one.email),
    )


def _link(of: ConfirmationRound, reader: RoundReader, email: str) -> outbox.Link:
    """A new link for this address; those that went to another one open nothing any more."""
    for about in (KIND, TOGETHER):
        end_links({PURPOSE}, reader.id, links_mailed(about, reader.id, but_to=email))
        outbox.withdraw(about, reader.id, but_to=email)
    return personal_link(PATH, PURPOSE, reader.id, max(of.deadline_at - clock.now(), timedelta()) + LIVES_ON)


def send_to_moderator(request: RoleRequest, leader: Leader, email: str) -> None:
    """A letter to somebody who led the session, with the link to the role, on whose page the summary stands."""
    session = leader.session
    told = letters.Told(session.meeting, session, leader.name, request.language, request.zone)
    letter = letters.write(letters.TO_MODERATE, told)
    only_to(email, request)
    made = personal_link(ROLE_PATH, ROLE, request.id, LIVES_ON)
    post(letters.TO_MODERATE, letter, email, leader.name, (ROLE_KIND, request.id), link=made)


def send_late(owes: Owes) -> None:
    """A reminder to somebody who owes a summary; it holds no link, for an account is needed to write."""
    told = letters.Told(owes.session.meeting, owes.session, owes.name, "en", owes.zone, None, late=owes.late)
    letter = letters.write(letters.SUMMARY_LATE, told)
    post(letters.SUMMARY_LATE, letter, owes.email, owes.name, ("late_summary", owes.session.id))
