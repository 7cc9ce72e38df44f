"""Beside a paragraph: its history, the comments on it, and the session that it comes from."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.forms import version_sent
from meetings.base.refusals import Refused
from meetings.report import actions, queries
from meetings.report.forms import CommentForm, NamesForm
from meetings.report.models import ReportComment, ReportParagraph, ReportParagraphVersion
from meetings.report.queries import OriginPage
from meetings.report.rules import compare_paragraphs
from meetings.report.views.moving import PARAGRAPH, back_to
from meetings.report.views.reading import feature

SEE, EDIT = Permission.SEE_REPORT, Permission.EDIT_REPORT


@feature.page(f"{PARAGRAPH}/history", SEE, load=queries.paragraph_for)
def paragraph_history(actor: Actor, paragraph: ReportParagraph) -> ResponseReturnValue:
    """Who did what and when, any two readings side by side."""
    old, new = (version_sent(request.args.get(name, "")) for name in ("old", "new"))
    return render_template(
        "report/history.html",
        page=queries.history_page(actor, paragraph, old, new),
        cycle=paragraph.report.cycle,
        heading=queries.heading_of(actor, paragraph.place),
        differ=compare_paragraphs,
    )


@feature.change(f"{PARAGRAPH}/history/<int:old>/put-back", EDIT, load=queries.version_for)
def put_back(actor: Actor, old: ReportParagraphVersion) -> ResponseReturnValue:
    actions.put_back(actor, old.paragraph, old, version_sent(request.form.get("version", "")))
    flash(_("The paragraph reads as it did. What stood there is in its history."))
    return back_to(old.paragraph)


@feature.form(f"{PARAGRAPH}/comments", EDIT, load=queries.paragraph_for)
def comments(actor: Actor, paragraph: ReportParagraph) -> ResponseReturnValue:
    """What is asked and answered about a paragraph; a POST asks, or answers what `answers` names."""
    form = CommentForm()
    cycle = paragraph.report.cycle
    symbol = cycle.resolution.symbol.replace("/", "-")
    if request.method == "POST" and form.validate():
        try:
            to = version_sent(form.answers.data or "0")
            answers = queries.comment_for(actor, symbol, paragraph.id, to) if to else None
            made = actions.comment(actor, paragraph, form.text.data, answers)
            flash(_("Your answer stands with the question.") if answers else _("Your comment stands."))
            return _to_comments(paragraph, answers or made)
        except Refused as no:
            form.refuse(no)
    html = render_template(
        "report/comments.html",
        form=form,
        page=queries.comments_page(actor, paragraph),
        cycle=cycle,
        heading=queries.heading_of(actor, paragraph.place),
    )
    return make_response(html, 200 if request.method == "GET" else 422)


def _to_comments(paragraph: ReportParagraph, at: ReportComment) -> Response:
    symbol = paragraph.report.cycle.resolution.symbol.replace("/", "-")
    return redirect(url_for("report.comments", symbol=symbol, number=paragraph.id, _anchor=f"c{at.id}"), 303)


@feature.change(f"{PARAGRAPH}/comments/<int:comment>/resolve", EDIT, load=queries.comment_for)
def resolve_comment(actor: Actor, asked: ReportComment) -> ResponseReturnValue:
    resolved = request.form.get("resolved", "") == "yes"
    actions.resolve(actor, asked, resolved)
    flash(_("The question is settled.") if resolved else _("The question is open again."))
    return _to_comments(asked.paragraph, asked)


@feature.page("/reports/<symbol>/sessions/<int:session>", SEE, load=queries.origin_for)
def origin(actor: Actor, page: OriginPage) -> ResponseReturnValue:
    """What the report takes from a session, and in which paragraphs it stands."""
    return render_template("report/origin.html", page=page)


@feature.form(f"{PARAGRAPH}/names", EDIT, load=queries.paragraph_for)
def names(actor: Actor, paragraph: ReportParagraph) -> ResponseReturnValue:
    """The names of a paragraph that are asked about: a person decides whether they stay."""
    form = NamesForm(data={"version": paragraph.version})
    if request.method == "POST" and form.validate():
        try:
            actions.let_names_stay(actor, paragraph, form.reason.data or "", form.version.data)
            flash(_("It stays, with your reason."))
            return back_to(paragraph)
        except Refused as no:
            form.refuse(no)
            form.version.data = paragraph.version
    page = queries.names_page(actor, paragraph)
    html = render_template("report/names.html", form=form, page=page, cycle=paragraph.report.cycle)
    return make_response(html, 200 if request.method == "GET" else 422)


@feature.change(f"{PARAGRAPH}/names/ask", EDIT, load=queries.paragraph_for)
def ask_about_names(actor: Actor, paragraph: ReportParagraph) -> ResponseReturnValue:
    actions.ask_about_names(actor, paragraph)
    flash(_("It is asked about again."))
    return back_to(paragraph)
