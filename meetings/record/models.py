"""The record of a session as rows: its paragraphs, and the names in them that were found to be nobody's."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.base.database import Base, coded
from meetings.programme.models import MeetingSession
from meetings.programme.rules import Attribution, SpeakerRole
from meetings.record.rules import Kept, ParagraphKind


class RecordParagraph(Base):
    """A paragraph or an intervention. `key`: made by whoever writes, so that one sent twice is there once.

    `mark` grows through the whole record with every change, whatever it is: pages ask by it for what is new. `version`
    grows with text and names: an edit says which it was written on. `out_at`: taken out; it can be brought back.
    `speaker` and `organization` are as printed; `role`: what the speaker was in the session, None from the floor.
    Under Chatham House none of them is held: the database refuses it.
    """

    __tablename__ = "record_paragraph"
    __table_args__ = (
        CheckConstraint(
            "attribution <> 'chatham_house' OR (speaker = '' AND organization = '' AND role IS NULL"
            " AND speaker_id IS NULL AND organization_id IS NULL AND registration_id IS NULL AND NOT naming_approved)",
            name="chatham_house_names_nobody",
        ),
        CheckConstraint("version > 0", name="versions_begin_with_one"),
        UniqueConstraint("session_id", "key"),
        Index("ix_record_paragraph_order", "session_id", "position", "id"),
        Index("ix_record_paragraph_mark", "session_id", "mark"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("meeting_session.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(40))
    position: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[ParagraphKind] = mapped_column(coded(ParagraphKind))
    text: Mapped[str] = mapped_column(Text, default="")
    attribution: Mapped[Attribution] = mapped_column(coded(Attribution))
    speaker: Mapped[str] = mapped_column(String(200), default="")
    organization: Mapped[str] = mapped_column(String(200), default="")
    role: Mapped[SpeakerRole | None] = mapped_column(coded(SpeakerRole))
    naming_approved: Mapped[bool] = mapped_column(default=False)
    speaker_id: Mapped[int | None] = mapped_column(ForeignKey("speaker.id", ondelete="SET NULL"), index=True)
    registration_id: Mapped[int | None] = mapped_column(
        ForeignKey("registration.id", ondelete="SET NULL"), index=True
    )
    organization_id: Mapped[int | None] = mapped_column(
        ForeignKey("organization.id", ondelete="SET NULL"), index=True
    )
    version: Mapped[int] = mapped_column(default=1)
    mark: Mapped[int]
    written_by: Mapped[str] = mapped_column(String(200), default="")
    written_at: Mapped[datetime]
    out_at: Mapped[datetime | None]

    session: Mapped[MeetingSession] = relationship()

    @property
    def kept(self) -> Kept:
        """As the rules know it."""
        return Kept(self.id, self.text, self.position, self.version, self.out_at is not None)

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return self.session.scopes()


class NamedNoMore(Base):
    """A text named somebody who may be named no more, and of whom the house tells nothing from then on.

    Whom it named is not kept, so nobody could find it again by the name: a person takes it out and says that nobody is
    meant (`said_by`, `said_at`). The mark stays as long as one of the words stands (`rules.may_name_still`), whatever
    the version: that grows also when a text is taken out, brought back or narrowed.
    """

    __abstract__ = True

    of_id: Mapped[int]
    said_by: Mapped[str] = mapped_column(String(200), default="")
    said_at: Mapped[datetime | None]


class RecordNamedNoMore(NamedNoMore):
    """The same of a paragraph of the record."""

    __tablename__ = "record_named_no_more"

    of_id: Mapped[int] = mapped_column(
        ForeignKey("record_paragraph.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )


class NameNoMore(Base):
    """A stretch of a name that a text of this session held when the house lost it, as a digest.

    By it a text is found that says the name anew, wherever its words were copied, or cut and pasted again later; the
    name itself is not kept, and nobody without the house's secret can try names. Gone when the meeting is closed: then
    nothing is written any more.
    """

    __tablename__ = "name_no_more"

    session_id: Mapped[int] = mapped_column(
        ForeignKey("meeting_session.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    shape: Mapped[str] = mapped_column(String(4), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)


class NotNamed(Base):
    """Somebody looked at a name found in that version of a paragraph: it is not the person or the organization.

    `name_digest` tells which name without holding it; `reason` is theirs and names nobody.
    """

    __tablename__ = "not_named"
    __table_args__ = (UniqueConstraint("paragraph_id", "version", "name_digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    paragraph_id: Mapped[int] = mapped_column(ForeignKey("record_paragraph.id", ondelete="CASCADE"))
    version: Mapped[int]
    name_digest: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(String(500))
    said_by: Mapped[str] = mapped_column(String(200))
    said_at: Mapped[datetime]

    paragraph: Mapped[RecordParagraph] = relationship()
