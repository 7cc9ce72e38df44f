"""Settings come from the environment, once, and are refused with a sentence when they are wrong."""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from meetings.base.refusals import Refused
from meetings.base.words import N_

# A name or an address of a machine; brackets of IPv6 are taken off before.
HOST = re.compile(r"[\w.:-]+", re.ASCII)
ADDRESS = re.compile(r"[^\s@<>,;\"]+@[^\s@<>,;\"]+")


@dataclass(frozen=True)
class Settings:
    """What the README's table of settings says, read and checked."""

    instance: Path
    database_url: str
    secret_key: str
    base_url: str
    host: str
    port: int
    threads: int
    smtp_url: str
    mail_from: str
    mailbox: str
    imap_url: str
    imap_every: int
    reply_tokens: bool
    trusted_proxies: int
    trusted_hosts: tuple[str, ...]
    demo: bool
    demo_clock: datetime | None
    admin_email: str

    @property
    def behind_tls(self) -> bool:
        return self.base_url.startswith("https://")


def read_settings(env: Mapping[str, str] = os.environ) -> Settings:
    """Settings from the environment; Refused with the name of the variable and what it should be."""
    instance = Path(env.get("INSTANCE", "instance")).resolve()
    port = _number(env, "PORT", 8000, 1, 65535)
    host = env.get("HOST", "127.0.0.1")
    base_url = _base_url(env.get("BASE_URL") or f"http://127.0.0.1:{port}")
    own_host = urlsplit(base_url).hostname or ""
    hosts = _hosts(env.get("TRUSTED_HOSTS", ""))
    return Settings(
        instance=instance,
        database_url=_database_url(env.get("DATABASE_URL") or f"sqlite:///{instance}/meetings.sqlite"),
        secret_key=_secret_key(env.get("SECRET_KEY", ""), instance),
        base_url=base_url,
        host=host,
        port=port,
        threads=_number(env, "THREADS", 8, 1, 64),
        smtp_url=_smtp_url(env.get("SMTP_URL", "")),
        mail_from=_address(env, "MAIL_FROM", "secretariat@example.org"),
        mailbox=_address(env, "MAILBOX", env.get("MAIL_FROM") or "secretariat@example.org"),
        imap_url=_imap_url(env.get("IMAP_URL", "")),
        imap_every=_number(env, "IMAP_EVERY", 60, 5, 86400),
        reply_tokens=_reply_tokens(env),
        trusted_proxies=_number(env, "TRUSTED_PROXIES", 0, 0, 5),
        trusted_hosts=hosts or tuple(dict.fromkeys([own_host, "127.0.0.1", "localhost"])),
        demo=_yes_or_no(env, "DEMO", True),
        demo_clock=_instant(env, "DEMO_CLOCK"),
        admin_email=env.get("ADMIN_EMAIL", ""),
    )


