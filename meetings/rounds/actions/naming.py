"""Where nobody may be named, nothing that a round keeps names anybody: no reason, and no answer of before."""

from sqlalchemy import Select, select, update
from sqlalchemy.orm import joinedload

from meetings.access import audit
from meetings.base.database import db
from meetings.outbox.actions import forget_mails
from meetings.outcomes.following.terms import check_asked, check_unnamed
from meetings.outcomes.models import Summary
from meetings.outcomes.queries import find_summary, known_names, named_until_now
from meetings.outcomes.rules import KnownNames, known_in
from meetings.outcomes.unnaming import of_nobody
from meetings.programme.models import MeetingSession
from meetings.record.models import RecordParagraph
from meetings.record.rules import asked_about, own_name_in
from meetings.rounds import letters, post
from meetings.rounds.marks import mark_of
from meetings.rounds.models import ConfirmationRound, RoundAnswer, RoundReader
from meetings.rounds.queries.silence import silent_in


def tells_somebody(text: str, known: KnownNames, own: str, read: str = "") -> bool:
    """Whether what a reader called `own` says tells whom it is about, or who says it; also by a family name alone.

    A word that stands in the paragraph as it was `read` has been looked at there.
    """
    if known_in(text, known) or (own_name_in(text, own) and not own_name_in(read, own)):
        return True
    return bool(set(asked_about(text, known)) - set(asked_about(read, known)))


def check_reason(of: ConfirmationRound, reason: str) -> None:
    """Refused when a reason names somebody who may not be named: it is kept, mailed, and read by those asked."""
    if reason.strip() and silent_in(of.summary):
        known = known_names(of.summary.session)
        check_unnamed(known, reason, "reason")
        check_asked(known, reason, "reason", None)


def forget_named(session: MeetingSession) -> None:
    """Let go whose the answers of a session are, and the words in them, in reasons and mails that name somebody."""
    ours, known = _rounds_of(session), named_until_now(session)
    _forget_whose(ours)
    for row in db.session.scalars(select(RoundAnswer).where(RoundAnswer.round_id.in_(ours))):
        _unname(row, known)
    told = _forget_closing(ours, known)
    # A mail of the second in which something was decided says whose words they were; others hold a reason.
    readers = db.session.scalars(select(RoundReader.id).where(RoundReader.round_id.in_(ours))).all()
    # One that names somebody, or leads to what somebody said, does not go any more.
    forget_mails({post.KIND: readers}, letters=(letters.ROUND_ANSWER.code,), unsent=True)
    forget_mails({post.KIND: told}, letters=(letters.ROUND_TAKEN_BACK.code,), unsent=True)


def forget_unnamed(paragraph: RecordParagraph, named: KnownNames) -> None:
    """The same of what was said of one intervention of which nobody may be named any more, and of the whole."""
    summary = find_summary(paragraph.session)
    made_of_it = {row.id for row, of in of_nobody(summary) if of.id == paragraph.id} if summary else set()
    if not made_of_it:
        return
    ours, known = _rounds_of(paragraph.session), known_names(paragraph.session)
    _forget_whose(ours)
    marks = set[str]()
    for row in db.session.scalars(select(RoundAnswer).where(RoundAnswer.round_id.in_(ours))):
        of_it = row.paragraph_id in made_of_it
        if _unname(row, named) | (of_it and _unname(row, known)) | of_it:
            marks.add(row.who)
    rows = db.session.scalars(
        select(RoundReader).where(RoundReader.round_id.in_(ours)).options(joinedload(RoundReader.round))
    )
    theirs = [reader.id for reader in rows if mark_of(reader.round, reader) in marks]
    forget_mails({post.KIND: theirs}, letters=(letters.ROUND_ANSWER.code,), unsent=True)
    told = _forget_closing(ours, named)
    forget_mails({post.KIND: told}, letters=(letters.ROUND_TAKEN_BACK.code,), unsent=True)


def _rounds_of(session: MeetingSession) -> Select[int]:
    query = select(ConfirmationRound.id).join(ConfirmationRound.summary)
    return query.where(Summary.session_id == session.id)


def _forget_whose(rounds: Select[int]) -> None:
    db.session.execute(update(RoundAnswer).where(RoundAnswer.round_id.in_(rounds)).values(reader_id=None))


def _unname(row: RoundAnswer, known: KnownNames) -> bool:
    """Let go the words of an answer that name one of these; whether any did."""
    named = [name for name in ("read_text", "text", "reason") if known_in(getattr(row, name), known)]
    for name in named:
        setattr(row, name, "")
    return bool(named)


def _forget_closing(rounds: Select[int], known: KnownNames) -> list[int]:
    """Let go why rounds were taken back, where that names one of these; who was asked in them."""
    named = [
        of
        for of in db.session.scalars(select(ConfirmationRound).where(ConfirmationRound.id.in_(rounds)))
        if known_in(of.closed_because, known)
    ]
    for of in named:
        of.closed_because = ""
    ids = [of.id for of in named]
    audit.forget({"confirmation_round": ids}, (), ())
    return list(db.session.scalars(select(RoundReader.id).where(RoundReader.round_id.in_(ids))))
