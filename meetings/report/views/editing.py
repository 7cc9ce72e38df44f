"""Working on the draft: compose again, write, take or keep, add, remove, restore."""

from flask import flash, jsonify, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.forms import said, version_sent
from meetings.base.refusals import NotFound, Refused, Stale
from meetings.mandate.models import Cycle
from meetings.report import actions, queries
from meetings.report.forms import KeepForm, NewParagraphForm, ParagraphForm
from meetings.report.models import ReportParagraph
from meetings.report.rules import compare_paragraphs, seen, skeleton
from meetings.report.views.reading import feature

EDIT = Permission.EDIT_REPORT


def _symbol(cycle: Cycle) -> str:
    return cycle.resolution.symbol.replace("/", "-")


def _back(paragraph: ReportParagraph) -> Response:
    url = url_for("report.draft", symbol=_symbol(paragraph.report.cycle), _anchor=f"p{paragraph.id}")
    return redirect(url, 303)


@feature.change("/reports/<symbol>/compose", EDIT, load=queries.cycle_of)
def compose(actor: Actor, cycle: Cycle) -> ResponseReturnValue:
    actions.compose(actor, cycle)
    flash(_("The draft is composed from its sources. What somebody had edited was left as it is."))
    return redirect(url_for("report.draft", symbol=_symbol(cycle)), 303)


@feature.form("/reports/<symbol>/paragraphs/<int:number>", EDIT, load=queries.paragraph_for)
def edit_paragraph(actor: Actor, paragraph: ReportParagraph) -> ResponseReturnValue:
    form, stale = ParagraphForm.of(paragraph), False
    if request.method == "POST" and form.validate():
        try:
            version, settled = form.version.data, bool(form.settled.data)
            actions.edit_paragraph(
                actor,
                paragraph,
                form.text.data,
                form.subparagraphs,
                version,
                settled,
                shown=form.shown.data or "",
            )
            flash(_("The paragraph is saved. Composing again will not overwrite it."))
            return _back(paragraph)
        except Refused as no:
            form.refuse(no)
            if isinstance(no, Stale):
                stale, form.version.data = True, paragraph.version
                form.shown.data = seen(each.as_taken for each in paragraph.flagged)
    page = render_template(
        "report/edit.html",
        form=form,
        next_one=queries.following(paragraph),
        marks=queries.marks_for(actor, paragraph.report.cycle, paragraph),
        paragraph=paragraph,
        cycle=paragraph.report.cycle,
        stale=stale,
        differ=compare_paragraphs,
    )
    return make_response(page, 200 if request.method == "GET" else 422)


@feature.change("/reports/<symbol>/paragraphs/<int:number>/autosave", EDIT, load=queries.paragraph_for)
def autosave(actor: Actor, paragraph: ReportParagraph) -> ResponseReturnValue:
    """What report.mjs sends in a pause of writing: saved, or why not; a stale text comes with what stands now."""
    form = ParagraphForm()
    if not form.validate():
        return make_response(jsonify(refused=[e for field in form.errors.values() for e in field]), 422)
    try:
        text, items, version = form.text.data, form.subparagraphs, form.version.data
        actions.edit_paragraph(actor, paragraph, text, items, version, writing=True)
    except Stale as no:
        form.refuse(no)
        return make_response(jsonify(stale=form.top_errors[0]), 409)
    except Refused as no:
        return make_response(jsonify(refused=[said(no)]), 422)
    return jsonify(version=paragraph.version)


@feature.form("/reports/<symbol>/paragraphs/<int:number>/keep", EDIT, load=queries.paragraph_for)
def keep_mine(actor: Actor, paragraph: ReportParagraph) -> ResponseReturnValue:
    key = request.args.get("of", "")
    offered = [each for each in paragraph.to_decide if key in ("", each.source_key)]
    if not offered and request.method == "GET":
        raise Refused("The source has no other text than this paragraph.")
    shown = seen(each.as_taken for each in offered)
    form = KeepForm(data={"version": paragraph.version, "shown": shown})
    if request.method == "POST" and form.validate():
        try:
            actions.keep_mine(
                actor, paragraph, form.reason.data, form.version.data, key, form.shown.data or ""
            )
            flash(_("Your text stays. The reason is in the trail."))
            return _back(paragraph)
        except Refused as no:
            form.refuse(no)
            form.version.data, form.shown.data = paragraph.version, shown
    page = render_template(
        "report/keep.html",
        form=form,
        offered=offered,
        of=key,
        paragraph=paragraph,
        cycle=paragraph.report.cycle,
        differ=compare_paragraphs,
    )
    return make_response(page, 200 if request.method == "GET" else 422)


@feature.change("/reports/<symbol>/paragraphs/<int:number>/take", EDIT, load=queries.paragraph_for)
def take_offered(actor: Actor, paragraph: ReportParagraph) -> ResponseReturnValue:
    version, key = version_sent(request.form.get("version", "")), request.form.get("of", "")
    actions.take_offered(actor, paragraph, version, key, request.form.get("shown", ""))
    flash(_("The paragraph has its source’s new text."))
    return _back(paragraph)


@feature.change("/reports/<symbol>/paragraphs/<int:number>/remove", EDIT, load=queries.paragraph_for)
def remove_paragraph(actor: Actor, paragraph: ReportParagraph) -> ResponseReturnValue:
    actions.remove_paragraph(actor, paragraph, version_sent(request.form.get("version", "")))
    flash(_("The paragraph is removed. It is kept at the end of the page, and can be restored."))
    return redirect(url_for("report.draft", symbol=_symbol(paragraph.report.cycle)), 303)


@feature.change("/reports/<symbol>/paragraphs/<int:number>/restore", EDIT, load=queries.paragraph_for)
def restore_paragraph(actor: Actor, paragraph: ReportParagraph) -> ResponseReturnValue:
    actions.restore_paragraph(actor, paragraph)
    flash(_("The paragraph is back where it stood."))
    return _back(paragraph)


@feature.form("/reports/<symbol>/paragraphs/new", EDIT, load=queries.cycle_of)
def new_paragraph(actor: Actor, cycle: Cycle) -> ResponseReturnValue:
    """A paragraph of one's own, in the part (and behind the paragraph) that the address names."""
    part = request.args.get("part", "")
    report = queries.find_report(cycle)
    structure = report.structure if report and report.sections else skeleton()
    chapter = structure.find(part)
    if chapter is None or chapter.parent:
        raise NotFound
    rows = report.paragraphs if report else []
    after = next((row for row in rows if str(row.id) == request.args.get("after")), None)
    form = NewParagraphForm()
    if request.method == "POST" and form.validate():
        try:
            report = actions.begin(actor, cycle)
            heading = form.heading.data or ""
            made = actions.add_paragraph(
                actor, report, part, heading, after, form.text.data, form.subparagraphs
            )
            flash(_("The paragraph is added."))
            return _back(made)
        except Refused as no:
            form.refuse(no)
    headings = [each.title for each in structure.under(part)]
    page = render_template(
        "report/new.html",
        form=form,
        cycle=cycle,
        part=chapter.heading,
        after=after,
        headings=headings,
        marks=queries.marks_for(actor, cycle),
    )
    return make_response(page, 200 if request.method == "GET" else 422)
