"""What goes with the registrations of a meeting: roles, accounts, people, rows of acts, what tells rows apart."""

from collections.abc import Collection

from sqlalchemy import String, case, cast, delete, func, literal, null, or_, select, update

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.access.models import Account, AuditRow, MailLink, RoleHolding, SentForm
from meetings.base import clock
from meetings.base.database import Instant, db
from meetings.bulk.models import BulkAct, BulkRow
from meetings.bulk.rules import ActState, Outcome
from meetings.directory.models import Person
from meetings.outbox.actions import forget_mails
from meetings.outbox.models import OutboxMessage
from meetings.outbox.rules import Delivery
from meetings.people.asked import Subject, answered
from meetings.people.models import PersonRequest
from meetings.programme.models import Meeting
from meetings.registration.actions.forgetting import KIND
from meetings.registration.models import Registration, SavedView
from meetings.registration.rules import RegistrationStatus
from meetings.retention.queries.scope import list_views, of_acts_on, of_the_list, takes_part_in


def discard_waiting(ids: Collection[int]) -> None:
    """What still waits to go to these people does not go any more; one that is being sent just now may."""
    now = clock.now()
    db.session.execute(
        update(OutboxMessage)
        .where(
            OutboxMessage.about_kind == KIND,
            OutboxMessage.about_id.in_(ids),
            OutboxMessage.delivery == Delivery.WAITING,
            OutboxMessage.claimed_until.is_(None) | (OutboxMessage.claimed_until < now),
        )
        .values(delivery=Delivery.DISCARDED)
    )


def leave_meeting(meeting: Meeting, ids: Collection[int] | None) -> int:
    """Take the roles of participants on this meeting away, and what the trail says of them: of these, or (None) of all.

    With None also whatever acts on this meeting still say of anybody; how many rows of these.
    """
    holdings = takes_part_in(meeting)
    theirs = select(Registration.account_id).where(Registration.id.in_(ids or ()))
    which = holdings if ids is None else holdings & RoleHolding.account_id.in_(theirs)
    accounts = list(db.session.scalars(select(RoleHolding.account_id).where(which)))
    _forget_roles(meeting, accounts)
    db.session.execute(delete(RoleHolding).where(which).execution_options(synchronize_session=False))
    return 0 if ids is not None else _blank_acts(meeting)


def _forget_roles(meeting: Meeting, accounts: Collection[int]) -> None:
    """The lines that say "participant of …", under whatever title the meeting had then."""
    titles = {meeting.title}
    renamed = select(AuditRow.before).where(AuditRow.on_kind == "meeting", AuditRow.on_id == meeting.id)
    titles |= {str(before["title"]) for before in db.session.scalars(renamed) if before and "title" in before}
    for column in (AuditRow.before, AuditRow.after):
        db.session.execute(
            update(AuditRow)
            .where(
                AuditRow.on_kind == "account",
                AuditRow.on_id.in_(accounts),
                column["role"].as_string() == "participant",
                column["on"].as_string().in_(titles),
            )
            .values(before=null(), after=null())
            .execution_options(synchronize_session=False)
        )


def _blank_acts(meeting: Meeting) -> int:
    """Acts on this meeting keep their result in numbers; what was not done cannot be any more."""
    here = (BulkAct.on_kind == "meeting", BulkAct.on_id == meeting.id)
    number = db.session.scalar(select(func.count()).select_from(BulkRow).where(of_acts_on(meeting))) or 0
    db.session.execute(delete(BulkAct).where(*here, BulkAct.state == ActState.PLANNED))
    db.session.execute(
        update(BulkRow)
        .where(of_acts_on(meeting))
        .values(
            label="",
            about="",
            said="",
            data={},
            outcome=case((BulkRow.outcome == Outcome.PENDING, Outcome.REFUSED), else_=BulkRow.outcome),
        )
        .execution_options(synchronize_session=False)
    )
    db.session.execute(
        update(BulkAct)
        .where(*here, BulkAct.state.in_((ActState.RUNNING, ActState.STOPPED)))
        .values(state=ActState.DONE, ended_at=clock.now())
    )
    return number


def flatten(meeting: Meeting, ids: Collection[int]) -> None:
    """What could still tell one nameless row from another, to whoever kept a link or a mail: its key and its hours."""
    waits = Registration.status == RegistrationStatus.WAITING
    db.session.execute(
        update(Registration)
        .where(Registration.id.in_(ids))
        .values(
            key="gone-" + cast(Registration.id, String),
            received_at=meeting.starts_at,
            confirmed_at=null(),
            decided_at=null(),
            waiting_since=case((waits, literal(meeting.starts_at, Instant())), else_=null()),
            instead_of_id=null(),
        )
        .execution_options(synchronize_session=False)
    )


def forget_searches(meeting: Meeting) -> None:
    """Whom somebody looked for in the meeting's list: in saved views, in the trail, in where a form led."""
    db.session.execute(delete(SavedView).where(list_views(meeting)))
    db.session.execute(
        update(AuditRow)
        .where(of_the_list(meeting))
        .values(before=null(), after=null())
        .execution_options(synchronize_session=False)
    )
    # The mark after it: not the pages of "workshop-2" with those of "workshop".
    pages = (f"/meetings/{meeting.slug}/", f"/meetings/{meeting.slug}?")
    here = or_(*(SentForm.led_to.contains(page, autoescape=True) for page in pages))
    # A second click leads to the same page, without its filter.
    for form in db.session.scalars(select(SentForm).where(here, SentForm.led_to.contains("?"))):
        form.led_to = form.led_to.partition("?")[0]


def leave(actor: Actor, people: Collection[int], accounts: Collection[int]) -> None:
    """Delete these people and accounts, with their mails, links and what the trail, merges and requests say of them."""
    if not people and not accounts:
        return
    asked = select(PersonRequest.id).where(
        PersonRequest.person_id.in_(people) | PersonRequest.account_id.in_(accounts)
    )
    about = {"person": people, "account": accounts, "person_request": list(db.session.scalars(asked))}
    # Nobody has the number 0; None would mean every request whose person is gone already.
    for person in people or [0]:
        answered()["people"].forget(actor, Subject(person, frozenset(accounts), frozenset()))
    names = {
        *db.session.scalars(select(Person.name).where(Person.id.in_(people))),
        *db.session.scalars(select(Account.name).where(Account.id.in_(accounts))),
    }
    audit.forget(about, names, accounts)
    audit.forget_actors(accounts)
    forget_mails(about)
    mailed = (MailLink.purpose == "sign_in", MailLink.subject_id.in_(accounts))
    db.session.execute(delete(MailLink).where(*mailed))
    db.session.execute(delete(Person).where(Person.id.in_(people)))
    db.session.execute(delete(Account).where(Account.id.in_(accounts)))
