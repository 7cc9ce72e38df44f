"""A cycle: what its resolution asks and what is there; its plan; the progress entries; resources."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.access.routes import Feature
from meetings.base import clock
from meetings.base.forms import version_sent
from meetings.base.refusals import Refused, Stale
from meetings.mandate.models import Cycle
from meetings.mandate.queries import cycle_for
from meetings.progress import actions, queries
from meetings.progress.forms import EntryForm, FundsForm, entry_values, funds_values
from meetings.progress.models import ProgressEntry, ResourceEntry

feature = Feature("progress", __name__)


@feature.page("/mandate/<symbol>", Permission.SEE_MANDATE, load=cycle_for)
def cycle(actor: Actor, cycle: Cycle) -> ResponseReturnValue:
    return render_template("progress/cycle.html", page=queries.cycle_page(actor, cycle))


@feature.change("/mandate/<symbol>/plan", Permission.PLAN_CYCLE, load=cycle_for)
def plan_cycle(actor: Actor, cycle: Cycle) -> ResponseReturnValue:
    made = actions.plan_cycle(actor, cycle)
    if made:
        flash(
            ngettext(
                "One draft is created. Its dates only hold the year open: fix them.",
                "%(num)s drafts are created. Their dates only hold the years open: fix them.",
                len(made),
            )
        )
    else:
        flash(_("Nothing was missing."), "info")
    return redirect(url_for(".cycle", symbol=cycle.slug) + "#plan", 303)


@feature.page("/mandate/<symbol>/progress", Permission.SEE_PROGRESS, load=cycle_for)
def entries(actor: Actor, cycle: Cycle) -> ResponseReturnValue:
    found = queries.entries_of(actor, cycle)
    wanted = queries.paragraphs(cycle)
    by_paragraph: dict[int, list[ProgressEntry]] = {number: [] for number in wanted}
    for entry in found:
        by_paragraph.setdefault(entry.paragraph, []).append(entry)
    return render_template(
        "progress/entries.html",
        cycle=cycle,
        by_paragraph=by_paragraph,
        missing=[number for number in wanted if not by_paragraph[number]],
        asked=queries.obligations_by_paragraph(actor, cycle),
    )


@feature.form("/mandate/<symbol>/progress/new", Permission.WRITE_PROGRESS, load=cycle_for)
def new_entry(actor: Actor, cycle: Cycle) -> ResponseReturnValue:
    asked = queries.obligations_by_paragraph(actor, cycle)
    form = EntryForm(data={"paragraph": request.args.get("paragraph", ""), "since": clock.now().date()})
    form.offer(queries.paragraphs(cycle))
    if form.validate_on_submit():
        try:
            entry = actions.write_entry(actor, cycle, form.draft())
            flash(_("The entry on paragraph %(number)s is written.", number=entry.paragraph))
            return redirect(url_for(".entries", symbol=cycle.slug) + f"#op{entry.paragraph}", 303)
        except Refused as no:
            form.refuse(no)
    return _entry_page(form, cycle, None, asked)


@feature.form("/mandate/<symbol>/progress/<int:entry_id>", Permission.WRITE_PROGRESS, load=queries.entry_for)
def edit_entry(actor: Actor, entry: ProgressEntry) -> ResponseReturnValue:
    cycle = entry.cycle
    asked = queries.obligations_by_paragraph(actor, cycle)
    form = EntryForm(data=entry_values(entry))
    form.offer(queries.paragraphs(cycle))
    stale = False
    if form.validate_on_submit():
        try:
            actions.write_entry(actor, cycle, form.draft(), entry, form.version.data)
            flash(_("The entry is changed."))
            return redirect(url_for(".entries", symbol=cycle.slug) + f"#op{entry.paragraph}", 303)
        except Refused as no:
            form.refuse(no)
            stale = isinstance(no, Stale)
            if stale:
                form.version.data = entry.version
    return _entry_page(form, cycle, entry, asked, stale)


def _entry_page(
    form: EntryForm, cycle: Cycle, entry: ProgressEntry | None, asked: object, stale: bool = False
) -> ResponseReturnValue:
    page = render_template(
        "progress/entry.html", form=form, cycle=cycle, entry=entry, asked=asked, stale=stale
    )
    return make_response(page, 422 if request.method == "POST" else 200)


@feature.change(
    "/mandate/<symbol>/progress/<int:entry_id>/delete", Permission.WRITE_PROGRESS, load=queries.entry_for
)
def delete_entry(actor: Actor, entry: ProgressEntry) -> ResponseReturnValue:
    symbol = entry.cycle.slug
    actions.delete_entry(actor, entry, version_sent(request.form.get("version", "")))
    flash(_("The entry is deleted; the trail keeps its words."))
    return redirect(url_for(".entries", symbol=symbol), 303)


RESOURCES = "/mandate/<symbol>/resources"


@feature.page(RESOURCES, Permission.SEE_PROGRESS, load=cycle_for)
def resources(actor: Actor, cycle: Cycle) -> ResponseReturnValue:
    return render_template("progress/resources.html", cycle=cycle, rows=queries.resources_of(actor, cycle))


@feature.form(f"{RESOURCES}/new", Permission.WRITE_PROGRESS, load=cycle_for)
def new_resource(actor: Actor, cycle: Cycle) -> ResponseReturnValue:
    form = FundsForm(data={"year": str(clock.now().year)})
    form.offer(cycle.years)
    if form.validate_on_submit():
        try:
            actions.note_funds(actor, cycle, form.funds)
            flash(_("It is on record."))
            return redirect(url_for(".resources", symbol=cycle.slug), 303)
        except Refused as no:
            form.refuse(no)
    return _resource_page(form, cycle, None)


@feature.form(f"{RESOURCES}/<int:number>", Permission.WRITE_PROGRESS, load=queries.resource_for)
def edit_resource(actor: Actor, row: ResourceEntry) -> ResponseReturnValue:
    cycle = row.cycle
    form = FundsForm(data=funds_values(row))
    form.offer(cycle.years)
    stale = False
    if form.validate_on_submit():
        try:
            actions.note_funds(actor, cycle, form.funds, row, form.version.data)
            flash(_("It is changed."))
            return redirect(url_for(".resources", symbol=cycle.slug), 303)
        except Refused as no:
            form.refuse(no)
            stale = isinstance(no, Stale)
            if stale:
                form.version.data = row.version
    return _resource_page(form, cycle, row, stale)


def _resource_page(
    form: FundsForm, cycle: Cycle, row: ResourceEntry | None, stale: bool = False
) -> ResponseReturnValue:
    page = render_template("progress/resource.html", form=form, cycle=cycle, row=row, stale=stale)
    return make_response(page, 422 if request.method == "POST" else 200)


@feature.change(f"{RESOURCES}/<int:number>/delete", Permission.WRITE_PROGRESS, load=queries.resource_for)
def delete_resource(actor: Actor, row: ResourceEntry) -> ResponseReturnValue:
    symbol = row.cycle.slug
    actions.delete_funds(actor, row, version_sent(request.form.get("version", "")))
    flash(_("It is off the record; the trail keeps the numbers."))
    return redirect(url_for(".resources", symbol=symbol), 303)
