"""What the rooms below know of a person: the directory, accounts and trail, mails."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Select, and_, delete, func, or_, select

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.access.models import Account, AuditRow, MailLink, RoleHolding, SignedInSession
from meetings.base import clock
from meetings.base.database import db
from meetings.base.words import N_
from meetings.directory.models import FocalPoint, Person, PersonAddress
from meetings.outbox.actions import forget_mails
from meetings.outbox.models import OutboxMessage
from meetings.outbox.rules import Delivery
from meetings.people.asked import Figure, Knows, Refers, Subject, Told, plain_row
from meetings.people.merged import own_records, records_of
from meetings.people.queries import speaks_now
from meetings.replies.actions import forget_replies
from meetings.replies.models import CalendarAnswer, ReceivedMail

SPEAKS = N_("It is needed while an organization is spoken for; when that has ended, it can go too.")
REACHED = (Delivery.WAITING, Delivery.SENT, Delivery.FAILED)


def _all(query: Select[Any]) -> list[Any]:
    return list(db.session.scalars(query))


def _count(query: Select[Any]) -> int:
    return db.session.scalar(query.with_only_columns(func.count(), maintain_column_froms=True)) or 0


# ---- the directory


def _directory_told(subject: Subject) -> Told:
    mine = subject.records
    return Told(
        {
            "person": [
                subject.own_values(plain_row(p)) for p in _all(select(Person).where(Person.id.in_(mine)))
            ],
            "person_address": [
                # An address that a merge brought may be a stranger's.
                plain_row(a)
                for a in _all(
                    select(PersonAddress).where(
                        PersonAddress.person_id.in_(mine), PersonAddress.email.in_(subject.addresses)
                    )
                )
            ],
            "focal_point": [
                plain_row(f)
                for f in _all(
                    select(FocalPoint).where(
                        FocalPoint.person_id.in_(mine),
                        FocalPoint.id.not_in(subject.anothers(FocalPoint.person_id)),
                    )
                )
            ],
        }
    )


def _directory_goes(subject: Subject) -> Iterator[Figure]:
    speaks = speaks_now(subject, clock.now().date())
    why = SPEAKS if speaks else ""
    yield Figure(N_("record in the directory"), int(subject.person_id is not None), speaks, why)
    periods = select(FocalPoint).where(FocalPoint.person_id.in_(subject.records))
    yield Figure(N_("focal-point periods"), _count(periods), speaks, why)


def _directory_forget(actor: Actor, subject: Subject) -> None:
    if not speaks_now(subject, clock.now().date()):
        db.session.execute(delete(Person).where(Person.id.in_(subject.records)))


DIRECTORY = Knows(
    (
        Refers(FocalPoint.person_id, N_("focal-point periods")),
        Refers(PersonAddress.person_id, N_("further addresses")),
    ),
    _directory_told,
    _directory_goes,
    _directory_forget,
)


# ---- accounts, roles, trail


def _trail_of(subject: Subject, records: Sequence[int]) -> Select[Any]:
    """What was done to these records and the accounts, and what they did themselves."""
    kinds = (("account", subject.accounts), ("person", records))
    return select(AuditRow).where(
        or_(
            AuditRow.account_id.in_(subject.accounts),
            *(and_(AuditRow.on_kind == kind, AuditRow.on_id.in_(ids)) for kind, ids in kinds),
        )
    )


def trail_line(row: AuditRow, subject: Subject) -> dict[str, Any]:
    """A line of the trail for the person: colleagues of the office are not named."""
    line = plain_row(row, "account_id", "actor_name")
    own = row.account_id in subject.accounts or row.account_id is None
    if row.on_kind == "person":
        line |= {name: subject.own_values(line[name]) for name in ("before", "after") if line[name]}
    return line | {"by": row.actor_name if own else "the office"}


def _is_anothers(row: AuditRow, subject: Subject) -> bool:
    """Of a record that is one's own since a merge without proof: what was done to it before."""
    return row.on_kind == "person" and any(
        one.before is not None and row.on_id == one.kept_id and row.at < one.before
        for one in subject.unproven
    )


