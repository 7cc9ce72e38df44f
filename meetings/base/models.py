"""Facts about the whole site that are data, not settings."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from meetings.base.database import Base


class SiteFact(Base):
    """`demonstration`: present while the demonstration is loaded, and then every page says so."""

    __tablename__ = "site_fact"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(String(200), default="")
