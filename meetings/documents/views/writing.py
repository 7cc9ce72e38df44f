"""What those do who write a meeting's documents: add, issue, correct, withdraw."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.refusals import Refused, Stale
from meetings.documents import actions, queries
from meetings.documents.forms import MOST_BYTES, CorrectForm, IssueForm, NewDocumentForm, WithdrawForm
from meetings.documents.models import Document
from meetings.documents.views.feature import feature
from meetings.programme.models import Meeting
from meetings.programme.queries import meeting_for
from meetings.programme.views.showing import differences, form_page

ONE = "/meetings/<slug>/documents/<int:number>"


@feature.form(
    "/meetings/<slug>/documents/new", Permission.WRITE_DOCUMENTS, load=meeting_for, most_bytes=MOST_BYTES
)
def new_document(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    """A new document with its first issue."""
    series = queries.find_series(meeting)
    prefix = series.prefix if series else actions.proposed_prefix(actor, meeting)
    form = NewDocumentForm(data={"prefix": prefix, "session": request.args.get("session", "")})
    form.offer(queries.session_choices(actor, meeting))
    if form.validate_on_submit():
        try:
            made = actions.add_document(
                actor, meeting, form.draft(), form.language.data, form.given(), form.prefix.data or ""
            )
            flash(_("%(symbol)s is there.", symbol=made.symbol), "ok")
            return _to(made)
        except Refused as no:
            form.refuse(no)
    return form_page("documents/new.html", form, meeting=meeting)


@feature.form(
    ONE + "/issues/new", Permission.WRITE_DOCUMENTS, load=queries.editable_for, most_bytes=MOST_BYTES
)
def new_issue(actor: Actor, document: Document) -> ResponseReturnValue:
    """Another language, or a new issue in place of the one that stands."""
    asked = request.args.get("language", "en")
    form = IssueForm(version=document.version, language=asked)
    stands: list[tuple[str, str]] = []
    if form.validate_on_submit():
        try:
            issue = actions.add_issue(actor, document, form.language.data, form.given(), form.version.data)
            flash(_("Issue %(number)s is there.", number=issue.number), "ok")
            return _to(document)
        except Refused as no:
            form.refuse(no)
            if isinstance(no, Stale):
                stands = [(i.language, _issue(i.number)) for i in document.issues]
                form.version.data = document.version
    return form_page("documents/issue.html", form, meeting=document.meeting, document=document, stands=stands)


def _issue(number: int) -> str:
    return _("Issue %(number)s", number=number)


@feature.form(ONE + "/edit", Permission.WRITE_DOCUMENTS, load=queries.editable_for)
def correct_document(actor: Actor, document: Document) -> ResponseReturnValue:
    """Correct the title, the session, or who sees it."""
    form = CorrectForm.of(document)
    sessions = queries.session_choices(actor, document.meeting)
    form.offer(sessions)
    stands: list[tuple[str, str]] = []
    if form.validate_on_submit():
        try:
            actions.correct_document(actor, document, form.draft(), form.version.data)
            flash(_("The document is corrected."), "ok")
            return _to(document)
        except Refused as no:
            form.refuse(no)
            if isinstance(no, Stale):
                now = CorrectForm.stored(document)
                now.offer(sessions)
                stands = differences(form, now)
                form.version.data = document.version
    return form_page("documents/edit.html", form, meeting=document.meeting, document=document, stands=stands)


@feature.form(ONE + "/withdraw", Permission.WRITE_DOCUMENTS, load=queries.editable_for)
def withdraw_document(actor: Actor, document: Document) -> ResponseReturnValue:
    """Withdraw a document, with the reason that readers see."""
    form = WithdrawForm(version=document.version)
    if form.validate_on_submit():
        try:
            actions.withdraw_document(actor, document, form.why.data or "", form.version.data)
            flash(_("%(symbol)s is withdrawn.", symbol=document.symbol), "ok")
            return _to(document)
        except Refused as no:
            form.refuse(no)
            if isinstance(no, Stale):
                form.version.data = document.version
    return form_page("documents/withdraw.html", form, meeting=document.meeting, document=document)


def _to(document: Document) -> Response:
    slug = (request.view_args or {})["slug"]
    return redirect(url_for("documents.document", slug=slug, number=document.number), 303)
