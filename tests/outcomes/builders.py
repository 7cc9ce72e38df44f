"""Sessions that have been held, and people who write about them. Call them inside `work(app)`."""

from datetime import datetime
from typing import Any

from meetings.access.actor import OPERATOR
from meetings.base.database import db
from meetings.outcomes import actions
from meetings.outcomes.models import Summary
from meetings.outcomes.rules import RecordKind, RecordText
from meetings.programme.models import Meeting, MeetingSession, Speaker
from meetings.programme.rules import Attribution, SpeakerRole
from tests.builders import a_meeting, a_session

NO_ROUND = "Everybody was heard in the room."
TEXT = "Participants spoke of early signs.^[See document 7.]\n\nOthers agreed."


def a_held_meeting(**given: Any) -> Meeting:
    values: dict[str, Any] = {
        "starts": datetime(2025, 9, 29, 10),
        "ends": datetime(2025, 9, 30, 18),
        "slug": "held",
    }
    return a_meeting(**values | {"registration_closes": None} | given)


def a_held_session(meeting: Meeting | None = None, **given: Any) -> MeetingSession:
    return a_session(meeting or a_held_meeting(), **{"label": "6"} | given)


def a_speaker(session: MeetingSession, name: str, **given: Any) -> Speaker:
    speaker = Speaker(session=session, name=name, **{"role": SpeakerRole.PANELLIST} | given)
    db.session.add(speaker)
    db.session.flush()  # tests need the ids
    return speaker


def a_record(attribution: Attribution = Attribution.PUBLIC, **given: Any) -> RecordText:
    values: dict[str, Any] = {
        "kind": RecordKind.PRACTICE,
        "text": "Fees are waived for applicants who cannot pay.",
        "organization": "",
        "attribution": attribution,
    }
    return RecordText(**values | given)


def an_approved_summary(session: MeetingSession, text: str = TEXT) -> Summary:
    summary = actions.save_summary(OPERATOR, session, text)
    actions.hand_in(OPERATOR, summary)
    actions.approve(OPERATOR, summary, because=NO_ROUND)
    return summary
