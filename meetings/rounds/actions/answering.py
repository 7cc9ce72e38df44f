"""What somebody says who was asked, by the page of the link or by mail. Nothing of it goes into the trail."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.outcomes.models import ParagraphText, SummaryParagraph
from meetings.outcomes.queries import known_names
from meetings.programme.models import MeetingSession
from meetings.record.rules import without_signature
from meetings.rounds.actions.naming import tells_somebody
from meetings.rounds.marks import mark_of
from meetings.rounds.models import ConfirmationRound, RoundAnswer, RoundReader
from meetings.rounds.queries.page import answers_of, plain
from meetings.rounds.queries.silence import Silent, silent_in
from meetings.rounds.rules import SAYS, Kind, check_answer, standing, why_closed


class NamesSomebody(Exception):
    """A reply names somebody where nobody may be named; nobody who could mend it sees this answer."""


@dataclass(frozen=True)
class Said:
    """What was typed of one paragraph (None: of the whole), and which version of it was read."""

    paragraph_id: int | None
    version: int
    kind: Kind
    text: str = ""


class AnswersRefused(Exception):
    """Some of what was typed cannot be kept; `by_paragraph` says why, and nothing of it was kept."""

    def __init__(self, by_paragraph: Mapping[int | None, Refused]) -> None:
        super().__init__()
        self.by_paragraph = by_paragraph


def answer(reader: RoundReader, given: Sequence[Said]) -> int:
    """Keep what somebody says; how many answers are new. What is said as before is not said again.

    Refused when the round is over; AnswersRefused when a comment has no words, or names somebody where nobody may be
    named.
    """
    of = _open(reader)
    silent = silent_in(of.summary)
    _check(reader, silent, given)
    rows = answers_of(of)
    now, who = clock.now(), mark_of(of, reader)
    mine = {plain(row).slot: row for row in rows if row.who == who and not row.by_mail}
    stands = {a.slot: a for a in standing([plain(r) for r in rows if r.who == who], of.deadline_at).values()}
    new = 0
    for said in given:
        slot = (who, said.paragraph_id, "")
        last = mine.get(slot) if now > of.deadline_at else None
        before = plain(last) if last is not None else stands.get(slot)
        if before is None and said.kind is Kind.NOTHING:
            continue
        # Whoever agreed to words that have changed since agrees anew to those that are before their eyes now.
        anew = before is not None and before.outdated and before.version != said.version
        if before is not None and not anew and (before.kind, before.text) == (said.kind, _words(said)):
            continue
        _keep(of, reader, who, said, silent)
        new += 1
    if new or given:
        reader.answered = True
    return new


def agree_to_all(reader: RoundReader, versions: Mapping[int, int]) -> int:
    """Agree to every paragraph as it was read; what this person has said before does not stand any more."""
    whole = Said(None, 0, Kind.NOTHING)
    return answer(reader, [whole, *(Said(p, version, Kind.AGREE) for p, version in versions.items())])


def keep_mail(reader: RoundReader, text: str) -> bool:
    """Keep a reply as a comment on the whole summary; whether the round still takes one.

    NamesSomebody when it names somebody who may not be named: then nothing of it is kept here.
    """
    try:
        of = _open(reader)
    except Refused:
        return False
    silent = silent_in(of.summary)
    if silent:
        text = without_signature(text, reader.name, reader.organization)
        if not text:
            return False  # it was only signed
        if tells_somebody(text, known_names(of.summary.session), reader.name):
            raise NamesSomebody
    _keep(of, reader, mark_of(of, reader), Said(None, 0, Kind.COMMENT, text), silent, by_mail=True)
    reader.answered = True
    return True


def _open(reader: RoundReader) -> ConfirmationRound:
    """The round, held, so that a decision and an answer do not pass each other; Refused when it is over."""
    of = reader.round
    session = of.summary.session
    db.session.execute(select(MeetingSession.id).where(MeetingSession.id == session.id).with_for_update())
    db.session.refresh(of)
    closed = why_closed(of.status, session.meeting.status, session.cancelled_at is not None)
    if closed is not None:
        raise Refused(closed.label)
    return of


def _check(reader: RoundReader, silent: Silent, given: Sequence[Said]) -> None:
    wrong, summary = dict[int | None, Refused](), reader.round.summary
    judged = any(s.kind in SAYS and s.paragraph_id in silent for s in given)
    known = known_names(summary.session) if judged else None
    stands = {p.id: p.text for p in summary.paragraphs} if judged else {}
    for said in given:
        try:
            check_answer(said.kind, said.text)
        except Refused as no:
            wrong[said.paragraph_id] = no
        # The names are not repeated: the answer would tell a stranger who is known here.
        ours = said.kind in SAYS and said.paragraph_id in silent
        read = stands.get(said.paragraph_id or 0, "")
        if known is not None and ours and tells_somebody(said.text, known, reader.name, read):
            wrong[said.paragraph_id] = Refused(
                "This names a person or an organization. Nobody may be named here: write “a participant” or “an "
                "organization” instead."
            )
    if wrong:
        raise AnswersRefused(wrong)


def _words(said: Said) -> str:
    return said.text.strip() if said.kind in SAYS else ""


def _keep(
    of: ConfirmationRound, reader: RoundReader, who: str, said: Said, silent: Silent, by_mail: bool = False
) -> RoundAnswer:
    version, text = _read(said)
    row = RoundAnswer(
        round_id=of.id,
        who=who,
        # One mark stands on all that somebody says: a row that names them would lead to the others.
        reader_id=None if silent else reader.id,
        paragraph_id=said.paragraph_id,
        paragraph_version=version,
        read_text=text,
        kind=said.kind,
        text=_words(said),
        at=clock.now(),
        by_mail=by_mail,
    )
    db.session.add(row)
    db.session.flush()  # of two answers of one moment the second has the higher number
    return row


def _read(said: Said) -> tuple[int, str]:
    """The version of the paragraph that was read and how it read; a version that never was means the present one."""
    if said.paragraph_id is None:
        return 0, ""
    text = db.session.scalar(
        select(ParagraphText.text).where(
            ParagraphText.paragraph_id == said.paragraph_id, ParagraphText.version == said.version
        )
    )
    if text is not None:
        return said.version, text
    paragraph = db.session.get_one(SummaryParagraph, said.paragraph_id)
    return paragraph.version, paragraph.text
