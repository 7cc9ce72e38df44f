"""What stands of the documents on the programme's page: a part of its own, and links at the sessions."""

from collections.abc import Hashable, Mapping

from flask import g, render_template
from markupsafe import Markup

from meetings.access.actor import Actor
from meetings.base.pages import page_language
from meetings.base.shelf import Shelf
from meetings.documents import queries
from meetings.documents.queries import Filter, Reader, Shown
from meetings.documents.rules import Visibility, is_new
from meetings.programme.models import Meeting

NEWEST = 5
Listed = tuple[Shown, ...]
# The documents of some meetings as some readers see them.
_kept: Shelf[Listed] = Shelf(64)


def _read(actor: Actor, meeting: Meeting) -> tuple[Reader, str, Listed]:
    """Who reads, the mark of the documents, and what they see; asked once a page."""
    if "documents_read" not in g:
        g.documents_read = {}
    if meeting.id not in g.documents_read:
        reader, mark = queries.reader_of(actor, meeting), queries.mark_of(meeting)

        def listed() -> Listed:
            return tuple(queries.all_shown(actor, meeting, reader.level, Filter()))

        key = (meeting.uid, mark, meeting.released, meeting.status, reader.level)
        kept = meeting.is_public and reader.level is not Visibility.STAFF  # to staff it tells of the draft
        shown = (_kept.get(key, listed) if kept else listed()) if mark else ()
        g.documents_read[meeting.id] = (reader, mark, shown)
    found: tuple[Reader, str, Listed] = g.documents_read[meeting.id]
    return found


def beside_sessions(actor: Actor, meeting: Meeting) -> tuple[Hashable, Mapping[int, Markup]]:
    """By the id of a session, its documents as markup; and what they follow from."""
    reader, mark, shown = _read(actor, meeting)
    by_session: dict[int, list[Shown]] = {}
    for one in shown:
        if one.session is not None and one.withdrawn_at is None:
            by_session.setdefault(one.session.id, []).append(one)
    lines = {
        session: Markup(render_template("documents/_beside.html", meeting=meeting, documents=those))  # noqa: S704
        for session, those in by_session.items()
    }
    return (mark, reader.level.value if shown else "", page_language()), lines


def documents_part(actor: Actor, meeting: Meeting) -> Markup:
    """The part of the page: the newest, how many are new since the last visit, the way to all of them."""
    reader, _mark, shown = _read(actor, meeting)
    last_visit = reader.visit.seen_at if reader.visit else None
    standing = [one for one in shown if one.withdrawn_at is None]
    text = render_template(
        "documents/_part.html",
        meeting=meeting,
        newest=sorted(standing, key=lambda one: one.last_at, reverse=True)[:NEWEST],
        total=len(shown),
        new=sum(is_new(one.last_at, last_visit) for one in standing),
    )
    return Markup(text)  # noqa: S704 - a template of ours has escaped what people wrote
