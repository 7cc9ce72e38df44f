"""The speakers room's rows of the access table."""

from meetings.access.actions import token_of
from meetings.access.actor import OPERATOR
from meetings.access.models import MailLink
from meetings.access.permissions import Role
from meetings.base import files
from meetings.base.database import db
from meetings.programme.models import Speaker
from meetings.programme.rules import SpeakerAnswer, SpeakerRole
from meetings.speakers import actions
from meetings.speakers.queries import get_request
from tests.access.rows import EVERYBODY, OFFICE, Row, World
from tests.builders import the_programme_is_public
from tests.speakers.kit import PDF, a_speaker

EDITORS = frozenset({Role.ADMINISTRATOR, Role.ORGANIZER})


def _people(path: str = ""):
    return lambda w: f"/meetings/{w.meeting.slug}/people{path}"


def _speaker(path: str, answer: SpeakerAnswer = SpeakerAnswer.NOT_ASKED):
    def url(w: World) -> str:
        speaker = a_speaker(w.session, answer=answer)
        return f"/meetings/{w.meeting.slug}/sessions/{w.session.label}/speakers/{speaker.id}/{path}"

    return url


def _presentation(w: World) -> str:
    speaker = a_speaker(w.session)
    request = actions.ask(OPERATOR, speaker, "ana@example.org", None)
    given = files.take("slides.pdf", PDF, 1000)
    files.keep(given, PDF)
    request.file = files.refer(given)
    return f"/meetings/{w.meeting.slug}/sessions/{w.session.label}/speakers/{speaker.id}/presentation"


def a_link(w: World, leads: bool = True) -> str:
    """The token of somebody who was asked to moderate the session, and has confirmed."""
    speaker = a_speaker(w.session, role=SpeakerRole.MODERATOR)
    request = actions.ask(OPERATOR, speaker, "ana@example.org", None)
    if leads:
        speaker.answer = SpeakerAnswer.CONFIRMED
    db.session.flush()
    link = db.session.query(MailLink).filter_by(purpose="role", subject_id=request.id).one()
    assert get_request(request.id).speaker is db.session.get(Speaker, speaker.id)
    return token_of(link)


def _own(path: str = ""):
    return lambda w: f"/speaking/{a_link(w)}{path}"


def _join(w: World) -> str:
    """Whoever is printed in the public programme, and has agreed, is let in."""
    token = a_link(w)
    the_programme_is_public(w.meeting)
    return f"/speaking/{token}/join"


def _briefing(path: str = ""):
    return (
        lambda w: f"/meetings/{w.meeting.slug}/sessions/{w.session.label}/briefing{path}",
        OFFICE | {Role.RAPPORTEUR},
        lambda w: f"/meetings/{w.other_meeting.slug}/sessions/{w.other_session.label}/briefing{path}",
        OFFICE,
    )


ROWS = [
    Row("speakers.people", _people(), EDITORS),
    Row("speakers.ask_many", _people("/ask"), EDITORS),
    Row("speakers.remind_many", _people("/remind"), EDITORS),
    Row("speakers.asked", _speaker("asked"), EDITORS),
    Row("speakers.record_answer", _speaker("answer"), EDITORS),
    Row("speakers.remind", _speaker("remind", SpeakerAnswer.ASKED), EDITORS),
    Row("speakers.presentation", _presentation, EDITORS),
    Row("speakers.briefing", *_briefing()),
    Row("speakers.briefing_docx", *_briefing(".docx")),
    # Whoever holds a link needs no account.
    Row("speakers.answer", _own(), EVERYBODY),
    Row("speakers.own_presentation", lambda w: "/speaking/unknown/presentation", frozenset()),
    Row("speakers.join", _join, EVERYBODY),
    Row("speakers.own_briefing", _own("/briefing"), EVERYBODY),
    Row("speakers.own_briefing_docx", _own("/briefing.docx"), EVERYBODY),
]
