"""Making, renewing and revoking a secret address."""

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from meetings.access.actor import Actor
from meetings.base import clock, secrets
from meetings.base.database import db
from meetings.base.refusals import NotFound, Refused
from meetings.calendars import queries
from meetings.calendars.models import Subscription
from meetings.calendars.rules import FeedKind


def subscribe(actor: Actor, kind: FeedKind, organization_id: int | None = None) -> Subscription:
    """The actor's own feed of that kind, made when there is none; NotFound for one that is not the actor's to have."""
    for one in queries.offered(actor):
        if (one.kind, one.organization and one.organization.id) == (kind, organization_id):
            return one.subscription or _made(actor, kind, organization_id)
    raise NotFound


def _made(actor: Actor, kind: FeedKind, organization_id: int | None) -> Subscription:
    """Of two clicks at once the second gets what the first made."""
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    values = {
        "key": secrets.new_key(),
        "nonce": secrets.new_key(),
        "kind": kind,
        "account_id": actor.account_id,
        "organization_id": organization_id,
        "made_at": clock.now(),
    }
    db.session.execute(insert(Subscription).values(values).on_conflict_do_nothing())
    own = (Subscription.account_id == actor.account_id, Subscription.kind == kind)
    return db.session.scalars(
        select(Subscription).where(*own, Subscription.organization_id.is_not_distinct_from(organization_id))
    ).one()


def renew(actor: Actor, subscription: Subscription) -> None:
    """Another address for the same feed; the old one is unknown from now on."""
    held = db.session.scalar(
        select(Subscription).where(Subscription.id == subscription.id).with_for_update(of=Subscription)
    )
    if held is None:
        raise Refused("This address was revoked meanwhile.")
    held.nonce = secrets.new_key()
    held.renewed_at, held.fetched_at = clock.now(), None


def revoke(actor: Actor, subscription: Subscription) -> None:
    """The address is unknown from now on, and nothing of it is kept."""
    db.session.delete(subscription)
