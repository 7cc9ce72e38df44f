"""What was asked of somebody in a role of a session; what they answered stands with the role itself."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.base.database import Base
from meetings.base.models import StoredFile
from meetings.programme.models import Meeting, Speaker


class RoleRequest(Base):
    """Somebody was asked to take a role. It outlives the role (`speaker` None): whoever opens the link is told so.

    `role_number` is the role's own, also when that has gone: the public programme may print it still.
    `language` and `zone` are those in which the person is written to; `written_at` is of the last mail.
    `file`: the presentation.
    """

    __tablename__ = "role_request"
    # A mailed link knows a request by its number, also when the role has gone: nobody else may get it.
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - read once, by SQLAlchemy

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(30), unique=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    speaker_id: Mapped[int | None] = mapped_column(ForeignKey("speaker.id", ondelete="SET NULL"), unique=True)
    role_number: Mapped[int | None]
    language: Mapped[str] = mapped_column(String(10), default="en")
    zone: Mapped[str] = mapped_column(String(60), default="")
    written_at: Mapped[datetime | None]
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"), unique=True)

    meeting: Mapped[Meeting] = relationship()
    speaker: Mapped[Speaker | None] = relationship()
    file: Mapped[StoredFile | None] = relationship()

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return (("meeting", self.meeting_id),)
