"""Accounts, what they hold today, and the trail of what was done."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import selectinload

from meetings.access.actor import Actor, Holding
from meetings.access.models import (
    Account,
    AuditRow,
    FailedAttempt,
    MailLink,
    RoleHolding,
    SentForm,
    SignedInSession,
)
from meetings.access.permissions import STAFF, Role
from meetings.access.rules import MOST_FAILURES, WINDOW, is_over, wait_after
from meetings.base import clock, secrets
from meetings.base.asked_often import AskedOften
from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.base.texts import as_mailed

# What rooms above answer: what the things of a kind (session, meeting, organization) are called, by id.
Namer = Callable[[Actor, Collection[int]], Mapping[int, str]]
_namers: dict[str, Namer] = {}


def answer_names(kind: str, answer: Namer) -> None:
    """Register who knows what the things of a kind are called on which roles are held (see `rooms`)."""
    _namers[kind] = answer


def actor_of(account: Account, today: date) -> Actor:
    """The account with the roles that it holds today."""
    rows = ((h.role, h.on_kind, h.on_id, h.since, h.until) for h in account.holdings)
    return Actor(account.id, account.name, account.email, account.zone, _held_on(today, rows))


# Asked at each request of whoever brings a cookie.
_SIGNED_IN = AskedOften(
    select(
        SignedInSession.began_at,
        SignedInSession.seen_at,
        Account.disabled_at,
        Account.id,
        Account.name,
        Account.email,
        Account.zone,
        RoleHolding.role,
        RoleHolding.on_kind,
        RoleHolding.on_id,
        RoleHolding.since,
        RoleHolding.until,
    )
    .join(Account, Account.id == SignedInSession.account_id)
    .outerjoin(RoleHolding, RoleHolding.account_id == Account.id)
    .where(SignedInSession.digest == bindparam("digest"))
    .order_by(RoleHolding.id)
)


def find_signed_in(token: str) -> tuple[Actor, bool] | None:
    """Who is signed in with this cookie, and whether the session should be touched; None: nobody (any more)."""
    digest = secrets.digest(token)
    rows = _SIGNED_IN.all(digest=digest)
    if not rows:
        return None
    now = clock.now()
    began, seen, disabled, id_, name, email, zone = rows[0][:7]
    held = _held_on(now.date(), (row[7:] for row in rows if row[7] is not None))
    actor = Actor(id_, name, email, zone, held, digest)
    if disabled is not None or is_over(began, seen, actor.is_staff, now):
        return None
    return actor, (now - seen).total_seconds() >= 60


def _held_on(today: date, rows: Iterable[tuple[Any, ...]]) -> tuple[Holding, ...]:
    """The roles of that day, from rows of role, what it is held on, first and last day."""
    held = [
        Holding(role, on_kind, on_id)
        for role, on_kind, on_id, since, until in rows
        if since <= today and (until is None or until >= today)
    ]
    return (*held, Holding(Role.SIGNED_IN))


def find_account(email: str) -> Account | None:
    """The account of that address, in whatever case and letters it is written."""
    return db.session.scalar(select(Account).where(Account.email == as_mailed(email.strip()).lower()))


def get_account(account_id: int) -> Account:
    account = db.session.get(Account, account_id)
    if account is None:
        raise NotFound
    return account


def account_for(actor: Actor, account_id: int) -> Account:
    """An account, for the person who manages accounts."""
    return get_account(account_id)


def accounts(actor: Actor) -> Sequence[Account]:
    """All accounts with what they hold, by name; the route asks for MANAGE_ACCOUNTS."""
    return db.session.scalars(
        select(Account).options(selectinload(Account.holdings)).order_by(Account.name)
    ).all()


def names_held_on(actor: Actor, accounts: Iterable[Account]) -> dict[tuple[str, int], str]:
    """What the things are called on which these accounts hold roles, by kind and id: one statement a kind.

    What is gone, and what nobody above names, is left out.
    """
    wanted: dict[str, set[int]] = {}
    for holding in (holding for account in accounts for holding in account.holdings):
        if holding.on_id is not None:
            wanted.setdefault(holding.on_kind, set()).add(holding.on_id)
    return {
        (kind, on_id): name
        for kind, ids in wanted.items()
        if kind in _namers
        for on_id, name in _namers[kind](actor, ids).items()
    }


def name_held_on(actor: Actor, holding: RoleHolding) -> str:
    """What the thing is called on which a role is held, for the trail; its kind and number when nobody names it."""
    if holding.on_id is None:
        return ""
    names = _namers[holding.on_kind](actor, [holding.on_id]) if holding.on_kind in _namers else {}
    return names.get(holding.on_id, f"{holding.on_kind} {holding.on_id}")


def find_link(token: str, purpose: str, used: bool = False) -> MailLink | None:
    """An unexpired link of that purpose; the token must be the one that was minted from it.

    `used`: also one that was used up, for whoever asks what became of it.
    """
    link = db.session.get(MailLink, secrets.key_of(token))
    if link is None or link.purpose != purpose:
        return None
    if not secrets.matches(token, purpose, link.key, link.nonce):
        return None
    return link if (used or link.used_at is None) and link.expires_at >= clock.now() else None


def seconds_to_wait(counted_under: dict[str, str], now: datetime) -> int:
    """How long sign-in stays shut for these counters ({"account": digest, "address": digest}); 0: open."""
    waits = [0]
    for kind, digest in counted_under.items():
        failures = db.session.scalars(
            select(FailedAttempt.at)
            .where(FailedAttempt.counted_under == digest, FailedAttempt.at > now - WINDOW)
            .order_by(FailedAttempt.at.desc())
            .limit(MOST_FAILURES[kind])
        ).all()
        waits.append(wait_after(kind, list(failures), now))
    return max(waits)


def audit_rows(
    actor: Actor, most: int = 200, on_kind: str = "", on_id: int | None = None
) -> Sequence[AuditRow]:
    """The newest rows of the trail, of everything or of one thing; the route asks for MANAGE_ACCOUNTS."""
    query = select(AuditRow).order_by(AuditRow.id.desc()).limit(most)
    if on_kind:
        query = query.where(AuditRow.on_kind == on_kind, AuditRow.on_id == on_id)
    return db.session.scalars(query).all()


def find_answer(digest: str) -> str | None:
    """Where a form led that was sent before; None: it led nowhere."""
    return db.session.scalar(select(SentForm.led_to).where(SentForm.digest == digest)) or None


def has_staff() -> bool:
    """Whether anybody can run the house yet."""
    return db.session.scalar(select(RoleHolding.id).where(RoleHolding.role.in_(STAFF)).limit(1)) is not None
