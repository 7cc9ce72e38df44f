"""Holding a session while what is kept of it changes: one writer at a time, and what was read before is read again."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from meetings.access.actor import Actor
from meetings.access.audit import record as note
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.outcomes.marking import follow_words
from meetings.outcomes.models import ParagraphText, Summary, SummaryParagraph
from meetings.outcomes.queries import find_summary
from meetings.outcomes.rules import check_begun, check_writable, count_words
from meetings.outcomes.unnaming import forget_names
from meetings.programme.models import MeetingSession
from meetings.programme.rules import Attribution, check_not_closed


def locked(session: MeetingSession) -> MeetingSession:
    """The session, so that nobody else changes what is kept of it meanwhile."""
    db.session.execute(select(MeetingSession.id).where(MeetingSession.id == session.id).with_for_update())
    find_summary(session)
    return session


def open_for_writing(session: MeetingSession, wording: bool = False) -> Summary | None:
    """The session's summary, if it and the records may be changed now. `wording`: only the words of a paragraph."""
    check_begun(
        session.starts_at,
        clock.now(),
        f"{session.starts.day} {session.starts:%B %Y, %H:%M}",
        session.meeting.city,
    )
    if not session.takes_place:
        raise Refused("The session does not take place. There is nothing to record.")
    check_not_closed(session.meeting.status)
    locked(session)
    summary = find_summary(session)
    check_writable(summary.status if summary else None, wording)
    return summary


def begun_summary(session: MeetingSession, summary: Summary | None) -> Summary:
    """The summary, or a new one without a paragraph."""
    if summary is None:
        summary = Summary(session_id=session.id, version=0, returned_because="", words=0, left_out=[])
        summary.session, summary.written_at, summary.paragraphs = session, clock.now(), []
        db.session.add(summary)
    return summary


def write(actor: Actor, paragraph: SummaryParagraph, text: str) -> None:
    """Put other words into a paragraph; how it read before stays readable."""
    if paragraph.text == text:
        return
    paragraph.version = (paragraph.version or 0) + 1
    paragraph.text, paragraph.written_by, paragraph.written_at = text, actor.name, clock.now()


def written(
    actor: Actor, summary: Summary, verb: str, before: dict[str, Any] | None, gone: Sequence[str] = ()
) -> None:
    """Number the paragraphs, count the words, keep how they read, and say so in the trail.

    `gone`: marked texts whose paragraphs went with this change (see `marking`).
    """
    for position, paragraph in enumerate(summary.paragraphs, 1):
        paragraph.position = position
    summary.words = count_words(summary.text)
    summary.version += 1
    summary.written_by, summary.written_at = actor.name, clock.now()
    db.session.flush()  # the trail names the summary's id, the texts those of the paragraphs
    follow_words(summary, _keep_texts(summary), gone)
    forget_names(summary.session, summary)
    note(actor, verb, "summary", summary.id, before, trail(summary))


def _keep_texts(summary: Summary) -> list[SummaryParagraph]:
    """Keep how those read that are new or read otherwise now: these."""
    ids = [p.id for p in summary.paragraphs]
    rows = db.session.execute(
        select(ParagraphText.paragraph_id, ParagraphText.version).where(ParagraphText.paragraph_id.in_(ids))
    )
    kept = {(row.paragraph_id, row.version) for row in rows}
    new = [p for p in summary.paragraphs if (p.id, p.version) not in kept]
    db.session.add_all(ParagraphText(paragraph_id=p.id, version=p.version, text=p.text) for p in new)
    return new


def trail(summary: Summary) -> dict[str, Any]:
    """What the trail keeps of a summary: never its text, which may hold names that have to go.

    Of one under the Chatham House Rule no reason either: that stands with the summary.
    """
    kept: dict[str, Any] = {
        "status": summary.status.value,
        "version": summary.version,
        "words": summary.words,
        "paragraphs": len(summary.paragraphs),
    }
    if summary.session.attribution is not Attribution.CHATHAM_HOUSE:
        kept["returned_because"] = summary.returned_because
    return kept
