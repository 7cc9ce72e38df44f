"""What somebody of the office says of a mail that waits; no mail is sent by any of it."""

from sqlalchemy import update

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.ical import read_reply
from meetings.replies.actions.ingesting import answer
from meetings.replies.models import ReceivedMail
from meetings.replies.rules import Closing, Outcome


def close(actor: Actor, mail: ReceivedMail, closing: Closing) -> None:
    """Say that a mail needs nobody any more. Refused when somebody has said so already."""
    _hold(mail)
    if not mail.open:
        raise Refused("Nothing waits here any more: somebody has seen to this mail.")
    _closed(actor, mail, closing)
    audit.record(actor, "close_reply", "received_mail", mail.id, None, {"answer": closing.value})


def take_as_theirs(actor: Actor, mail: ReceivedMail) -> None:
    """Vouch for an answer that came from another address: it then counts as if the invited address had sent it."""
    _hold(mail)
    if mail.outcome is not Outcome.OTHER_SENDER or not mail.open or mail.calendar is None:
        raise Refused("Only an answer that came from another address, and waits, can be taken so.")
    answer(mail, read_reply(mail.calendar, mail.method), set(), by_hand=True)
    _closed(actor, mail, Closing.TAKEN)
    after = {"answer": mail.said.value if mail.said else "", "email": mail.email}
    audit.record(actor, "take_reply", "received_mail", mail.id, None, after)


def close_about(actor: Actor, kind: str, about_id: int) -> None:
    """What waited about a thing is seen to, by what was done with the thing."""
    db.session.execute(
        update(ReceivedMail)
        .where(
            ReceivedMail.about_kind == kind,
            ReceivedMail.about_id == about_id,
            ReceivedMail.open.is_(True),
            ReceivedMail.outcome == Outcome.APPLIED,
        )
        .values(open=False, closing=Closing.DONE, closed_at=clock.now(), closed_by=actor.name)
    )


def _closed(actor: Actor, mail: ReceivedMail, closing: Closing) -> None:
    mail.open, mail.closing = False, closing
    mail.closed_at, mail.closed_by = clock.now(), actor.name


def _hold(mail: ReceivedMail) -> None:
    db.session.refresh(mail, with_for_update=True)
