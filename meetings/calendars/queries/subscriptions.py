"""Feeds behind secret addresses: whose an address is, and which of them a person has."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select, true
from sqlalchemy.orm import joinedload

from meetings.access.actor import Actor
from meetings.access.models import Account, RoleHolding
from meetings.access.permissions import GRANTS, Permission, Role
from meetings.base import clock, secrets
from meetings.base.asked_often import AskedOften
from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.calendars.models import Subscription
from meetings.calendars.queries.meeting import DEMONSTRATION, IS_PUBLIC, STAMP, gone_before
from meetings.calendars.queries.programme import IN_FORCE, KEY, MINE, Part, parts_of
from meetings.calendars.rules import FeedKind, Seen
from meetings.directory.models import Organization
from meetings.fellows.queries import is_fellow
from meetings.programme.models import Meeting

PURPOSE = "calendar"
_OFFICE = sorted(GRANTS[Permission.SEE_HOME])


def _holds(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return select(RoleHolding.id).where(IN_FORCE, *conditions).correlate(Account, Subscription).exists()


_FEED = AskedOften(
    select(
        Subscription.id,
        Subscription.nonce,
        Subscription.kind,
        Subscription.organization_id,
        Subscription.digest,
        Subscription.changed_at,
        Subscription.fetched_at,
        Account.id,
        Account.zone,
        Account.disabled_at,
        Organization.name,
        _holds(or_(*(RoleHolding.role == role for role in _OFFICE))),
        _holds(
            RoleHolding.role == Role.FOCAL_POINT,
            RoleHolding.on_kind == "organization",
            RoleHolding.on_id == Subscription.organization_id,
        ),
        DEMONSTRATION,
        MINE.c.uid,
        MINE.c.role,
        *STAMP,
    )
    .join(Account, Account.id == Subscription.account_id)
    .outerjoin(Organization, Organization.id == Subscription.organization_id)
    .outerjoin(MINE, true())
    .outerjoin(Meeting, and_(Meeting.id == MINE.c.meeting_id, IS_PUBLIC))
    .where(Subscription.key == KEY)
    .order_by(Meeting.starts_at, Meeting.id, MINE.c.uid, MINE.c.role)
)
_HEAD = 14  # so many columns are of the feed itself


@dataclass(frozen=True)
class PrivateFeed:
    """The feed that a secret address opens, and nothing else. `open`: its owner may (still) see what it is about.

    `programme`: of one's own programme, what the owner takes part in, by time. Of drafts nothing.
    """

    id: int
    kind: FeedKind
    account_id: int
    zone: str
    organization_id: int | None
    organization: str
    open: bool
    seen: Seen
    fetched_at: datetime | None
    demonstration: bool
    programme: tuple[Part, ...] = ()


def find_private_feed(actor: Actor, token: str) -> PrivateFeed | None:
    """The feed of that address, in one statement; None for one that is unknown, renewed, revoked or mistyped."""
    if not token.isascii() or not 30 < len(token) < 80:
        return None
    key = secrets.key_of(token)
    rows = _FEED.all(key=key, today=clock.now().date(), gone_before=gone_before())
    if not rows or not secrets.matches(token, PURPOSE, key, rows[0][1]):
        return None
    number, _nonce, kind, organization_id, digest, changed_at, fetched_at, *owner = rows[0][:_HEAD]
    account_id, zone, disabled_at, organization, of_the_office, speaks, demonstration = owner
    lets_in = {
        FeedKind.PROGRAMME: True,
        FeedKind.ORGANIZATION: speaks,
        FeedKind.DEADLINES: of_the_office,
        FeedKind.FELLOWSHIP: True,  # of whoever is no fellow (any more) it is empty
    }
    return PrivateFeed(
        id=number,
        kind=kind,
        account_id=account_id,
        zone=zone or "Etc/UTC",
        organization_id=organization_id,
        organization=organization or "",
        open=disabled_at is None and bool(lets_in[kind]),
        seen=Seen(digest, changed_at),
        fetched_at=fetched_at,
        demonstration=bool(demonstration),
        programme=parts_of([row[_HEAD:] for row in rows]),
    )


@dataclass(frozen=True)
class Offered:
    """A feed that a person may have, and the subscription if there is one."""

    kind: FeedKind
    organization: Organization | None
    subscription: Subscription | None


def offered(actor: Actor) -> list[Offered]:
    """The feeds that the actor may have: three statements."""
    there = {(s.kind, s.organization_id): s for s in own_subscriptions(actor)}
    found = [Offered(FeedKind.PROGRAMME, None, there.get((FeedKind.PROGRAMME, None)))]
    ids = actor.scope(Permission.NAME_PEOPLE, "organization") or ()
    query = select(Organization).where(Organization.id.in_(ids)).order_by(Organization.name)
    found += [
        Offered(FeedKind.ORGANIZATION, o, there.get((FeedKind.ORGANIZATION, o.id)))
        for o in db.session.scalars(query)
    ]
    if is_fellow(actor):
        found.append(Offered(FeedKind.FELLOWSHIP, None, there.get((FeedKind.FELLOWSHIP, None))))
    if actor.may(Permission.SEE_HOME):
        found.append(Offered(FeedKind.DEADLINES, None, there.get((FeedKind.DEADLINES, None))))
    return found


def own_subscriptions(actor: Actor) -> Sequence[Subscription]:
    """All that the actor has made, also where a role has ended since."""
    if actor.account_id is None:
        return []
    return db.session.scalars(
        select(Subscription)
        .where(Subscription.account_id == actor.account_id)
        .options(joinedload(Subscription.organization))
        .order_by(Subscription.id)
    ).all()


def subscription_for(actor: Actor, key: str) -> Subscription:
    """The actor's own subscription; anybody else's is NotFound, also for staff."""
    found = db.session.scalar(
        select(Subscription).where(Subscription.key == key).options(joinedload(Subscription.organization))
    )
    if found is None or actor.account_id is None or found.account_id != actor.account_id:
        raise NotFound
    return found


def token_of(subscription: Subscription) -> str:
    """What the secret address ends in; made anew each time and kept nowhere."""
    return secrets.mint(PURPOSE, subscription.key, subscription.nonce)
