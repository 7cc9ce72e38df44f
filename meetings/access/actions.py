"""Signing in and out, making accounts, giving and ending roles."""

from collections.abc import Callable, Collection
from datetime import date, datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from email_validator import EmailNotValidError, validate_email
from sqlalchemy import delete, update
from sqlalchemy.dialects import postgresql, sqlite
from zxcvbn import zxcvbn

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.access.models import (
    Account,
    AuditRow,
    FailedAttempt,
    MailLink,
    RoleHolding,
    SentForm,
    SignedInSession,
)
from meetings.access.permissions import HELD_ON, Role
from meetings.access.queries import find_account, name_held_on
from meetings.access.rules import FORMS_KEPT, LINK_LIVES, WINDOW, check_holding, check_password
from meetings.base import clock, secrets
from meetings.base.database import aside, db
from meetings.base.refusals import Refused
from meetings.base.texts import as_mailed
from meetings.outbox import actions as outbox

# RFC 9106's second choice is 64 MiB; OWASP's least is 19 MiB with t = 2.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_followers: dict[str, Callable[[Actor, RoleHolding], object]] = {}
_followers_of_accounts: dict[str, Callable[[Actor, Account], object]] = {}
_doors: dict[str, Callable[[str], object]] = {}


@cache
def _nobodys_hash() -> str:
    return _hasher.hash(secrets.new_key())


def make_account(actor: Actor, email: str, name: str, *, demonstration: bool = False) -> Account:
    """A new account, without a password: its owner signs in by a mailed link.

    Refused when the address is none, or is taken.
    """
    email = as_mailed(email.strip())
    try:
        validate_email(email, check_deliverability=False)
    except EmailNotValidError as error:
        raise Refused("“%(email)s” is not an e-mail address.", field="email", email=email) from error
    if find_account(email) is not None:
        raise Refused("There is an account with this address already.", field="email")
    account = Account(
        email=email.lower(),
        name=name,
        created_at=clock.now(),
        demonstration=demonstration,
        holdings=[],
    )
    db.session.add(account)
    db.session.flush()  # the trail and the roles need its id
    audit.record(actor, "make_account", "account", account.id, None, {"email": account.email, "name": name})
    return account


def follow_ended_roles(room: str, follow: Callable[[Actor, RoleHolding], object]) -> None:
    """Let a room above know of each role that is ended, wherever that is done (see `rooms`)."""
    _followers[room] = follow


def let_in_by_address(room: str, let_in: Callable[[str], object]) -> None:
    """Let a room above give whom it knows under an address an account, before a link to sign in is mailed to it."""
    _doors[room] = let_in


def follow_disabled(room: str, follow: Callable[[Actor, Account], object]) -> None:
    """Let a room above know of each account that cannot sign in any more (see `rooms`)."""
    _followers_of_accounts[room] = follow


def give_role(
    actor: Actor, account: Account, role: Role, on_id: int | None = None, since: date | None = None
) -> RoleHolding:
    """Let an account hold a role, on the thing that the role is held on; from today unless told otherwise."""
    on_kind = HELD_ON.get(role, "")
    check_holding(role, on_kind if on_id is not None else "")
    for held in account.holdings:
        if (held.role, held.on_id) == (role, on_id) and held.until is None:
            return held
    holding = RoleHolding(role=role, on_kind=on_kind, on_id=on_id, since=since or clock.now().date())
    account.holdings.append(holding)
    db.session.flush()  # the trail needs its id
    audit.record(actor, "give_role", "account", account.id, None, _held(actor, holding))
    return holding


def end_role(actor: Actor, holding: RoleHolding) -> None:
    """End a role yesterday: it does not act at the next request. One that began today is taken away."""
    yesterday = clock.now().date() - timedelta(days=1)
    before = _held(actor, holding)
    audit.record(actor, "end_role", "account", holding.account_id, before, dict.fromkeys(before, ""))
    if holding.since > yesterday:
        db.session.delete(holding)
    else:
        holding.until = yesterday
    for follow in _followers.values():
        follow(actor, holding)


def _held(actor: Actor, holding: RoleHolding) -> dict[str, str]:
    """A role as the trail keeps it: with the name that the thing has today, for it may be gone tomorrow."""
    return {"role": holding.role.value, "on": name_held_on(actor, holding)}


def set_disabled(actor: Actor, account: Account, disabled: bool) -> None:
    """Disable an account (its sessions end at once) or let it in again."""
    if account.id == actor.account_id:
        raise Refused("You cannot disable your own account.")
    before = audit.values_of(account, "disabled_at")
    account.disabled_at = clock.now() if disabled else None
    if disabled:
        db.session.execute(delete(SignedInSession).where(SignedInSession.account_id == account.id))
    audit.record(
        actor, "set_disabled", "account", account.id, before, audit.values_of(account, "disabled_at")
    )
    for follow in _followers_of_accounts.values() if disabled else ():
        follow(actor, account)


def set_password(actor: Actor, account: Account, password: str) -> None:
    """Set a password; every session of the account ends, this one too, and so do its open links."""
    check_password(password, float(zxcvbn(password[:72], [account.email, account.name])["guesses_log10"]))
    account.password_hash = _hasher.hash(password)
    db.session.execute(delete(SignedInSession).where(SignedInSession.account_id == account.id))
    use_up_links("sign_in", account.id)
    audit.record(actor, "set_password", "account", account.id)