def _access_told(subject: Subject) -> Told:
    accounts, now = subject.accounts, clock.now()
    told = _trail_of(subject, own_records(subject))
    return Told(
        {
            "account": [
                plain_row(a, "password_hash") for a in _all(select(Account).where(Account.id.in_(accounts)))
            ],
            "role_holding": [
                plain_row(h) for h in _all(select(RoleHolding).where(RoleHolding.account_id.in_(accounts)))
            ],
            "signed_in_session": [
                plain_row(s, "digest")
                for s in _all(
                    select(SignedInSession).where(
                        SignedInSession.account_id.in_(accounts), SignedInSession.began_at <= now
                    )
                )
            ],
            "audit_row": [
                trail_line(row, subject)
                for row in _all(told.order_by(AuditRow.id))
                if not _is_anothers(row, subject)
            ],
        }
    )


def _access_goes(subject: Subject) -> Iterator[Figure]:
    goes = _trail_of(subject, records_of(subject))
    speaks = speaks_now(subject, clock.now().date())
    why = SPEAKS if speaks else ""
    yield Figure(N_("accounts"), len(subject.accounts), speaks, why)
    held = select(RoleHolding).where(RoleHolding.account_id.in_(subject.accounts))
    yield Figure(N_("roles"), _count(held), speaks, why)
    yield Figure(N_("values and names in the trail"), _count(goes))
    yield Figure(
        N_("lines of the trail"),
        _count(goes),
        True,
        N_("That something was done, and when, stays without names and values."),
    )


def _access_forget(actor: Actor, subject: Subject) -> None:
    people = select(Person.name).where(Person.id.in_(subject.records))
    names = {*_all(people), *_all(select(Account.name).where(Account.id.in_(subject.accounts)))}
    about = {"account": subject.accounts, "person": records_of(subject)}
    audit.forget(about, names, subject.accounts)
    audit.forget_actors(subject.accounts)
    links = and_(MailLink.purpose == "sign_in", MailLink.subject_id.in_(subject.accounts))
    db.session.execute(delete(MailLink).where(links))
    if not speaks_now(subject, clock.now().date()):
        db.session.execute(delete(Account).where(Account.id.in_(subject.accounts)))


ACCESS = Knows((), _access_told, _access_goes, _access_forget)


# ---- mails


def _mails(subject: Subject) -> Select[Any]:
    return select(OutboxMessage).where(OutboxMessage.to_email.in_(subject.addresses))


def _outbox_told(subject: Subject) -> Told:
    # What waits for somebody's word in the office has not been said yet.
    reached = _mails(subject).where(OutboxMessage.delivery.in_(REACHED)).order_by(OutboxMessage.id)
    secret = ("link_path", "link_purpose", "link_key", "link_nonce")
    return Told({"outbox_message": [plain_row(m, *secret) for m in _all(reached)]})


def _outbox_goes(subject: Subject) -> Iterator[Figure]:
    number = _count(_mails(subject))
    yield Figure(N_("texts and addresses of mails"), number)
    yield Figure(
        N_("that a mail went, and when"), number, True, N_("It is counted, without text and address.")
    )


def _outbox_forget(actor: Actor, subject: Subject) -> None:
    forget_mails({"account": subject.accounts}, subject.addresses)


# ---- mails that came in


def _received(subject: Subject) -> Select[Any]:
    mine = or_(ReceivedMail.from_email.in_(subject.addresses), ReceivedMail.email.in_(subject.addresses))
    return select(ReceivedMail).where(mine)


def _answers(subject: Subject) -> Select[Any]:
    return select(CalendarAnswer).where(CalendarAnswer.email.in_(subject.addresses))


def _replies_told(subject: Subject) -> Told:
    mails = _all(_received(subject).order_by(ReceivedMail.id))
    answers = _all(_answers(subject).order_by(CalendarAnswer.id))
    # Who of the office saw to it is another person.
    return Told(
        {
            "received_mail": [plain_row(m, "identity", "closed_by") for m in mails],
            "calendar_answer": [plain_row(a) for a in answers],
        }
    )


def _replies_go(subject: Subject) -> Iterator[Figure]:
    yield Figure(N_("mails that came in"), _count(_received(subject)))
    yield Figure(N_("answers of a calendar"), _count(_answers(subject)))


def _forget_replies(actor: Actor, subject: Subject) -> None:
    forget_replies({}, subject.addresses)


REPLIES = Knows((), _replies_told, _replies_go, _forget_replies)
OUTBOX = Knows((), _outbox_told, _outbox_goes, _outbox_forget)
