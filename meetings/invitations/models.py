"""Places that organizations were given, and people who were asked to come."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.base.database import Base, coded
from meetings.directory.models import Organization
from meetings.invitations.rules import InvitationStatus, NominationStatus
from meetings.programme.models import Meeting, Wall
from meetings.registration.models import Registration
from meetings.registration.rules import NAMELESS, Category


class Nomination(Base):
    """An organization may name people for a meeting until a deadline (wall clock of the meeting's zone).

    How many is not kept here: the places are the organization's `PlaceLimit` of registration, and giving them sets
    it. So a number changed on either page is the same number, and what the office approves is counted against what
    the organization was given. Without a limit there is no place to name anybody for.
    """

    __tablename__ = "nomination"
    __table_args__ = (UniqueConstraint("meeting_id", "organization_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    organization_id: Mapped[int] = mapped_column(
        ForeignKey("organization.id", ondelete="CASCADE"), index=True
    )
    status: Mapped[NominationStatus] = mapped_column(coded(NominationStatus))
    deadline: Mapped[datetime] = mapped_column(Wall)
    deadline_at: Mapped[datetime]
    note: Mapped[str] = mapped_column(Text, default="")
    given_at: Mapped[datetime]
    given_by: Mapped[str] = mapped_column(String(200), default="")
    version: Mapped[int] = mapped_column(default=1)

    meeting: Mapped[Meeting] = relationship()
    organization: Mapped[Organization] = relationship()
    named: Mapped[list["Invitation"]] = relationship(
        back_populates="nomination", order_by="(Invitation.position, Invitation.id)", passive_deletes=True
    )

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return (("organization", self.organization_id),)


class Invitation(Base):
    """One person asked to come, with a personal link: by the office, or named by an organization (`nomination`).

    Its registration says how it went on; nothing of that is kept a second time here. `reply_by` is the last minute
    in which an answer counts; an alternate has none before the turn comes.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        CheckConstraint("email = lower(email)", name="email_in_lower_case"),
        CheckConstraint("status <> 'alternate' OR nomination_id IS NOT NULL", name="alternates_are_named"),
        CheckConstraint("status <> 'asked' OR reply_by IS NOT NULL", name="who_is_asked_has_a_deadline"),
        Index(
            "uq_invitation_one_in_hand",
            "meeting_id",
            "email",
            unique=True,
            sqlite_where=text("status IN ('alternate', 'asked', 'accepted')"),
            postgresql_where=text("status IN ('alternate', 'asked', 'accepted')"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(30), unique=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    nomination_id: Mapped[int | None] = mapped_column(
        ForeignKey("nomination.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(String(200))
    sort_key: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254))
    organization_id: Mapped[int | None] = mapped_column(
        ForeignKey("organization.id", ondelete="SET NULL"), index=True
    )
    organization_name: Mapped[str] = mapped_column(String(200), default="")
    function: Mapped[str] = mapped_column(String(200), default="")
    category: Mapped[Category] = mapped_column(coded(Category))
    languages: Mapped[list[str]] = mapped_column(JSON)
    language: Mapped[str] = mapped_column(String(10), default="en")
    status: Mapped[InvitationStatus] = mapped_column(coded(InvitationStatus), index=True)
    place_kept: Mapped[bool] = mapped_column(default=False)
    batch: Mapped[str] = mapped_column(String(60), default="", index=True)
    named_at: Mapped[datetime]
    named_by: Mapped[str] = mapped_column(String(200), default="")
    asked_at: Mapped[datetime | None]
    reply_by: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    registration_id: Mapped[int | None] = mapped_column(
        ForeignKey("registration.id", ondelete="SET NULL"), index=True
    )
    version: Mapped[int] = mapped_column(default=1)
    demonstration: Mapped[bool] = mapped_column(default=False, index=True)

    meeting: Mapped[Meeting] = relationship()
    nomination: Mapped[Nomination | None] = relationship(back_populates="named")
    organization: Mapped[Organization | None] = relationship()
    registration: Mapped[Registration | None] = relationship()

    @property
    def is_forgotten(self) -> bool:
        """Whether the data of whom this asked are deleted."""
        return self.name == NAMELESS

    def scopes(self) -> tuple[tuple[str, int], ...]:
        named_by = () if self.nomination is None else self.nomination.scopes()
        return (("meeting", self.meeting_id), *named_by)
