"""The list of a meeting's documents, and the page of one of them."""

from flask import make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.access.queries import audit_rows
from meetings.base.pages import LANGUAGES
from meetings.base.paging import page_number, page_of
from meetings.base.refusals import NotFound
from meetings.documents import actions, queries
from meetings.documents.models import Document
from meetings.documents.queries import PER_PAGE
from meetings.documents.rules import Visibility, is_new
from meetings.documents.views.asked import asked_for
from meetings.documents.views.feature import feature
from meetings.programme.models import Meeting
from meetings.programme.queries import meeting_for


@feature.page("/meetings/<slug>/documents", Permission.READ_PUBLIC, load=meeting_for)
def documents(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    """The documents that this reader sees; new is what they can have since their last visit, or since a day."""
    asked, reader = asked_for(meeting), queries.reader_of(actor, meeting)
    number = page_number(request.args.get("page", ""))
    shown, total = queries.listed(actor, meeting, reader.level, asked.wanted, number)
    visit = actions.note_visit(actor, meeting, reader.visit)
    last_visit = visit.before_at if visit else None
    since = asked.wanted.new_since or last_visit
    here = url_for("documents.documents", slug=meeting.slug)

    def address(page: int) -> str:
        return f"{here}?{asked.query}{'&' if asked.query else ''}page={page}"

    page = render_template(
        "documents/documents.html",
        meeting=meeting,
        reader=reader,
        shown=shown,
        asked=asked,
        official=LANGUAGES,
        last_visit=last_visit,
        new=lambda issue: is_new(issue.open_at, since),
        page=page_of(total, number, PER_PAGE, address),
        here=here,
        V=Visibility,
    )
    return make_response(page, 422 if asked.wrong else 200)


@feature.page("/meetings/<slug>/documents/<int:number>", Permission.READ_PUBLIC, load=queries.document_for)
def document(actor: Actor, document: Document) -> ResponseReturnValue:
    """One document: what stands in each language, and which issues were replaced."""
    meeting = document.meeting
    level = queries.reader_of(actor, meeting).level
    shown = queries.shown_at(actor, meeting, level, document.number)
    if shown is None:
        raise NotFound
    trail = []
    if actor.may(Permission.WRITE_DOCUMENTS, meeting):
        trail = list(audit_rows(actor, 50, "document", document.id))
    standing = {(issue.language, issue.number) for issue in shown.issues}
    return render_template(
        "documents/document.html",
        meeting=meeting,
        document=document,
        shown=shown,
        replaced=[i for i in document.issues if (i.language, i.number) not in standing],
        trail=trail,
        staff=level is Visibility.STAFF,
    )
