"""Facts about the whole site that are data, not settings; and the files of all rooms."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from meetings.base.database import Base, coded
from meetings.base.file_kinds import FileKind


class SiteFact(Base):
    """`demonstration`: present while the demonstration is loaded, and then every page says so."""

    __tablename__ = "site_fact"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(String(200), default="")


class ChangeMark(Base):
    """Changes with every change to the rows that are counted under this name: see base.marks."""

    __tablename__ = "change_mark"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    mark: Mapped[str] = mapped_column(String(30))


class StoredFile(Base):
    """A file that somebody handed in; its content lies under `digest` (see base.files), perhaps for several rows."""

    __tablename__ = "stored_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(30), unique=True)
    digest: Mapped[str] = mapped_column(String(64), index=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[FileKind] = mapped_column(coded(FileKind))
    size: Mapped[int]
    stored_at: Mapped[datetime]
