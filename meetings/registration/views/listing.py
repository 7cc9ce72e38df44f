"""The list of a meeting’s registrations: its page, its files, its saved views."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base import clock, tables_out
from meetings.base.pages import LANGUAGES
from meetings.base.paging import page_of
from meetings.base.refusals import Refused
from meetings.programme.models import Meeting
from meetings.programme.queries import meeting_for
from meetings.programme.rules import MeetingStatus
from meetings.registration import actions, drawing, pictures, queries
from meetings.registration.cells import chunks, shapes, words
from meetings.registration.forms import SaveViewForm
from meetings.registration.models import SavedView
from meetings.registration.queries import PER_PAGE
from meetings.registration.rules import (
    Column,
    Decision,
    RegistrationStatus,
    Shown,
    Written,
    address,
    decisions,
    read_shown,
)
from meetings.registration.views.feature import feature

feature.blueprint.add_app_template_global(pictures.pictures, "balance_pictures")


@feature.page("/meetings/<slug>/registrations", Permission.SEE_REGISTRATIONS, load=meeting_for)
def registrations(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    asked = queries.questions_for(actor, meeting)
    return _page(actor, meeting, asked, read_shown(request.args, asked, LANGUAGES))


@feature.page("/meetings/<slug>/registrations.csv", Permission.SEE_REGISTRATIONS, load=meeting_for)
def export_csv(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    return _file(actor, meeting, "csv")


@feature.page("/meetings/<slug>/registrations.xlsx", Permission.SEE_REGISTRATIONS, load=meeting_for)
def export_xlsx(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    return _file(actor, meeting, "xlsx")


@feature.change("/meetings/<slug>/registrations/views", Permission.SEE_REGISTRATIONS, load=meeting_for)
def save_view(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    form = SaveViewForm()
    asked = queries.questions_for(actor, meeting)
    shown = replace(read_shown(Written(form.filter.data or ""), asked, LANGUAGES), page=1)
    if form.validate():
        try:
            view = actions.save_view(actor, meeting, form.name.data or "", shown, bool(form.shared.data))
            flash(_("The view “%(name)s” is saved.", name=view.name), "ok")
            return redirect(_list(meeting)(shown), 303)
        except Refused as no:
            form.refuse(no)
    return make_response(_page(actor, meeting, asked, shown, form), 422)


@feature.change(
    "/meetings/<slug>/registrations/views/<key>/delete", Permission.SEE_REGISTRATIONS, load=queries.view_for
)
def delete_view(actor: Actor, view: SavedView) -> ResponseReturnValue:
    slug = (request.view_args or {})["slug"]
    actions.delete_view(actor, view)
    flash(_("The view “%(name)s” is deleted.", name=view.name), "ok")
    return redirect(url_for("registration.registrations", slug=slug), 303)


def _list(meeting: Meeting) -> drawing.Address:
    return drawing.addresses(url_for("registration.registrations", slug=meeting.slug))


def _page(actor: Actor, meeting: Meeting, asked: Any, wanted: Shown, form: SaveViewForm | None = None) -> str:
    found = queries.registrations(actor, meeting, wanted)
    shown, url = found.shown, _list(meeting)
    columns, lines = drawing.lines(meeting, found, asked)
    views = queries.saved_views(actor, meeting)
    everything = replace(shown, page=1)
    if form is None and "save" in request.args:
        form = SaveViewForm(formdata=None, filter=urlencode(address(everything)))
    called_off = meeting.status is MeetingStatus.CANCELLED
    usual, more = drawing.choices(shown, asked)
    return render_template(
        "registration/registrations.html",
        meeting=meeting,
        found=found,
        balance=pictures.balance_of(found.tally, found.limits),
        shown=shown,
        asked=asked,
        lines=lines,
        heads=drawing.heads(shown, columns, url),
        tabs=drawing.state_tabs(shown, found.tally, url),
        views=[(v, f"{url(Shown())}?{v.query}".rstrip("?"), drawing.is_current(v, shown)) for v in views],
        usual=usual,
        more=more,
        more_open=bool(shown.organization or shown.gender or shown.answers),
        pairs=address(everything),
        chips=drawing.chips(shown, asked, url),
        columns=[*words(Column).items(), *((f"q{q.id}", q.wording) for q in asked)],
        page=page_of(found.total, shown.page, PER_PAGE, lambda page: url(replace(shown, page=page))),
        path=url(Shown()),
        query=urlencode(address(everything)),
        url=url,
        everything=everything,
        decisions={state: decisions(state) for state in (R.SUBMITTED, R.WAITING) if not called_off},
        all_decisions=list(Decision),
        usual_columns=url(replace(everything, columns=Shown().columns)),
        form=form,
        S=R,
    )


R = RegistrationStatus


def _file(actor: Actor, meeting: Meeting, kind: str) -> ResponseReturnValue:
    """All pages of what the list shows, as a file; whoever takes it is noted."""
    asked = queries.questions_for(actor, meeting)
    shown = replace(read_shown(request.args, asked, LANGUAGES), page=1)
    names = ("name", "organization", *shown.columns)
    columns = shapes(meeting, names, asked)
    rows = chunks(columns, queries.all_rows(actor, meeting, shown, names))
    file, called = tables_out.a_file(), [column.heading for column in columns]
    if kind == "csv":
        number = tables_out.write_csv(file, called, rows)
    else:
        number = tables_out.write_xlsx(file, _("Registrations"), called, rows)
    told = {"file": kind, "filter": urlencode(address(shown)), "rows": number}
    audit.note_read(actor, "export_registrations", "meeting", meeting.id, told)
    name = f"registrations-{meeting.slug}-{clock.now():%Y-%m-%d}.{kind}"
    return tables_out.send(file, name, tables_out.CSV_TYPE if kind == "csv" else tables_out.XLSX_TYPE)
