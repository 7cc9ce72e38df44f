"""What rooms above read of the record of a session."""

from dataclasses import dataclass

from sqlalchemy import select

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.database import db
from meetings.programme.models import MeetingSession
from meetings.programme.rules import Attribution, SpeakerRole
from meetings.programme.rules.attributing import narrower
from meetings.record.models import RecordParagraph
from meetings.record.rules import ParagraphKind

CHATHAM = Attribution.CHATHAM_HOUSE


@dataclass(frozen=True)
class RecordedParagraph:
    """A paragraph of the record. `position`: its number, from 1; `attribution`: its own or the session's, the stricter.

    Under Chatham House `speaker`, `organization` and `role` are empty. `role`: what the speaker was in the session;
    None from the floor, or when nobody is named. `naming_approved`: whoever is named has approved it.
    """

    id: int
    position: int
    kind: ParagraphKind
    text: str
    attribution: Attribution
    speaker: str
    organization: str
    role: SpeakerRole | None
    version: int
    naming_approved: bool = False


def recorded(actor: Actor, session: MeetingSession) -> list[RecordedParagraph]:
    """The record of the session in its order, for whoever sees records of it; one statement."""
    if not (actor.may(Permission.WRITE_RECORD, session) or actor.may(Permission.SEE_OUTCOMES, session)):
        return []
    rows = db.session.scalars(
        select(RecordParagraph)
        .where(RecordParagraph.session_id == session.id, RecordParagraph.out_at.is_(None))
        .order_by(RecordParagraph.position, RecordParagraph.id)
    )
    return [_told(number, row, session.attribution) for number, row in enumerate(rows, 1)]


def is_recorded(actor: Actor, session: MeetingSession) -> bool:
    """Whether anything was written into the record of the session."""
    found = select(RecordParagraph.id).where(RecordParagraph.session_id == session.id)
    return db.session.scalar(found.limit(1)) is not None


def _told(number: int, row: RecordParagraph, session: Attribution) -> RecordedParagraph:
    attribution = narrower(row.attribution, session)
    named = attribution is not CHATHAM
    return RecordedParagraph(
        id=row.id,
        position=number,
        kind=row.kind,
        text=row.text,
        attribution=attribution,
        speaker=row.speaker if named else "",
        organization=row.organization if named else "",
        role=row.role if named else None,
        version=row.version,
        naming_approved=named and row.naming_approved,
    )
