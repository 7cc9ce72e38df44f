"""Whether what a held mail tells of a registration is still so (see outbox.still)."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from meetings.base.database import db
from meetings.outbox.still import HeldMail
from meetings.registration.models import Registration
from meetings.registration.rules import still_so


def still(mails: Sequence[HeldMail]) -> Mapping[int, str]:
    """Those that are no longer so, with the state of the registration."""
    rows = db.session.execute(
        select(Registration.id, Registration.status).where(Registration.id.in_({m.about_id for m in mails}))
    )
    stands = {id_: status for id_, status in rows}  # noqa: C416 - pairs, of which dict() does not know the types
    return {
        mail.id: stands[mail.about_id].label
        for mail in mails
        if mail.about_id in stands and not still_so(mail.letter, stands[mail.about_id], mail.takes_out)
    }
