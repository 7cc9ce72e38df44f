"""Moving, splitting and merging paragraphs."""

from collections.abc import Sequence

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.forms import version_sent
from meetings.base.refusals import Refused, Stale
from meetings.report import actions, queries
from meetings.report.forms import MoveForm, SplitForm
from meetings.report.models import ReportParagraph
from meetings.report.queries import Placed
from meetings.report.rules import compare_paragraphs
from meetings.report.views.reading import feature

EDIT = Permission.EDIT_REPORT
PARAGRAPH = "/reports/<symbol>/paragraphs/<int:number>"


def back_to(paragraph: ReportParagraph) -> Response:
    """To the paragraph on the page of the draft."""
    symbol = paragraph.report.cycle.resolution.symbol.replace("/", "-")
    return redirect(url_for("report.draft", symbol=symbol, _anchor=f"p{paragraph.id}"), 303)


@feature.form(f"{PARAGRAPH}/move", EDIT, load=queries.paragraph_for)
def move_paragraph(actor: Actor, paragraph: ReportParagraph) -> ResponseReturnValue:
    places = queries.places_for(actor, paragraph)
    form = MoveForm(data={"version": paragraph.version})
    form.to.choices = _choices(places)
    if request.method == "POST" and form.validate():
        place = next(each for each in places if each.value == form.to.data)
        try:
            version = form.version.data
            actions.move_paragraph(actor, paragraph, place.section, place.after, version)
            flash(_("The paragraph stands in its new place, and stays there when you compose again."))
            return back_to(paragraph)
        except Refused as no:
            form.refuse(no)
            form.version.data = paragraph.version
    html = render_template(
        "report/move.html",
        form=form,
        paragraph=paragraph,
        cycle=paragraph.report.cycle,
        heading=queries.heading_of(actor, paragraph.place),
    )
    return make_response(html, 200 if request.method == "GET" else 422)


def _choices(places: Sequence[Placed]) -> list[SelectChoice]:
    """Under each section: its beginning, and each paragraph behind which one can stand."""
    found = [SelectChoice("", _("Choose a place"))]
    for place in places:
        label = _("behind %(text)s", text=place.label) if place.label else _("at the beginning")
        found.append(SelectChoice(place.value, label, optgroup=place.heading))
    return found


@feature.form(f"{PARAGRAPH}/split", EDIT, load=queries.paragraph_for)
def split_paragraph(actor: Actor, paragraph: ReportParagraph) -> ResponseReturnValue:
    form, stale = SplitForm(data={"text": paragraph.text, "version": paragraph.version}), False
    if request.method == "POST" and form.validate():
        try:
            made = actions.split_paragraph(actor, paragraph, form.text.data, form.version.data)
            flash(_("There are %(number)s paragraphs now; each keeps the sources.", number=len(made)))
            return back_to(made[-1])
        except Refused as no:
            form.refuse(no)
            if isinstance(no, Stale):
                stale, form.version.data = True, paragraph.version
    html = render_template(
        "report/split.html",
        form=form,
        paragraph=paragraph,
        cycle=paragraph.report.cycle,
        heading=queries.heading_of(actor, paragraph.place),
        stale=stale,
        differ=compare_paragraphs,
    )
    return make_response(html, 200 if request.method == "GET" else 422)


@feature.change(f"{PARAGRAPH}/merge", EDIT, load=queries.paragraph_for)
def merge_paragraphs(actor: Actor, paragraph: ReportParagraph) -> ResponseReturnValue:
    version, following, its_version = (
        version_sent(request.form.get(name, "")) for name in ("version", "next", "next_version")
    )
    actions.merge_with_next(actor, paragraph, version, following, its_version)
    flash(_("The paragraphs are one, with the sources of both. The second can be restored."))
    return back_to(paragraph)
