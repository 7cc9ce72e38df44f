"""What was mailed about applications, and with whom a mail can be previewed."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.database import db
from meetings.fellowship.models import FellowshipApplication, FellowshipEdition, FellowshipNomination
from meetings.fellowship.post import KIND, NOMINATION_KIND
from meetings.outbox.models import OutboxMessage
from meetings.outbox.queries import mails_by_letter
from meetings.outbox.rules import Delivery

MOST_OFFERED = 100


def mails_of(actor: Actor, edition: FellowshipEdition) -> Counter[tuple[str, Delivery]]:
    """How many mails there are about applications and nominations of the edition, by kind and delivery."""
    if not actor.may(Permission.SEE_APPLICATIONS, edition):
        return Counter()
    about = [
        and_(
            OutboxMessage.about_kind == kind,
            OutboxMessage.about_id.in_(select(table.id).where(table.edition_id == edition.id)),
        )
        for kind, table in ((KIND, FellowshipApplication), (NOMINATION_KIND, FellowshipNomination))
    ]
    return mails_by_letter(or_(*about))


def languages_of(actor: Actor, edition: FellowshipEdition) -> frozenset[str]:
    """Codes of the languages in which those who apply are written to."""
    if not actor.may(Permission.SEE_APPLICATIONS, edition):
        return frozenset()
    rows = select(FellowshipApplication.language).where(FellowshipApplication.edition_id == edition.id)
    return frozenset(db.session.scalars(rows.distinct()))


def to_preview(
    actor: Actor, edition: FellowshipEdition, q: str
) -> tuple[Sequence[FellowshipApplication], bool]:
    """With whom a mail can be previewed, by name; whether there are more."""
    if not actor.may(Permission.SEE_APPLICATIONS, edition):
        return [], False
    query = (
        select(FellowshipApplication)
        .where(FellowshipApplication.edition_id == edition.id, FellowshipApplication.forgotten_at.is_(None))
        .options(joinedload(FellowshipApplication.edition), selectinload(FellowshipApplication.nominations))
    )
    if q:
        written = (func.lower(FellowshipApplication.name), FellowshipApplication.email)
        query = query.where(or_(*(column.contains(q.lower(), autoescape=True) for column in written)))
    ordered = query.order_by(FellowshipApplication.sort_key, FellowshipApplication.id)
    rows = db.session.scalars(ordered.limit(MOST_OFFERED + 1)).all()
    return rows[:MOST_OFFERED], len(rows) > MOST_OFFERED


def find_to_preview(actor: Actor, edition: FellowshipEdition, key: str) -> FellowshipApplication | None:
    """Somebody who applies, by the key of the application."""
    if not actor.may(Permission.SEE_APPLICATIONS, edition):
        return None
    return db.session.scalar(
        select(FellowshipApplication)
        .where(FellowshipApplication.edition_id == edition.id, FellowshipApplication.key == key)
        .options(joinedload(FellowshipApplication.edition), selectinload(FellowshipApplication.nominations))
    )
