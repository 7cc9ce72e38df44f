"""A file on its way in: how it is read, as far as somebody has said."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.base.database import Base
from meetings.base.models import StoredFile
from meetings.bulk.models import BulkAct
from meetings.programme.models import Meeting


class RegistrationImport(Base):
    """A table of people for a meeting. It goes, and its file with it, once the act is begun, or after a day.

    `settings`: encoding and delimiter, or sheet; then the mapping (a field for each column). `act` is what it would
    do, while that is only shown.
    """

    __tablename__ = "registration_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(30), unique=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), unique=True)
    act_id: Mapped[int | None] = mapped_column(ForeignKey("bulk_act.id", ondelete="SET NULL"), unique=True)
    settings: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_by: Mapped[str] = mapped_column(String(200))
    made_at: Mapped[datetime] = mapped_column(index=True)

    meeting: Mapped[Meeting] = relationship()
    file: Mapped[StoredFile] = relationship()
    act: Mapped[BulkAct | None] = relationship()

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return (("meeting", self.meeting_id),)
