"""The record room's rows of the access table; what somebody may read by leading the session is in test_views."""

from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db
from meetings.programme.models import MeetingSession
from meetings.programme.rules import Attribution
from meetings.record.models import RecordParagraph
from meetings.record.rules import ParagraphKind
from tests.access.rows import EVERYBODY, Row, World
from tests.speakers.access_rows import a_link

OFFICE = frozenset({Role.ADMINISTRATOR, Role.ORGANIZER})
WRITERS = OFFICE | {Role.RAPPORTEUR}
SAID = {"text": "It was said.", "attribution": "public"}


def _minutes(session: MeetingSession) -> str:
    return f"/meetings/{session.meeting.slug}/sessions/{session.label}/minutes"


def _row(endpoint: str, path: str = "", **data: str) -> Row:
    return Row(
        f"record.{endpoint}",
        lambda w: _minutes(w.session) + path,
        WRITERS,
        lambda w: _minutes(w.other_session) + path,
        OFFICE,
        data,
    )


def a_paragraph(session: MeetingSession) -> str:
    row = RecordParagraph(
        session_id=session.id,
        key="key",
        position=1,
        kind=ParagraphKind.PARAGRAPH,
        text="It was said.",
        attribution=Attribution.PUBLIC,
        mark=1,
        written_at=clock.now(),
    )
    db.session.add(row)
    db.session.flush()  # its id is in the address
    return f"{_minutes(session)}/{row.id}"


def _one(endpoint: str, path: str = "", **data: str) -> Row:
    return Row(
        f"record.{endpoint}",
        lambda w: a_paragraph(w.session) + path,
        WRITERS,
        lambda w: a_paragraph(w.other_session) + path,
        OFFICE,
        data,
    )


def _linked(path: str = ""):
    def url(w: World) -> str:
        return f"/speaking/{a_link(w)}/minutes{path}"

    return url


ROWS = [
    _row("minutes"),
    _row("now", "/now"),
    _row("add", "/add", **SAID),
    _row("take_over", "/floor"),
    _row("taken_out", "/taken-out"),
    _one("paragraph", version="1", **SAID),
    _one("text", "/text", version="1", text="Said."),
    _one("move", "/move", way="up"),
    _one("take_out", "/out", version="1"),
    _one("bring_back", "/back"),
    _one("dismiss", "/names", version="1", name="x", reason="An ordinary word."),
    _one("dismiss_mark", "/nobody", version="1"),
    _one("wipe", "/wipe", version="1"),
    Row("record.linked", _linked(), EVERYBODY),
    Row("record.linked_now", _linked("/now"), EVERYBODY),
]
