"""What was said beside paragraphs with a name that the house loses: shown to nobody until then, and kept no more."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select

from meetings.access.actor import OPERATOR
from meetings.base.database import db
from meetings.report import queries
from meetings.report.models import Report, ReportNameStays, ReportParagraph, ReportParagraphVersion
from meetings.report.rules import Sources, heading_said, named_beside


@dataclass(frozen=True)
class Lost:
    """A name that the house loses: whether a text says it, and the sources as they were while it was known."""

    named: Callable[[str], bool]
    sources: Callable[[], Sources]


# Rooms above that keep what is said about a report; called in the same transaction.
Follow = Callable[[Report, Lost], None]
_followers: dict[str, Follow] = {}


def follow_silenced(room: str, follow: Follow) -> None:
    """Let a room above know that a name is lost, while it can be found still."""
    _followers[room] = follow


def silence(draft: Report, lost: Lost) -> None:
    """Headings become what is printed for them, comments and reasons are emptied, offers are taken back."""
    for section in draft.sections:
        said = heading_kept(section.key, section.title, lost)
        if said != section.title:
            section.title, section.version = said, section.version + 1
    for comment in queries.comments_of(OPERATOR, draft):
        comment.text = beside_said(comment.paragraph, comment.text, lost)
    own, V, S = ReportParagraph.report_id == draft.id, ReportParagraphVersion, ReportNameStays
    for act in db.session.scalars(select(V).join(V.paragraph).where(own)):
        act.reason = beside_said(act.paragraph, act.reason, lost)
        act.place = heading_kept(act.paragraph.section, act.place, lost)
    for stays in db.session.scalars(select(S).join(S.paragraph).where(own)):
        stays.reason = beside_said(stays.paragraph, stays.reason, lost)
    for paragraph in draft.paragraphs:
        for taken in paragraph.taken:
            offered = "\n".join((taken.text_offered or "", *(taken.items_offered or ())))
            if offered and not beside_said(paragraph, offered, lost):
                taken.text_offered = taken.items_offered = None
    for follow in _followers.values():
        follow(draft, lost)


def heading_kept(key: str, title: str, lost: Lost) -> str:
    """A heading, or what is printed for it where it names whom it may not name."""
    return heading_said(key, title, lost.sources()) if lost.named(title) else title


def beside_said(paragraph: ReportParagraph, said: str, lost: Lost) -> str:
    """What is said about a paragraph; nothing, where it names whom it may not name."""
    return "" if lost.named(said) and named_beside(paragraph.kept.beside(said), lost.sources()) else said
