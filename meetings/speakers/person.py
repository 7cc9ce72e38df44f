"""What this room knows of a person beside the programme: where they were asked, needs, reasons, presentations."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import contains_eager

from meetings.access.actor import Actor
from meetings.base.database import db
from meetings.base.words import N_
from meetings.people.asked import Figure, Knows, Subject, Told, plain_row
from meetings.programme.models import Speaker
from meetings.programme.releases import public_titles
from meetings.speakers.actions import forget_requests
from meetings.speakers.actions.keeping import stored_of
from meetings.speakers.models import RoleRequest


def _of(subject: Subject) -> ColumnElement[bool]:
    """By the record, or by the address to which they were written; an address of the role goes before the record's."""
    own = func.lower(Speaker.email).in_(subject.addresses)
    recorded = Speaker.person_id.in_(subject.records) & Speaker.id.not_in(subject.anothers(Speaker.person_id))
    return or_(own, recorded & (Speaker.email == ""))


def _rows(subject: Subject) -> list[Speaker]:
    query = select(Speaker).join(Speaker.session).options(contains_eager(Speaker.session))
    return list(db.session.scalars(query.where(_of(subject)).order_by(Speaker.id)))


def _requests(speakers: list[Speaker]) -> list[RoleRequest]:
    ids = [s.id for s in speakers]
    query = select(RoleRequest).where(RoleRequest.speaker_id.in_(ids))
    return list(db.session.scalars(query.order_by(RoleRequest.id)))


def _told(subject: Subject) -> Told:
    speakers = _rows(subject)
    requests = _requests(speakers)
    files = stored_of([r.id for r in requests])
    titles = public_titles([s.session_id for s in speakers])
    return Told(
        {
            "role_in_session": [plain_row(s) | {"session": titles.get(s.session_id, "")} for s in speakers],
            "role_request": [plain_row(r, "key") for r in requests],
            "presentation": [plain_row(f) for f in files],
        },
        files,
    )


def _goes(subject: Subject) -> Iterator[Figure]:
    speakers = _rows(subject)
    more = [s for s in speakers if s.email or s.needs or s.why]
    yield Figure(N_("addresses, needs and reasons of people in programmes"), len(more))
    yield Figure(N_("presentations"), len(stored_of([r.id for r in _requests(speakers)])))


def _forget(actor: Actor, subject: Subject) -> None:
    speakers = _rows(subject)
    forget_requests([s.id for s in speakers], [r.id for r in _requests(speakers)])


# The column that refers to a person is the programme's own.
KNOWS = Knows((), _told, _goes, _forget)
