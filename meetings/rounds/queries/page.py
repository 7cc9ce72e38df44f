"""A round as the office and the rapporteur see it: by paragraph, what was said, what is decided, what came late."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload

from meetings.access.actor import Actor
from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.outcomes.models import Summary, SummaryParagraph
from meetings.outcomes.queries import find_summary
from meetings.programme.models import MeetingSession
from meetings.programme.queries import recorded_session_for
from meetings.programme.rules import Attribution
from meetings.rounds.marks import mark_of
from meetings.rounds.models import ConfirmationRound, RoundAnswer
from meetings.rounds.queries.people import Asked, readers_of
from meetings.rounds.queries.silence import keeps_nobody, silent_in
from meetings.rounds.rules import SAYS, Answer, Kind, OfParagraph, Result, RoundStatus, late, result, standing


@dataclass(frozen=True)
class AnswerRow:
    """A comment or wording with whoever said it; `name` is "" where nobody may be named (`silent`)."""

    answer: RoundAnswer
    name: str
    organization: str
    silent: bool = False

    @property
    def changed_since(self) -> bool:
        """Whether the paragraph reads otherwise now than when it was said."""
        paragraph = self.answer.paragraph
        return paragraph is not None and self.answer.read_text not in ("", paragraph.text)

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return ()


@dataclass(frozen=True)
class OneParagraph:
    """A paragraph in its round."""

    row: SummaryParagraph
    stands: OfParagraph
    said: tuple[AnswerRow, ...]


@dataclass(frozen=True)
class RoundPage:
    """The page of a round; `round` None: there was none yet, `readers` then are those whom one would ask."""

    session: MeetingSession
    summary: Summary | None
    round: ConfirmationRound | None
    paragraphs: tuple[OneParagraph, ...]
    whole: tuple[AnswerRow, ...]
    late: tuple[AnswerRow, ...]
    readers: tuple[Asked, ...]
    result: Result | None
    undecided: int

    @property
    def hides_who(self) -> bool:
        """Whether no list says who has answered: of a single answer in which nobody is named one would know whose."""
        return self.summary is not None and bool(silent_in(self.summary))

    @property
    def nameless(self) -> bool:
        return self.session.attribution is Attribution.CHATHAM_HOUSE


def find_round(summary: Summary) -> ConfirmationRound | None:
    """The newest round of a summary, read again also when it was read before."""
    return db.session.scalar(
        select(ConfirmationRound)
        .where(ConfirmationRound.summary_id == summary.id)
        .options(joinedload(ConfirmationRound.summary))
        .order_by(ConfirmationRound.number.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    )


# no actor: of a round that was loaded
def answers_of(of: ConfirmationRound) -> list[RoundAnswer]:
    """Everything that was said in a round, in the order in which it came."""
    return list(
        db.session.scalars(
            select(RoundAnswer)
            .where(RoundAnswer.round_id == of.id)
            .options(joinedload(RoundAnswer.paragraph))
            .order_by(RoundAnswer.id)
        )
    )


def plain(row: RoundAnswer) -> Answer:
    """An answer for the rules."""
    now = row.paragraph.text if row.paragraph is not None else row.read_text
    said = Answer(row.who, row.paragraph_id, row.kind, row.text, row.at, row.by_mail, row.id)
    return replace(said, version=row.paragraph_version, outdated=row.read_text not in ("", now))


# no actor: judges rows that are loaded
def result_of(
    of: ConfirmationRound, paragraphs: Collection[int], readers: Sequence[Asked], rows: Sequence[RoundAnswer]
) -> Result:
    """How the round stands."""
    asked = {mark_of(of, one.reader) for one in readers if one.reader is not None}
    return result(paragraphs, asked, [plain(row) for row in rows], of.deadline_at)


def undecided_in(found: Result, rows: Sequence[RoundAnswer]) -> int:
    """How many comments and wordings that stand wait for an answer."""
    decided = {row.id for row in rows if row.decision is not None}
    return sum(a.id not in decided for a in found.said)


def round_page(actor: Actor, session: MeetingSession) -> RoundPage:
    """Everything that the page of a session's round needs."""
    summary = find_summary(session)
    of = find_round(summary) if summary else None
    if summary is None or of is None:
        return RoundPage(session, summary, None, (), (), (), (), None, 0)
    readers, rows = readers_of(of), answers_of(of)
    found = result_of(of, [p.id for p in summary.paragraphs], readers, rows)
    named = {mark_of(of, one.reader): one for one in readers if one.reader is not None}
    silent = silent_in(summary)
    by_id = {row.id: _row(row, named, keeps_nobody(summary, silent, row.paragraph_id)) for row in rows}
    paragraphs = [
        OneParagraph(p, found.paragraphs[p.id], tuple(by_id[a.id] for a in found.paragraphs[p.id].said))
        for p in summary.paragraphs
    ]
    return RoundPage(
        session,
        summary,
        of,
        tuple(paragraphs),
        tuple(by_id[a.id] for a in found.whole),
        tuple(by_id[a.id] for a in late([plain(row) for row in rows], of.deadline_at)),
        tuple(readers),
        found,
        undecided_in(found, rows),
    )


def _row(row: RoundAnswer, named: dict[str, Asked], silent: bool) -> AnswerRow:
    who = None if silent else named.get(row.who)
    return AnswerRow(row, who.name if who else "", who.organization if who else "", silent)


@dataclass(frozen=True)
class AnswerOf:
    """A comment or wording of a session's round, on which the permission of the session is checked."""

    answer: RoundAnswer
    round: ConfirmationRound

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return self.round.scopes()


def answer_for(actor: Actor, slug: str, label: str, answer_id: int) -> AnswerOf:
    """Something that was said in the newest round of a session that the actor may see."""
    session = recorded_session_for(actor, slug, label)
    summary = find_summary(session)
    of = find_round(summary) if summary else None
    row = db.session.get(RoundAnswer, answer_id) if of else None
    if of is None or row is None or row.round_id != of.id or row.kind not in SAYS:
        raise NotFound
    return AnswerOf(row, of)


# no actor: the worker asks
def open_rounds(limit: int) -> list[ConfirmationRound]:
    """Rounds that are open, those that end first first."""
    query = (
        select(ConfirmationRound)
        .join(ConfirmationRound.summary)
        .join(Summary.session)
        .options(
            contains_eager(ConfirmationRound.summary)
            .contains_eager(Summary.session)
            .joinedload(MeetingSession.meeting)
        )
        .where(ConfirmationRound.status == RoundStatus.OPEN)
        .order_by(ConfirmationRound.deadline_at)
        .limit(limit)
    )
    return list(db.session.scalars(query))


# no actor: for the number of the next round
def number_of_rounds(summary: Summary) -> int:
    """How many rounds a summary has had."""
    query = select(func.count()).where(ConfirmationRound.summary_id == summary.id)
    return db.session.scalar(query) or 0


def stands_now(rows: Sequence[RoundAnswer], of: ConfirmationRound, who: str) -> dict[int | None, RoundAnswer]:
    """What somebody last said, by paragraph; without what came by mail."""
    mine = [row for row in rows if row.who == who and not row.by_mail]
    by_id = {row.id: row for row in mine}
    found = standing([plain(row) for row in mine], of.deadline_at).values()
    return {a.paragraph: by_id[a.id] for a in found if a.kind is not Kind.NOTHING}
