"""Invitations: the list of a meeting, one of them, and who is in hand already."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload

from meetings.access.actor import Actor
from meetings.access.models import AuditRow
from meetings.access.permissions import Permission
from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.base.texts import as_looked_for
from meetings.invitations.models import Invitation, Nomination
from meetings.invitations.rules import IN_HAND, InvitationStatus
from meetings.outbox.models import OutboxBatch, OutboxMessage
from meetings.outbox.rules import Delivery
from meetings.programme.models import Meeting
from meetings.registration.models import Registration
from meetings.registration.rules import COMES_BACK, RegistrationStatus, sort_key

PER_PAGE = 50


@dataclass(frozen=True)
class InvitationFilter:
    """What of the list is asked for; `mail` is how far the newest mail to the person has come."""

    state: InvitationStatus | None = None
    mail: Delivery | None = None
    q: str = ""
    batch: str = ""
    page: int = 1


@dataclass(frozen=True)
class Mailed:
    """The newest mail to a person about an invitation, and how far it has come."""

    key: str
    delivery: Delivery


@dataclass(frozen=True)
class InvitationList:
    """One page of those asked; `counts` are of all of the meeting, `mailed` by invitation."""

    invitations: Sequence[Invitation]
    total: int
    counts: dict[InvitationStatus, int]
    mailed: dict[int, Mailed]


def invitations(actor: Actor, meeting: Meeting, shown: InvitationFilter) -> InvitationList:
    """Everybody who was asked to a meeting, in five statements; the newest first."""
    if not actor.may(Permission.SEE_REGISTRATIONS, meeting):
        raise NotFound
    mine = Invitation.meeting_id == meeting.id
    counted = db.session.execute(
        select(Invitation.status, func.count()).where(mine).group_by(Invitation.status)
    )
    counts = {status: int(number) for status, number in counted}
    query = _filtered(select(Invitation).where(mine), shown)
    total = db.session.scalar(query.with_only_columns(func.count(Invitation.id))) or 0
    rows = db.session.scalars(
        query.options(
            joinedload(Invitation.registration),
            joinedload(Invitation.nomination).joinedload(Nomination.organization),
        )
        .order_by(Invitation.named_at.desc(), Invitation.sort_key, Invitation.id)
        .limit(PER_PAGE)
        .offset((shown.page - 1) * PER_PAGE)
    ).all()
    return InvitationList(
        rows,
        total,
        {status: counts.get(status, 0) for status in InvitationStatus},
        mailed_to(actor, [row.id for row in rows]),
    )


def _filtered(query: Select[Any], shown: InvitationFilter) -> Select[Any]:
    if shown.state is not None:
        query = query.where(Invitation.status == shown.state)
    if shown.batch:
        query = query.where(Invitation.batch == shown.batch)
    if shown.mail is not None:
        newest = _newest().where(OutboxMessage.about_id == Invitation.id).correlate(Invitation)
        of_it = select(OutboxMessage.delivery).where(OutboxMessage.id == newest.scalar_subquery())
        query = query.where(of_it.scalar_subquery() == shown.mail)
    if shown.q:
        query = query.where(
            or_(
                Invitation.sort_key.contains(sort_key(shown.q), autoescape=True),
                Invitation.email.contains(as_looked_for(shown.q), autoescape=True),
                func.lower(Invitation.organization_name).contains(shown.q.lower(), autoescape=True),
            )
        )
    return query


def _newest() -> Select[Any]:
    return select(func.max(OutboxMessage.id)).where(OutboxMessage.about_kind == "invitation")


def mailed_to(actor: Actor, ids: Sequence[int]) -> dict[int, Mailed]:
    """The newest mail about each of these invitations, which the room has loaded for this actor."""
    newest = _newest().where(OutboxMessage.about_id.in_(ids)).group_by(OutboxMessage.about_id)
    rows = db.session.execute(
        select(OutboxMessage.about_id, OutboxMessage.key, OutboxMessage.delivery).where(
            OutboxMessage.id.in_(newest)
        )
    )
    return {number: Mailed(key, delivery) for number, key, delivery in rows if number is not None}


def held_batch(actor: Actor, key: str) -> str:
    """The key again, when mails wait under it and the actor may read them; otherwise ""."""
    if not actor.may(Permission.SEE_OUTBOX) or len(key) > 30 or "\0" in key:
        return ""
    waits = (
        select(OutboxBatch.key)
        .join(OutboxMessage, OutboxMessage.batch_id == OutboxBatch.id)
        .where(OutboxBatch.key == key, OutboxMessage.delivery == Delivery.HELD)
    )
    return db.session.scalar(waits.limit(1)) or ""


def invitation_for(actor: Actor, slug: str, key: str) -> Invitation:
    """Somebody who was asked to this meeting, for whoever may see its registrations."""
    found = _find(Invitation.key == key)
    if found is None or found.meeting.slug != slug:
        raise NotFound
    if not actor.may(Permission.SEE_REGISTRATIONS, found):
        raise NotFound
    return found


def get_invitation(invitation_id: int) -> Invitation:
    """By its id, for those who hold a link to it."""
    found = _find(Invitation.id == invitation_id)
    if found is None:
        raise NotFound
    return found


def _find(*conditions: ColumnElement[bool]) -> Invitation | None:
    return db.session.scalar(
        select(Invitation)
        .where(*conditions)
        .options(
            joinedload(Invitation.meeting),
            joinedload(Invitation.registration),
            joinedload(Invitation.nomination).joinedload(Nomination.organization),
        )
    )


def in_hand(actor: Actor, meeting: Meeting) -> set[str]:
    """Addresses that were asked to a meeting and have not said no."""
    return set(
        db.session.scalars(
            select(Invitation.email).where(
                Invitation.meeting_id == meeting.id, Invitation.status.in_(IN_HAND)
            )
        )
    )


def find_in_hand(meeting: Meeting, email: str) -> Invitation | None:
    """Who was asked under this address and has not said no."""
    return _find(
        Invitation.meeting_id == meeting.id, Invitation.email == email, Invitation.status.in_(IN_HAND)
    )


def registered(actor: Actor, meeting: Meeting) -> Sequence[Registration]:
    """All registrations of a meeting, for whoever looks whether somebody is among them."""
    return db.session.scalars(
        select(Registration).where(Registration.meeting_id == meeting.id).order_by(Registration.id)
    ).all()


def registered_addresses(actor: Actor, meeting: Meeting) -> set[str]:
    """Whom an invitation would ask in vain. Who has withdrawn comes back by it, with what is written then; and into the
    form, which nobody has confirmed, anybody may have written the address."""
    may_be_asked = {*COMES_BACK, RegistrationStatus.UNCONFIRMED}
    return {one.email for one in registered(actor, meeting) if one.status not in may_be_asked}


# no actor: the office reminds everybody of a meeting who has not answered
def unanswered(meeting: Meeting) -> Sequence[Invitation]:
    """Who was asked and has not answered, the earliest first."""
    return db.session.scalars(
        select(Invitation)
        .where(Invitation.meeting_id == meeting.id, Invitation.status == InvitationStatus.ASKED)
        .options(joinedload(Invitation.nomination).joinedload(Nomination.organization))
        .order_by(Invitation.id)
        .execution_options(populate_existing=True)
    ).all()


# no actor: whoever answers does so in the name of whoever kept the place
def who_invited(invitation: Invitation) -> Actor:
    """Who of the office invited somebody: the name of that day, and the account that the trail knows."""
    account = db.session.scalar(
        select(AuditRow.account_id)
        .where(AuditRow.verb == "invite", AuditRow.on_kind == "invitation", AuditRow.on_id == invitation.id)
        .limit(1)
    )
    return Actor(account_id=account, name=invitation.named_by)
