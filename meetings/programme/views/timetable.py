"""The timetable: the draft as a table, what it is warned of, moving, adding, undoing."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base import clock
from meetings.base.refusals import Refused, Stale
from meetings.programme import actions, defaults, queries
from meetings.programme.forms.timetable import AddForm, MoveForm, SetUpForm, added
from meetings.programme.models import Meeting, MeetingSession, ProgrammeAct
from meetings.programme.rules import Mode, SessionKind
from meetings.programme.rules.timetable import rooms_of, tables_of
from meetings.programme.rules.warnings import Level
from meetings.programme.views.feature import feature
from meetings.programme.views.showing import form_page
from meetings.programme.views.telling import done, on_slots, told, what_was_done


def minutes_of(session: MeetingSession) -> int:
    """How long a session is."""
    return int((session.ends_at - session.starts_at).total_seconds()) // 60


def spoken_of(session: MeetingSession) -> int:
    """Its speaking times together, in minutes."""
    return sum(speaker.minutes or 0 for speaker in session.speakers)


SESSION = "/meetings/<slug>/sessions/<label>"


@feature.form("/meetings/<slug>/timetable", Permission.EDIT_PROGRAMME, load=queries.meeting_for)
def timetable(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    """The draft of the programme; a POST adds a session, a break or groups."""
    form = AddForm.for_meeting(meeting)
    if form.validate_on_submit():
        try:
            _add(actor, meeting, form)
            return redirect(url_for("programme.timetable", slug=meeting.slug), 303)
        except Refused as no:
            form.refuse(no)
    return _page(actor, meeting, form)


def _add(actor: Actor, meeting: Meeting, form: AddForm) -> None:
    if not form.into_tray and not form.starts.data:
        raise Refused("Fill this in.", field="starts")
    draft = added(form, meeting, form.title.data or _(SessionKind(form.kind.data).label))
    made = actions.add_groups(actor, meeting, draft, form.groups.data or 1, meeting.rooms, form.into_tray)
    numbers = ", ".join(session.label for session in made)
    if form.into_tray:
        flash(_("Added to the tray: %(numbers)s.", numbers=numbers), "ok")
    else:
        flash(_("Added: %(numbers)s.", numbers=numbers), "ok")


def _page(actor: Actor, meeting: Meeting, form: AddForm) -> ResponseReturnValue:
    table = queries.timetable(actor, meeting)
    everything = (*table.scheduled, *table.tray)
    draft = {session.uid: actions.values_of(session) for session in everything}
    last = done(actor, queries.acts(actor, meeting), draft, clock.now())
    warnings = told(table.findings, everything)
    return form_page(
        "programme/timetable.html",
        form,
        meeting=meeting,
        table=table,
        tables=tables_of(table.frame, table.scheduled),
        signs=on_slots(table.findings),
        warnings=warnings,
        must=sum(one.level is Level.MUST for one in warnings),
        may=sum(one.level is Level.LOOK for one in warnings),
        last=last,
        undoable=next((act for act in last if not act.stuck), None),
        virtual=meeting.mode is Mode.VIRTUAL,
        rooms=[room for room in rooms_of(meeting.rooms, everything) if room],
        minutes_of=minutes_of,
        spoken_of=spoken_of,
    )


@feature.form(SESSION + "/move", Permission.EDIT_PROGRAMME, load=queries.session_for)
def move_session(actor: Actor, session: MeetingSession) -> ResponseReturnValue:
    """The plain form that does what dragging does: day, hours, room, or into the tray."""
    form = MoveForm.of(session)
    meeting = session.meeting
    away = request.method == "POST" and "tray" in request.form
    if form.is_submitted() and (away or form.validate()):
        try:
            if away:
                actions.put_away(actor, session, form.version.data)
                flash(_("Session %(label)s lies in the tray.", label=session.label), "ok")
            elif actions.move_session(actor, session, form.place(meeting.zone), form.version.data):
                flash(_("Session %(label)s has its new place.", label=session.label), "ok")
            return redirect(url_for("programme.timetable", slug=meeting.slug), 303)
        except Refused as no:
            form.refuse(no)
            if isinstance(no, Stale):
                form.version.data = session.version
    rooms = rooms_of(meeting.rooms, queries.programme(actor, meeting))
    return form_page(
        "programme/move_session.html",
        form,
        meeting=meeting,
        session=session,
        rooms=[room for room in rooms if room],
        minutes=minutes_of(session),
        was_released=queries.was_released(session),
    )


@feature.change(
    "/meetings/<slug>/timetable/acts/<int:act_id>/undo", Permission.EDIT_PROGRAMME, load=queries.act_for
)
def undo_act(actor: Actor, act: ProgrammeAct) -> ResponseReturnValue:
    """Take an act back; a sentence says why when it cannot be."""
    slug = act.meeting.slug
    away = actions.undo(actor, act)
    flash(_("Undone: %(what)s.", what=what_was_done(act.verb, act.said)), "ok")
    for label in away:
        flash(
            _("Session %(label)s finds no time in the meeting any more and lies in the tray.", label=label),
            "warn",
        )
    return redirect(url_for("programme.timetable", slug=slug), 303)


@feature.form("/meetings/<slug>/timetable/rooms", Permission.EDIT_PROGRAMME, load=queries.meeting_for)
def timetable_rooms(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    """The rooms in their order, and the hours that have interpretation (a virtual meeting's sittings)."""
    form = SetUpForm.of(meeting, queries.own_hours(actor, meeting))
    if form.validate_on_submit():
        try:
            actions.set_up(actor, meeting, form.room_names, form.hours, form.version.data)
            flash(_("The timetable’s rooms and hours are changed."), "ok")
            return redirect(url_for("programme.timetable", slug=meeting.slug), 303)
        except Refused as no:
            form.refuse(no)
            if isinstance(no, Stale):
                form.version.data = meeting.version
    return form_page(
        "programme/timetable_rooms.html",
        form,
        meeting=meeting,
        defaults=", ".join(map(str, defaults.interpretation_hours())),
        virtual=meeting.mode is Mode.VIRTUAL,
    )
