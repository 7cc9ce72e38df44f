"""Writing, handing in, approving a session's summary; entering its records. Who may is the routes' to ask."""

from typing import Any

from meetings.access.actor import Actor
from meetings.access.audit import record as note
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import check_version
from meetings.outcomes.drafting import (
    add_paragraphs,
    answer_offer,
    compose,
    delete_paragraph,
    edit_paragraph,
    move_paragraph,
    save_summary,
)
from meetings.outcomes.holding import open_for_writing
from meetings.outcomes.models import OutcomeRecord
from meetings.outcomes.queries import find_organization_named, known_names, records_in
from meetings.outcomes.rules import (
    Naming,
    RecordText,
    check_nobody_named,
    check_record,
    known_in,
    narrower,
)
from meetings.outcomes.steps import (
    approve,
    check_names,
    confirm,
    correct,
    follow_summaries,
    freeze,
    give_back,
    hand_in,
    into_round,
    note_moderated,
    out_of_round,
    reopen,
    set_guide,
    set_terms,
)
from meetings.programme.models import MeetingSession
from meetings.programme.rules import Attribution

# drafting.py and steps.py are parts of the actions on a summary: others take them from here.
__all__ = [
    "add_paragraphs",
    "add_record",
    "answer_offer",
    "approve",
    "attribution_changed",
    "check_names",
    "compose",
    "confirm",
    "correct",
    "delete_paragraph",
    "delete_record",
    "edit_paragraph",
    "edit_record",
    "follow_summaries",
    "freeze",
    "give_back",
    "hand_in",
    "into_round",
    "move_paragraph",
    "note_moderated",
    "out_of_round",
    "reopen",
    "save_summary",
    "set_guide",
    "set_terms",
]

CHATHAM = Attribution.CHATHAM_HOUSE


def add_record(actor: Actor, session: MeetingSession, given: RecordText) -> OutcomeRecord:
    """Enter a record; an organization of the directory is recognized by its name or acronym."""
    open_for_writing(session)
    row = OutcomeRecord(session_id=session.id, version=0)
    _fill(actor, row, session, given)
    db.session.add(row)
    db.session.flush()  # the trail names the record's id
    note(actor, "add_record", "outcome_record", row.id, None, _record_trail(row))
    return row


def edit_record(actor: Actor, record: OutcomeRecord, given: RecordText, version: int) -> None:
    """Change a record that nobody else has changed since."""
    open_for_writing(record.session)
    db.session.refresh(record)
    check_version(version, record.version)
    before = _record_trail(record)
    _fill(actor, record, record.session, given)
    note(actor, "edit_record", "outcome_record", record.id, before, _record_trail(record))


def delete_record(actor: Actor, record: OutcomeRecord) -> None:
    """Take a record out."""
    open_for_writing(record.session)
    note(actor, "delete_record", "outcome_record", record.id, _record_trail(record), None)
    db.session.delete(record)


def _fill(actor: Actor, row: OutcomeRecord, session: MeetingSession, given: RecordText) -> None:
    check_record(given, session.attribution)
    if narrower(given.attribution, session.attribution) is CHATHAM:
        # Refused at once, not only at approval: such a name should not be kept at all.
        check_nobody_named([Naming(found) for found in [known_in(given.text, known_names(session))] if found])
    organization = find_organization_named(given.organization) if given.organization else None
    row.kind, row.text, row.paragraph = given.kind, given.text.strip(), given.paragraph
    row.organization_id = organization.id if organization else None
    row.organization_name = organization.name if organization else given.organization.strip()
    row.attribution, row.naming_approved = given.attribution, given.naming_approved
    row.version += 1
    row.written_by, row.written_at = actor.name, clock.now()


def attribution_changed(actor: Actor, session: MeetingSession) -> None:
    """Under Chatham House nothing is kept of who said it, also what was written while the session was still open."""
    if session.attribution is not CHATHAM:
        return
    for record in records_in(session):
        if record.attribution is not CHATHAM:
            record.attribution, record.naming_approved = CHATHAM, False
            record.organization_id, record.organization_name = None, ""
            record.version += 1
            note(actor, "edit_record", "outcome_record", record.id, None, _record_trail(record))


def _record_trail(row: OutcomeRecord) -> dict[str, Any]:
    kept = {
        "kind": row.kind.value,
        "attribution": row.attribution.value,
        "naming_approved": row.naming_approved,
        "paragraph": row.paragraph,
        "version": row.version,
    }
    if row.attribution is not CHATHAM:
        kept |= {"text": row.text, "organization": row.organization_name}
    return kept
