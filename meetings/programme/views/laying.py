"""A programme begun with a template, or with that of an earlier meeting: looked at first, then added."""

from datetime import timedelta

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext
from wtforms.fields.choices import SelectChoice

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.refusals import Refused, Stale
from meetings.programme import actions, defaults, queries
from meetings.programme.forms.timetable import CopyForm, TemplateForm
from meetings.programme.models import Meeting, MeetingSession
from meetings.programme.rules import ActVerb, Span, SpeakerAnswer, SpeakerDraft
from meetings.programme.rules.laying import Laid, Pattern, lay
from meetings.programme.views.feature import feature
from meetings.programme.views.showing import form_page


@feature.form("/meetings/<slug>/timetable/template", Permission.EDIT_PROGRAMME, load=queries.meeting_for)
def begin_with_template(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    """A template's sessions over the meeting's days; GET shows them, POST adds them."""
    known = defaults.templates()
    form = TemplateForm(data={"template": request.args.get("template"), "version": meeting.version})
    form.template.choices = [SelectChoice(code, one.title) for code, one in known.items()]
    template = known.get(form.template.data or "")
    shift = timedelta(0)
    if template is not None:
        begins = timedelta(hours=template.begins.hour, minutes=template.begins.minute)
        shift = timedelta(hours=meeting.starts.hour, minutes=meeting.starts.minute) - begins
    laid = _laid(actor, meeting, template.patterns if template else (), shift)
    if form.validate_on_submit() and template is not None:
        try:
            return _add(actor, meeting, laid, ActVerb.TEMPLATE, template.title, form.version.data)
        except Refused as no:
            _refuse(form, no, meeting)
    return form_page(
        "programme/timetable_template.html",
        form,
        meeting=meeting,
        templates=list(known.values()),
        chosen=template,
        laid=laid,
        stands=len(meeting.sessions),
    )


@feature.form("/meetings/<slug>/timetable/copy", Permission.EDIT_PROGRAMME, load=queries.meeting_for)
def copy_programme(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    """The programme of an earlier meeting, with its people only if they are chosen; GET shows it, POST adds it."""
    others = [
        one
        for one in queries.meetings(actor, queries.MeetingFilter())
        if one.id != meeting.id and one.starts_at < meeting.starts_at
    ]
    form = CopyForm(
        data={
            "meeting": request.args.get("meeting"),
            "people": "people" in request.args,
            "version": meeting.version,
        }
    )
    form.meeting.choices = [SelectChoice(one.slug, f"{one.title}, {one.starts.year}") for one in others]
    source = next((one for one in others if one.slug == form.meeting.data), None)
    laid: list[Laid] = []
    if source is not None:
        shift = meeting.starts - meeting.starts.replace(hour=0, minute=0)
        shift -= source.starts - source.starts.replace(hour=0, minute=0)
        patterns = _patterns(actor, source, bool(form.people.data))
        laid = _laid(actor, meeting, patterns, shift)
    if form.validate_on_submit() and source is not None:
        try:
            return _add(actor, meeting, laid, ActVerb.COPIED, source.title[:100], form.version.data)
        except Refused as no:
            _refuse(form, no, meeting)
    return form_page(
        "programme/timetable_copy.html",
        form,
        meeting=meeting,
        source=source,
        laid=laid,
        stands=len(meeting.sessions),
        any_other=bool(others),
    )


def _patterns(actor: Actor, source: Meeting, with_people: bool) -> list[Pattern]:
    """What an earlier programme brings: its sessions that were not cancelled, those in the tray too."""
    first = source.starts.date()
    return [
        Pattern(
            day=(session.starts.date() - first).days,
            starts=session.starts.time(),
            minutes=int((session.ends_at - session.starts_at).total_seconds()) // 60,
            kind=session.kind,
            title=session.title,
            about=session.about,
            room=session.room,
            attribution=session.attribution,
            speakers=_speakers(session) if with_people else (),
            unscheduled=session.unscheduled,
            label=session.label,
        )
        for session in queries.programme(actor, source)
        if session.cancelled_at is None
    ]


def _speakers(session: MeetingSession) -> tuple[SpeakerDraft, ...]:
    """Whoever was in a role of it; not those who declined."""
    return tuple(
        SpeakerDraft(one.name, one.role, one.function, one.organization, one.person_id, one.minutes)
        for one in session.speakers
        if one.answer is not SpeakerAnswer.DECLINED
    )


def _laid(
    actor: Actor, meeting: Meeting, patterns: list[Pattern] | tuple[Pattern, ...], shift: timedelta
) -> list[Laid]:
    return lay(
        patterns,
        meeting.starts.date(),
        shift,
        meeting.zone,
        Span(meeting.starts_at, meeting.ends_at),
        [session.label for session in meeting.sessions],
        meeting.rooms,
    )


def _add(
    actor: Actor, meeting: Meeting, laid: list[Laid], verb: ActVerb, said: str, version: int
) -> ResponseReturnValue:
    made = actions.lay_out(actor, meeting, laid, verb, said, version)
    flash(ngettext("%(num)s session is added.", "%(num)s sessions are added.", len(made)), "ok")
    if away := sum(session.unscheduled for session in made):
        flash(
            ngettext(
                "%(num)s of them found no time in this meeting and lies in the tray.",
                "%(num)s of them found no time in this meeting and lie in the tray.",
                away,
            ),
            "warn",
        )
    return redirect(url_for("programme.timetable", slug=meeting.slug), 303)


def _refuse(form: TemplateForm | CopyForm, no: Refused, meeting: Meeting) -> None:
    form.refuse(no)
    if isinstance(no, Stale):
        form.version.data = meeting.version
