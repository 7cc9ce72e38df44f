"""The pages of versions: set one down, whom it went to, what they said, how two of them differ, the pack for each."""

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.access.routes import Feature
from meetings.base.refusals import NotFound, Refused
from meetings.clearance import actions, packs, queries
from meetings.clearance.forms import AskForm, SetDownForm, VerdictForm
from meetings.clearance.models import Clearance, ReportVersion
from meetings.clearance.rules import Stage, Verdict, count
from meetings.mandate.models import Cycle
from meetings.report import queries as report
from meetings.report.doors import Door
from meetings.report.rules import note_said

feature = Feature("clearance", __name__)
P = Permission
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@feature.page("/reports/<symbol>/versions", P.SEE_REPORT, load=report.cycle_of)
def versions(actor: Actor, cycle: Cycle) -> ResponseReturnValue:
    return _list(actor, cycle, SetDownForm(formdata=None))


@feature.change("/reports/<symbol>/versions", P.EDIT_REPORT, load=report.cycle_of)
def set_down(actor: Actor, cycle: Cycle) -> ResponseReturnValue:
    form = SetDownForm()
    if form.validate():
        try:
            made = actions.set_down(
                actor,
                cycle,
                Stage(form.stage.data),
                form.note.data or "",
                form.names,
                bool(form.all_the_same.data),
            )
            flash(_("Version %(number)s is set down.", number=made.number), "ok")
            return redirect(url_for(".version", symbol=cycle.slug, number=made.number), 303)
        except Refused as no:
            form.refuse(no)
    return make_response(_list(actor, cycle, form), 422)


@feature.page("/reports/<symbol>/versions/<int:number>", P.SEE_REPORT, load=queries.version_for)
def version(actor: Actor, version: ReportVersion) -> ResponseReturnValue:
    return _version(actor, version, AskForm(formdata=None))


@feature.change("/reports/<symbol>/versions/<int:number>/ask", P.EDIT_REPORT, load=queries.version_for)
def ask_another(actor: Actor, version: ReportVersion) -> ResponseReturnValue:
    form = AskForm()
    if form.validate():
        try:
            actions.ask_another(actor, version, form.clearer.data or "")
            flash(_("They are on the list of this version."), "ok")
            return _back(version)
        except Refused as no:
            form.refuse(no)
    return make_response(_version(actor, version, form), 422)


@feature.form(
    "/reports/<symbol>/versions/<int:number>/clearances/<int:clearance>",
    P.EDIT_REPORT,
    load=queries.clearance_for,
)
def verdict(actor: Actor, clearance: Clearance) -> ResponseReturnValue:
    """What somebody answered."""
    said = None if clearance.verdict is Verdict.ASKED else clearance.verdict.value
    sources = report.gather(actor, clearance.version.report.cycle)
    form = VerdictForm(data={"verdict": said, "note": note_said(clearance.note, sources)})
    if request.method == "POST" and form.validate():
        try:
            actions.note_verdict(actor, clearance, Verdict(form.verdict.data), form.note.data or "")
            flash(_("The answer is noted."), "ok")
            return _back(clearance.version)
        except Refused as no:
            form.refuse(no)
    page = render_template(
        "clearance/verdict.html", clearance=clearance, version=clearance.version, form=form
    )
    return make_response(page, 200 if request.method == "GET" else 422)


@feature.page(
    "/reports/<symbol>/versions/<int:number>/clearances/<int:clearance>.docx",
    P.SEE_REPORT,
    load=queries.clearance_for,
)
def pack(actor: Actor, clearance: Clearance) -> ResponseReturnValue:
    """The Word file for one who clears: what has changed since their last version, answers, sources."""
    made = packs.pack_of(actor, clearance)
    return _word(made.data, made.filename)


@feature.page("/reports/<symbol>/versions/<int:number>.docx", P.SEE_REPORT, load=queries.version_for)
def version_docx(actor: Actor, version: ReportVersion) -> ResponseReturnValue:
    """A version as Word; what has changed since another one is tracked when the address names that (`since`)."""
    made = packs.file_of(actor, version, _named(actor, version.report.cycle, request.args.get("since", "")))
    return _word(made.data, made.filename)


@feature.page("/reports/<symbol>/marked.docx", P.SEE_REPORT, load=report.cycle_of)
def marked_docx(actor: Actor, cycle: Cycle) -> ResponseReturnValue:
    """The draft of today as Word, tracked since a version (`since`), with `comments`, as the address asks."""
    old = _named(actor, cycle, request.args.get("since", ""))
    made = packs.file_of_today(actor, cycle, old, "comments" in request.args)
    return _word(made.data, made.filename)


def marked_part(actor: Actor, cycle: Cycle) -> Markup:
    """The part of the page of exports: the Word file with changes tracked and comments, when somebody asks for them."""
    every = queries.stages_of(actor, cycle)
    text = render_template("clearance/_marked.html", cycle=cycle, versions=every)
    return Markup(text)  # noqa: S704 - a template of ours has escaped what people wrote


@feature.page("/reports/<symbol>/redline", P.SEE_REPORT, load=report.cycle_of)
def redline(actor: Actor, cycle: Cycle) -> ResponseReturnValue:
    """Any two versions side by side; without `to` the draft of today."""
    every = list(queries.versions_of(actor, cycle))
    if not every:
        raise NotFound
    old = _one_of(every, request.args.get("from") or str(every[-1].number))
    new = _one_of(every, request.args["to"]) if request.args.get("to") else None
    sources, made = queries.draft_of(actor, cycle)
    lines = queries.lines_between(old.said, new.said if new else queries.said_now(made), sources)
    return render_template(
        "clearance/redline.html",
        cycle=cycle,
        versions=every,
        old=old,
        new=new,
        lines=lines,
        headings=queries.headings_between(
            old, queries.layout_of(new, sources) if new else made.layout, sources
        ),
        count=count(lines),
    )


def _list(actor: Actor, cycle: Cycle, form: SetDownForm) -> str:
    return render_template("clearance/versions.html", page=queries.versions_page(actor, cycle), form=form)


def _version(actor: Actor, version: ReportVersion, form: AskForm) -> str:
    cycle = version.report.cycle
    sources, _made = queries.draft_of(actor, cycle)
    return render_template(
        "clearance/version.html",
        version=version,
        cycle=cycle,
        shown=queries.unheld(version.said, sources),
        lacking=queries.lacking_in(version, sources),
        titles=queries.titles_in(version, sources),
        note=note_said(version.note, sources),
        answers={each.id: note_said(each.note, sources) for each in version.clearances},
        superseded=queries.is_superseded(version),
        form=form,
    )


def _back(version: ReportVersion) -> ResponseReturnValue:
    return redirect(url_for(".version", symbol=version.report.cycle.slug, number=version.number), 303)


def _one_of(every: list[ReportVersion], number: str) -> ReportVersion:
    found = next((each for each in every if str(each.number) == number), None)
    if found is None:
        raise NotFound
    return found


def _named(actor: Actor, cycle: Cycle, number: str) -> ReportVersion | None:
    return _one_of(list(queries.versions_of(actor, cycle)), number) if number else None


def _word(data: bytes, name: str) -> Response:
    return Response(
        data, content_type=WORD, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def doors(actor: Actor, cycle: Cycle) -> list[Door]:
    """What this room offers at the draft."""
    return [Door(_("Versions and clearance"), url_for("clearance.versions", symbol=cycle.slug))]
