"""What calendars know of a person: the secret addresses that were made, and where the programme names them."""

from collections.abc import Iterator

from sqlalchemy import delete, func, or_, select

from meetings.access.actor import Actor
from meetings.base.database import db
from meetings.base.words import N_
from meetings.calendars.models import Subscription
from meetings.people.asked import Figure, Knows, Refers, Subject, Told, plain_row
from meetings.programme.released_roles import ReleasedRole


def _told(subject: Subject) -> Told:
    """Without what makes the address: a copy that is passed on must not open the calendar."""
    rows = db.session.scalars(
        select(Subscription).where(Subscription.account_id.in_(subject.accounts)).order_by(Subscription.id)
    )
    roles = db.session.scalars(
        select(ReleasedRole)
        .where(or_(ReleasedRole.person_id.in_(subject.records), ReleasedRole.email.in_(subject.addresses)))
        .order_by(ReleasedRole.id)
    )
    return Told(
        {
            "calendar_subscription": [plain_row(s, "key", "nonce", "digest") for s in rows],
            "released_role": [plain_row(r) for r in roles],
        }
    )


def _goes(subject: Subject) -> Iterator[Figure]:
    own = select(func.count()).where(Subscription.account_id.in_(subject.accounts))
    yield Figure(N_("addresses of own calendars"), db.session.scalar(own) or 0)


def _forget(actor: Actor, subject: Subject) -> None:
    db.session.execute(delete(Subscription).where(Subscription.account_id.in_(subject.accounts)))
    theirs = or_(ReleasedRole.person_id.in_(subject.records), ReleasedRole.email.in_(subject.addresses))
    db.session.execute(delete(ReleasedRole).where(theirs))


KNOWS = Knows(
    (Refers(ReleasedRole.person_id, N_("roles in the calendar"), watched=False),), _told, _goes, _forget
)
