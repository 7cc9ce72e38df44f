"""An address was a mistake: the account and record that were made for it alone follow to the right one, or go."""

from sqlalchemy import delete, select

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.access.models import Account, MailLink, RoleHolding, SignedInSession
from meetings.access.permissions import Role
from meetings.base.database import db
from meetings.directory.models import Person
from meetings.directory.queries import find_person
from meetings.people.queries.mentions import is_mentioned

# What says nothing of whom the account serves.
OF_NO_WEIGHT = frozenset(
    {"audit_row.account_id", "signed_in_session.account_id", "role_holding.account_id", "person.account_id"}
)


def give_up_address(
    actor: Actor, before: str, after: str, account: int | None, person: int | None, meeting: int
) -> None:
    """Nobody can sign in by the wrong address (`before`), and nothing of the person is kept under it.

    `account` and `person`: those that the address had, and to which nothing of the meeting refers any more. One that
    serves anything else may be somebody else's, whose address it truly is, and stays as it is.
    """
    record = _record(before, account, person)
    holder = _account(before, account, record, meeting)
    if holder is not None:
        db.session.execute(delete(SignedInSession).where(SignedInSession.account_id == holder.id))
        links = (MailLink.purpose == "sign_in", MailLink.subject_id == holder.id)
        db.session.execute(delete(MailLink).where(*links))
    known = find_person(after) is not None
    free = db.session.scalar(select(Account.id).where(Account.email == after)) is None
    for kind, row, moves in (("person", record, not known), ("account", holder, free)):
        if row is not None and moves:
            row.email = after
            audit.record(actor, "correct_address", kind, row.id, {"email": before}, {"email": after})
        elif row is not None:
            audit.forget({kind: [row.id]}, (), ())
            table = Person if kind == "person" else Account
            db.session.execute(delete(table).where(table.id == row.id))
    db.session.flush()  # who has the right address is looked for next


def _record(before: str, account: int | None, person: int | None) -> Person | None:
    row = None if person is None else db.session.get(Person, person)
    made_for_it = row is not None and row.email == before and row.account_id in (None, account)
    return row if made_for_it and not is_mentioned("person", row.id, frozenset()) else None  # type: ignore[union-attr]


def _account(before: str, account: int | None, record: Person | None, meeting: int) -> Account | None:
    row = None if account is None else db.session.get(Account, account)
    if row is None or row.email != before or row.password_hash is not None:
        return None
    others = select(RoleHolding.id).where(
        RoleHolding.account_id == row.id,
        ~(
            (RoleHolding.role == Role.PARTICIPANT)
            & (RoleHolding.on_kind == "meeting")
            & (RoleHolding.on_id == meeting)
        ),
    )
    known = select(Person.id).where(Person.account_id == row.id, Person.id != (record.id if record else 0))
    serves = any(db.session.scalar(query.limit(1)) is not None for query in (others, known))
    return None if serves or is_mentioned("account", row.id, OF_NO_WEIGHT) else row
