"""Entering what was shared in a session: practices, lessons, recommendations …"""

from meetings.access.actor import Actor
from meetings.access.audit import record as note
from meetings.base.database import db, wipe_after_commit
from meetings.base.refusals import check_version
from meetings.directory.models import Organization
from meetings.outcomes.following.terms import (
    known_with_own,
    note_change,
    settle,
    silenced,
    trail_of,
    write_text,
)
from meetings.outcomes.holding import open_for_writing
from meetings.outcomes.models import OutcomeRecord
from meetings.outcomes.proposal import OUTCOMES
from meetings.outcomes.queries import known_around
from meetings.outcomes.rules import KnownNames, RecordKind, RecordText, Terms, check_record, narrower
from meetings.outcomes.unnaming import forget_shared
from meetings.programme.models import MeetingSession
from meetings.programme.rules import Attribution

CHATHAM = Attribution.CHATHAM_HOUSE


def add_record(
    actor: Actor, session: MeetingSession, given: RecordText, terms: Terms | None = None
) -> OutcomeRecord:
    """Enter a record; an organization of the directory is recognized by its name or acronym."""
    open_for_writing(session)
    row = OutcomeRecord(session_id=session.id, session=session, meeting_id=session.meeting_id, version=0)
    _fill(actor, row, session, given, terms or Terms())
    note(actor, "add_record", "outcome_record", row.id, None, trail_of(row))
    return row


def edit_record(
    actor: Actor, record: OutcomeRecord, given: RecordText, version: int, terms: Terms | None = None
) -> None:
    """Change a record that nobody else has changed since. `terms` None: they stay as they are."""
    session = record.session
    assert session is not None, "the address of a record holds its session"
    open_for_writing(session)
    db.session.refresh(record)
    check_version(version, record.version)
    before = trail_of(record)
    _fill(actor, record, session, given, terms)
    note_change(actor, "edit_record", record, before)


def delete_record(actor: Actor, record: OutcomeRecord) -> None:
    """Take a record out."""
    assert record.session is not None, "the address of a record holds its session"
    open_for_writing(record.session)
    note(actor, "delete_record", "outcome_record", record.id, trail_of(record), None)
    db.session.delete(record)


def _fill(
    actor: Actor, row: OutcomeRecord, session: MeetingSession, given: RecordText, terms: Terms | None
) -> None:
    check_record(given, session.attribution)
    silent = narrower(given.attribution, session.attribution) is CHATHAM
    told = row.id and narrower(row.attribution, session.attribution) is not CHATHAM
    was = (row.kind, row.text, row.organization_name, row.organization) if told else None
    # Refused at once, not only at approval: such a name should not be kept at all.
    known = known_with_own(known_around(session.meeting, session), row) if silent else None
    write_text(actor, row, given, known)
    if known is not None:
        silenced(row, known)
        if was is not None:
            _unnamed(session, row, *was)
    if terms is not None:
        settle(actor, row, terms, known)


def _unnamed(
    session: MeetingSession,
    row: OutcomeRecord,
    kind: RecordKind,
    words: str,
    name: str,
    of: Organization | None,
) -> None:
    """Whoever shared it is named no more: nor in what was made of it before."""
    names = tuple(filter(None, (name, of.name if of else "")))
    sources = {f"{OUTCOMES}{one.value}" for one in (kind, row.kind)}
    forget_shared(session, sources, words, row.text, KnownNames(organizations=names))
    wipe_after_commit()
