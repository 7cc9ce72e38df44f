"""Whether a summary still says more than would be proposed of it now: somebody was to be named when it was composed."""

from sqlalchemy import select

from meetings.base.database import db
from meetings.outcomes.gathering import as_said, shared_in, spoke_in
from meetings.outcomes.models import Summary, SummaryNamedNoMore, SummaryParagraph
from meetings.outcomes.proposal import OUTCOMES, SPEAKERS, Facts, of_record, propose, tells_whose
from meetings.outcomes.queries import guide_of, held_back, records_in, shared_by_nobody
from meetings.outcomes.rules import KnownNames, SummaryStatus, known_in, narrower
from meetings.programme.rules import Attribution

CHATHAM = Attribution.CHATHAM_HOUSE
# Until then outcomes can have been changed, or taken out, since it was composed.
NOT_SETTLED = frozenset({SummaryStatus.DRAFT, SummaryStatus.SUBMITTED})


# no actor: judges a summary that is loaded
def says_more(summary: Summary) -> list[SummaryParagraph]:
    """The paragraphs that read as they were proposed, and could tell more than what would be proposed now.

    And those in which somebody was named in the drafter's own words who may be named no more.
    """
    found = {row.id: row for row in (*_of_record(summary), *_listed(summary), *_named_no_more(summary))}
    return sorted(found.values(), key=lambda row: row.position)


def _named_no_more(summary: Summary) -> list[SummaryParagraph]:
    rows = {row.id: row for row in summary.paragraphs}
    marks = select(SummaryNamedNoMore).where(SummaryNamedNoMore.paragraph_id.in_(rows))
    return [
        rows[mark.paragraph_id]
        for mark in db.session.scalars(marks)
        if rows[mark.paragraph_id].version == mark.version
    ]


def _of_record(summary: Summary) -> list[SummaryParagraph]:
    """Those made of what was said by somebody who may not be named, also if it was taken out of the record since.

    Under Chatham House the words may have named somebody too; on approval they may be corrected meanwhile.
    """
    pairs = [(row, of) for row, of in held_back(summary) if row.untouched]
    if not pairs:
        return []
    session, found = summary.session, []
    guide = guide_of(session.meeting.kind)[0]
    for row, of in pairs:
        attribution = narrower(of.attribution, session.attribution)
        now = of_record(as_said(of, attribution), guide, session.attribution)
        if row.text not in now and (attribution is CHATHAM or tells_whose(row.text)):
            found.append(row)
    return found


def _listed(summary: Summary) -> list[SummaryParagraph]:
    """Those that list who spoke, or what was shared.

    Once a summary is handed in no outcome changes, and others who speak are no reason; then only who may be named is.
    """
    session, settled = summary.session, summary.status not in NOT_SETTLED
    rows = [row for row in summary.paragraphs if row.untouched]
    spoke = [row for row in rows if row.source == SPEAKERS and session.attribution is not Attribution.PUBLIC]
    listed = [row for row in rows if row.source.startswith(OUTCOMES)]
    if listed and settled and not shared_by_nobody(summary, records_in(session)):
        listed = []
    if not spoke and not listed:
        return []
    facts = Facts(session.title, session.attribution, spoke_in(session), (), shared_in(session))
    now = {one.key: one.text for one in propose(facts, guide_of(session.meeting.kind)[0])}
    if settled:
        names = KnownNames(speakers=tuple(one.name for one in facts.speakers))
        spoke = [row for row in spoke if known_in(row.text, names)]
    return [row for row in (*spoke, *listed) if row.text != now.get(row.source)]
