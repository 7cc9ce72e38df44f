"""What goes when somebody is forgotten, or with the personal data of a meeting."""

from collections.abc import Collection

from sqlalchemy import delete, select

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.access.models import MailLink
from meetings.agenda.models import UpdateAddressee
from meetings.agenda.queries.updates import PURPOSE
from meetings.base.database import db
from meetings.base.refusals import NotFound, Refused
from meetings.outbox.actions import Invitation, forget_mails

KIND = "update_addressee"


def forget_addressees(ids: Collection[int]) -> int:
    """Delete to whom was written about an update, with links and mails; the update stays. How many there were."""
    rows = db.session.scalars(select(UpdateAddressee.id).where(UpdateAddressee.id.in_(ids))).all()
    forget_mails({KIND: rows})
    audit.forget({KIND: rows}, (), ())
    db.session.execute(delete(MailLink).where(MailLink.purpose == PURPOSE, MailLink.subject_id.in_(rows)))
    db.session.execute(delete(UpdateAddressee).where(UpdateAddressee.id.in_(rows)))
    return len(rows)


def correct_address(
    actor: Actor, addressee_id: int, email: str, method: str | None = None
) -> Invitation | None:
    """An address of somebody who speaks for an organization is corrected in the directory, whence it came."""
    if db.session.get(UpdateAddressee, addressee_id) is None:
        raise NotFound
    raise Refused("Correct the address in the directory, then remind the organization.")