def verify(email: str, password: str) -> Account | None:
    """The account when the password is its own; an unknown address takes as long as a wrong password."""
    account = find_account(email)
    known = account is not None and account.password_hash is not None and account.disabled_at is None
    stored = account.password_hash if account is not None and known else None
    try:
        _hasher.verify(stored or _nobodys_hash(), password)
    except VerificationError:
        return None
    return account if known else None


def begin_session(account: Account, old_digest: str = "") -> str:
    """Sign in: a new session under a new id, which is returned and kept only as a digest."""
    if old_digest:
        db.session.execute(delete(SignedInSession).where(SignedInSession.digest == old_digest))
    token = secrets.new_key() + secrets.new_key()
    now = clock.now()
    db.session.add(
        SignedInSession(digest=secrets.digest(token), account_id=account.id, began_at=now, seen_at=now)
    )
    return token


def end_session(digest: str) -> None:
    """Sign out: the cookie is worth nothing from now on."""
    db.session.execute(delete(SignedInSession).where(SignedInSession.digest == digest))


def touch_session(digest: str) -> None:
    """Note that a session is in use, in a transaction of its own (reading requests change nothing)."""
    with aside() as session:
        session.execute(
            update(SignedInSession).where(SignedInSession.digest == digest).values(seen_at=clock.now())
        )


def count_failure(counted_under: list[str]) -> None:
    """Count a failed sign-in, in a transaction of its own; counts older than the window are swept."""
    now = clock.now()
    with aside() as session:
        session.execute(delete(FailedAttempt).where(FailedAttempt.at <= now - WINDOW))
        session.add_all(FailedAttempt(counted_under=digest, at=now) for digest in counted_under)


def claim_form(digest: str) -> bool:
    """Whether this copy of a form comes in for the first time; of two at once the second waits for the first."""
    now = clock.now()
    db.session.execute(delete(SentForm).where(SentForm.at < now - FORMS_KEPT))
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    claim = insert(SentForm).values(digest=digest, at=now, led_to="").on_conflict_do_nothing()
    return db.session.execute(claim.returning(SentForm.digest)).first() is not None


def note_answer(digest: str, led_to: str) -> None:
    """Where the answer of a claimed form led."""
    db.session.execute(update(SentForm).where(SentForm.digest == digest).values(led_to=led_to))


def note_denied(actor: Actor, endpoint: str) -> None:
    """Note a denied access of somebody signed in, in a transaction of its own."""
    with aside() as session:
        session.add(
            AuditRow(
                at=clock.now(),
                account_id=actor.account_id,
                actor_name=actor.name,
                verb="denied",
                on_kind="page",
                on_id=None,
                before=None,
                after={"page": endpoint},
            )
        )


def make_link(purpose: str, subject_id: int, lives: timedelta = LINK_LIVES) -> MailLink:
    """A one-use link for a purpose (sign_in of an account, confirm of a registration …)."""
    link = MailLink(
        key=secrets.new_key(),
        nonce=secrets.new_key(),
        purpose=purpose,
        subject_id=subject_id,
        expires_at=clock.now() + lives,
    )
    db.session.add(link)
    return link


def token_of(link: MailLink) -> str:
    """The token to put into a link's address."""
    return secrets.mint(link.purpose, link.key, link.nonce)


def use_link(link: MailLink) -> None:
    """Use a link up; Refused when somebody was quicker (one row, one winner)."""
    done = db.session.execute(
        update(MailLink)
        .where(MailLink.key == link.key, MailLink.used_at.is_(None))
        .values(used_at=clock.now())
    )
    if getattr(done, "rowcount", 0) != 1:
        raise Refused("This link has been used already.")


def use_up_links(purpose: str, subject_id: int) -> None:
    """Let none of the links of this purpose that are still open do anything any more."""
    now: datetime = clock.now()
    open_ones = (MailLink.purpose == purpose, MailLink.subject_id == subject_id, MailLink.used_at.is_(None))
    db.session.execute(update(MailLink).where(*open_ones).values(used_at=now))


def end_links(purposes: Collection[str], subject_id: int, keys: Collection[str] | None = None) -> None:
    """Whoever holds a link to this thing opens nothing any more, nor reads what became of it: the address was wrong.

    `keys`: only these links.
    """
    theirs = [MailLink.purpose.in_(purposes), MailLink.subject_id == subject_id]
    if keys is not None:
        theirs.append(MailLink.key.in_(keys))
    db.session.execute(delete(MailLink).where(*theirs))


def life_of(key: str | None) -> tuple[str, int, timedelta] | None:
    """Purpose, thing and remaining life of a link that was made; None: there is none."""
    link = None if key is None else db.session.get(MailLink, key)
    return None if link is None else (link.purpose, link.subject_id, link.expires_at - clock.now())


def send_sign_in_link(email: str, subject: str, text: str) -> None:
    """Mail a one-use sign-in link to the address, if it has an account; say nothing if it has none."""
    for let_in in _doors.values():
        let_in(as_mailed(email.strip()).lower())
    account = find_account(email)
    if account is None or account.disabled_at is not None:
        return
    link = make_link("sign_in", account.id)
    outbox.put(
        account.email,
        subject,
        text,
        to_name=account.name,
        about=("account", account.id),
        link=outbox.Link("/sign-in/link/", link.purpose, link.key, link.nonce),
    )
