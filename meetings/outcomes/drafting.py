"""Writing a summary: as one text, or paragraph by paragraph; a proposal laid under it."""

from collections.abc import Sequence

from meetings.access.actor import Actor
from meetings.access.audit import record as note
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import NotFound, Refused, check_version
from meetings.outcomes.holding import begun_summary, locked, open_for_writing, trail, write, written
from meetings.outcomes.marking import marked_texts
from meetings.outcomes.models import Summary, SummaryNamedNoMore, SummaryNotNamed, SummaryParagraph
from meetings.outcomes.proposal import KeptParagraph, Proposed, compose_again
from meetings.outcomes.queries import asked_in, known_names
from meetings.outcomes.rules import laid_over, split_paragraphs
from meetings.programme.models import MeetingSession
from meetings.record import actions as minutes
from meetings.record.queries import name_digest


def save_summary(actor: Actor, session: MeetingSession, text: str, version: int = 0) -> Summary:
    """Keep a whole text as a draft. `version` is that of the text it was written on, 0: there was none.

    A paragraph that stays, or whose place is taken by another, keeps its row; so what was said of it stays with it.
    """
    summary = open_for_writing(session)
    check_version(version, summary.version if summary else 0)
    before = trail(summary) if summary else None
    summary = begun_summary(session, summary)
    given = split_paragraphs(text)
    kept = list(summary.paragraphs)
    rows = [(kept[n] if n is not None else SummaryParagraph()) for n in laid_over(_texts(kept), given)]
    for row, words in zip(rows, given, strict=True):
        write(actor, row, words)
    gone = _leave_out(summary, [row for row in kept if row not in rows])
    summary.paragraphs[:] = rows
    written(actor, summary, "save_summary", before, gone)
    return summary


def add_paragraphs(
    actor: Actor, session: MeetingSession, text: str, after: int = 0, place: int = 0
) -> Summary:
    """Put one paragraph or several behind another (`after`: its id).

    Without one, or when that has gone, they take the number `place`; 0: they go to the end.
    """
    summary = open_for_writing(session)
    before = trail(summary) if summary else None
    summary = begun_summary(session, summary)
    new = [_new(actor, words) for words in _some(text)]
    places = [n for n, row in enumerate(summary.paragraphs, 1) if row.id == after]
    at = places[0] if places else place - 1 if place > 0 else len(summary.paragraphs)
    summary.paragraphs[at:at] = new
    written(actor, summary, "save_summary", before)
    return summary


def edit_paragraph(actor: Actor, paragraph: SummaryParagraph, text: str, version: int) -> None:
    """Change a paragraph that nobody else has changed since; an empty line in it makes two."""
    summary = _held(paragraph)
    check_version(version, paragraph.version)
    before = trail(summary)
    first, *more = _some(text)
    write(actor, paragraph, first)
    paragraph.offered = ""
    at = summary.paragraphs.index(paragraph) + 1
    if more:
        summary.paragraphs[at:at] = [_new(actor, words) for words in more]
    written(actor, summary, "save_summary", before)


def take_wording(actor: Actor, paragraph: SummaryParagraph, text: str, version: int) -> None:
    """Put what a confirmation round says into a paragraph; it stays one, for of another nobody was asked.

    That somebody said it, and that nobody is named who may not be, is for the room of the rounds to see.
    """
    summary = _held(paragraph, wording=True)
    check_version(version, paragraph.version)
    before = trail(summary)
    write(actor, paragraph, " ".join(_some(text)))
    paragraph.offered = ""
    written(actor, summary, "save_summary", before)


def move_paragraph(actor: Actor, paragraph: SummaryParagraph, down: bool) -> None:
    """Let a paragraph change places with the one before or behind it; at the end it stays."""
    summary = _held(paragraph)
    before = trail(summary)
    rows = list(summary.paragraphs)
    at = rows.index(paragraph)
    to = min(max(at + (1 if down else -1), 0), len(rows) - 1)
    rows.insert(to, rows.pop(at))
    summary.paragraphs[:] = rows
    written(actor, summary, "save_summary", before)


