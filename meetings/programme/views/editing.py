"""Making and changing a meeting, and moving it from draft to closed."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from wtforms.fields.choices import SelectChoice

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base import clock
from meetings.base.refusals import NotFound, Refused, Stale
from meetings.base.words import N_
from meetings.base.zones import zone_places
from meetings.programme import actions, queries
from meetings.programme.forms import MeetingForm
from meetings.programme.models import Meeting
from meetings.programme.rules import STEPS, MeetingStatus, publishes_late
from meetings.programme.views.feature import feature
from meetings.programme.views.showing import differences, form_page
from meetings.programme.views.telling import musts_before_publishing

# What is said after a step.
DONE = {
    MeetingStatus.DRAFT: N_("The meeting is a draft again; the public page is closed."),
    MeetingStatus.PUBLISHED: N_("The programme is public, and calendars that subscribe to it fill."),
    MeetingStatus.HELD: N_("The meeting is marked as held."),
    MeetingStatus.CLOSED: N_("The meeting is closed."),
    MeetingStatus.CANCELLED: N_("The meeting is cancelled. Calendars that subscribe to it say so."),
}


def _offer_cycles(actor: Actor, form: MeetingForm) -> None:
    form.cycle_id.choices = [SelectChoice(c.id, c.resolution.symbol) for c in queries.cycles(actor)]


@feature.form("/meetings/new", Permission.EDIT_PROGRAMME)
def new_meeting(actor: Actor) -> ResponseReturnValue:
    """A new meeting, in draft."""
    form = MeetingForm()
    _offer_cycles(actor, form)
    form.offer_hours(form.zone.data or "")
    if form.validate_on_submit():
        try:
            made = actions.create_meeting(actor, form.draft())
            flash(_("The meeting is there, as a draft. Add its sessions."), "ok")
            return redirect(url_for("programme.meeting", slug=made.slug), 303)
        except Refused as no:
            form.refuse(no)
    return form_page("programme/new_meeting.html", form, zones=zone_places())


@feature.form("/meetings/<slug>/edit", Permission.EDIT_PROGRAMME, load=queries.meeting_for)
def edit_meeting(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    """A meeting's own page of staff: what it is, and its next step."""
    form = MeetingForm.of(meeting)
    _offer_cycles(actor, form)
    form.offer_hours(form.zone.data or "")
    stands: list[tuple[str, str]] = []
    sequence = meeting.sequence
    if form.validate_on_submit():
        try:
            actions.edit_meeting(
                actor, meeting, form.draft(), form.version.data, bool(form.move_sessions.data)
            )
            flash(_("The meeting is changed."), "ok")
            if meeting.sequence != sequence and meeting.status is MeetingStatus.PUBLISHED:
                flash(_("Those who have a place are told by mail, and their calendar entries move."), "ok")
            if over := queries.over_places(meeting):
                flash(
                    ngettext(
                        "%(num)s person more is approved than there are places. Nobody loses a place; "
                        "no more can be approved.",
                        "%(num)s people more are approved than there are places. Nobody loses a place; "
                        "no more can be approved.",
                        over,
                    ),
                    "warn",
                )
            return redirect(url_for("programme.meeting", slug=meeting.slug), 303)
        except Refused as no:
            form.refuse(no)
            if isinstance(no, Stale):
                now = MeetingForm.stored(meeting)
                _offer_cycles(actor, now)
                stands = differences(form, now)
                form.version.data = meeting.version
    return form_page(
        "programme/edit_meeting.html",
        form,
        meeting=meeting,
        zones=zone_places(),
        stands=stands,
        steps=STEPS[meeting.status],
        musts=musts_before_publishing(actor, meeting) if meeting.sessions else (),
        late=publishes_late(meeting.status, meeting.dates_set, meeting.ends_at, clock.now()),
    )


@feature.change("/meetings/<slug>/status", Permission.EDIT_PROGRAMME, load=queries.meeting_for)
def take_step(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    """One step on the way from draft to closed."""
    to = request.form.get("to", "")
    if to not in set(MeetingStatus):
        raise NotFound
    actions.take_step(actor, meeting, MeetingStatus(to))
    flash(_(DONE[MeetingStatus(to)]), "ok")
    return redirect(url_for("programme.meeting", slug=meeting.slug), 303)
