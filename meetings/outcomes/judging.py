"""Whether a text, a whole summary, a reason names somebody who may not be named; it is then not approved, or kept."""

from collections.abc import Sequence
from typing import NamedTuple

from meetings.base.refusals import Refused
from meetings.base.words import N_
from meetings.outcomes.comparing import says_more
from meetings.outcomes.following.terms import ASKED, check_asked, check_unnamed
from meetings.outcomes.models import Summary, SummaryParagraph
from meetings.outcomes.queries import (
    asked_in,
    known_around,
    known_names,
    marked_records,
    naming_records,
    records_in,
)
from meetings.outcomes.rules import Naming, check_nobody_named, namings, narrower
from meetings.outcomes.unnaming import of_nobody
from meetings.programme.models import Meeting, MeetingSession
from meetings.programme.rules import Attribution
from meetings.record.models import RecordParagraph
from meetings.record.queries import named_in, unresolved

CHATHAM = Attribution.CHATHAM_HOUSE
CHANGED_SINCE = N_(
    "Paragraph %(number)s of the summary was proposed from words that the record has changed since. Compose the "
    "proposal again; if it stays as it is, change the paragraph or take it out."
)
MARKED = N_(
    "Paragraph %(number)s of the summary named somebody who may not be named. Take the name out, and say on the page "
    "of the record that nobody is named there."
)


class InSummary(NamedTuple):
    """A paragraph of a summary, judged as that of the record of which it was made."""

    id: int
    version: int
    text: str
    attribution: Attribution


def check_names(session: MeetingSession, text: str) -> None:
    """Refused when the text or a record names somebody whom the attribution keeps unnamed."""
    records = records_in(session)
    narrow = [r for r in records if narrower(r.attribution, session.attribution) is CHATHAM]
    _check_record(session)
    for naming in marked_records(records, session.attribution):
        raise Refused(
            "Record %(number)s named somebody who may not be named. Take the name out, and tick in its form that "
            "nobody is named there.",
            number=naming.record,
        )
    if session.attribution is not CHATHAM and not narrow:
        return
    known = known_names(session)
    if session.attribution is CHATHAM:
        check_nobody_named(namings(text, known))
    check_nobody_named(naming_records(records, session.attribution, known))


def check_summary(summary: Summary) -> None:
    """The same of a whole summary, in which a single paragraph may have to name nobody."""
    session = summary.session
    check_names(session, summary.text)
    if session.attribution is CHATHAM:
        for asked in asked_in(summary, known_names(session)):
            raise Refused(
                "Paragraph %(number)s of the summary has words that are also family names of people who take part: "
                "%(names)s. Change them, or say on the page of the record that nobody is meant.",
                number=asked.paragraph,
                names=asked.joined,
            )
    _check_of_nobody(session, of_nobody(summary))
    _check_as_proposed(says_more(summary))


def check_paragraph(paragraph: SummaryParagraph) -> None:
    """The same of the words of one paragraph, when they are to be changed in a round."""
    session = paragraph.summary.session
    check_names(session, paragraph.text)
    _check_of_nobody(session, [pair for pair in of_nobody(paragraph.summary) if pair[0] is paragraph])
    _check_as_proposed([row for row in says_more(paragraph.summary) if row is paragraph], "wording")
    for asked in asked_in(paragraph.summary, known_names(session)):
        if asked.paragraph == paragraph.position:
            raise Refused(ASKED, field="wording", names=asked.joined)


def _check_of_nobody(
    session: MeetingSession, pairs: Sequence[tuple[SummaryParagraph, RecordParagraph]]
) -> None:
    named = named_in(session, [InSummary(of.id, of.version, row.text, CHATHAM) for row, of in pairs])
    for row, of in pairs:
        names = named.get(of.id, ())
        check_nobody_named([Naming(names, paragraph=row.position)] if names else [])


def _check_as_proposed(rows: Sequence[SummaryParagraph], field: str | None = None) -> None:
    for row in rows:
        raise Refused(CHANGED_SINCE if row.untouched else MARKED, field=field, number=row.position)


def check_reason(summary: Summary, reason: str, field: str = "reason") -> None:
    """Refused when a reason names somebody where nobody may be named, if only in a paragraph: it is kept and mailed."""
    session = summary.session
    silent = session.attribution is CHATHAM or bool(of_nobody(summary))
    known = known_names(session) if silent and reason.strip() else None
    check_unnamed(known, reason, field)
    check_asked(known, reason, field, None)


def check_meetings_reason(meeting: Meeting, reason: str, field: str) -> None:
    """The same of a reason that stands for all sessions of a meeting: one where nobody may be named is enough."""
    silent = any(session.attribution is CHATHAM for session in meeting.sessions)
    known = known_around(meeting, None) if silent else None
    check_unnamed(known, reason, field)
    check_asked(known, reason, field, None)


def _check_record(session: MeetingSession) -> None:
    """Refused while somebody is named in the running record of a session where nobody may be."""
    for found in unresolved(session):
        if not found.names and found.number is None:
            raise Refused(
                "A paragraph that was taken out of the running record named somebody who may not be named. Resolve "
                "that there first."
            )
        if not found.names:
            raise Refused(
                "Paragraph %(number)s of the running record named somebody who may not be named. Resolve that there "
                "first.",
                number=found.number,
            )
        names = ", ".join(found.names)
        if found.number is None:
            raise Refused(
                "A paragraph that was taken out of the running record names %(names)s. Resolve that there first.",
                names=names,
            )
        raise Refused(
            "Paragraph %(number)s of the running record names %(names)s. Resolve that there first.",
            number=found.number,
            names=names,
        )
