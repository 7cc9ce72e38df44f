"""What is noted when a feed is looked at: that it has changed, and that somebody still fetches it.

Each in a short transaction of its own, and only when there is something to note: a 304 writes nothing.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from meetings.base import clock
from meetings.base.database import aside, db
from meetings.calendars import queries
from meetings.calendars.models import DeadlineTold, PublicFeed, Subscription
from meetings.calendars.queries import GroupHead, PrivateFeed
from meetings.calendars.rules import Deadline, Seen, is_noted, seen_now, told_now


def look_at_private(feed: PrivateFeed, digest: str, deadlines: Sequence[Deadline] = ()) -> Seen | None:
    """Since when the feed holds what `digest` names.

    None when somebody else has noted something meanwhile: then what was read may be older than that; look again.
    """
    now = clock.now()
    seen = seen_now(feed.seen, digest, now)
    fetched = feed.fetched_at if is_noted(feed.fetched_at, now) else now
    if (seen, fetched) == (feed.seen, feed.fetched_at):
        return seen
    with aside() as session:
        noted = session.execute(
            update(Subscription)
            .where(Subscription.id == feed.id, Subscription.digest.is_not_distinct_from(feed.seen.digest))
            .values(digest=seen.digest, changed_at=seen.changed_at, fetched_at=fetched)
            .returning(Subscription.id)
        ).first()
        if noted is None:
            return None
        if seen != feed.seen:
            _tell(session, deadlines, now)
    return seen


def look_at_public(feed: GroupHead, digest: str) -> Seen | None:
    """The same of a public feed; who fetches it is not noted."""
    seen = seen_now(feed.seen, digest, clock.now())
    if seen == feed.seen:
        return seen
    values = {"digest": seen.digest, "changed_at": seen.changed_at}
    with aside() as session:
        if feed.seen.digest is None:
            insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
            new = insert(PublicFeed).values(name=feed.name, **values).on_conflict_do_nothing()
            noted = session.execute(new.returning(PublicFeed.name)).first()
        else:
            changed = update(PublicFeed).where(
                PublicFeed.name == feed.name, PublicFeed.digest == feed.seen.digest
            )
            noted = session.execute(changed.values(values).returning(PublicFeed.name)).first()
    return None if noted is None else seen


def _tell(session: Session, deadlines: Sequence[Deadline], now: datetime) -> None:
    """Count what calendars are told of these deadlines; of two at once the later finds what the first wrote."""
    before = queries.told_deadlines([d.uid for d in deadlines], session)
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    for deadline in deadlines:
        old = before.get(deadline.uid)
        told = told_now(old, deadline, now)
        if told == old:
            continue
        values = {
            "digest": told.digest,
            "stands": told.stands,
            "sequence": told.sequence,
            "changed_at": told.changed_at,
        }
        new = insert(DeadlineTold).values(uid=deadline.uid, **values)
        session.execute(new.on_conflict_do_update(index_elements=[DeadlineTold.uid], set_=values))
