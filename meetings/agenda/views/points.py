"""Adding, changing, moving and taking out points of an agenda."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.agenda import actions, queries
from meetings.agenda.forms import NewPointForm, PointForm
from meetings.agenda.models import AgendaPoint
from meetings.agenda.queries import PointOf
from meetings.agenda.rules import PointDraft, PointKind
from meetings.agenda.views.feature import feature
from meetings.base.refusals import NotFound, Refused, Stale
from meetings.programme.models import Meeting
from meetings.programme.views.showing import differences

P = Permission
POINTS = "/meetings/<slug>/agenda/points"


@feature.form(POINTS + "/new", P.KEEP_AGENDA, load=queries.kept_agenda_for)
def new_point(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    form = NewPointForm()
    form.offer(queries.sessions_of(actor, meeting))
    if form.validate_on_submit():
        try:
            actions.add_point(actor, meeting, form.draft(), PointKind(form.kind.data))
            flash(_("The point is on the agenda."), "ok")
            return redirect(_agenda(meeting), 303)
        except Refused as no:
            form.refuse(no)
    return _page(meeting, form, None)


@feature.change(POINTS + "/follow-up", P.KEEP_AGENDA, load=queries.kept_agenda_for)
def settle_follow_up(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    """Settle minutes and lead of the follow-up of the last conclusions, which is there by itself."""
    made = actions.add_point(actor, meeting, PointDraft("", minutes=15), PointKind.FOLLOW_UP)
    return redirect(url_for("agenda.edit_point", slug=meeting.slug, point_id=made.id), 303)


@feature.form(POINTS + "/<int:point_id>", P.KEEP_AGENDA, load=queries.point_for)
def edit_point(actor: Actor, of: PointOf) -> ResponseReturnValue:
    point = of.point
    form, stands = PointForm().offer(queries.sessions_of(actor, point.meeting)), []
    if request.method == "GET":
        form.show(point)
    elif form.validate():
        try:
            actions.edit_point(actor, point, form.draft(), form.version.data or 0)
            flash(_("The point is changed."), "ok")
            return redirect(_agenda(point.meeting), 303)
        except Refused as no:
            form.refuse(no)
            if isinstance(no, Stale):
                kept = PointForm(formdata=None).offer(queries.sessions_of(actor, point.meeting))
                kept.show(point)
                stands, form.version.data = differences(form, kept), point.version
    return _page(point.meeting, form, point, stands)


@feature.change(POINTS + "/<int:point_id>/move", P.KEEP_AGENDA, load=queries.point_for)
def move_point(actor: Actor, of: PointOf) -> ResponseReturnValue:
    by = {"up": -1, "down": 1}.get(request.form.get("to", ""))
    if by is None:
        raise NotFound
    actions.move_point(actor, of.point, by)
    return redirect(f"{_agenda(of.point.meeting)}#point-{of.point.id}", 303)


@feature.change(POINTS + "/<int:point_id>/delete", P.KEEP_AGENDA, load=queries.point_for)
def delete_point(actor: Actor, of: PointOf) -> ResponseReturnValue:
    meeting = of.point.meeting
    actions.delete_point(actor, of.point)
    flash(_("The point is off the agenda."), "ok")
    return redirect(_agenda(meeting), 303)


def _agenda(meeting: Meeting) -> str:
    return url_for("agenda.agenda", slug=meeting.slug)


def _page(
    meeting: Meeting,
    form: PointForm,
    point: AgendaPoint | None,
    stands: list[tuple[str, str]] | None = None,
) -> ResponseReturnValue:
    page = render_template(
        "agenda/point.html", meeting=meeting, form=form, point=point, stands=stands or [], K=PointKind
    )
    return make_response(page, 422 if request.method == "POST" else 200)
