"""Adding, changing, cancelling and deleting sessions."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.refusals import Refused, Stale
from meetings.programme import actions, queries
from meetings.programme.forms import SessionForm
from meetings.programme.models import Meeting, MeetingSession
from meetings.programme.rules import SessionKind
from meetings.programme.rules.moving import next_label
from meetings.programme.views.feature import feature
from meetings.programme.views.showing import differences, form_page


@feature.form("/meetings/<slug>/sessions/new", Permission.EDIT_PROGRAMME, load=queries.meeting_for)
def new_session(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    """A new session of a meeting; it is proposed after the last one."""
    form = SessionForm(data=_proposed(actor, meeting))
    form.offer_hours(meeting.zone)
    if form.validate_on_submit():
        try:
            session = actions.add_session(actor, meeting, form.draft(meeting.zone))
            flash(_("The session is there, in the draft. Add its speakers."), "ok")
            return redirect(_page(session), 303)
        except Refused as no:
            form.refuse(no)
    return form_page("programme/new_session.html", form, meeting=meeting)


def _proposed(actor: Actor, meeting: Meeting) -> dict[str, object]:
    sessions = queries.programme(actor, meeting)
    timed = [session for session in sessions if not session.unscheduled]
    starts = timed[-1].ends if timed else meeting.starts
    room = timed[-1].room if timed else ""
    return {
        "label": next_label([session.label for session in sessions], SessionKind.THEMATIC),
        "starts_on": starts.date(),
        "starts": f"{starts:%H:%M}",
        "room": room,
    }


@feature.form("/meetings/<slug>/sessions/<label>", Permission.EDIT_PROGRAMME, load=queries.session_for)
def edit_session(actor: Actor, session: MeetingSession) -> ResponseReturnValue:
    """A session's page of staff: what it is, who speaks, who writes its record."""
    form = SessionForm.of(session)
    form.offer_hours(session.meeting.zone)
    stands: list[tuple[str, str]] = []
    if form.validate_on_submit():
        try:
            actions.edit_session(actor, session, form.draft(session.meeting.zone), form.version.data)
            flash(_("The session is changed, in the draft."), "ok")
            return redirect(_page(session), 303)
        except Refused as no:
            form.refuse(no)
            if isinstance(no, Stale):
                stands = differences(form, SessionForm.stored(session))
                form.version.data = session.version
    return form_page(
        "programme/edit_session.html",
        form,
        meeting=session.meeting,
        session=session,
        stands=stands,
        rapporteurs=queries.rapporteurs(actor, session),
        spoken=sum(speaker.minutes or 0 for speaker in session.speakers),
        was_released=queries.was_released(session),
    )


@feature.change(
    "/meetings/<slug>/sessions/<label>/cancelled", Permission.EDIT_PROGRAMME, load=queries.session_for
)
def cancel_session(actor: Actor, session: MeetingSession) -> ResponseReturnValue:
    """Cancel the session, or (cancelled=0) let it take place after all."""
    if request.form.get("cancelled") == "0":
        actions.reinstate_session(actor, session)
        flash(_("The session takes place, in the draft."), "ok")
    else:
        actions.cancel_session(actor, session)
        flash(_("The session is cancelled in the draft."), "ok")
    return redirect(_page(session), 303)


@feature.change(
    "/meetings/<slug>/sessions/<label>/delete", Permission.EDIT_PROGRAMME, load=queries.session_for
)
def delete_session(actor: Actor, session: MeetingSession) -> ResponseReturnValue:
    """Delete a session that no version of the programme has told of."""
    slug = session.meeting.slug
    actions.delete_session(actor, session)
    flash(_("The session is deleted."), "ok")
    page = "programme.timetable" if request.form.get("back") == "timetable" else "programme.meeting"
    return redirect(url_for(page, slug=slug), 303)


def _page(session: MeetingSession) -> str:
    return url_for("programme.edit_session", slug=session.meeting.slug, label=session.label)
