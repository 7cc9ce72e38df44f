"""Where nobody may be named, what lies behind a summary names nobody either: older wordings, proposals, reasons.

The text that stands is for its writer to change: it is not approved, and goes into no round, while it names somebody.
"""

from collections.abc import Callable, Collection, Sequence

from sqlalchemy import delete, or_, select

from meetings.base.database import db
from meetings.outcomes.models import (
    OutcomeRecord,
    ParagraphText,
    Summary,
    SummaryNamedNoMore,
    SummaryParagraph,
    SummaryVersion,
)
from meetings.outcomes.proposal import OUTCOMES, SPEAKERS
from meetings.outcomes.queries import find_summary, held_back, records_in, told_in
from meetings.outcomes.rules import KnownNames, SummaryStatus, known_in
from meetings.programme.models import MeetingSession
from meetings.programme.rules import Attribution
from meetings.record import actions as minutes
from meetings.record.models import RecordParagraph
from meetings.record.queries import speakers_of
from meetings.record.queries.known import known_names
from meetings.record.rules.reported import UPDATES

CHATHAM = Attribution.CHATHAM_HOUSE
# Why it was given back, why there was no round, what is wrong with a frozen text.
REASONS = ("returned_because", "without_round", "correcting")


# no actor: whoever asks has loaded the summary
def of_nobody(summary: Summary) -> list[tuple[SummaryParagraph, RecordParagraph]]:
    """The paragraphs made of an intervention that may name nobody, each with that of the running record."""
    return [(row, of) for row, of in held_back(summary) if of.attribution is CHATHAM]


def forget_unnamed(paragraph: RecordParagraph, named: KnownNames, was: str) -> Summary | None:
    """Whoever said this may not be named any more: let go what lies behind the paragraphs made of it.

    Where a text names somebody its approval does not hold any more, and no frozen version shows it. `was`: how it read
    until now; where other words took its place with this change, those that stand in the summary may name somebody.
    Returns the summary that holds it, if one does. On approval only the approval ends: it may be given again.
    """
    summary = find_summary(paragraph.session)
    if summary is None:
        return None
    rows = [row for row, of in held_back(summary) if of.id == paragraph.id]
    whole = paragraph.attribution is CHATHAM
    known = known_names(paragraph.session) if whole else KnownNames()

    def names(text: str) -> bool:
        return bool(text) and bool(known_in(text, named) or known_in(text, known))

    # Words of the drafter's own may tell of several: they stand while something else is told of the same.
    own = [row for row in summary.paragraphs if row not in rows and not row.untouched]
    own = [] if not own or _told_still(paragraph, named) else own
    telling = [row for row in (*rows, *own) if known_in(row.text, named)]
    if telling or any(names(row.text) for row in rows):
        summary.approved_under = None
    if not whole:
        return None
    words, before = " ".join(paragraph.text.split()), " ".join(was.split())
    replaced = [row for row in rows if words != before and before and before in row.text]
    _mark([*telling, *replaced])
    return summary if _let_go(summary, rows, named, names, words) or rows or telling else None


def _told_still(paragraph: RecordParagraph, named: KnownNames) -> bool:
    """Whether something else is told by name of whom an intervention named: a role, what they said or shared."""
    said, shared, session_id = RecordParagraph, OutcomeRecord, paragraph.session_id
    speakers, organizations = filter(None, named.speakers), list(filter(None, named.organizations))
    same = or_(said.speaker.in_(list(speakers)), said.organization.in_(organizations))
    others = said.session_id == session_id, said.id != paragraph.id, said.attribution != CHATHAM
    theirs = shared.organization_name.in_(organizations), shared.attribution != CHATHAM
    told = (
        select(said.id)
        .where(*others, same)
        .union(select(shared.id).where(shared.session_id == session_id, *theirs))
    )
    roles = {word for one in speakers_of(session_id) for word in (one.name, one.organization)}
    return bool(roles & {*named.speakers, *named.organizations} - {""}) or db.session.scalar(told) is not None


