"""Texts about a session that named somebody who may be named no more: marked while the house still knows the name.

The running record, the outcomes, the summary: all of them are asked at once, whatever takes the name away.
"""

from collections.abc import Sequence

from sqlalchemy import select, union_all

from meetings.base.database import db
from meetings.outcomes.models import (
    OutcomeNamedNoMore,
    OutcomeRecord,
    ParagraphText,
    Summary,
    SummaryNamedNoMore,
    SummaryNotNamed,
    SummaryParagraph,
)
from meetings.outcomes.queries import find_summary, records_in
from meetings.outcomes.rules import KnownNames, known_in, narrower
from meetings.outcomes.unnaming import of_nobody, of_shared
from meetings.programme.models import MeetingSession
from meetings.programme.rules import Attribution
from meetings.record import actions as minutes
from meetings.record.models import RecordNamedNoMore, RecordParagraph
from meetings.record.queries import marked_of, names_one_of
from meetings.record.queries.known import known_names, names_of_host
from meetings.record.rules import no_more, still_said

CHATHAM = Attribution.CHATHAM_HOUSE


# no actor: whoever asks has loaded the session
def remember(session: MeetingSession, told: KnownNames, known: KnownNames | None = None) -> None:
    """Of these nothing tells any more: mark the texts that may name nobody and name one who is not known otherwise.

    `known`: who is known still; None: whoever the house knows now.
    """
    host = KnownNames(organizations=names_of_host(session.meeting_id))
    gone = no_more(no_more(told, host), known_names(session) if known is None else known)
    if gone == KnownNames():
        return
    minutes.mark_naming(session, gone)
    records = [r for r in records_in(session) if narrower(r.attribution, session.attribution) is CHATHAM]
    minutes.mark(OutcomeNamedNoMore, [r.id for r in records if known_in(r.text, gone)])
    summary = find_summary(session)
    if summary is not None:
        rows = [row for row, _of in of_nobody(summary)] + of_shared(summary)
        rows = summary.paragraphs if session.attribution is CHATHAM else rows
        noted = select(SummaryNotNamed).where(SummaryNotNamed.paragraph_id.in_([row.id for row in rows]))
        dismissed = {(one.paragraph_id, one.version, one.name_digest) for one in db.session.scalars(noted)}
        found = [r.id for r in rows if names_one_of(r.text, gone, r.id, r.version, dismissed)]
        minutes.mark(SummaryNamedNoMore, found)


def marked_texts(rows: Sequence[SummaryParagraph]) -> list[str]:
    """What those say of which it still has to be said whether somebody is meant; before they go."""
    marked = marked_of(SummaryNamedNoMore, [row.id for row in rows if row.id])
    return [row.text for row in rows if row.id in marked]


def follow_words(summary: Summary, changed: Sequence[SummaryParagraph], gone: Sequence[str]) -> None:
    """The marks go where the words go. `changed`: what is new or reads otherwise; `gone`: what was taken out meanwhile.

    Own words may also hold what is marked in the record or in an outcome: there it is resolved for its own text alone.
    """
    if not changed:
        return
    marks = select(SummaryNamedNoMore.of_id).where(SummaryNamedNoMore.of_id.in_([row.id for row in changed]))
    for of_id in db.session.scalars(marks).all():
        row = next(row for row in changed if row.id == of_id)
        was = db.session.get(ParagraphText, (of_id, row.version - 1))
        if was is not None:
            others = [(one.id, one.text) for one in changed if one is not row]
            minutes.reworded(SummaryNamedNoMore, was.text, [(row.id, row.text), *others], row.untouched)
    texts = [row.text for row in changed]
    found = {changed[number].id for text in gone for number in still_said(text, texts)}
    own = [row for row in changed if not row.untouched]
    for text in _marked_around(summary.session) if own else ():
        found |= {row.id for row in own if still_said(text, [row.text])}
    minutes.mark(SummaryNamedNoMore, found)


def _marked_around(session: MeetingSession) -> Sequence[str]:
    """The texts of the running record and of the outcomes that are to be resolved."""
    said = select(RecordParagraph.text).join(RecordNamedNoMore, RecordNamedNoMore.of_id == RecordParagraph.id)
    shared = select(OutcomeRecord.text).join(OutcomeNamedNoMore, OutcomeNamedNoMore.of_id == OutcomeRecord.id)
    return db.session.scalars(
        union_all(
            said.where(RecordParagraph.session_id == session.id, RecordNamedNoMore.said_at.is_(None)),
            shared.where(OutcomeRecord.session_id == session.id, OutcomeNamedNoMore.said_at.is_(None)),
        )
    ).all()