def delete_paragraph(actor: Actor, paragraph: SummaryParagraph, version: int) -> None:
    """Take a paragraph out that reads as whoever takes it out has seen it."""
    summary = _held(paragraph)
    check_version(version, paragraph.version)
    before = trail(summary)
    _leave_out(summary, [paragraph])
    summary.paragraphs.remove(paragraph)
    written(actor, summary, "save_summary", before)


def answer_offer(actor: Actor, paragraph: SummaryParagraph, take: bool, version: int) -> None:
    """Take the words that the record would give now, or keep one's own; either way nothing is offered any more."""
    summary = _held(paragraph)
    check_version(version, paragraph.version)
    if not paragraph.offered:
        raise Refused("Nothing is offered for this paragraph any more.")
    before = trail(summary)
    if take:
        write(actor, paragraph, paragraph.offered)
    paragraph.proposed, paragraph.offered = paragraph.offered, ""
    written(actor, summary, "save_summary", before)


def compose(actor: Actor, session: MeetingSession, proposed: Sequence[Proposed]) -> Summary:
    """Lay a proposal under what is written: it adds and offers, and never overwrites what the drafter has touched."""
    summary = open_for_writing(session)
    before = trail(summary) if summary else None
    summary = begun_summary(session, summary)
    kept = list(summary.paragraphs)
    stands = [KeptParagraph(row.text, row.source, row.proposed) for row in kept]
    rows = []
    for one in compose_again(stands, proposed, summary.left_out):
        row = SummaryParagraph() if one.was is None else kept[one.was]
        write(actor, row, one.text)
        row.source, row.proposed, row.offered, row.source_gone = one.key, one.proposed, one.offered, one.gone
        rows.append(row)
    summary.paragraphs[:] = rows
    written(actor, summary, "compose_summary", before)
    return summary


def dismiss_names(
    actor: Actor, summary: Summary, version: int, paragraph: SummaryParagraph | None = None
) -> None:
    """Note that nobody is meant by the words that are also family names, in the text (or paragraph) as it was read.

    Nor where it named somebody who may be named no more.
    """
    locked(summary.session)
    check_version(version, summary.version)
    rows = list(summary.paragraphs)
    number = 0
    for asked in asked_in(summary, known_names(summary.session)):
        of = rows[(asked.paragraph or 0) - 1]
        if paragraph not in (None, of):
            continue
        for name in asked.names:
            noted = SummaryNotNamed(
                paragraph_id=of.id, version=of.version, name_digest=name_digest(of.id, name)
            )
            noted.said_by, noted.said_at = actor.name, clock.now()
            db.session.add(noted)
            number += 1
    looked_at = rows if paragraph is None else [paragraph]
    number += minutes.nobody_meant(actor, SummaryNamedNoMore, [row.id for row in looked_at])
    if number:
        note(actor, "dismiss_names", "summary", summary.id, None, {"names": number})


def _held(paragraph: SummaryParagraph, wording: bool = False) -> Summary:
    """The paragraph's summary, locked and read again; NotFound when the paragraph has gone meanwhile."""
    summary = open_for_writing(paragraph.summary.session, wording)
    if summary is None or paragraph not in summary.paragraphs:
        raise NotFound
    return summary


def _new(actor: Actor, text: str) -> SummaryParagraph:
    row = SummaryParagraph()
    write(actor, row, text)
    return row


def _some(text: str) -> tuple[str, ...]:
    found = split_paragraphs(text)
    if not found:
        raise Refused("Write something, or take the paragraph out.", field="text")
    return found


def _texts(rows: Sequence[SummaryParagraph]) -> list[str]:
    return [row.text for row in rows]


def _leave_out(summary: Summary, rows: Sequence[SummaryParagraph]) -> list[str]:
    """What is marked among the texts that go: their words may come back in another paragraph."""
    summary.left_out = [*summary.left_out, *(row.source for row in rows if row.source)]
    marked = marked_texts(rows)
    db.session.flush()  # what goes is gone before others take its place
    return marked
