"""What becomes of a comment or a wording, and the end of a round."""

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.outcomes import actions as outcomes
from meetings.rounds import letters, post
from meetings.rounds.actions.naming import check_reason
from meetings.rounds.actions.opening import close, held
from meetings.rounds.marks import mark_of
from meetings.rounds.models import ConfirmationRound, RoundAnswer
from meetings.rounds.queries import AnswerOf, answers_of, readers_of, result_of, undecided_in
from meetings.rounds.queries.silence import keeps_nobody, silent_in
from meetings.rounds.rules import Decision, Kind, RoundStatus, check_confirmable, check_decision, check_taken


def decide(
    actor: Actor,
    of: AnswerOf,
    decision: Decision,
    reason: str,
    version: int,
    wording: str = "",
    nobody_meant: bool = False,
) -> None:
    """Take something up or not, and tell the person. What is taken up may change its paragraph, and nothing else may.

    `version`: of the paragraph as whoever decides has read it; `wording`: the words to take, "": those
    proposed, and for a comment none. After the deadline they are no other than those. `nobody_meant`: by words that are
    also family names, where nobody may be named.
    """
    held(of.round)
    row = of.answer
    db.session.refresh(row)
    if row.decision is not None:
        raise Refused("This has been answered already. What was answered stands beside it.")
    _check_stands(of.round, row)
    check_decision(decision, reason)
    check_reason(of.round, reason)
    if decision is Decision.ACCEPTED and row.paragraph is not None:
        words = wording.strip() or (row.text if row.kind is Kind.PROPOSE else "")
        if words not in ("", row.paragraph.text):
            proposed = row.text if row.kind is Kind.PROPOSE else row.paragraph.text
            check_taken(words, proposed, clock.now(), of.round.deadline_at)
            outcomes.take_wording(actor, row.paragraph, words, version)
            if nobody_meant:
                outcomes.dismiss_names(actor, of.round.summary, of.round.summary.version, row.paragraph)
            outcomes.check_paragraph(row.paragraph)
    row.decision, row.reason = decision, reason.strip()
    row.decided_by, row.decided_at = actor.name, clock.now()
    summary = of.round.summary
    if not keeps_nobody(summary, silent_in(summary), row.paragraph_id):
        _tell(of.round, row)
    # Neither whose words they were nor what they said.
    audit.record(actor, "decide_answer", "confirmation_round", of.round.id, None, {"answer": decision.value})


def _tell(of: ConfirmationRound, row: RoundAnswer) -> None:
    """Write to whoever said it. Not where nobody may be named: the outbox would say whose words were decided on."""
    for one in readers_of(of):
        if one.reader is not None and mark_of(of, one.reader) == row.who:
            post.send(letters.ROUND_ANSWER, of, one)


def _check_stands(of: ConfirmationRound, row: RoundAnswer) -> None:
    """Refused for what its author has replaced since, or said too late: neither counts for the result."""
    rows, readers = answers_of(of), readers_of(of)
    found = result_of(of, [p.id for p in of.summary.paragraphs], readers, rows)
    if row.id not in {a.id for a in found.said}:
        raise Refused("This does not stand any more: it came late, or was replaced by whoever said it.")


def confirm_round(actor: Actor, of: ConfirmationRound) -> None:
    """Approve what the round confirmed; Refused while people may still answer, or wait for an answer."""
    held(of)
    rows, readers = answers_of(of), readers_of(of)
    found = result_of(of, [p.id for p in of.summary.paragraphs], readers, rows)
    check_confirmable(found, undecided_in(found, rows), clock.now(), of.deadline_at)
    outcomes.confirm(actor, of.summary)
    close(actor, of, RoundStatus.CONFIRMED)
    after = {"asked": len(found.asked), "answered": len(found.answered), "comments": len(found.said)}
    audit.record(actor, "confirm_round", "confirmation_round", of.id, None, after)
