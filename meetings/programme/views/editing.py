"""Making and changing a meeting, and moving it from draft to closed."""

from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from wtforms.fields.choices import SelectChoice

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base import clock
from meetings.base.forms import said
from meetings.base.refusals import NotFound, Refused, Stale
from meetings.base.words import N_
from meetings.base.zones import zone_places
from meetings.programme import actions, queries
from meetings.programme.forms import MeetingForm, StepForm
from meetings.programme.models import Meeting
from meetings.programme.rules import STEPS, MeetingStatus, publishes_late
from meetings.programme.views.feature import feature
from meetings.programme.views.showing import differences, form_page
from meetings.programme.views.telling import Told, musts_before_publishing

# What is said after a step.
DONE = {
    MeetingStatus.DRAFT: N_("The meeting is a draft again; the public page is closed."),
    MeetingStatus.PUBLISHED: N_("The programme is public, and calendars that subscribe to it fill."),
    MeetingStatus.HELD: N_("The meeting is marked as held."),
    MeetingStatus.CLOSED: N_("The meeting is closed."),
    MeetingStatus.CANCELLED: N_("The meeting is cancelled. Calendars that subscribe to it say so."),
}


def missing_told(actor: Actor, meeting: Meeting) -> list[tuple[str, str, str]]:
    """What is missing before it can be closed: the sentence, the page on which that is mended, what it is about."""
    return [
        (
            said(Refused(one.sentence, None, **one.params)),
            url_for(one.endpoint, **dict[str, Any](one.values)) if one.endpoint else "",
            one.values.get("label", ""),
        )
        for one in actions.missing_to_close(actor, meeting)
    ]


def _musts(actor: Actor, meeting: Meeting) -> list[Told]:
    """What must be mended before it is public; of a meeting without a session that is said first."""
    return musts_before_publishing(actor, meeting) if meeting.sessions else []


def _late(meeting: Meeting) -> bool:
    return publishes_late(meeting.status, meeting.dates_set, meeting.ends_at, clock.now())


def _step_page(actor: Actor, meeting: Meeting, form: StepForm) -> ResponseReturnValue:
    """The step was refused: what stands in the way, and the ways on."""
    page = render_template(
        "programme/step.html",
        meeting=meeting,
        form=form,
        steps=STEPS[meeting.status],
        musts=_musts(actor, meeting),
        missing=missing_told(actor, meeting),
        late=_late(meeting),
    )
    return make_response(page, 409)


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
        musts=_musts(actor, meeting),
        missing=missing_told(actor, meeting),
        closings=queries.closings(actor, meeting),
        late=_late(meeting),
    )


@feature.change("/meetings/<slug>/status", Permission.EDIT_PROGRAMME, load=queries.meeting_for)
def take_step(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    """One step on the way from draft to closed."""
    to = request.form.get("to", "")
    if to not in set(MeetingStatus):
        raise NotFound
    form = StepForm()
    try:
        if not form.validate():
            return _step_page(actor, meeting, form)
        if to == MeetingStatus.PUBLISHED and not form.despite.data and _musts(actor, meeting):
            raise Refused("Mend what stands above, or say that it is to be published so.", field="despite")
        actions.take_step(actor, meeting, MeetingStatus(to), form.reason.data or "")
    except Refused as no:
        if MeetingStatus.CLOSED not in (to, meeting.status) and no.field != "despite":
            raise
        form.refuse(no)
        return _step_page(actor, meeting, form)
    flash(_(DONE[MeetingStatus(to)]), "ok")
    return redirect(url_for("programme.meeting", slug=meeting.slug), 303)
