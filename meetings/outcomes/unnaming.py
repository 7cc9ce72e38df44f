"""Where nobody may be named, what lies behind a summary names nobody either: older wordings, proposals, reasons.

The text that stands is for its writer to change: it is not approved, and goes into no round, while it names somebody.
"""

from collections.abc import Callable, Sequence

from sqlalchemy import delete, or_, select

from meetings.base.database import db
from meetings.outcomes.models import ParagraphText, Summary, SummaryParagraph, SummaryVersion
from meetings.outcomes.proposal import NOBODYS
from meetings.outcomes.queries import find_summary
from meetings.outcomes.rules import KnownNames, known_in
from meetings.programme.models import MeetingSession
from meetings.programme.rules import Attribution
from meetings.record.models import RecordParagraph
from meetings.record.queries.known import known_names
from meetings.record.rules import ParagraphKind

CHATHAM = Attribution.CHATHAM_HOUSE
RECORD = "record:"
# Why it was given back, why there was no round, what is wrong with a frozen text.
REASONS = ("returned_because", "without_round", "correcting")


# no actor: whoever asks has loaded the summary
def of_nobody(summary: Summary) -> list[tuple[SummaryParagraph, RecordParagraph]]:
    """The paragraphs made of an intervention that may name nobody, each with that of the running record."""
    of = {p.source.removeprefix(RECORD): p for p in summary.paragraphs if p.source.startswith(RECORD)}
    if not of:
        return []
    silent = select(RecordParagraph).where(
        RecordParagraph.session_id == summary.session_id, RecordParagraph.attribution == CHATHAM
    )
    rows = db.session.scalars(silent.order_by(RecordParagraph.id))
    return [(of[str(row.id)], row) for row in rows if str(row.id) in of]


def tells_whose(row: SummaryParagraph, of: RecordParagraph) -> bool:
    """Whether a paragraph still reads as it was proposed when whoever spoke could be named, known here or not."""
    return row.untouched and of.kind is ParagraphKind.INTERVENTION and NOBODYS not in row.text


def forget_unnamed(paragraph: RecordParagraph, named: KnownNames) -> Summary | None:
    """Nobody may be named of this intervention any more: let go what lies behind the paragraphs made of it.

    Where a text names somebody its approval does not hold any more, and no frozen version shows it. Returns the
    summary that holds it, if one does.
    """
    summary = find_summary(paragraph.session)
    rows = [row for row, of in of_nobody(summary) if of.id == paragraph.id] if summary is not None else []
    if summary is None or not rows:
        return None
    known = known_names(paragraph.session)

    def names(text: str) -> bool:
        return bool(text) and bool(known_in(text, named) or known_in(text, known))

    read = select(ParagraphText.text).where(ParagraphText.paragraph_id.in_([row.id for row in rows]))
    told = {text for text in db.session.scalars(read) if names(text)}
    for version in _versions(summary):
        version.paragraphs = [text for text in version.paragraphs if text not in told]
    for name in REASONS:
        if known_in(getattr(summary, name), named):
            setattr(summary, name, "")
    if any(names(row.text) for row in rows):
        summary.approved_under = None
    _in_paragraphs(rows, names)
    return summary


def forget_names(session: MeetingSession, summary: Summary) -> None:
    """Under the Chatham House Rule let go what lies behind the text and names somebody who is known.

    In another session that holds for the paragraphs made of what was said under it.
    """
    whole = session.attribution is CHATHAM
    rows = summary.paragraphs if whole else [row for row, _of in of_nobody(summary)]
    if not whole and not rows:
        return
    known = known_names(session)

    def names(text: str) -> bool:
        return bool(text) and bool(known_in(text, known))

    _in_paragraphs(rows, names)
    if whole:
        _in_versions(summary, names)


def _in_versions(summary: Summary, names: Callable[[str], bool]) -> None:
    """In the texts as they were frozen, and in what was said of them and of the summary."""
    for name in REASONS:
        if names(getattr(summary, name)):
            setattr(summary, name, "")
    for version in _versions(summary):
        version.reason = "" if names(version.reason) else version.reason
        if names("\n\n".join(version.paragraphs)):
            version.paragraphs = []


def _versions(summary: Summary) -> Sequence[SummaryVersion]:
    return db.session.scalars(select(SummaryVersion).where(SummaryVersion.summary_id == summary.id)).all()


def _in_paragraphs(rows: Sequence[SummaryParagraph], names: Callable[[str], bool]) -> None:
    for row in rows:
        # One that reads as it was proposed goes with its text, when the proposal is composed again.
        row.proposed = "" if not row.untouched and names(row.proposed) else row.proposed
        row.offered = "" if names(row.offered) else row.offered
    older = (
        select(ParagraphText)
        .join(SummaryParagraph, SummaryParagraph.id == ParagraphText.paragraph_id)
        .where(
            SummaryParagraph.id.in_([row.id for row in rows]),
            ParagraphText.version < SummaryParagraph.version,
        )
    )
    named = [(row.paragraph_id, row.version) for row in db.session.scalars(older) if names(row.text)]
    if named:
        which = ((ParagraphText.paragraph_id == p) & (ParagraphText.version == v) for p, v in named)
        db.session.execute(delete(ParagraphText).where(or_(*which)))
