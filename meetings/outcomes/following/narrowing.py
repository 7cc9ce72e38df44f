"""A session that was made stricter after people had written about it."""

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.outcomes.following.terms import silenced, trail_of
from meetings.outcomes.marking import remember
from meetings.outcomes.queries import find_summary, named_until_now, records_in, terms_of, told_in
from meetings.outcomes.rules import known_in
from meetings.outcomes.unnaming import forget_names, forget_unnamed
from meetings.programme.models import MeetingSession
from meetings.programme.rules import Attribution
from meetings.record.models import RecordParagraph
from meetings.record.rules import KnownNames

CHATHAM = Attribution.CHATHAM_HOUSE


def intervention_unnamed(actor: Actor, paragraph: RecordParagraph, named: KnownNames, was: str) -> None:
    """Nobody may be named any more of what was said once: nor in what was made of it."""
    if paragraph.attribution is CHATHAM:
        remember(paragraph.session, named)
    summary = forget_unnamed(paragraph, named, was)
    if summary is not None:
        audit.forget({"summary": [summary.id]}, (), ())  # reasons that were given


def attribution_changed(actor: Actor, session: MeetingSession) -> None:
    """Under Chatham House nothing is kept of who said it, also what was written while the session was still open.

    Its words stay until somebody has looked them through (the approval does not hold); nobody is shown them meanwhile.
    """
    if session.attribution is not CHATHAM:
        return
    remember(session, told_in(session))
    summary, known = find_summary(session), named_until_now(session)
    if summary is not None:
        forget_names(session, summary, known)
        audit.forget({"summary": [summary.id]}, (), ())  # reasons that were given
    terms = terms_of(session.meeting)  # why the meeting has no rounds is told with each summary
    terms.because = "" if known_in(terms.because, known) else terms.because
    records = records_in(session)
    if not records:
        return
    followups = [followup.id for record in records for followup in record.followups]
    audit.forget({"outcome_record": [r.id for r in records], "outcome_followup": followups}, (), ())
    for record in records:
        if record.attribution is not CHATHAM:
            record.attribution = CHATHAM
            silenced(record, known)
            record.version += 1
            audit.record(actor, "edit_record", "outcome_record", record.id, None, trail_of(record))
