"""Secret addresses of feeds; when feeds changed; what calendars were told of deadlines."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.access.models import Account
from meetings.base.database import Base, coded
from meetings.calendars.rules import FeedKind
from meetings.directory.models import Organization


class Subscription(Base):
    """A feed of one person behind a secret address: `key` and `nonce` make its token, which is never stored.

    A new nonce makes the old address unknown. `digest` and `changed_at` say what the feed held when it was last looked
    at, and since when; `fetched_at` when a calendar fetched it last, to some minutes.
    """

    __tablename__ = "calendar_subscription"
    __table_args__ = (
        CheckConstraint("(kind = 'organization') = (organization_id IS NOT NULL)", name="of_an_organization"),
        Index(
            "uq_calendar_subscription_one_of_a_kind",
            "account_id",
            "kind",
            unique=True,
            sqlite_where=text("organization_id IS NULL"),
            postgresql_where=text("organization_id IS NULL"),
        ),
        Index("uq_calendar_subscription_one_of_organization", "account_id", "organization_id", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(30), unique=True)
    nonce: Mapped[str] = mapped_column(String(30))
    kind: Mapped[FeedKind] = mapped_column(coded(FeedKind))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    organization_id: Mapped[int | None] = mapped_column(
        ForeignKey("organization.id", ondelete="CASCADE"), index=True
    )
    made_at: Mapped[datetime]
    renewed_at: Mapped[datetime | None]
    fetched_at: Mapped[datetime | None]
    digest: Mapped[str | None] = mapped_column(String(64))
    changed_at: Mapped[datetime | None]

    account: Mapped[Account] = relationship()
    organization: Mapped[Organization | None] = relationship()


class PublicFeed(Base):
    """What the feed of a series or of a cycle held when somebody last looked, and since when (`series:workshop`)."""

    __tablename__ = "public_feed"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))
    changed_at: Mapped[datetime]


class DeadlineTold(Base):
    """What calendars were last told of a deadline, as digests: its SEQUENCE never falls (RFC 5545, 3.8.7.4)."""

    __tablename__ = "deadline_told"
    __table_args__ = (CheckConstraint("sequence >= 0", name="sequence_not_negative"),)

    uid: Mapped[str] = mapped_column(String(200), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))
    stands: Mapped[str] = mapped_column(String(80))
    sequence: Mapped[int]
    changed_at: Mapped[datetime]
