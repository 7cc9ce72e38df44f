"""Texts about a session that named somebody who may be named no more: marked while the house still knows the name.

The running record, the outcomes, the summary: all of them are asked at once, whatever takes the name away.
"""

from collections.abc import Collection, Sequence

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
from meetings.record.rules import no_more, still_said, taken_over

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
    texts = minutes.mark_naming(session, gone)
    records = [r for r in records_in(session) if narrower(r.attribution, session.attribution) is CHATHAM]
    records = [r for r in records if known_in(r.text, gone)]
    minutes.mark(OutcomeNamedNoMore, [r.id for r in records])
    texts += [r.text for r in records]
    summary = find_summary(session)
    if summary is not None:
        rows = [row for row, _of in of_nobody(summary)] + of_shared(summary)
        rows = summary.paragraphs if session.attribution is CHATHAM else rows
        noted = select(SummaryNotNamed).where(SummaryNotNamed.paragraph_id.in_([row.id for row in rows]))
        dismissed = {(one.paragraph_id, one.version, one.name_digest) for one in db.session.scalars(noted)}
        rows = [r for r in rows if names_one_of(r.text, gone, r.id, r.version, dismissed)]
        minutes.mark(SummaryNamedNoMore, [r.id for r in rows])
        texts += [r.text for r in rows]
    minutes.keep_traces(session, gone, texts)


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
    marked = set(db.session.scalars(marks))
    found = _went_along(changed, gone, marked) if marked or gone else set()
    own = [row for row in changed if not row.untouched]
    for text in _marked_around(summary.session) if own else ():
        found |= {row.id for row in own if still_said(text, [row.text])}
    minutes.mark(SummaryNamedNoMore, found)
    before = _before(own)
    if summary.session.attribution is not CHATHAM:
        silent = {row.id for row, _of in of_nobody(summary)} | {row.id for row in of_shared(summary)}
        own = [row for row in own if row.id in silent]
    minutes.follow_traces(
        summary.session, SummaryNamedNoMore, [(row.id, before[row.id], row.text) for row in own]
    )


def _went_along(
    changed: Sequence[SummaryParagraph], gone: Sequence[str], marked: Collection[int]
) -> set[int]:
    """In which of those that read otherwise the words stand that left one that is marked; its own mark is seen to."""
    before = _before(changed)
    rows = [row for row in changed if row.id in marked and before[row.id]]
    to_look_at = marked_of(SummaryNamedNoMore, marked)
    left = [(text, "") for text in gone]
    left += [(before[row.id], row.text) for row in rows if row.id in to_look_at and not row.untouched]
    read = [(before[row.id], row.text) for row in changed]
    for row in rows:
        others = [(one.id, one.text) for one in changed if row.untouched and one is not row]
        minutes.reworded(SummaryNamedNoMore, before[row.id], [(row.id, row.text), *others], row.untouched)
    return {changed[number].id for text, now in left for number in taken_over(text, now, read)}


def _before(changed: Sequence[SummaryParagraph]) -> dict[int, str]:
    """How these read until now; empty: not at all."""
    older = select(ParagraphText).where(ParagraphText.paragraph_id.in_([row.id for row in changed]))
    kept = {(one.paragraph_id, one.version): one.text for one in db.session.scalars(older)}
    return {row.id: kept.get((row.id, row.version - 1), "") for row in changed}


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
