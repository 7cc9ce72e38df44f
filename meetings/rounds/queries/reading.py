"""What somebody sees who was asked: the text, what they have said, what became of it; reached by a mailed link."""

from dataclasses import dataclass

from sqlalchemy import and_, func, select
from sqlalchemy.orm import joinedload, selectinload

from meetings.access.models import MailLink
from meetings.access.queries import find_link
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.directory.models import Person
from meetings.outcomes.comparing import says_more
from meetings.outcomes.models import ParagraphText, Summary, SummaryParagraph
from meetings.outcomes.queries import known_names
from meetings.outcomes.rules import SummaryStatus, known_in, still_approved
from meetings.programme.models import MeetingSession, Speaker
from meetings.registration.models import Registration
from meetings.rounds.marks import PURPOSE, mark_of
from meetings.rounds.models import ConfirmationRound, RoundAnswer, RoundReader, RoundStart
from meetings.rounds.queries.page import plain, stands_now
from meetings.rounds.queries.silence import silent_in
from meetings.rounds.rules import SAYS, Closed, RoundStatus, late, why_closed


@dataclass(frozen=True)
class ToRead:
    """A paragraph for somebody who was asked. `before`: how it read when the round began, or when they answered."""

    row: SummaryParagraph
    before: str
    mine: RoundAnswer | None

    @property
    def changed(self) -> bool:
        return self.row.text != self.before


@dataclass(frozen=True)
class ReadingPage:
    """The page that a personal link opens. `closed`: why nothing can be said; `mails`: what they said by mail.

    `shown`: whether the text is for them now; `newer`: there is a round since, with a link of its own.
    `silent`: of something that was said nobody may be named.
    """

    reader: RoundReader
    round: ConfirmationRound
    session: MeetingSession
    paragraphs: tuple[ToRead, ...]
    whole: RoundAnswer | None
    mails: tuple[RoundAnswer, ...]
    late: tuple[RoundAnswer, ...]
    closed: Closed | None
    newer: bool
    shown: bool
    silent: bool


def find_reader(token: str) -> RoundReader | None:
    """Whoever the link belongs to, with round, summary, session and meeting; None: it is no link (any more)."""
    link = find_link(token, PURPOSE, used=True)
    if link is None:
        return None
    summary = joinedload(RoundReader.round).joinedload(ConfirmationRound.summary)
    return db.session.scalar(
        select(RoundReader)
        .where(RoundReader.id == link.subject_id)
        .options(
            summary.joinedload(Summary.session).joinedload(MeetingSession.meeting),
            summary.selectinload(Summary.paragraphs),
            joinedload(RoundReader.registration),
            joinedload(RoundReader.speaker),
        )
        .execution_options(populate_existing=True)
    )


def reading_page(token: str) -> ReadingPage:
    """Everything that the page of a link needs; NotFound when there is no such link."""
    reader = find_reader(token)
    if reader is None:
        raise NotFound
    of, summary = reader.round, reader.round.summary
    session, who = summary.session, mark_of(reader.round, reader)
    rows = list(
        db.session.scalars(
            select(RoundAnswer)
            .where(RoundAnswer.round_id == of.id, RoundAnswer.who == who)
            .options(selectinload(RoundAnswer.paragraph))
            .order_by(RoundAnswer.id)
        )
    )
    mine, first = stands_now(rows, of, who), _texts_at_opening(of)
    paragraphs = [
        ToRead(p, mine[p.id].read_text if p.id in mine else first.get(p.id, p.text), mine.get(p.id))
        for p in summary.paragraphs
    ]
    late_ids = {a.id for a in late([plain(row) for row in rows], of.deadline_at)}
    closed = why_closed(of.status, session.meeting.status, session.cancelled_at is not None)
    newer = closed in (Closed.TAKEN_BACK, Closed.CONFIRMED) and _has_newer(of)
    by_mail = tuple(r for r in rows if r.by_mail and r.kind in SAYS and r.id not in late_ids)
    came_late = tuple(r for r in rows if r.id in late_ids)
    return ReadingPage(
        reader=reader,
        round=of,
        session=session,
        paragraphs=tuple(paragraphs),
        whole=mine.get(None),
        mails=by_mail,
        late=came_late,
        closed=closed,
        newer=newer,
        shown=is_shown(of),
        silent=bool(silent_in(summary)),
    )


