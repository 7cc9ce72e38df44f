"""Where nobody may be named, what lies behind a summary names nobody either: older wordings, proposals, frozen texts.

The text that stands is for its writer to change: it is not approved, and goes into no round, while it names somebody.
"""

from collections.abc import Callable

from sqlalchemy import delete, or_, select

from meetings.base.database import db
from meetings.outcomes.models import ParagraphText, Summary, SummaryParagraph, SummaryVersion
from meetings.outcomes.rules import known_in
from meetings.programme.models import MeetingSession
from meetings.programme.rules import Attribution
from meetings.record.queries.known import known_names


def forget_names(session: MeetingSession, summary: Summary) -> None:
    """Under the Chatham House Rule let go what lies behind the text and names somebody who is known."""
    if session.attribution is not Attribution.CHATHAM_HOUSE:
        return
    known = known_names(session)

    def names(text: str) -> bool:
        return bool(text) and bool(known_in(text, known))

    _in_paragraphs(summary, names)
    for version in db.session.scalars(select(SummaryVersion).where(SummaryVersion.summary_id == summary.id)):
        if names("\n\n".join(version.paragraphs)):
            version.paragraphs = []


def _in_paragraphs(summary: Summary, names: Callable[[str], bool]) -> None:
    for row in summary.paragraphs:
        row.proposed = "" if names(row.proposed) else row.proposed
        row.offered = "" if names(row.offered) else row.offered
    older = (
        select(ParagraphText)
        .join(SummaryParagraph, SummaryParagraph.id == ParagraphText.paragraph_id)
        .where(SummaryParagraph.summary_id == summary.id, ParagraphText.version < SummaryParagraph.version)
    )
    named = [(row.paragraph_id, row.version) for row in db.session.scalars(older) if names(row.text)]
    if named:
        which = ((ParagraphText.paragraph_id == p) & (ParagraphText.version == v) for p, v in named)
        db.session.execute(delete(ParagraphText).where(or_(*which)))
