"""What invitations and nominations know of a person: by whom they were asked to come, and when."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import joinedload

from meetings.access.actor import Actor
from meetings.base.database import db
from meetings.base.words import N_
from meetings.invitations.actions import forget_invitations, take_back
from meetings.invitations.models import Invitation
from meetings.invitations.rules import IN_HAND, By, InvitationStatus
from meetings.people.asked import Figure, Knows, Subject, Told, plain_row
from meetings.registration.models import Registration


def _of(subject: Subject) -> ColumnElement[bool]:
    own = select(Registration.id).where(Registration.account_id.in_(subject.accounts))
    return or_(Invitation.email.in_(subject.addresses), Invitation.registration_id.in_(own))


def _rows(subject: Subject) -> list[Invitation]:
    query = select(Invitation).where(_of(subject)).options(joinedload(Invitation.meeting))
    return list(db.session.scalars(query.order_by(Invitation.meeting_id, Invitation.id)))


def _told(subject: Subject) -> Told:
    # Who named somebody is another person.
    rows = [plain_row(i, "named_by", "batch") | {"meeting": i.meeting.title} for i in _rows(subject)]
    return Told({"invitation": rows})


def _goes(subject: Subject) -> Iterator[Figure]:
    number = len(_rows(subject))
    yield Figure(N_("names on invitations and nominations"), number)
    why = N_("That somebody was asked, and how it ended, is counted without a name.")
    yield Figure(N_("invitations and nominations"), number, True, why)


def _forget(actor: Actor, subject: Subject) -> None:
    rows = _rows(subject)
    for invitation in rows:
        if invitation.status in IN_HAND and invitation.status is not InvitationStatus.ACCEPTED:
            take_back(actor, invitation, By.OFFICE)
    forget_invitations(rows)


KNOWS = Knows((), _told, _goes, _forget)
