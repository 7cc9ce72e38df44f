"""Outcomes that belong to no session: the conclusions of a meeting, and what was said before this house."""

from collections.abc import Sequence

from meetings.access.actor import Actor
from meetings.access.audit import record as note
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused, check_version
from meetings.outcomes.following.terms import (
    hold,
    known_with_own,
    note_change,
    settle,
    silenced,
    trail_of,
    write_text,
)
from meetings.outcomes.models import ConclusionNumber, OutcomeRecord
from meetings.outcomes.queries import known_around
from meetings.outcomes.rules import RecordText, Terms, Where, check_record, check_where
from meetings.programme.actions.noticed import hold as hold_meeting
from meetings.programme.models import Meeting
from meetings.programme.rules import Attribution, check_not_closed

MOST_AT_ONCE = 60


def add_outcome(
    actor: Actor, meeting: Meeting | None, given: RecordText, where: Where, terms: Terms | None = None
) -> OutcomeRecord:
    """Enter an outcome of a meeting as a whole, or (`meeting` None) of one before this house."""
    _check_open(meeting)
    check_where(where, meeting is not None, clock.now().year)
    row = OutcomeRecord(
        meeting=meeting,
        source="" if meeting is not None else where.source.strip(),
        year=None if meeting is not None else where.year,
        number=_next_number(meeting) if meeting is not None and where.numbered else None,
        version=0,
    )
    _fill(actor, row, given, terms or Terms())
    note(actor, "add_outcome", "outcome_record", row.id, None, trail_of(row))
    return row


def add_outcomes(
    actor: Actor, meeting: Meeting | None, given: RecordText, where: Where, terms: Terms
) -> Sequence[OutcomeRecord]:
    """Enter several that have all but their words in common; each paragraph of the text is one."""
    texts = [
        " ".join(part.split()) for part in given.text.replace("\r\n", "\n").split("\n\n") if part.strip()
    ]
    if not texts:
        raise Refused("Write what was shared.", field="text")
    if len(texts) > MOST_AT_ONCE:
        raise Refused("At most %(most)s at once. Enter the rest afterwards.", field="text", most=MOST_AT_ONCE)
    copies = (
        RecordText(
            given.kind,
            text,
            given.organization,
            given.attribution,
            given.naming_approved,
            given.paragraph,
            given.nobody_meant,
        )
        for text in texts
    )
    return [add_outcome(actor, meeting, one, where, terms) for one in copies]


def edit_outcome(actor: Actor, outcome: OutcomeRecord, given: RecordText, where: Where, version: int) -> None:
    """Change the words of an outcome that belongs to no session; those of a closed meeting stand."""
    hold(outcome)
    if outcome.session_id is not None:
        raise Refused("This was said in a session. Change it on the record of that session.")
    _check_open(outcome.meeting)
    check_version(version, outcome.version)
    if outcome.meeting_id is None:
        check_where(where, False, clock.now().year)
        outcome.source, outcome.year = where.source.strip(), where.year
    before = trail_of(outcome)
    _fill(actor, outcome, given, None)
    note_change(actor, "edit_outcome", outcome, before)


def delete_outcome(actor: Actor, outcome: OutcomeRecord) -> None:
    """Take an outcome out that belongs to no session; one of which something became stays."""
    hold(outcome)
    if outcome.session_id is not None:
        raise Refused("This was said in a session. Change it on the record of that session.")
    _check_open(outcome.meeting)
    if outcome.followups:
        raise Refused("Somebody has told what became of it. Take that back first.")
    note(actor, "delete_outcome", "outcome_record", outcome.id, trail_of(outcome), None)
    db.session.delete(outcome)


def _fill(actor: Actor, row: OutcomeRecord, given: RecordText, terms: Terms | None) -> None:
    check_record(given, Attribution.PUBLIC)
    silent = given.attribution is Attribution.CHATHAM_HOUSE
    known = known_with_own(known_around(row.meeting, None), row) if silent else None
    write_text(actor, row, given, known)
    if known is not None:
        silenced(row, known)
    if terms is not None:
        settle(actor, row, terms, known)


def _check_open(meeting: Meeting | None) -> None:
    if meeting is not None:
        hold_meeting(meeting)
        check_not_closed(meeting.status)


def _next_number(meeting: Meeting) -> int:
    """The number after the highest that was ever given; the meeting is locked, so nobody else gets it."""
    given = db.session.get(ConclusionNumber, meeting.id, populate_existing=True)
    if given is None:
        given = ConclusionNumber(meeting_id=meeting.id, highest=0)
        db.session.add(given)
    given.highest += 1
    return given.highest
