"""Who said it: a speaker of the session, somebody of its list of speakers, an organization; or nobody who is named."""

from collections.abc import Collection

from sqlalchemy import func, select, update

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base.database import db, wipe_after_commit
from meetings.floor.models import FloorAsk
from meetings.floor.queries import asks_of
from meetings.programme.models import MeetingSession, Speaker
from meetings.programme.queries import sittings_of
from meetings.programme.rules import Attribution
from meetings.record.actions.held import next_mark
from meetings.record.actions.marking import follow_traces
from meetings.record.models import RecordNamedNoMore, RecordParagraph
from meetings.record.queries import find_organization_named, speakers_of
from meetings.record.rules import Said, fold

CHATHAM = Attribution.CHATHAM_HOUSE
NOBODY = {
    "speaker": "",
    "organization": "",
    "role": None,
    "speaker_id": None,
    "registration_id": None,
    "organization_id": None,
    "naming_approved": False,
}


def name_speaker(session: MeetingSession, row: RecordParagraph, said: Said) -> None:
    """Keep who said it, recognized by name among the speakers of the session and those on its list of speakers.

    An organization is recognized in the directory by its name or acronym; a known speaker brings theirs.
    """
    if (row.speaker, row.organization) == (said.speaker, said.organization) and row.id is not None:
        return  # as it was
    speaker = _speaker(session, said.speaker)
    asked = None if speaker or not said.speaker else _asked(session, said.speaker)
    organization = said.organization or (speaker.organization if speaker else "")
    if not organization and asked is not None:
        organization = asked.from_where
    known = find_organization_named(organization) if organization else None
    row.speaker = said.speaker
    row.speaker_id, row.role = (speaker.id, speaker.role) if speaker else (None, None)
    row.registration_id = asked.registration_id if asked else None
    row.organization = known.name if known else organization
    row.organization_id = known.id if known else None


def _speaker(session: MeetingSession, name: str) -> Speaker | None:
    wanted = fold(name)
    return next((s for s in speakers_of(session.id) if wanted and fold(s.name) == wanted), None)


def _asked(session: MeetingSession, name: str) -> FloorAsk | None:
    wanted = fold(name)
    asks = (ask for one in db.session.scalars(sittings_of(session)).all() for ask in asks_of(one))
    return next((a for a in asks if wanted and fold(a.who) == wanted), None)


def attribution_changed(actor: Actor, session: MeetingSession) -> None:
    """Under Chatham House nothing is kept of who said it, also of what was written while the session was open."""
    if session.attribution is not CHATHAM:
        return
    mark = next_mark(session.id)
    wider = (RecordParagraph.session_id == session.id, RecordParagraph.attribution != CHATHAM)
    number = db.session.scalar(select(func.count()).where(*wider))
    if not number:
        return
    gone = NOBODY | {"attribution": CHATHAM, "version": RecordParagraph.version + 1, "mark": mark}
    db.session.execute(update(RecordParagraph).where(*wider).values(gone))
    of = RecordParagraph
    texts = db.session.execute(select(of.id, of.text).where(of.session_id == session.id, of.mark == mark))
    follow_traces(session, RecordNamedNoMore, [(of_id, "", text) for of_id, text in texts])
    audit.record(actor, "narrow_record", "session", session.id, None, {"rows": number})
    wipe_after_commit()


def forget_speakers(ids: Collection[int]) -> int:
    """Delete who said it from these interventions; what was said stays, and the organization."""
    for one in ids:
        row = db.session.get_one(RecordParagraph, one)
        row.speaker, row.role, row.speaker_id, row.registration_id = "", None, None, None
        row.naming_approved = False
        row.version += 1
        row.mark = next_mark(row.session_id)
    if ids:
        wipe_after_commit()
    return len(ids)


def forget_registered(ids: Collection[int]) -> int:
    """Whose these registrations were is named no more; how many interventions there were."""
    rows = db.session.scalars(select(RecordParagraph.id).where(RecordParagraph.registration_id.in_(ids)))
    return forget_speakers(rows.all())
