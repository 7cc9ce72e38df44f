"""What agendas know of a person: that they were written to about the update of their organization."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from meetings.access.actor import Actor
from meetings.agenda.actions import forget_addressees
from meetings.agenda.models import OrganizationUpdate, UpdateAddressee
from meetings.base.database import db
from meetings.base.words import N_
from meetings.people.asked import Figure, Knows, Subject, Told, plain_row


def _rows(subject: Subject) -> list[UpdateAddressee]:
    query = (
        select(UpdateAddressee)
        .where(UpdateAddressee.email.in_(subject.addresses))
        .options(
            joinedload(UpdateAddressee.update).joinedload(OrganizationUpdate.organization),
            joinedload(UpdateAddressee.update).joinedload(OrganizationUpdate.meeting),
        )
    )
    return list(db.session.scalars(query.order_by(UpdateAddressee.id)))


def _told(subject: Subject) -> Told:
    rows = [
        plain_row(r) | {"organization": r.update.organization.name, "meeting": r.update.meeting.title}
        for r in _rows(subject)
    ]
    return Told({"update_addressee": rows})


def _goes(subject: Subject) -> Iterator[Figure]:
    yield Figure(N_("names on requests for updates of organizations"), len(_rows(subject)))


def _forget(actor: Actor, subject: Subject) -> None:
    forget_addressees([row.id for row in _rows(subject)])


# What an organization tells is the organization's.
KNOWS = Knows((), _told, _goes, _forget)
