"""The office's pages: everybody in the programme, and one person in a role."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base import clock, files
from meetings.base.forms import Form
from meetings.base.refusals import NotFound, Refused
from meetings.mailroom import several
from meetings.outbox.actions import Many
from meetings.programme.models import Meeting, Speaker
from meetings.programme.queries import meeting_for
from meetings.programme.rules import SpeakerAnswer
from meetings.speakers import actions, queries
from meetings.speakers.forms import AskForm, RecordForm
from meetings.speakers.queries.one import AskedOf
from meetings.speakers.rules import OPEN_ANSWERS, REMIND_AFTER, services_of
from meetings.speakers.views.feature import feature

P, A = Permission, SpeakerAnswer
SPEAKER = "/meetings/<slug>/sessions/<label>/speakers/<int:speaker_id>"


def _seen(actor: Actor, slug: str) -> Meeting:
    """The meeting, for whoever sees its programme before it is public: addresses stand on the page."""
    meeting = meeting_for(actor, slug)
    if not actor.may(P.EDIT_PROGRAMME, meeting):
        raise NotFound
    return meeting


@feature.page("/meetings/<slug>/people", P.EDIT_PROGRAMME, load=_seen)
def people(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    return _people(actor, meeting, Form(formdata=None))


def _people(actor: Actor, meeting: Meeting, form: Form) -> str:
    only = request.args.get("answer", "")
    everybody = queries.people(actor, meeting)
    shown = [row for row in everybody if not only or row.speaker.answer.value == only]
    now = clock.now()
    return render_template(
        "speakers/people.html",
        meeting=meeting,
        form=form,
        rows=shown,
        counts={a: sum(row.speaker.answer is a for row in everybody) for a in A},
        total=len(everybody),
        only=only,
        A=A,
        open_answers=OPEN_ANSWERS,
        may_remind=any(
            row.speaker.answer is A.ASKED
            and (
                row.request is None
                or row.request.written_at is None
                or now - row.request.written_at >= REMIND_AFTER
            )
            for row in everybody
        ),
        services_of=services_of,
    )


@feature.change("/meetings/<slug>/people/ask", P.EDIT_PROGRAMME, load=_seen)
def ask_many(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    """Ask those who are ticked; the mails wait until they are read."""
    ids = several.chosen()
    if not ids:
        form = Form(formdata=None)
        form.top_errors.append(_("Tick at least one person."))
        return make_response(_people(actor, meeting, form), 422)
    return _done(meeting, actions.ask_many(actor, meeting, ids))


@feature.change("/meetings/<slug>/people/remind", P.EDIT_PROGRAMME, load=_seen)
def remind_many(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    """Remind all who were asked and have not answered, but nobody twice within a day."""
    return _done(meeting, actions.remind_many(actor, meeting))


def _done(meeting: Meeting, done: Many) -> ResponseReturnValue:
    return several.told(done, url_for("speakers.people", slug=meeting.slug))


@feature.form(SPEAKER + "/asked", P.EDIT_PROGRAMME, load=queries.speaker_for)
def asked(actor: Actor, found: AskedOf) -> ResponseReturnValue:
    """What one person in a role was asked and has answered; asking them."""
    form = _ask_form(found)
    if request.method == "POST" and form.validate():
        try:
            email = (form.email.data or "").lower()
            language, zone = form.language.data, form.zone.data or ""
            actions.ask(actor, found.speaker, email, form.minutes.data, language, zone)
            flash(_("The mail is on its way to %(name)s.", name=found.speaker.name), "ok")
            return redirect(_page(found.speaker), 303)
        except Refused as no:
            form.refuse(no)
    return _one(found, form, RecordForm(formdata=None))


@feature.change(SPEAKER + "/answer", P.EDIT_PROGRAMME, load=queries.speaker_for)
def record_answer(actor: Actor, found: AskedOf) -> ResponseReturnValue:
    """Write an answer down that reached the office another way."""
    form = RecordForm()
    if form.validate():
        try:
            answer = SpeakerAnswer(form.answer.data)
            actions.record_answer(actor, found.speaker, answer, form.note.data or "")
            flash(_("The answer is noted."), "ok")
            return redirect(_page(found.speaker), 303)
        except Refused as no:
            form.refuse(no)
    return _one(found, _ask_form(found, sent=False), form)


@feature.change(SPEAKER + "/remind", P.EDIT_PROGRAMME, load=queries.speaker_for)
def remind(actor: Actor, found: AskedOf) -> ResponseReturnValue:
    target = _page(found.speaker)
    try:
        actions.remind(actor, found.speaker)
        flash(_("The mail is on its way to %(name)s.", name=found.speaker.name), "ok")
    except Refused as no:
        form = _ask_form(found, sent=False)
        form.refuse(no)
        return _one(found, form, RecordForm(formdata=None), 409)
    return redirect(target, 303)


@feature.page(SPEAKER + "/presentation", P.EDIT_PROGRAMME, load=queries.presentation_for)
def presentation(actor: Actor, found: AskedOf) -> ResponseReturnValue:
    assert found.request is not None and found.request.file is not None
    return files.send(found.request.file)


def _ask_form(found: AskedOf, sent: bool = True) -> AskForm:
    speaker, asked = found.speaker, found.request
    data = {
        "email": queries.address_of(speaker),
        "minutes": speaker.minutes,
        "language": asked.language if asked else "en",
        "zone": asked.zone if asked else queries.zone_of(speaker),
    }
    return AskForm(data=data) if sent else AskForm(formdata=None, data=data)


def _one(found: AskedOf, form: AskForm, record: RecordForm, code: int | None = None) -> ResponseReturnValue:
    speaker = found.speaker
    page = render_template(
        "speakers/asked.html",
        speaker=speaker,
        session=speaker.session,
        meeting=speaker.session.meeting,
        asked=found.request,
        form=form,
        record=record,
        services=services_of(speaker.needs),
        A=A,
    )
    return make_response(page, code or (422 if request.method == "POST" else 200))


def _page(speaker: Speaker) -> str:
    session = speaker.session
    return url_for("speakers.asked", slug=session.meeting.slug, label=session.label, speaker_id=speaker.id)
