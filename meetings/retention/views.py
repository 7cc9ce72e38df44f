"""The pages of retention: a meeting's clock, the dry run, the rule, the record, and the counts that stay."""

from typing import Any

from flask import flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.access.routes import Feature
from meetings.base.refusals import Refused, Stale
from meetings.mandate.models import Cycle
from meetings.mandate.queries import cycle_for
from meetings.programme.models import Meeting
from meetings.retention import actions, queries
from meetings.retention.forms import DayForm, DeleteForm, HoldForm, RuleForm, VersionForm
from meetings.retention.letters import backups_until, told_figures
from meetings.retention.queries.clocks import meeting_to_purge, retention_of
from meetings.retention.rules import Setting, total
from meetings.retention.showing import tables

feature = Feature("retention", __name__)
P = Permission
HERE = "/meetings/<slug>/retention"


@feature.page("/retention", P.PURGE)
def clocks(actor: Actor) -> ResponseReturnValue:
    return render_template(
        "retention/clocks.html",
        watched=queries.watched_for(actor),
        purges=queries.purges(actor),
        told=told_figures,
        backups_until=backups_until,
    )


@feature.form("/retention/rule", P.PURGE)
def rule(actor: Actor) -> ResponseReturnValue:
    stand = queries.settings_in_force()
    form = RuleForm(data={setting.value: one.number for setting, one in stand.items()})
    if form.validate_on_submit():
        try:
            actions.set_numbers(actor, form.numbers(), form.source.data or "")
            flash(_("The rule is set. Every clock follows it from now on."), "ok")
            return redirect(url_for("retention.clocks"), 303)
        except Refused as no:
            form.refuse(no)
    page = render_template("retention/rule.html", form=form, stand=stand, settings=list(Setting))
    return make_response(page, 422 if form.is_submitted() else 200)


@feature.page(HERE, P.PURGE, load=meeting_to_purge)
def retention(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    return _page(actor, meeting)


@feature.change(f"{HERE}/day", P.PURGE, load=meeting_to_purge)
def set_day(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    form = DayForm()
    try:
        if form.validate():
            assert form.day.data is not None
            actions.set_day(actor, meeting, form.day.data, form.reason.data or "", form.version.data)
            flash(_("The day is set."), "ok")
            return _back(meeting)
    except Refused as no:
        _refuse(form, no, meeting)
    return make_response(_page(actor, meeting, day=form), 422)


@feature.change(f"{HERE}/rule", P.PURGE, load=meeting_to_purge)
def back_to_rule(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    actions.back_to_rule(actor, meeting, VersionForm().version.data)
    flash(_("The day follows the rule again."), "ok")
    return _back(meeting)


@feature.change(f"{HERE}/hold", P.PURGE, load=meeting_to_purge)
def hold(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    form = HoldForm()
    try:
        if form.validate():
            actions.hold(actor, meeting, form.hold_reason.data or "", form.version.data)
            flash(_("Nothing is deleted until you release it."), "ok")
            return _back(meeting)
    except Refused as no:
        _refuse(form, no, meeting)
    return make_response(_page(actor, meeting, hold=form), 422)


@feature.change(f"{HERE}/release", P.PURGE, load=meeting_to_purge)
def release(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    actions.release(actor, meeting, VersionForm().version.data)
    flash(_("The clock runs again."), "ok")
    return _back(meeting)


@feature.form(f"{HERE}/delete", P.PURGE, load=meeting_to_purge)
def delete(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    """The dry run, and below it the button that begins."""
    form = DeleteForm()
    if form.validate_on_submit():
        try:
            actions.delete_now(actor, meeting, form.reason.data or "", form.seen.data)
            return _back(meeting)
        except Refused as no:
            form.refuse(no)
    figures = queries.dry_run(meeting)
    form.seen.data = total(figures)
    page = render_template(
        "retention/delete.html",
        meeting=meeting,
        form=form,
        clock=queries.clock_of(meeting),
        figures=figures,
        told=told_figures(figures),
        todo=total(figures),
        backups=queries.numbers()[Setting.BACKUPS],
    )
    return make_response(page, 422 if form.is_submitted() else 200)


@feature.page("/mandate/<symbol>/participation", P.SEE_REPORT, load=cycle_for)
def participation(actor: Actor, cycle: Cycle) -> ResponseReturnValue:
    stand = queries.settings_in_force()[Setting.SMALLEST]
    found = queries.participation(actor, cycle)
    return render_template(
        "retention/participation.html",
        cycle=cycle,
        found=found,
        smallest=stand,
        **tables(found, stand.number),
    )


def _back(meeting: Meeting) -> ResponseReturnValue:
    return redirect(url_for("retention.retention", slug=meeting.slug), 303)


def _refuse(form: Any, no: Refused, meeting: Meeting) -> None:
    form.refuse(no)
    if isinstance(no, Stale):
        form.version.data = retention_of(meeting).version


def _page(actor: Actor, meeting: Meeting, day: DayForm | None = None, hold: HoldForm | None = None) -> str:
    version = retention_of(meeting).version
    clock = queries.clock_of(meeting)
    figures = queries.dry_run(meeting)
    return render_template(
        "retention/retention.html",
        meeting=meeting,
        clock=clock,
        figures=figures,
        told=told_figures(figures),
        todo=total(figures),
        under_way=queries.purge_under_way(meeting),
        total=total,
        purges=queries.purges(actor, meeting),
        told_of=told_figures,
        backups_until=backups_until,
        day=day or DayForm(formdata=None, data={"day": clock.day, "version": version}),
        hold=hold or HoldForm(formdata=None, data={"version": version}),
        version=version,
        numbers=queries.settings_in_force(),
        N=Setting,
    )
