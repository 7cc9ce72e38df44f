"""Accounts, what they hold today, and the trail of what was done."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import joinedload, selectinload

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
from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.base.texts import as_mailed

# What rooms above answer: what the things of a kind (session, meeting, organization) are called, by id.
Namer = Callable[[Actor, Collection[int]], Mapping[int, str]]
_namers: dict[str, Namer] = {}


def answer_names(kind: str, answer: Namer) -> None:
    """Register who knows what the things of a kind are called on which roles are held (see `rooms`)."""
    _namers[kind] = answer


def actor_of(account: Account, today: date, session_digest: str = "") -> Actor:
    """The account with the roles that it holds today."""
    held = [
        Holding(h.role, h.on_kind, h.on_id)
        for h in account.holdings
        if h.since <= today and (h.until is None or h.until >= today)
    ]
    return Actor(
        account_id=account.id,
        name=account.name,
        email=account.email,
        zone=account.zone,
        holdings=(*held, Holding(Role.SIGNED_IN)),
        session_digest=session_digest,
    )


def find_signed_in(token: str) -> tuple[Actor, bool] | None:
    """Who is signed in with this cookie, and whether the session should be touched; None: nobody (any more)."""
    digest = secrets.digest(token)
    row = db.session.execute(_signed_in(), {"digest": digest}).unique().first()
    if row is None:
        return None
    session, account = row
    now = clock.now()
    actor = actor_of(account, now.date(), digest)
    if account.disabled_at is not None or is_over(session.began_at, session.seen_at, actor.is_staff, now):
        return None
    return actor, (now - session.seen_at).total_seconds() >= 60


@cache  # asked at each request: to compose it takes longer than to run it
def _signed_in() -> Select[SignedInSession, Account]:
    return (
        select(SignedInSession, Account)
        .join(Account, Account.id == SignedInSession.account_id)
        .where(SignedInSession.digest == bindparam("digest"))
        .options(joinedload(Account.holdings))
    )


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
