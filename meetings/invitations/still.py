"""Whether what a held mail tells of an invitation, or of places to name people for, is still so (see outbox.still)."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import aliased

from meetings.base.database import db
from meetings.base.words import N_
from meetings.invitations.letters import NEWS_OF_NAMED
from meetings.invitations.models import Invitation, Nomination
from meetings.invitations.rules import asked_still_so, places_still_so
from meetings.outbox.models import OutboxMessage
from meetings.outbox.rules import Delivery
from meetings.outbox.still import HeldMail

NEWS = (NEWS_OF_NAMED.code,)
CHANGED = N_("places or deadline have changed, and were told anew")


def of_invitations(mails: Sequence[HeldMail]) -> Mapping[int, str]:
    """Those that are no longer so, with how the person has been asked by now."""
    found = _ids(mails)
    rows = db.session.execute(select(Invitation.id, Invitation.status).where(Invitation.id.in_(found)))
    stands = {id_: status for id_, status in rows}  # noqa: C416 - pairs, of which dict() does not know the types
    return {
        mail.id: stands[mail.about_id].label
        for mail in mails
        if mail.about_id in stands and not asked_still_so(mail.letter, stands[mail.about_id])
    }


def of_nominations(mails: Sequence[HeldMail]) -> Mapping[int, str]:
    """The same of places; a newer number or deadline overtakes the one that was written first."""
    rows = db.session.execute(select(Nomination.id, Nomination.status).where(Nomination.id.in_(_ids(mails))))
    stands = {id_: status for id_, status in rows}  # noqa: C416 - pairs, of which dict() does not know the types
    told_anew = _told_anew([mail.id for mail in mails])
    overtaken = {mail.id: CHANGED for mail in mails if mail.id in told_anew}
    return overtaken | {
        mail.id: stands[mail.about_id].label
        for mail in mails
        if mail.about_id in stands and not places_still_so(mail.letter, stands[mail.about_id])
    }


def _ids(mails: Sequence[HeldMail]) -> set[int]:
    return {mail.about_id for mail in mails}


def _told_anew(ids: Sequence[int]) -> set[int]:
    newer = aliased(OutboxMessage)
    return set(
        db.session.scalars(
            select(OutboxMessage.id)
            .join(newer, (newer.about_kind == "nomination") & (newer.about_id == OutboxMessage.about_id))
            .where(
                OutboxMessage.id.in_(ids),
                OutboxMessage.letter.in_(("places_given", "places_changed")),
                newer.letter == "places_changed",
                newer.id > OutboxMessage.id,
                newer.to_email == OutboxMessage.to_email,
                newer.delivery.in_((Delivery.WAITING, Delivery.SENT)),
            )
        )
    )
