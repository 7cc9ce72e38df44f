"""What outcomes know of a person: what somebody with an account is to do."""

from collections.abc import Iterator

from sqlalchemy import select

from meetings.access.actor import Actor
from meetings.base.database import db
from meetings.base.words import N_
from meetings.outcomes.following import forget_owner
from meetings.outcomes.models import OutcomeRecord
from meetings.people.asked import Figure, Knows, Subject, Told, plain_row


def _rows(subject: Subject) -> list[OutcomeRecord]:
    query = select(OutcomeRecord).where(OutcomeRecord.owner_account_id.in_(subject.accounts))
    return list(db.session.scalars(query.order_by(OutcomeRecord.id)))


def _told(subject: Subject) -> Told:
    # Whose words they are, and who wrote them down, are others.
    told = ("key", "text", "kind", "paragraph", "state", "due_on", "owner_account_id")
    return Told(
        {"outcome_record": [{k: v for k, v in plain_row(r).items() if k in told} for r in _rows(subject)]}
    )


def _goes(subject: Subject) -> Iterator[Figure]:
    yield Figure(N_("outcomes that this person is to see to"), len(_rows(subject)))


def _forget(actor: Actor, subject: Subject) -> None:
    forget_owner(subject.accounts)


KNOWS = Knows((), _told, _goes, _forget)
