"""Writing, handing in, approving a session's summary; entering its records. Who may is the routes' to ask."""

from typing import Any

from sqlalchemy import select

from meetings.access.actor import Actor
from meetings.access.audit import record as note
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused, check_version
from meetings.outcomes.models import OutcomeRecord, Summary
from meetings.outcomes.queries import (
    find_organization_named,
    find_summary,
    known_names,
    naming_records,
    records_in,
)
from meetings.outcomes.rules import (
    Naming,
    RecordText,
    SummaryStatus,
    check_begun,
    check_editable,
    check_nobody_named,
    check_not_empty,
    check_reason,
    check_record,
    count_words,
    known_in,
    namings,
    narrower,
    split_paragraphs,
    take_step,
)
from meetings.programme.models import MeetingSession
from meetings.programme.rules import Attribution

CHATHAM = Attribution.CHATHAM_HOUSE


def save_summary(actor: Actor, session: MeetingSession, text: str, version: int = 0) -> Summary:
    """Keep the text as a draft. `version` is that of the text it was written on, 0: there was none."""
    summary = _open_for_writing(session)
    check_version(version, summary.version if summary else 0)
    before = _trail(summary) if summary else None
    if summary is None:
        summary = Summary(session_id=session.id, version=0, status=SummaryStatus.DRAFT, returned_because="")
        db.session.add(summary)
    summary.text, summary.words = text, count_words(text)
    summary.version += 1
    summary.written_by, summary.written_at = actor.name, clock.now()
    db.session.flush()  # the trail names the summary's id
    note(actor, "save_summary", "summary", summary.id, before, _trail(summary))
    return summary


def hand_in(actor: Actor, summary: Summary) -> None:
    """Give the text to the organizers; Refused when it is empty."""
    _locked(summary.session)
    check_not_empty(summary.text)
    _step(actor, "hand_in", summary, SummaryStatus.SUBMITTED, returned_because="")


def approve(actor: Actor, summary: Summary, version: int | None = None) -> None:
    """Approve the text that the organizer has read (`version`; None: as it stands) and the session's records.

    Refused when somebody is named in a text that may name nobody.
    """
    session = _locked(summary.session)
    if version is not None:
        check_version(version, summary.version)
    take_step(summary.status, SummaryStatus.APPROVED)
    check_not_empty(summary.text)
    _check_names(session, summary.text)
    _step(
        actor,
        "approve_summary",
        summary,
        SummaryStatus.APPROVED,
        approved_by=actor.name,
        approved_at=clock.now(),
        approved_under=session.attribution,
    )


def give_back(actor: Actor, summary: Summary, reason: str) -> None:
    """Return a text that was handed in to its rapporteur, with the reason."""
    _locked(summary.session)
    check_reason(reason)
    if summary.status is not SummaryStatus.SUBMITTED:
        raise Refused("Only a summary that waits for approval can be given back.")
    _step(actor, "give_back_summary", summary, SummaryStatus.DRAFT, returned_because=reason.strip())


def reopen(actor: Actor, summary: Summary) -> None:
    """Open an approved summary again: until it is approved once more it is in no report."""
    _locked(summary.session)
    if summary.status is not SummaryStatus.APPROVED:
        raise Refused("Only an approved summary can be opened again.")
    _step(
        actor,
        "reopen_summary",
        summary,
        SummaryStatus.DRAFT,
        approved_by="",
        approved_at=None,
        approved_under=None,
    )


def add_record(actor: Actor, session: MeetingSession, given: RecordText) -> OutcomeRecord:
    """Enter a record; an organization of the directory is recognized by its name or acronym."""
    _open_for_writing(session)
    row = OutcomeRecord(session_id=session.id, version=0)
    _fill(actor, row, session, given)
    db.session.add(row)
    db.session.flush()  # the trail names the record's id
    note(actor, "add_record", "outcome_record", row.id, None, _record_trail(row))
    return row


def edit_record(actor: Actor, record: OutcomeRecord, given: RecordText, version: int) -> None:
    """Change a record that nobody else has changed since."""
    _open_for_writing(record.session)
    db.session.refresh(record)
    check_version(version, record.version)
    before = _record_trail(record)
    _fill(actor, record, record.session, given)
    note(actor, "edit_record", "outcome_record", record.id, before, _record_trail(record))


def delete_record(actor: Actor, record: OutcomeRecord) -> None:
    """Take a record out."""
    _open_for_writing(record.session)
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


def _check_names(session: MeetingSession, text: str) -> None:
    records = records_in(session)
    narrow = [r for r in records if narrower(r.attribution, session.attribution) is CHATHAM]
    if session.attribution is not CHATHAM and not narrow:
        return
    known = known_names(session)
    if session.attribution is CHATHAM:
        check_nobody_named(namings(text, known))
    check_nobody_named(naming_records(records, session.attribution, known))


def _locked(session: MeetingSession) -> MeetingSession:
    """The session, so that nobody else changes what is kept of it meanwhile; what was read before is read again."""
    db.session.execute(select(MeetingSession.id).where(MeetingSession.id == session.id).with_for_update())
    find_summary(session)
    return session


def _open_for_writing(session: MeetingSession) -> Summary | None:
    """The session's summary, if it and the records may be changed now."""
    check_begun(
        session.starts_at,
        clock.now(),
        f"{session.starts.day} {session.starts:%B %Y, %H:%M}",
        session.meeting.city,
    )
    if not session.takes_place:
        raise Refused("The session does not take place. There is nothing to record.")
    _locked(session)
    summary = find_summary(session)
    check_editable(summary.status if summary else None)
    return summary


def _step(actor: Actor, verb: str, summary: Summary, to: SummaryStatus, **values: Any) -> None:
    before = _trail(summary)
    take_step(summary.status, to)
    summary.status = to
    summary.version += 1
    for name, value in values.items():
        setattr(summary, name, value)
    note(actor, verb, "summary", summary.id, before, _trail(summary))


def _trail(summary: Summary) -> dict[str, Any]:
    """What the trail keeps of a summary: never its text, which may hold names that have to go."""
    return {
        "status": summary.status.value,
        "version": summary.version,
        "words": summary.words,
        "paragraphs": len(split_paragraphs(summary.text)),
        "returned_because": summary.returned_because,
    }


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
