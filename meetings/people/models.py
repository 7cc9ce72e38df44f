"""What was merged (and can be undone), who is not the same, what people ask of the office about their data."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from meetings.base.database import Base, coded
from meetings.people.rules import Outcome, RequestKind


class PersonMerge(Base):
    """Two records made one: `kept_id` stayed. What it needs to be undone, until it is, or somebody of it is deleted.

    Undone, it holds nothing of either but the `id` in `gone`. Deleted, not even that.

    `gone`: the other record's values. `before` and `after`: the kept one's. `moved`: ids of rows that referred to the
    other, by `table.column`; `there`: ids of all that referred to the kept one afterwards. `pairs`: rows of
    those said not to be the same. `addresses`: those that the kept record was given.
    """

    __tablename__ = "person_merge"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(200))
    kept_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    gone: Mapped[dict[str, Any]] = mapped_column(JSON)
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    after: Mapped[dict[str, Any]] = mapped_column(JSON)
    moved: Mapped[dict[str, list[int]]] = mapped_column(JSON)
    there: Mapped[dict[str, list[int]]] = mapped_column(JSON)
    pairs: Mapped[list[list[int]]] = mapped_column(JSON)
    addresses: Mapped[list[str]] = mapped_column(JSON)
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str] = mapped_column(String(200), default="")


class MergeProof(Base):
    """That both records of a merge are one person: asked of an address, and shown (`proven_at`).

    `account_id`: who asked, and for whom alone it opens; None: the office answers for it (`reason`), for both sides.
    """

    __tablename__ = "merge_proof"

    id: Mapped[int] = mapped_column(primary_key=True)
    merge_id: Mapped[int] = mapped_column(ForeignKey("person_merge.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    email: Mapped[str] = mapped_column(String(254))
    asked_at: Mapped[datetime]
    proven_at: Mapped[datetime | None]
    by: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(Text)


def blank_merge() -> dict[str, Any]:
    """The values of a merge of which nothing personal is left."""
    blank: dict[str, Any] = {name: {} for name in ("gone", "before", "after", "moved", "there")}
    return blank | {"pairs": [], "addresses": []}


class NotSame(Base):
    """Two people whom the office has said not to be the same; they are not proposed again."""

    __tablename__ = "not_same"
    __table_args__ = (
        UniqueConstraint("low_id", "high_id"),
        CheckConstraint("low_id < high_id", name="lower_first"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    low_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    high_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)


class PersonRequest(Base):
    """What somebody asks about their own data, and what the office answered.

    When the answer is that all was deleted, nothing of the person stays here either: `figures` say what went.
    """

    __tablename__ = "person_request"
    __table_args__ = (
        Index(
            "uq_person_request_one_open",
            "account_id",
            "kind",
            unique=True,
            sqlite_where=text("outcome = 'open'"),
            postgresql_where=text("outcome = 'open'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(30), unique=True)
    kind: Mapped[RequestKind] = mapped_column(coded(RequestKind))
    outcome: Mapped[Outcome] = mapped_column(coded(Outcome), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(10))
    text: Mapped[str] = mapped_column(Text)
    opened_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[str] = mapped_column(String(200), default="")
    answer: Mapped[str] = mapped_column(Text, default="")
    figures: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
