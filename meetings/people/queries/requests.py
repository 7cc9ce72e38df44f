"""What people have asked about their data."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select

from meetings.access.actor import Actor
from meetings.access.models import Account
from meetings.access.permissions import Permission
from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.directory.models import Person
from meetings.directory.queries import record_of
from meetings.people.asked import Subject
from meetings.people.models import PersonRequest
from meetings.people.queries.subjects import subject_of
from meetings.people.rules import Outcome, RequestKind

PER_PAGE = 50


def requests(actor: Actor, open_: bool, page: int) -> tuple[Sequence[PersonRequest], int]:
    """Open requests, the oldest first, or answered ones, the latest first; and how many. EDIT_PEOPLE is asked for."""
    one = PersonRequest.outcome == Outcome.OPEN if open_ else PersonRequest.outcome != Outcome.OPEN
    total = db.session.scalar(select(func.count(PersonRequest.id)).where(one)) or 0
    order = PersonRequest.id.asc() if open_ else PersonRequest.id.desc()
    rows = db.session.scalars(
        select(PersonRequest).where(one).order_by(order).limit(PER_PAGE).offset((page - 1) * PER_PAGE)
    ).all()
    return rows, total


def open_requests(actor: Actor) -> int:
    """How many wait for an answer of the office; 0 for those who answer none."""
    if not actor.may(Permission.EDIT_PEOPLE):
        return 0
    waiting = select(func.count(PersonRequest.id)).where(PersonRequest.outcome == Outcome.OPEN)
    return db.session.scalar(waiting) or 0


def request_for(actor: Actor, key: str) -> PersonRequest:
    """One request; the route asks for EDIT_PEOPLE, which is held everywhere."""
    return _get(PersonRequest.key == key)


def own_request_for(actor: Actor, key: str) -> PersonRequest:
    """The actor's own request; anybody else's is NotFound."""
    if actor.account_id is None:
        raise NotFound
    return _get(PersonRequest.key == key, PersonRequest.account_id == actor.account_id)


def own_requests(actor: Actor) -> Sequence[PersonRequest]:
    """What the actor has asked, the latest first."""
    if actor.account_id is None:
        return []
    return db.session.scalars(
        select(PersonRequest)
        .where(PersonRequest.account_id == actor.account_id)
        .order_by(PersonRequest.id.desc())
        .limit(20)
    ).all()


def find_open_request(actor: Actor, kind: RequestKind) -> PersonRequest | None:
    """The actor's request of that kind which waits for an answer."""
    return db.session.scalar(
        select(PersonRequest).where(
            PersonRequest.account_id == actor.account_id,
            PersonRequest.kind == kind,
            PersonRequest.outcome == Outcome.OPEN,
        )
    )


def person_of(actor: Actor, asked: PersonRequest) -> Person | None:
    """The record of whoever asks, for the office; not the one into which it went by a merge that may be a mistake."""
    account = db.session.get(Account, asked.account_id) if asked.account_id else None
    if account is not None:
        return record_of(account.id, account.email)
    return record_of(None, asked.email) if asked.email else None


def subject_of_request(actor: Actor, asked: PersonRequest) -> Subject:
    """Whose data a request is about."""
    return subject_of(person_of(actor, asked), asked.account_id)


def _get(*conditions: ColumnElement[bool]) -> PersonRequest:
    found = db.session.scalar(select(PersonRequest).where(*conditions))
    if found is None:
        raise NotFound
    return found
