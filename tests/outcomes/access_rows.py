"""The outcomes room's rows of the access table."""

from meetings.base import clock
from meetings.base.database import db
from meetings.outcomes.models import OutcomeRecord, Summary
from meetings.outcomes.rules import RecordKind
from meetings.programme.models import MeetingSession
from meetings.programme.rules import Attribution
from tests.access.rows import OFFICE, ORG, A, R, Row

STAFF_WHO_WRITE = frozenset({A, ORG})
WRITERS = STAFF_WHO_WRITE | {R}


def _record(session: MeetingSession) -> str:
    return f"/meetings/{session.meeting.slug}/sessions/{session.label}/record"


def _decision(session: MeetingSession) -> str:
    db.session.add(Summary(session_id=session.id, text="Text.", written_at=clock.now()))
    return _record(session) + "/decision"


def _kept(session: MeetingSession) -> str:
    record = OutcomeRecord(
        session_id=session.id,
        kind=RecordKind.PRACTICE,
        text="Fees are waived.",
        attribution=Attribution.PUBLIC,
        written_at=clock.now(),
    )
    db.session.add(record)
    db.session.flush()  # its id is in the address
    return f"{_record(session)}/{record.id}"


ROWS = [
    Row(
        "outcomes.meeting_outcomes",
        lambda w: f"/meetings/{w.meeting.slug}/outcomes",
        OFFICE | {R},
        lambda w: f"/meetings/{w.other_meeting.slug}/outcomes",
        OFFICE,
    ),
    Row(
        "outcomes.session_record",
        lambda w: _record(w.session),
        WRITERS,
        lambda w: _record(w.other_session),
        STAFF_WHO_WRITE,
    ),
    Row(
        "outcomes.decide",
        lambda w: _decision(w.session),
        STAFF_WHO_WRITE,
        lambda w: _decision(w.other_session),
        STAFF_WHO_WRITE,
    ),
    Row(
        "outcomes.new_record",
        lambda w: _record(w.session) + "/new",
        WRITERS,
        lambda w: _record(w.other_session) + "/new",
        STAFF_WHO_WRITE,
    ),
    Row(
        "outcomes.edit_record",
        lambda w: _kept(w.session),
        WRITERS,
        lambda w: _kept(w.other_session),
        STAFF_WHO_WRITE,
    ),
    Row(
        "outcomes.delete_record",
        lambda w: _kept(w.session) + "/delete",
        WRITERS,
        lambda w: _kept(w.other_session) + "/delete",
        STAFF_WHO_WRITE,
    ),
]
