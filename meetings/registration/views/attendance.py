"""Who is at a session, for the office and for its rapporteur; and the figures of all sessions."""

from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base import clock
from meetings.base.forms import said
from meetings.base.paging import page_number, page_of
from meetings.base.refusals import Refused
from meetings.programme.models import Meeting, MeetingSession
from meetings.programme.queries import meeting_for, programme, session_for
from meetings.registration import actions, attending
from meetings.registration.forms import AttendanceForm
from meetings.registration.rules import GROUPS_OF_OP8, NOTED_AT, THERE, Category, Presence, check_may_note
from meetings.registration.views.feature import feature


@feature.page("/meetings/<slug>/attendance", Permission.SEE_REGISTRATIONS, load=meeting_for)
def attendance(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    """Each session with its figures, and which groups were there at all."""
    return render_template(
        "registration/attendance.html",
        meeting=meeting,
        sessions=programme(actor, meeting),
        counts=attending.counts_of(actor, meeting),
        attended=attending.attendance_of(actor, [meeting]),
        groups=GROUPS_OF_OP8,
        others=[c for c in Category if c not in GROUPS_OF_OP8],
        states=Presence,
    )


@feature.form("/meetings/<slug>/sessions/<label>/attendance", Permission.NOTE_ATTENDANCE, load=session_for)
def session_attendance(actor: Actor, session: MeetingSession) -> ResponseReturnValue:
    """The list at the door: one button for each person, or all who are ticked, or all who are left."""
    form = AttendanceForm()
    if request.method == "POST":
        try:
            if not form.validate():
                raise Refused("This page is too old. Load it again.")
            return redirect(_noted(actor, session), 303)
        except Refused as no:
            form.refuse(no)
    return _list(actor, session, form)


def _noted(actor: Actor, session: MeetingSession) -> str:
    """Do what the button says; where it leads back to."""
    one = request.form.get("one", "")
    if one:
        code, _colon, key = one.partition(":")
        found = attending.of_keys(actor, session, [key])
        if not found:
            raise Refused("This person is no longer on the list. Look again.")
        seen = request.form.get(f"seen-{key}", "")
        actions.note(actor, session, found[0], _presence(code) if code else None, seen)
        return _address(session, _anchor=f"r-{key}")
    if "rest" in request.form:
        people = attending.not_noted(actor, session)
        number = actions.note_many(actor, session, people, _presence(request.form["rest"]))
    else:
        people = attending.of_keys(actor, session, request.form.getlist("chosen")[: attending.PER_PAGE])
        if not people:
            raise Refused("Tick at least one person.")
        number = actions.note_many(actor, session, people, _presence(request.form.get("ticked", "")))
    flash(ngettext("%(num)s person noted", "%(num)s people noted", number), "ok")
    return _address(session)


def _presence(code: str) -> Presence:
    if code not in set(Presence):
        raise Refused("Choose how they take part.")
    return Presence(code)


def _list(actor: Actor, session: MeetingSession, form: AttendanceForm) -> ResponseReturnValue:
    q = request.args.get("q", "")[:200].replace("\0", "").strip()
    only = request.args.get("only", "")
    number = page_number(request.args.get("page", ""))
    found = attending.session_list(actor, session, q, only, number)
    why_not = ""
    try:
        check_may_note(session.starts_at, not session.takes_place, clock.now())
    except Refused as no:
        why_not = said(no)
    page = render_template(
        "registration/session_attendance.html",
        form=form,
        session=session,
        meeting=session.meeting,
        found=found,
        why_not=why_not,
        q=q,
        only=only,
        ways=NOTED_AT[session.meeting.mode],
        there=THERE,
        page=page_of(found.total, number, attending.PER_PAGE, lambda **at: _address(session, **at)),
        address=lambda **at: _address(session, **at),
        states=Presence,
    )
    return make_response(page, 409 if form.top_errors else 200)


def _address(session: MeetingSession, **changed: Any) -> str:
    kept = {k: v for k, v in request.args.items() if k in ("q", "only", "page")} | changed
    return url_for(
        "registration.session_attendance",
        slug=session.meeting.slug,
        label=session.label,
        **{k: v for k, v in kept.items() if v},
    )
