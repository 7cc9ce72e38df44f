"""The session held while its record changes, and what each change leaves behind."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select, update

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base import clock
from meetings.base.database import db
from meetings.programme.models import MeetingSession
from meetings.programme.rules import MeetingStatus, check_not_closed
from meetings.record.models import RecordParagraph
from meetings.record.queries import mark_of
from meetings.record.rules import check_open


def held(session: MeetingSession) -> MeetingSession:
    """The session as it is now, under its lock: neither its record nor who may be named changes meanwhile.

    (SQLite has locked the whole file already.)
    """
    db.session.flush()  # reading anew throws away what an earlier verb of this transaction has not sent yet
    now = select(MeetingSession).where(MeetingSession.id == session.id).with_for_update(key_share=True)
    return db.session.scalars(now.execution_options(populate_existing=True)).one()


def open_for_writing(session: MeetingSession) -> MeetingSession:
    """The session held, if its record can be written now."""
    held(session)
    check_not_closed(session.meeting.status)
    starts = session.starts
    takes_place = session.takes_place and session.meeting.status is not MeetingStatus.CANCELLED
    shown = f"{starts.day} {starts:%B %Y, %H:%M}"
    check_open(session.starts_at, clock.now(), takes_place, shown, session.meeting.city)
    return session


def fresh(paragraph: RecordParagraph) -> RecordParagraph:
    """The paragraph as it stands now that its session is held."""
    db.session.refresh(paragraph)
    return paragraph


def next_mark(session_id: int) -> int:
    """The mark of this change: whoever asks for what is new is told."""
    db.session.flush()  # of what this transaction has changed already the mark counts, too
    return mark_of(session_id) + 1


def put(session_id: int, others: Mapping[int, int], mark: int) -> None:
    """Spread the paragraphs anew; pages are told of all of them."""
    if others:
        db.session.execute(
            update(RecordParagraph), [{"id": n, "position": p, "mark": mark} for n, p in others.items()]
        )
        db.session.expire_all()


def trail(actor: Actor, verb: str, paragraph: RecordParagraph, **values: Any) -> None:
    """A line of the trail on the session: never with a text or a name."""
    told = {"paragraph": paragraph.id, "version": paragraph.version} | values
    audit.record(actor, verb, "session", paragraph.session_id, None, told)


def ids_standing(session_id: int) -> set[int]:
    """The paragraphs that were not taken out."""
    ids = select(RecordParagraph.id).where(
        RecordParagraph.session_id == session_id, RecordParagraph.out_at.is_(None)
    )
    return set(db.session.scalars(ids))
