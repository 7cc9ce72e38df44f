"""What lists of speakers know of a person: when they asked for the floor and had it."""

from collections.abc import Iterator

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from meetings.access.actor import Actor
from meetings.base.database import db
from meetings.base.words import N_
from meetings.floor.actions import forget_asks
from meetings.floor.models import FloorAsk
from meetings.people.asked import Figure, Knows, Subject, Told, plain_row
from meetings.programme.releases import public_titles
from meetings.registration.models import Registration


def _rows(subject: Subject) -> list[tuple[FloorAsk, str]]:
    """By the registration under which they asked; a name that a keeper wrote down is nobody's in particular."""
    mine = or_(
        Registration.account_id.in_(subject.accounts),
        Registration.email.in_(subject.addresses),
        Registration.person_id.in_(subject.records) & Registration.account_id.is_(None),
    )
    rows = db.session.scalars(
        select(FloorAsk)
        .join(Registration, Registration.id == FloorAsk.registration_id)
        .where(mine)
        .options(joinedload(FloorAsk.registration))
        .order_by(FloorAsk.id)
    ).all()
    titles = public_titles([ask.session_id for ask in rows])
    return [(ask, titles.get(ask.session_id, "")) for ask in rows]


def _told(subject: Subject) -> Told:
    return Told(
        {"floor_ask": [plain_row(ask, "position") | {"session": title} for ask, title in _rows(subject)]}
    )


def _goes(subject: Subject) -> Iterator[Figure]:
    yield Figure(N_("requests for the floor"), len(_rows(subject)))


def _forget(actor: Actor, subject: Subject) -> None:
    forget_asks([ask.id for ask, _title in _rows(subject)])


KNOWS = Knows((), _told, _goes, _forget)
