"""Accounts, what they hold, how they came in, and what was done."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.access.permissions import Role
from meetings.base.database import Base, coded


class Account(Base):
    """Somebody who can sign in: with a password, or by a one-use link sent to the address."""

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint("email = lower(email)", name="email_in_lower_case"),
        {"sqlite_autoincrement": True},  # the trail knows an account by its number: nobody else may get it
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    zone: Mapped[str | None] = mapped_column(String(60))
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]
    demonstration: Mapped[bool] = mapped_column(default=False)

    holdings: Mapped[list["RoleHolding"]] = relationship(
        back_populates="account", cascade="all, delete-orphan", order_by="RoleHolding.id"
    )


class RoleHolding(Base):
    """A role held by an account on something (`on_kind`, `on_id`; both empty: everywhere), from–to."""

    __tablename__ = "role_holding"
    __table_args__ = (
        CheckConstraint("(on_kind = '') = (on_id IS NULL)", name="on_something_or_everywhere"),
        CheckConstraint("until IS NULL OR until >= since", name="ends_after_it_begins"),
        Index("ix_role_holding_on", "on_kind", "on_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    role: Mapped[Role] = mapped_column(coded(Role))
    on_kind: Mapped[str] = mapped_column(String(30), default="")
    on_id: Mapped[int | None]
    since: Mapped[date]
    until: Mapped[date | None]

    account: Mapped[Account] = relationship(back_populates="holdings")


class SignedInSession(Base):
    """A signed-in browser; its cookie holds the id, the row only the id's digest. Deleting it signs out."""

    __tablename__ = "signed_in_session"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    began_at: Mapped[datetime]
    seen_at: Mapped[datetime]


class MailLink(Base):
    """A one-use link sent by mail: `key` and `nonce` make its token (base.secrets), which is never stored."""

    __tablename__ = "mail_link"

    key: Mapped[str] = mapped_column(String(30), primary_key=True)
    nonce: Mapped[str] = mapped_column(String(30))
    purpose: Mapped[str] = mapped_column(String(30))
    subject_id: Mapped[int] = mapped_column(index=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class SentForm(Base):
    """A form that was sent, and where its answer led: sent again unchanged (a double click), it leads there again."""

    __tablename__ = "sent_form"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    led_to: Mapped[str] = mapped_column(String(500), default="")


class FailedAttempt(Base):
    """A failed sign-in, counted under a digest of the account's address and of the network address."""

    __tablename__ = "failed_attempt"
    __table_args__ = (Index("ix_failed_attempt_counted", "counted_under", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    counted_under: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]


class AuditRow(Base):
    """Who did what to what: the values before and after, for every change by staff."""

    __tablename__ = "audit_row"
    __table_args__ = (Index("ix_audit_row_on", "on_kind", "on_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    actor_name: Mapped[str] = mapped_column(String(200))
    verb: Mapped[str] = mapped_column(String(60))
    on_kind: Mapped[str] = mapped_column(String(30))
    on_id: Mapped[int | None]
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON)
