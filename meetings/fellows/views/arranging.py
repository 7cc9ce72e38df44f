"""The placement, and the checklist of one fellow."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.refusals import Refused, Stale
from meetings.fellows import actions, queries
from meetings.fellows.forms import NoteForm, PlacementForm, TaskForm
from meetings.fellows.models import Fellow, FellowTask
from meetings.fellows.queries import Year
from meetings.fellows.rules import OURS
from meetings.fellows.views.feature import feature
from meetings.fellows.views.year import HERE, task_name, year_page

P = Permission


@feature.form(f"{HERE}/placement", P.KEEP_FELLOWS, load=queries.fellow_for)
def placement(actor: Actor, fellow: Fellow) -> ResponseReturnValue:
    """Unit, supervisor, days, plan."""
    form, code, stands = PlacementForm.of(fellow), 200, None
    if form.is_submitted():
        code = 422
        if form.validate():
            try:
                actions.place(actor, fellow, form.draft(), form.version.data)
                flash(_("The placement is kept."), "ok")
                return redirect(url_for("fellows.year", key=fellow.key), 303)
            except Refused as no:
                form.refuse(no)
                code = 422 if no.field else 409
                if isinstance(no, Stale):
                    form.version.data, stands = fellow.version, fellow
    page = render_template(
        "fellows/placement.html",
        form=form,
        fellow=fellow,
        application=fellow.application,
        edition=fellow.application.edition,
        stands=stands,
    )
    return make_response(page, code)


@feature.change(f"{HERE}/checklist", P.KEEP_FELLOWS, load=queries.fellow_for)
def add_task(actor: Actor, fellow: Fellow) -> ResponseReturnValue:
    """One thing more, for this fellow alone."""
    form = TaskForm()
    code = 422
    if form.validate():
        try:
            actions.add_task(actor, fellow, form.draft())
            flash(_("It is on the checklist."), "ok")
            return redirect(url_for("fellows.year", key=fellow.key) + "#checklist", 303)
        except Refused as no:
            form.refuse(no)
            code = 422 if no.field else 409
    return year_page(actor, queries.year_for(actor, fellow.key), code, adding=form)


def _written(name: str) -> str:
    """The house's own names are kept in English, whatever language they were shown in."""
    return next((own for own in OURS if _(own) == name), name)


@feature.form(f"{HERE}/checklist/<task_key>", P.FOLLOW_FELLOWSHIP, load=queries.task_for)
def task(actor: Actor, found: tuple[Year, FellowTask]) -> ResponseReturnValue:
    """One thing to arrange: done, with a note, by whose it is; changed or left out by the office."""
    year, task = found
    do = request.form.get("do", "") if request.method == "POST" else ""
    changing = TaskForm.of(task, task_name(task.name)) if do in ("", "change") else _shown(task)
    noting = (
        NoteForm(formdata=None, data={"note": task.note, "version": task.version})
        if do in ("", "change")
        else NoteForm()
    )
    if request.method == "GET":
        return _task_page(year, task, changing, noting)
    form = changing if do == "change" else noting
    code, stale = 422, False
    if form.validate():
        try:
            _do(actor, year, task, do, changing, noting)
            flash(_("The checklist is kept."), "ok")
            return redirect(url_for("fellows.year", key=year.fellow.key) + "#checklist", 303)
        except Refused as no:
            form.refuse(no)
            code, stale = 422 if no.field else 409, isinstance(no, Stale)
            if stale:
                form.version.data = task.version
    return _task_page(year, task, changing, noting, code, stale)


def _shown(task: FellowTask) -> TaskForm:
    data = {"name": task_name(task.name), "todo_by": task.todo_by.value, "due_on": task.due_on}
    return TaskForm(formdata=None, data=data | {"version": task.version})


def _do(actor: Actor, year: Year, task: FellowTask, do: str, changing: TaskForm, noting: NoteForm) -> None:
    note, version = noting.note.data or "", noting.version.data
    if do == "change":
        changing.name.data = _written(changing.name.data or "")
        actions.change_task(actor, year, task, changing.draft(), changing.version.data)
    elif do in ("drop", "take_up"):
        actions.drop_task(actor, year, task, version, do == "drop")
    elif do in ("done", "open"):
        actions.settle_task(actor, year, task, note, version, do == "done")
    else:
        raise Refused("Press one of the buttons.")


def _task_page(
    year: Year, task: FellowTask, changing: TaskForm, noting: NoteForm, code: int = 200, stale: bool = False
) -> ResponseReturnValue:
    page = render_template(
        "fellows/task.html",
        year=year,
        fellow=year.fellow,
        application=year.fellow.application,
        edition=year.fellow.application.edition,
        task=task,
        task_name=task_name,
        changing=changing,
        noting=noting,
        stale=stale,
        settles=year.is_to_do(task),
    )
    return make_response(page, code)