def forget_shared(
    session: MeetingSession, sources: Collection[str], words: str, now: str, named: KnownNames
) -> None:
    """The same of an outcome that may name nobody from now on; its words were these, and are others `now`, or not."""
    summary = find_summary(session)
    if summary is None:
        return
    rows = [row for row in summary.paragraphs if row.source in sources]
    kept = " ".join(words.split()).rstrip(" .")

    def names(text: str) -> bool:
        return bool(known_in(text, named))

    _mark([row for row in rows if names(row.text) or (now != words and kept in row.text)])
    _let_go(summary, rows, named, names, kept)


def _mark(rows: Sequence[SummaryParagraph]) -> None:
    minutes.mark(SummaryNamedNoMore, [row.id for row in rows])


def _let_go(
    summary: Summary,
    rows: Sequence[SummaryParagraph],
    named: KnownNames,
    names: Callable[[str], bool],
    words: str,
) -> bool:
    """What frozen versions, reasons and older wordings say; the words that stand are for their writer to change.

    A version has paragraphs that the summary has no more: they are told by the `words` of what was said. Whether a
    version or a reason said more than it may.
    """
    read = select(ParagraphText.text).where(ParagraphText.paragraph_id.in_([row.id for row in rows]))
    told = {text for text in db.session.scalars(read) if names(text)}

    def tells(text: str) -> bool:
        return text in told or (bool(words) and words in text and names(text))

    versions = [version for version in _versions(summary) if any(map(tells, version.paragraphs))]
    for version in versions:
        version.paragraphs = [text for text in version.paragraphs if not tells(text)]
    reasons = [name for name in REASONS if known_in(getattr(summary, name), named)]
    for name in reasons:
        setattr(summary, name, "")
    _in_paragraphs(rows, names, all_older=True)
    return bool(versions or reasons)


def forget_names(session: MeetingSession, summary: Summary, named: KnownNames | None = None) -> None:
    """Under the Chatham House Rule let go what lies behind the text and names somebody who is known.

    In another session that holds for the paragraphs made of what was said under it. `named`: whom the record and the
    outcomes named until the session was put under it (see `named_until_now`); the house forgets them now.
    """
    whole = session.attribution is CHATHAM
    rows = summary.paragraphs if whole else [*(row for row, _of in of_nobody(summary)), *of_shared(summary)]
    if not rows:
        return
    told = named or known_names(session)

    def names(text: str) -> bool:
        return bool(text) and bool(known_in(text, told))

    if named is not None:
        # Known otherwise or not: nothing is told of these any more, also when the session is opened again.
        fallen = told_in(session)
        telling = [row for row in rows if row.source != SPEAKERS and known_in(row.text, fallen)]
        telling += [row for row in rows if row.source.startswith(UPDATES)]
        _mark(telling)
        summary.approved_under = None if telling else summary.approved_under
    # While it is being written nobody asks how a paragraph read that names nobody now, known to the house or not.
    _in_paragraphs(rows, names, all_older=not whole and summary.status is SummaryStatus.DRAFT)
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


# no actor: whoever asks has loaded the summary
def of_shared(summary: Summary) -> list[SummaryParagraph]:
    """The paragraphs that list an outcome under the Chatham House Rule."""
    listed = [row for row in summary.paragraphs if row.source.startswith(OUTCOMES)]
    records = records_in(summary.session) if listed else []
    silent = {f"{OUTCOMES}{record.kind.value}" for record in records if record.attribution is CHATHAM}
    return [row for row in listed if row.source in silent]


def _in_paragraphs(
    rows: Sequence[SummaryParagraph], names: Callable[[str], bool], all_older: bool = False
) -> None:
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
    named = [
        (row.paragraph_id, row.version) for row in db.session.scalars(older) if all_older or names(row.text)
    ]
    if named:
        which = ((ParagraphText.paragraph_id == p) & (ParagraphText.version == v) for p, v in named)
        db.session.execute(delete(ParagraphText).where(or_(*which)))
