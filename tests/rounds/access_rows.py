"""The rounds room's rows of the access table: staff and rapporteurs by their roles, those present by their link.

Whoever was absent, or present elsewhere, has no link: to them the address is one that opens nothing.
"""

from meetings.access.actions import make_link, token_of
from meetings.access.actor import OPERATOR
from meetings.access.models import MailLink
from meetings.base.database import db
from meetings.outcomes.models import Summary
from meetings.outcomes.rules import SummaryStatus
from meetings.programme.models import MeetingSession
from meetings.programme.rules import SpeakerAnswer, SpeakerRole
from meetings.rounds import actions
from meetings.rounds.actions.answering import Said
from meetings.rounds.models import ConfirmationRound, RoundAnswer, RoundReader
from meetings.rounds.rules import Kind
from meetings.speakers.actions.answering import request_of
from tests.access.rows import EVERYBODY, A, R, Row, World
from tests.access.rows import ORG as O
from tests.outcomes.access_rows import a_summary
from tests.rounds.builders import in_days, present
from tests.speakers.kit import a_speaker

OFFICE = frozenset({A, O})
WRITERS = OFFICE | {R}


def _round(session: MeetingSession) -> str:
    return f"/meetings/{session.meeting.slug}/sessions/{session.label}/round"


def _waiting(session: MeetingSession) -> Summary:
    summary = a_summary(session)
    summary.status = SummaryStatus.SUBMITTED
    present(session, f"Ann{session.id}")
    return summary


def _open(session: MeetingSession) -> ConfirmationRound:
    summary = _waiting(session)
    return actions.open_round(OPERATOR, summary, in_days(3, summary))


def _with_more(session: MeetingSession) -> None:
    _open(session)
    present(session, f"Ben{session.id}")


def _of(path: str, begin=_open, own=OFFICE, another=OFFICE):
    def at(session: MeetingSession) -> str:
        begin(session)
        return _round(session) + path

    return (lambda w: at(w.session), own, lambda w: at(w.other_session), another)


def _answer(session: MeetingSession) -> str:
    of = _open(session)
    reader = db.session.query(RoundReader).filter_by(round_id=of.id).one()
    actions.answer(reader, [Said(of.summary.paragraphs[0].id, 1, Kind.COMMENT, "Not so.")])
    row = db.session.query(RoundAnswer).filter_by(round_id=of.id).one()
    return f"{_round(session)}/answers/{row.id}"


def a_link(w: World) -> str:
    """The token of somebody who was present."""
    of = _open(w.session)
    reader = db.session.query(RoundReader).filter_by(round_id=of.id).one()
    link = db.session.query(MailLink).filter_by(purpose="round", subject_id=reader.id).one()
    return token_of(link)


def a_role(session: MeetingSession) -> str:
    """The token of somebody who leads the session, also after it has been held."""
    speaker = a_speaker(session, role=SpeakerRole.MODERATOR, answer=SpeakerAnswer.CONFIRMED)
    request = request_of(speaker)
    db.session.flush()
    return token_of(make_link("role", request.id))


ROWS = [
    Row("rounds.round_page", *_of("", own=WRITERS)),
    Row("rounds.open_round", *_of("/open", _waiting)),
    Row("rounds.extend", *_of("/extend")),
    Row("rounds.ask_more", *_of("/ask", _with_more)),
    Row("rounds.take_back", *_of("/take-back")),
    Row("rounds.confirm", *_of("/confirm")),
    Row("rounds.open_rounds", lambda w: f"/meetings/{w.meeting.slug}/outcomes/rounds", OFFICE),
    Row("rounds.decide", lambda w: _answer(w.session), WRITERS, lambda w: _answer(w.other_session), OFFICE),
    Row(
        "rounds.moderate",
        lambda w: f"/speaking/{a_role(w.session)}/summary",
        EVERYBODY,
        lambda _w: "/speaking/unknown/summary",
        frozenset(),
    ),
    # Whoever holds a link needs no account; to everybody else there is no such page.
    Row("rounds.read", lambda w: f"/round/{a_link(w)}", EVERYBODY, lambda _w: "/round/unknown", frozenset()),
]
