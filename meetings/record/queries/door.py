"""Who sees the record of a session: the office and its rapporteurs write, whoever leads the session reads."""

from dataclasses import dataclass

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.programme import releases
from meetings.programme.models import MeetingSession
from meetings.programme.queries import kept_with, public_session_for, recorded_session_for
from meetings.programme.rules.released import Session
from meetings.record.models import RecordParagraph
from meetings.speakers.queries import leader_of, leads_session, request_for


@dataclass(frozen=True)
class Desk:
    """Somebody before the record of a session. `told`: the session as the public programme has it.

    `token`: the personal link by which somebody came who leads the session.
    """

    actor: Actor
    session: MeetingSession
    writes: bool
    told: Session | None = None
    token: str = ""

    @property
    def shown(self) -> MeetingSession | Session:
        return self.told or self.session

    @property
    def label(self) -> str:
        """The number by which its pages are found."""
        return self.shown.label

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return self.session.scopes()


@dataclass(frozen=True)
class At:
    """One paragraph of the record, and who is before it."""

    desk: Desk
    paragraph: RecordParagraph

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return self.desk.scopes()


def desk_for(actor: Actor, slug: str, label: str) -> Desk:
    """The record of that session for whoever writes or reads it; NotFound for everybody else."""
    try:
        return writer_for(actor, slug, label)
    except NotFound:
        found = public_session_for(actor, slug, label)
    if not leads_session(actor, found.draft):
        raise NotFound
    kept = kept_with(found.draft)
    told = found.told if kept is found.draft else releases.told_of(actor, kept)
    return Desk(actor, kept, False, told)


def writer_for(actor: Actor, slug: str, label: str) -> Desk:
    """The record of the session that has this number in the draft, for whoever writes it."""
    session = recorded_session_for(actor, slug, label)
    if not actor.may(Permission.WRITE_RECORD, session):
        raise NotFound
    return Desk(actor, session, True)


def paragraph_for(actor: Actor, slug: str, label: str, paragraph_id: int) -> At:
    """A paragraph, in or out, of a record that the actor writes."""
    desk = writer_for(actor, slug, label)
    paragraph = db.session.get(RecordParagraph, paragraph_id)
    if paragraph is None or paragraph.session_id != desk.session.id:
        raise NotFound
    return At(desk, paragraph)


def linked_for(actor: Actor, token: str) -> Desk:
    """The record of the session that the holder of this personal link leads, to read."""
    found = leader_of(actor, request_for(actor, token))
    if found is None:
        raise NotFound
    session = kept_with(found.session)
    return Desk(actor, session, False, releases.told_of(actor, session), token)
