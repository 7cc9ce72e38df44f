"""The office prepares what assessors of a blind edition read: redacted copies, and which answers name nobody."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.assessment import actions, queries
from meetings.assessment.forms import BlindQuestionsForm, CopyForm
from meetings.assessment.queries import CandidateDocument
from meetings.assessment.views.feature import feature
from meetings.assessment.views.panel import panel_page
from meetings.base import files
from meetings.base.file_kinds import MEGABYTE
from meetings.base.refusals import NotFound, Refused
from meetings.fellowship.forms import keep_files
from meetings.fellowship.models import FellowshipEdition
from meetings.fellowship.queries import edition_for
from meetings.fellowship.rules import FILE_MEGABYTES

P = Permission
HERE = "/fellowships/<slug>/selection/<key>/redacted/<kind>"
MOST_BYTES = (FILE_MEGABYTES + 2) * MEGABYTE


@feature.form(HERE, P.KEEP_PANEL, load=queries.candidate_document_for, most_bytes=MOST_BYTES)
def redact(actor: Actor, found: CandidateDocument) -> ResponseReturnValue:
    """The document beside its redacted copy; another copy replaces it, and a button takes it away."""
    form = CopyForm()
    if request.method == "GET":
        return _page(found, form)
    take_back = request.form.get("do") == "take_back"
    valid = form.validate()
    keep_files(form)
    if not valid and not take_back:
        return _page(found, form, 422)
    try:
        if take_back:
            actions.take_back_copy(actor, found.document)
        else:
            actions.redact(actor, found.document, form.copy.data)
    except Refused as no:
        form.refuse(no)
        return _page(found, form, 422 if no.field else 409)
    flash(
        _("The redacted copy is taken away.") if take_back else _("Kept. Assessors read this copy now."), "ok"
    )
    application = found.before.application
    return redirect(url_for("assessment.candidate", slug=application.edition.slug, key=application.key), 303)


def _page(found: CandidateDocument, form: CopyForm, code: int = 200) -> ResponseReturnValue:
    application = found.before.application
    page = render_template(
        "assessment/redact.html",
        edition=application.edition,
        application=application,
        document=found.document,
        stands=found.copy,
        form=form,
    )
    return make_response(page, code)


@feature.page(f"{HERE}/file", P.SEE_SELECTION, load=queries.candidate_document_for)
def redacted_file(actor: Actor, found: CandidateDocument) -> ResponseReturnValue:
    """The redacted copy, for office and chair."""
    if found.copy is None:
        raise NotFound
    return files.send(found.copy.file)


@feature.change("/fellowships/<slug>/panel/questions", P.KEEP_PANEL, load=edition_for)
def set_blind_questions(actor: Actor, edition: FellowshipEdition) -> ResponseReturnValue:
    """Of which of the edition's own questions assessors read the answers, blind."""
    form = BlindQuestionsForm().offer(queries.blind_questions(actor, edition).questions)
    if not form.validate():
        return panel_page(actor, edition, blind=form, code=422)
    try:
        actions.set_blind_questions(actor, edition, [int(id_) for id_ in form.questions.data or ()])
    except Refused as no:
        form.refuse(no)
        return panel_page(actor, edition, blind=form, code=409)
    flash(_("Kept. Assessors read the answers to these questions, and to no others."), "ok")
    return redirect(url_for("assessment.panel", slug=edition.slug), 303)
