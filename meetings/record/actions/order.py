"""Where paragraphs stand, and whether: moving, taking out, bringing back."""

from meetings.access.actor import Actor
from meetings.base import clock
from meetings.base.database import wipe_after_commit
from meetings.base.refusals import Refused
from meetings.record.actions.held import fresh, ids_standing, next_mark, open_for_writing, put, trail
from meetings.record.actions.marking import reworded
from meetings.record.actions.speaking import NOBODY
from meetings.record.models import RecordNamedNoMore, RecordParagraph
from meetings.record.queries import order_of
from meetings.record.rules import brought_back, moved, taken_out


def move(actor: Actor, paragraph: RecordParagraph, up: bool) -> None:
    """One place up or down; whoever writes in it is not disturbed, its version stays."""
    session = open_for_writing(paragraph.session)
    fresh(paragraph)
    if paragraph.out_at is not None:
        raise Refused("This paragraph was taken out. Bring it back first.")
    place = moved(order_of(session.id), paragraph.id, up, ids_standing(session.id))
    mark = next_mark(session.id)
    put(session.id, place.others, mark)
    paragraph.position, paragraph.mark = place.position, mark


def take_out(actor: Actor, paragraph: RecordParagraph, version: int) -> None:
    """Out of the record; Stale when somebody has changed it since it was read."""
    session = open_for_writing(paragraph.session)
    now = taken_out(fresh(paragraph).kept, version)
    if now.version != paragraph.version:
        paragraph.version, paragraph.out_at = now.version, clock.now()
        paragraph.mark = next_mark(session.id)
        trail(actor, "take_paragraph_out", paragraph)


def bring_back(actor: Actor, paragraph: RecordParagraph) -> None:
    """In the record again, where it stood."""
    session = open_for_writing(paragraph.session)
    now = brought_back(fresh(paragraph).kept)
    if now.version != paragraph.version:
        paragraph.version, paragraph.out_at = now.version, None
        paragraph.mark = next_mark(session.id)
        trail(actor, "bring_paragraph_back", paragraph)


def wipe(actor: Actor, paragraph: RecordParagraph, version: int) -> None:
    """Nothing of a paragraph that was taken out is kept any more; its row stays, so that no other takes its number."""
    session = open_for_writing(paragraph.session)
    fresh(paragraph)
    if paragraph.out_at is None or version != paragraph.version:
        raise Refused("Somebody brought this paragraph back or changed it meanwhile. Look at it again.")
    reworded(RecordNamedNoMore, paragraph.text, [(paragraph.id, "")])
    paragraph.text = ""
    for name, nothing in NOBODY.items():
        setattr(paragraph, name, nothing)
    paragraph.version += 1
    paragraph.mark = next_mark(session.id)
    trail(actor, "wipe_paragraph", paragraph)
    wipe_after_commit()
