"""Where nobody may be named, nothing that a round keeps names anybody: no reason, and no answer of before."""

from sqlalchemy import select, update

from meetings.access import audit
from meetings.base.database import db
from meetings.outbox.actions import forget_mails
from meetings.outcomes.following.terms import check_asked, check_unnamed
from meetings.outcomes.models import Summary
from meetings.outcomes.queries import known_names
from meetings.outcomes.rules import known_in
from meetings.programme.models import MeetingSession
from meetings.rounds import letters, post
from meetings.rounds.models import ConfirmationRound, RoundAnswer, RoundReader
from meetings.rounds.queries.silence import silent_in


def check_reason(of: ConfirmationRound, reason: str) -> None:
    """Refused when a reason names somebody who may not be named: it is kept, mailed, and read by those asked."""
    if reason.strip() and silent_in(of.summary):
        known = known_names(of.summary.session)
        check_unnamed(known, reason, "reason")
        check_asked(known, reason, "reason", None)


def forget_named(session: MeetingSession) -> None:
    """Let go whose the answers of a session are, and the words in them, in reasons and mails that name somebody."""
    known = known_names(session)

    def unnamed(words: str) -> str:
        return "" if words and known_in(words, known) else words

    ours = (
        select(ConfirmationRound.id).join(ConfirmationRound.summary).where(Summary.session_id == session.id)
    )
    db.session.execute(update(RoundAnswer).where(RoundAnswer.round_id.in_(ours)).values(reader_id=None))
    for row in db.session.scalars(select(RoundAnswer).where(RoundAnswer.round_id.in_(ours))):
        row.read_text, row.text, row.reason = unnamed(row.read_text), unnamed(row.text), unnamed(row.reason)
    named = []
    for of in db.session.scalars(select(ConfirmationRound).where(ConfirmationRound.id.in_(ours))):
        if of.closed_because and not unnamed(of.closed_because):
            of.closed_because = ""
            named.append(of.id)
    audit.forget({"confirmation_round": named}, (), ())
    # A mail of the second in which something was decided says whose words they were; others hold a reason.
    of_each = select(RoundReader.id, RoundReader.round_id).where(RoundReader.round_id.in_(ours))
    readers = dict(db.session.execute(of_each).all())
    told = [one for one, of_round in readers.items() if of_round in named]
    # One that names somebody, or leads to what somebody said, does not go any more.
    forget_mails({post.KIND: list(readers)}, letters=(letters.ROUND_ANSWER.code,), unsent=True)
    forget_mails({post.KIND: told}, letters=(letters.ROUND_TAKEN_BACK.code,), unsent=True)
