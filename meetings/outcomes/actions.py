"""Writing, handing in, approving a session's summary; entering its records. Who may is the routes' to ask."""

from typing import Any

from meetings.access.actor import Actor
from meetings.access.audit import record as note
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused, check_version
from meetings.outcomes.following import add_record, attribution_changed, delete_record, edit_record
from meetings.outcomes.holding import locked, open_for_writing
from meetings.outcomes.models import Summary
from meetings.outcomes.queries import known_names, naming_records, records_in
from meetings.outcomes.rules import (
    SummaryStatus,
    check_nobody_named,
    check_not_empty,
    check_reason,
    count_words,
    namings,
    narrower,
    split_paragraphs,
    take_step,
)
from meetings.programme.models import MeetingSession
from meetings.programme.rules import Attribution

# What is done with records and other outcomes is a part of the actions: others take it from here.
__all__ = [
    "add_record",
    "approve",
    "attribution_changed",
    "delete_record",
    "edit_record",
    "give_back",
    "hand_in",
    "reopen",
    "save_summary",
]

CHATHAM = Attribution.CHATHAM_HOUSE


def save_summary(actor: Actor, session: MeetingSession, text: str, version: int = 0) -> Summary:
    """Keep the text as a draft. `version` is that of the text it was written on, 0: there was none."""
    summary = open_for_writing(session)
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
    locked(summary.session)
    check_not_empty(summary.text)
    _step(actor, "hand_in", summary, SummaryStatus.SUBMITTED, returned_because="")


def approve(actor: Actor, summary: Summary, version: int | None = None) -> None:
    """Approve the text that the organizer has read (`version`; None: as it stands) and the session's records.

    Refused when somebody is named in a text that may name nobody.
    """
    session = locked(summary.session)
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
    locked(summary.session)
    check_reason(reason)
    if summary.status is not SummaryStatus.SUBMITTED:
        raise Refused("Only a summary that waits for approval can be given back.")
    _step(actor, "give_back_summary", summary, SummaryStatus.DRAFT, returned_because=reason.strip())


def reopen(actor: Actor, summary: Summary) -> None:
    """Open an approved summary again: until it is approved once more it is in no report."""
    locked(summary.session)
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


def _check_names(session: MeetingSession, text: str) -> None:
    records = records_in(session)
    narrow = [r for r in records if narrower(r.attribution, session.attribution) is CHATHAM]
    if session.attribution is not CHATHAM and not narrow:
        return
    known = known_names(session)
    if session.attribution is CHATHAM:
        check_nobody_named(namings(text, known))
    check_nobody_named(naming_records(records, session.attribution, known))


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
