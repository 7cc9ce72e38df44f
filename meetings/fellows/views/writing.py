"""What the fellow writes, and the supervisor answers."""

from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base import files
from meetings.base.refusals import NotFound, Refused, Stale
from meetings.fellows import actions, queries
from meetings.fellows.forms import LogForm, ObservedForm, ReportForm, briefing_form
from meetings.fellows.models import FellowBriefing, FellowLog, FellowObserved
from meetings.fellows.queries import Year, today_of
from meetings.fellows.rules import REPORTS, WRITES, Week
from meetings.fellows.views.feature import feature
from meetings.fellows.views.year import HERE
from meetings.fellowship.forms import keep_files
from meetings.questions.views import MOST_BYTES

P = Permission


def _here(year: Year, part: str) -> ResponseReturnValue:
    return redirect(url_for("fellows.year", key=year.fellow.key) + f"#{part}", 303)


def _page(template: str, year: Year, code: int = 200, **given: Any) -> ResponseReturnValue:
    fellow = year.fellow
    page = render_template(
        template,
        year=year,
        fellow=fellow,
        application=fellow.application,
        edition=fellow.application.edition,
        **given,
    )
    return make_response(page, code)


@feature.form(f"{HERE}/log/<int:week>", P.FOLLOW_FELLOWSHIP, load=queries.log_for)
def log(actor: Actor, found: tuple[Year, Week, FellowLog | None]) -> ResponseReturnValue:
    """The log of one week: the fellow writes it, the supervisor answers it, the office reads both."""
    year, week, log = found
    form = LogForm(data=_kept(year, log))
    writes = year.own and year.fellow.state in WRITES
    answers = log is not None and queries.answers_log(actor, year, log)
    code, stale = 200, False
    if request.method == "POST":
        code = 422
        if form.validate():
            try:
                if year.own:
                    actions.write_log(actor, year, week.number, form.text.data or "", form.version.data)
                    flash(_("Your log is kept."), "ok")
                elif year.supervises:
                    actions.answer_log(actor, year, week.number, form.text.data or "", form.version.data)
                    flash(_("Your answer is kept."), "ok")
                else:
                    raise Refused(
                        "The fellow writes the log, the supervisor answers it, nobody else writes here."
                    )
                return _here(year, "log")
            except Refused as no:
                form.refuse(no)
                code, stale = 409, isinstance(no, Stale)
                log = queries.log_for(actor, year.fellow.key, week.number)[2]
                if stale:
                    form.version.data = _kept(year, log)["version"]
    return _page(
        "fellows/log.html",
        year,
        code,
        week=week,
        log=log,
        form=form,
        writes=writes,
        answers=answers,
        stale=stale,
        refused=code == 409 and not stale,
    )


def _kept(year: Year, log: FellowLog | None) -> dict[str, Any]:
    if log is None:
        return {"text": "", "version": 0}
    if year.own:
        return {"text": log.text, "version": log.version}
    return {"text": log.answer, "version": log.answer_version}


@feature.form(f"{HERE}/observed/<observed_key>", P.FOLLOW_FELLOWSHIP, load=queries.observed_for)
def observed(actor: Actor, found: tuple[Year, FellowObserved | None]) -> ResponseReturnValue:
    """A session that the fellow observed."""
    year, row = found
    if row is None and not (year.own or year.office):
        raise NotFound
    sessions = queries.choosable(actor, year.fellow)
    form = ObservedForm.of(row, sessions)
    code, stale = 200, False
    if request.method == "POST":
        code = 422
        draft = form.draft(sessions) if form.validate() else None
        if draft is not None:
            try:
                actions.save_observed(actor, year, row, draft, form.version.data)
                flash(_("It is kept."), "ok")
                return _here(year, "observed")
            except Refused as no:
                form.refuse(no)
                code, stale = 422 if no.field else 409, isinstance(no, Stale)
                if stale and row is not None:
                    form.version.data = row.version
    writes = year.own and year.fellow.state in WRITES
    return _page("fellows/observed.html", year, code, row=row, form=form, writes=writes, stale=stale)


@feature.form(
    f"{HERE}/briefings/<briefing_key>",
    P.FOLLOW_FELLOWSHIP,
    load=queries.briefing_for,
    most_bytes=MOST_BYTES,
)
def briefing(actor: Actor, found: tuple[Year, FellowBriefing | None]) -> ResponseReturnValue:
    """A briefing that the fellow gave, with its paper."""
    year, row = found
    if row is None and not (year.own or year.office):
        raise NotFound
    form = briefing_form(year.fellow, row)
    code, stale = 200, False
    if request.method == "POST":
        code = 422
        valid = form.validate()
        if year.own:
            keep_files(form)
        if valid and not form.errors:
            try:
                actions.save_briefing(actor, year, row, form.draft(), form.version.data)
                flash(_("It is kept."), "ok")
                return _here(year, "briefings")
            except Refused as no:
                form.refuse(no)
                code, stale = 422 if no.field else 409, isinstance(no, Stale)
                if stale and row is not None:
                    form.version.data = row.version
    writes = year.own and year.fellow.state in WRITES
    return _page("fellows/briefing.html", year, code, row=row, form=form, writes=writes, stale=stale)


@feature.page(f"{HERE}/briefings/<briefing_key>/file", P.FOLLOW_FELLOWSHIP, load=queries.briefing_for)
def briefing_file(actor: Actor, found: tuple[Year, FellowBriefing | None]) -> ResponseReturnValue:
    """The paper of a briefing."""
    row = found[1]
    if row is None or row.file is None:
        raise NotFound
    return files.send(row.file)


@feature.form(f"{HERE}/report", P.FOLLOW_FELLOWSHIP, load=queries.year_for)
def report(actor: Actor, year: Year) -> ResponseReturnValue:
    """The end report."""
    row = queries.find_report(year.fellow)
    form = ReportForm(data={} if row is None else {"text": row.text, "version": row.version})
    code, stale = 200, False
    if request.method == "POST":
        code = 422
        if form.validate():
            try:
                actions.write_report(actor, year, form.text.data or "", form.version.data)
                flash(_("Your report is kept."), "ok")
                return _here(year, "report")
            except Refused as no:
                form.refuse(no)
                code, stale = 409, isinstance(no, Stale)
                row = queries.find_report(year.fellow)
                if stale and row is not None:
                    form.version.data = row.version
    writes = year.own and year.fellow.state in REPORTS
    return _page(
        "fellows/report.html",
        year,
        code,
        row=row,
        form=form,
        writes=writes,
        stale=stale,
        today=today_of(year.fellow.application.edition),
    )