@dataclass(frozen=True)
class Other:
    """Another summary that the same person is asked to confirm, and the link to it that was made for them."""

    session: MeetingSession
    answered: bool
    link: MailLink


# no actor: whoever holds a link to one of them gets the mails with all
def others_of(reader: RoundReader) -> list[Other]:
    """The other open rounds of the meeting in which somebody of the same address is asked."""
    own = _address(reader)
    if not own:
        return []
    email = func.coalesce(
        Registration.email, func.lower(func.coalesce(func.nullif(Speaker.email, ""), Person.email, ""))
    )
    found = db.session.execute(
        select(RoundReader, MeetingSession, MailLink)
        .join(RoundReader.round)
        .join(ConfirmationRound.summary)
        .join(Summary.session)
        .join(MailLink, and_(MailLink.purpose == PURPOSE, MailLink.subject_id == RoundReader.id))
        .outerjoin(RoundReader.registration)
        .outerjoin(RoundReader.speaker)
        .outerjoin(Person, Person.id == Speaker.person_id)
        .where(
            RoundReader.id != reader.id,
            email == own,
            ConfirmationRound.status == RoundStatus.OPEN,
            MeetingSession.meeting_id == reader.round.summary.session.meeting_id,
            MeetingSession.takes_place,
            MailLink.expires_at >= clock.now(),
        )
        .order_by(MeetingSession.starts_at, MeetingSession.label, MailLink.expires_at)
    )
    newest = {row.id: Other(session, row.answered, link) for row, session, link in found}
    return list(newest.values())


def _address(reader: RoundReader) -> str:
    if reader.registration is not None:
        return reader.registration.email if reader.registration.forgotten_at is None else ""
    speaker = reader.speaker
    person = db.session.get(Person, speaker.person_id) if speaker and speaker.person_id else None
    email = (speaker.email if speaker else "") or (person.email if person else "") or ""
    return email.strip().lower()


# no actor: of a round that was loaded
def is_shown(of: ConfirmationRound) -> bool:
    """Whether those who were asked read the text: while their round is open, and as long as an approval holds.

    What is written between them is the writer's; and a session that was made stricter may name somebody still.
    """
    summary, session, silent = of.summary, of.summary.session, silent_in(of.summary)
    if summary.status is not SummaryStatus.ROUND:
        return still_approved(summary.status, summary.approved_under, session.attribution)
    if of.status is not RoundStatus.OPEN:
        return False
    if says_more(summary):
        return False
    texts = "\n\n".join(p.text for p in summary.paragraphs if p.id in silent)
    return not (texts and known_in(texts, known_names(session)))


def _has_newer(of: ConfirmationRound) -> bool:
    query = select(ConfirmationRound.id).where(
        ConfirmationRound.summary_id == of.summary_id,
        ConfirmationRound.number > of.number,
        ConfirmationRound.status != RoundStatus.TAKEN_BACK,
    )
    return db.session.scalar(query.limit(1)) is not None


def _texts_at_opening(of: ConfirmationRound) -> dict[int, str]:
    """How each paragraph read when the round began."""
    rows = db.session.execute(
        select(ParagraphText.paragraph_id, ParagraphText.text)
        .join(RoundStart, (RoundStart.paragraph_id == ParagraphText.paragraph_id))
        .where(RoundStart.round_id == of.id, RoundStart.version == ParagraphText.version)
    )
    return {row.paragraph_id: row.text for row in rows}
