"""A name that was found in a text that may name nobody, and is not the person."""

from meetings.access.actor import Actor
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused, Stale
from meetings.record.actions.held import fresh, held, next_mark, trail
from meetings.record.models import NotNamed, RecordParagraph
from meetings.record.queries import known_names, name_digest, named_in
from meetings.record.rules import check_dismissal


def dismiss(actor: Actor, paragraph: RecordParagraph, digest: str, version: int, reason: str) -> None:
    """Note that the name of that digest is nobody's here, and why; it holds for this version of the text alone."""
    session = held(paragraph.session)
    fresh(paragraph)
    if version != paragraph.version:
        raise Stale("Somebody changed this paragraph meanwhile. Look at the names in it again.")
    found = named_in(session, [paragraph]).get(paragraph.id, ())
    if not any(name_digest(paragraph.id, name) == digest for name in found):
        raise Refused("This name does not stand there any more. Look at the names again.")
    check_dismissal(reason, found, known_names(session))
    db.session.add(
        NotNamed(
            paragraph_id=paragraph.id,
            version=version,
            name_digest=digest,
            reason=reason.strip(),
            said_by=actor.name,
            said_at=clock.now(),
        )
    )
    paragraph.mark = next_mark(session.id)
    trail(actor, "dismiss_name", paragraph)