def _number(env: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    text = env.get(name) or str(default)
    if not text.isascii() or not text.isdigit() or len(text) > 9 or not least <= int(text) <= most:
        raise Refused(
            N_("%(name)s is “%(value)s”; it should be a whole number from %(least)s to %(most)s."),
            name=name,
            value=text,
            least=least,
            most=most,
        )
    return int(text)


def _yes_or_no(env: Mapping[str, str], name: str, default: bool) -> bool:
    text = env.get(name) or ("1" if default else "0")
    if text not in ("0", "1"):
        raise Refused(N_("%(name)s is “%(value)s”; it should be 1 (yes) or 0 (no)."), name=name, value=text)
    return text == "1"


def _database_url(text: str) -> str:
    # Hosting services write postgres://; SQLAlchemy wants the driver named.
    for prefix in ("postgres://", "postgresql://"):
        if text.startswith(prefix):
            text = "postgresql+psycopg://" + text.removeprefix(prefix)
    try:
        driver = make_url(text).drivername
    except (ArgumentError, ValueError):  # the port is no number
        driver = ""
    if driver not in ("sqlite", "postgresql+psycopg"):
        raise Refused(
            N_(
                "DATABASE_URL cannot be read; it should be like "
                "sqlite:////srv/meetings.sqlite or postgresql://user:password@host/name."
            )
        )
    return text


def _secret_key(text: str, instance: Path) -> str:
    if text:
        if len(text) < 32:
            raise Refused(N_("SECRET_KEY is too short; it should have at least 32 characters."))
        return text
    path = instance / "secret_key"
    try:
        instance.mkdir(mode=0o700, parents=True, exist_ok=True)
        # O_EXCL: of several processes starting at once, one writes and the others read.
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
    except FileExistsError:
        if instance.is_dir():
            return path.read_text()
        raise Refused(N_("INSTANCE is “%(value)s”; it should be a folder."), value=instance) from None
    except OSError as error:
        raise Refused(
            N_("The folder %(folder)s cannot be written (%(error)s). Set INSTANCE to one that can."),
            folder=instance,
            error=error.strerror,
        ) from error
    return path.read_text()


def _parts(text: str) -> SplitResult | None:
    """An address in its parts; None when its host or port cannot be read."""
    try:
        parts = urlsplit(text)
        return parts if parts.port != 0 and HOST.fullmatch(parts.hostname or "") else None
    except ValueError:
        return None


def _base_url(text: str) -> str:
    parts = _parts(text)
    if (
        parts is None
        or parts.username
        or parts.scheme not in ("http", "https")
        or parts.path.strip("/")
        or parts.query
    ):
        raise Refused(
            N_("BASE_URL is “%(value)s”; it should be like https://meetings.example.org, without a path."),
            value=text,
        )
    return f"{parts.scheme}://{parts.netloc}"


def _hosts(text: str) -> tuple[str, ...]:
    hosts = tuple(host.strip() for host in text.split(",") if host.strip())
    for host in hosts:
        if not HOST.fullmatch(host):
            raise Refused(
                N_("TRUSTED_HOSTS holds “%(value)s”; it should be like meetings.example.org, localhost."),
                value=host,
            )
    return hosts


def _smtp_url(text: str) -> str:
    parts = _parts(text)
    if text and (parts is None or parts.scheme not in ("smtp", "smtps")):
        raise Refused(
            N_("SMTP_URL cannot be read; it should be like smtp://user:password@mail.example.org:587."),
        )
    return text


def _imap_url(text: str) -> str:
    parts = _parts(text)
    folder = "" if parts is None else parts.path.strip("/")
    if text and (
        parts is None
        or parts.scheme not in ("imap", "imaps")
        or not parts.username
        or not parts.password
        or not text.isprintable()
        or '"' in unquote(folder)
    ):
        raise Refused(
            N_("IMAP_URL cannot be read; it should be like imaps://user:password@mail.example.org/INBOX."),
        )
    return text


def _reply_tokens(env: Mapping[str, str]) -> bool:
    wanted = _yes_or_no(env, "MAIL_REPLY_TOKENS", False)
    mailbox = _address(env, "MAILBOX", env.get("MAIL_FROM") or "secretariat@example.org")
    # A token is 26 letters behind a plus sign; before the @ at most 64 may stand (RFC 5321, 4.5.3.1.1).
    if wanted and len(mailbox.rpartition("@")[0]) > 64 - 27:
        raise Refused(
            N_("MAILBOX is too long for MAIL_REPLY_TOKENS; at most 37 letters may stand before the @.")
        )
    return wanted


def _address(env: Mapping[str, str], name: str, default: str) -> str:
    text = env.get(name) or default
    if not ADDRESS.fullmatch(text):
        raise Refused(N_("%(name)s is “%(value)s”; it should be an e-mail address."), name=name, value=text)
    return text


def _instant(env: Mapping[str, str], name: str) -> datetime | None:
    text = env.get(name, "")
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise Refused(
            N_("%(name)s is “%(value)s”; it should be like 2028-09-12T09:40+02:00."), name=name, value=text
        ) from None
