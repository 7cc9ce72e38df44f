"""Whoever had the floor, taken over from the list of speakers as interventions to be written."""

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.floor.models import FloorAsk
from meetings.programme.models import MeetingSession
from meetings.programme.rules import Attribution
from meetings.record.actions.held import open_for_writing
from meetings.record.actions.writing import add_paragraph
from meetings.record.models import RecordParagraph
from meetings.record.queries import to_take_over
from meetings.record.rules import ParagraphKind, Said
from meetings.registration.rules import Listing


def take_over(actor: Actor, session: MeetingSession) -> list[RecordParagraph]:
    """An intervention, still without words, for each who had the floor, in the order in which they spoke; each once.

    Whoever wants only the organization named, or neither, is taken over so.
    """
    open_for_writing(session)
    if session.attribution is Attribution.CHATHAM_HOUSE:
        raise Refused("Under the Chatham House Rule nobody is taken over: who spoke is not kept.")
    rows = []
    for ask in to_take_over(session):
        name, organization = _named(ask)
        said = Said("", session.attribution, ParagraphKind.INTERVENTION, name, organization)
        row = add_paragraph(actor, session, said, ask.key, None, may_be_empty=True)
        row.registration_id = ask.registration_id if name else None
        rows.append(row)
    db.session.flush()  # the trail tells how many there are
    if rows:
        audit.record(actor, "take_over_floor", "session", session.id, None, {"rows": len(rows)})
    return rows


def _named(ask: FloorAsk) -> tuple[str, str]:
    """What may stand of somebody: as they asked at their registration; a name that a keeper wrote down as it is."""
    listing = ask.registration.listing if ask.registration is not None else Listing.NAME
    return (
        ask.who if listing is Listing.NAME else "",
        "" if listing is Listing.NONE else ask.from_where,
    )
