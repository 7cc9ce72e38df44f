"""The structure of the report: its sections, what each takes, who writes it and by when."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.refusals import Refused
from meetings.mandate.models import Cycle
from meetings.report import actions, queries
from meetings.report.forms import SectionForm, kinds_of_source
from meetings.report.models import ReportSection
from meetings.report.views.reading import feature

EDIT = Permission.EDIT_REPORT
SECTIONS = "/reports/<symbol>/sections"
SECTION = f"{SECTIONS}/<int:number>"


def _symbol(cycle: Cycle) -> str:
    return cycle.resolution.symbol.replace("/", "-")


def _back(cycle: Cycle, number: int | None = None) -> Response:
    anchor = f"s{number}" if number else None
    return redirect(url_for("report.sections", symbol=_symbol(cycle), _anchor=anchor), 303)


@feature.page(SECTIONS, Permission.SEE_REPORT, load=queries.cycle_of)
def sections(actor: Actor, cycle: Cycle) -> ResponseReturnValue:
    page = queries.structure_page(actor, cycle)
    return render_template(
        "report/sections.html",
        page=page,
        last=queries.last_report(actor, cycle),
        kinds=dict(kinds_of_source(page.topics)),
    )


@feature.form(f"{SECTIONS}/new", EDIT, load=queries.cycle_of)
def new_section(actor: Actor, cycle: Cycle) -> ResponseReturnValue:
    form = SectionForm()
    page = queries.structure_page(actor, cycle)
    form.offer(page.structure, page.topics, queries.drafters(actor))
    if request.method == "POST" and form.validate():
        try:
            made = actions.add_section(actor, cycle, _shape(form))
            flash(_("The section is added."))
            return _back(cycle, made.id)
        except Refused as no:
            form.refuse(no)
    html = render_template("report/section.html", form=form, cycle=cycle, section=None)
    return make_response(html, 200 if request.method == "GET" else 422)


@feature.form(SECTION, EDIT, load=queries.section_for)
def edit_section(actor: Actor, section: ReportSection) -> ResponseReturnValue:
    cycle = section.report.cycle
    form = SectionForm.of(section)
    page = queries.structure_page(actor, cycle)
    form.offer(page.structure, page.topics, queries.drafters(actor), section)
    if request.method == "POST" and form.validate():
        try:
            actions.change_section(actor, section, _shape(form), form.version.data)
            flash(_("The section is saved."))
            return _back(cycle, section.id)
        except Refused as no:
            form.refuse(no)
            form.version.data = section.version
    html = render_template("report/section.html", form=form, cycle=cycle, section=section)
    return make_response(html, 200 if request.method == "GET" else 422)


def _shape(form: SectionForm) -> actions.Shape:
    return actions.Shape(
        form.title.data,
        form.parent.data or "",
        tuple(form.takes.data or ()),
        bool(form.cites.data),
        form.account_id,
        form.due_on.data,
        form.words_wanted.data,
    )


@feature.change(f"{SECTION}/up", EDIT, load=queries.section_for)
def section_up(actor: Actor, section: ReportSection) -> ResponseReturnValue:
    actions.shift_section(actor, section, -1)
    return _back(section.report.cycle, section.id)


@feature.change(f"{SECTION}/down", EDIT, load=queries.section_for)
def section_down(actor: Actor, section: ReportSection) -> ResponseReturnValue:
    actions.shift_section(actor, section, 1)
    return _back(section.report.cycle, section.id)


@feature.change(f"{SECTION}/remove", EDIT, load=queries.section_for)
def remove_section(actor: Actor, section: ReportSection) -> ResponseReturnValue:
    cycle = section.report.cycle
    actions.remove_section(actor, section)
    flash(_("The section is taken out."))
    return _back(cycle)


@feature.change(f"{SECTION}/finish", EDIT, load=queries.section_for)
def finish_section(actor: Actor, section: ReportSection) -> ResponseReturnValue:
    finished = request.form.get("finished", "") == "yes"
    actions.finish_section(actor, section, finished)
    flash(_("It is noted that the section is written.") if finished else _("The section is open again."))
    return _back(section.report.cycle, section.id)


@feature.change(f"{SECTIONS}/copy", EDIT, load=queries.cycle_of)
def copy_structure(actor: Actor, cycle: Cycle) -> ResponseReturnValue:
    actions.copy_structure(actor, cycle)
    flash(_("The structure is that of the last report. Sections in which paragraphs stand were kept."))
    return _back(cycle)


@feature.change(f"{SECTIONS}/begin", EDIT, load=queries.cycle_of)
def begin_sections(actor: Actor, cycle: Cycle) -> ResponseReturnValue:
    actions.begin(actor, cycle)
    flash(_("The report has these sections now; change them as you need."))
    return _back(cycle)
