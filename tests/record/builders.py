"""A session that runs, and people who write its record. Call them inside `work(app)`."""

from datetime import UTC, datetime
from typing import Any

from meetings.access.actor import OPERATOR
from meetings.base import clock
from meetings.programme import actions as programme
from meetings.programme.models import MeetingSession
from meetings.programme.rules import Attribution, SessionDraft
from meetings.record import actions
from meetings.record.models import RecordParagraph
from meetings.record.rules import Said
from tests.builders import a_meeting, a_session

RUNS = datetime(2028, 10, 10, 9, tzinfo=UTC)
HERE = "/meetings/workshop/sessions/3/minutes"
PUBLIC, APPROVAL, CHATHAM = Attribution.PUBLIC, Attribution.ON_APPROVAL, Attribution.CHATHAM_HOUSE


def a_running_session(**given: Any) -> MeetingSession:
    clock.set_to(RUNS)
    return a_session(a_meeting("workshop"), **{"label": "3", "title": "Digital space"} | given)


def a_paragraph(session: MeetingSession, text: str = "It was said.", **given: Any) -> RecordParagraph:
    key, after = given.pop("key", ""), given.pop("after", None)
    said = Said(text, **{"attribution": session.attribution} | given)
    return actions.write(OPERATOR, session, said, key, after)


def narrow(session: MeetingSession, attribution: Attribution = CHATHAM) -> None:
    """From now on nobody is named (or: others may be): through the door that the office takes."""
    names = ("label", "kind", "title", "starts", "ends", "room")
    given = {name: getattr(session, name) for name in names} | {"attribution": attribution}
    programme.edit_session(OPERATOR, session, SessionDraft(**given), session.version)
