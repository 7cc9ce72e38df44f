"""Whether a summary still says more than would be proposed of it now: somebody was to be named when it was composed."""

from collections.abc import Sequence

from meetings.outcomes.gathering import as_said, shared_in, spoke_in
from meetings.outcomes.models import Summary, SummaryNamedNoMore, SummaryParagraph
from meetings.outcomes.proposal import (
    OUTCOMES,
    SPEAKERS,
    Facts,
    Shared,
    of_record,
    propose,
)
from meetings.outcomes.queries import guide_of, held_back, records_in, shared_by_nobody
from meetings.outcomes.rules import SummaryStatus, narrower
from meetings.outcomes.telling import begins_itself, tells_of, tells_whose
from meetings.programme.rules import Attribution
from meetings.record.queries import marked_of
from meetings.record.rules import ParagraphKind
from meetings.record.rules.reported import UPDATES, says_whose

CHATHAM = Attribution.CHATHAM_HOUSE
# Until then outcomes can have been changed, or taken out, since it was composed; after it others have read the words.
NOT_SETTLED = frozenset({SummaryStatus.DRAFT, SummaryStatus.SUBMITTED})


# no actor: judges a summary that is loaded
def says_more(summary: Summary) -> list[SummaryParagraph]:
    """The paragraphs that read as they were proposed, and tell of somebody of whom nothing would be proposed now.

    And those whose words named somebody who may be named no more. What the record corrects while others read the
    summary is no reason: its round depends on what they say alone.
    """
    rows = (*_of_record(summary), *_of_updates(summary), *_listed(summary), *_named_no_more(summary))
    found = {row.id: row for row in rows}
    return sorted(found.values(), key=lambda row: row.position)


def _named_no_more(summary: Summary) -> list[SummaryParagraph]:
    """Those whose words named somebody who may be named no more, until somebody says that nobody is meant."""
    marked = marked_of(SummaryNamedNoMore, [row.id for row in summary.paragraphs])
    return [row for row in summary.paragraphs if row.id in marked]


def _of_record(summary: Summary) -> list[SummaryParagraph]:
    """Those that say who said it, who may not be named; also if it was taken out of the record since.

    Of what was said under Chatham House the words may have named somebody, too, until others read them; of a paragraph
    that was put under it by itself, also when it was reworded afterwards, while they read it.
    """
    pairs = [(row, of) for row, of in held_back(summary) if row.untouched]
    if not pairs:
        return []
    session, found = summary.session, []
    guide = guide_of(session.meeting.kind)[0]
    for row, of in pairs:
        attribution = narrower(of.attribution, session.attribution)
        now = of_record(as_said(of, attribution), guide, session.attribution)
        plain = of.kind is ParagraphKind.PARAGRAPH
        by_itself = plain and session.attribution is not CHATHAM and summary.status is SummaryStatus.ROUND
        open_yet = summary.status in NOT_SETTLED or by_itself
        behind = attribution is CHATHAM and open_yet and row.text not in now
        was, told = tells_whose(row.text), tells_whose(now[1])
        mended = plain and begins_itself(row.text, now)
        if behind or (was and not mended and not (told and was.endswith(told))):
            found.append(row)
    return found


def _of_updates(summary: Summary) -> list[SummaryParagraph]:
    """Those that say which organization told it before the meeting, where that may not be said any more."""
    session = summary.session.attribution
    rows = [row for row in summary.paragraphs if row.untouched and row.source.startswith(UPDATES)]
    return [row for row in rows if says_whose(row.text, session)]


def _listed(summary: Summary) -> list[SummaryParagraph]:
    """Those that list who spoke, or who shared something: whoever is told of stands there in brackets, or before them.

    In its round, or approved, a summary has the outcomes that it had; then only who may be named can have changed,
    and an organization its name: how many are told of is what counts.
    """
    session, settled = summary.session, summary.status not in NOT_SETTLED
    rows = [row for row in summary.paragraphs if row.untouched and tells_of(row.text)]
    told = [row for row in rows if row.source.startswith(OUTCOMES)]
    waits = shared_by_nobody(summary, records_in(session)) if told else []
    if settled and not waits:
        told = []
    if session.attribution is not Attribution.PUBLIC:
        told += [row for row in rows if row.source == SPEAKERS]
    if not told:
        return []
    facts = Facts(session.title, session.attribution, spoke_in(session), (), shared_in(session))
    now = {one.key: one.text for one in propose(facts, guide_of(session.meeting.kind)[0])}
    unnamed = {one.organization.name if one.organization else one.organization_name for one in waits} - {""}

    def more(row: SummaryParagraph) -> bool:
        was, would = tells_of(row.text), tells_of(now.get(row.source, ""))
        if was.total() > would.total() if settled else not was <= would:
            return True
        rest = _without_told(row.text, facts.shared)
        return any(f"({name})" in rest for name in unnamed)

    return [row for row in told if more(row)]


def _without_told(text: str, shared: Sequence[Shared]) -> str:
    """A list without what may be told with whose it is: the same may have shared something else."""
    for one in shared:
        if one.organization:
            text = text.replace(" ".join(f"{one.text.rstrip(' .')} ({one.organization})".split()), "")
    return text
