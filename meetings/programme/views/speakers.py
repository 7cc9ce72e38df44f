"""Who does what in a session: speakers, and the accounts that write its record."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.models import RoleHolding
from meetings.access.permissions import Permission
from meetings.access.queries import find_account
from meetings.base.refusals import Refused
from meetings.programme import actions, queries
from meetings.programme.forms import RapporteurForm, SpeakerForm
from meetings.programme.models import MeetingSession, Speaker
from meetings.programme.rules import SpeakerDraft
from meetings.programme.views.feature import feature
from meetings.programme.views.showing import form_page

SESSION = "/meetings/<slug>/sessions/<label>"


def _draft(form: SpeakerForm, people: list[queries.KnownPerson], known: int | None = None) -> SpeakerDraft:
    """The speaker; whoever was chosen from the directory brings function and organization along."""
    for person in people:
        if person.line == form.name.data:
            form.name.data = person.name
            form.function.data = form.function.data or person.function
            form.organization.data = form.organization.data or person.organization
            return form.draft(person.id)
    return form.draft(known)


@feature.form(SESSION + "/speakers/new", Permission.EDIT_PROGRAMME, load=queries.session_for)
def new_speaker(actor: Actor, session: MeetingSession) -> ResponseReturnValue:
    """Add a speaker to a session."""
    form = SpeakerForm()
    people = queries.people(actor)
    if form.validate_on_submit():
        try:
            actions.add_speaker(actor, session, _draft(form, people))
            return redirect(_page(session), 303)
        except Refused as no:
            form.refuse(no)
    return form_page("programme/speaker.html", form, session=session, speaker=None, people=people)


@feature.form(SESSION + "/speakers/<int:speaker_id>", Permission.EDIT_PROGRAMME, load=queries.speaker_for)
def edit_speaker(actor: Actor, speaker: Speaker) -> ResponseReturnValue:
    """Correct how a speaker is printed, or the role."""
    form = SpeakerForm(obj=speaker)
    people = queries.people(actor)
    if form.validate_on_submit():
        try:
            known = speaker.person_id if form.same.data or form.name.data == speaker.name else None
            actions.edit_speaker(actor, speaker, _draft(form, people, known), same=form.same.data)
            return redirect(_page(speaker.session), 303)
        except Refused as no:
            form.refuse(no)
    return form_page("programme/speaker.html", form, session=speaker.session, speaker=speaker, people=people)


@feature.change(
    SESSION + "/speakers/<int:speaker_id>/remove", Permission.EDIT_PROGRAMME, load=queries.speaker_for
)
def remove_speaker(actor: Actor, speaker: Speaker) -> ResponseReturnValue:
    """Take a speaker off the session."""
    target = _page(speaker.session)
    actions.remove_speaker(actor, speaker)
    return redirect(target, 303)


@feature.change(
    SESSION + "/speakers/<int:speaker_id>/move", Permission.EDIT_PROGRAMME, load=queries.speaker_for
)
def move_speaker(actor: Actor, speaker: Speaker) -> ResponseReturnValue:
    """Move a speaker one place up or (direction=down) down."""
    actions.move_speaker(actor, speaker, up=request.form.get("direction") != "down")
    return redirect(_page(speaker.session), 303)


@feature.form(SESSION + "/rapporteurs", Permission.EDIT_PROGRAMME, load=queries.session_for)
def assign_rapporteur(actor: Actor, session: MeetingSession) -> ResponseReturnValue:
    """Let an account write the session's record."""
    form = RapporteurForm()
    if form.validate_on_submit():
        try:
            account = find_account(form.email.data)
            if account is None:
                raise Refused(
                    "There is no account with this address. An administrator can make one.", field="email"
                )
            actions.assign_rapporteur(actor, session, account)
            flash(_("The rapporteur can write this session’s summary and records from now on."), "ok")
            return redirect(_page(session), 303)
        except Refused as no:
            form.refuse(no)
    emails = queries.likely_rapporteurs(actor)
    return form_page("programme/rapporteur.html", form, session=session, emails=emails)


@feature.change(
    SESSION + "/rapporteurs/<int:holding_id>/end", Permission.EDIT_PROGRAMME, load=queries.holding_for
)
def end_rapporteur(actor: Actor, held: tuple[MeetingSession, RoleHolding]) -> ResponseReturnValue:
    """End a rapporteur's role on the session."""
    session, holding = held
    actions.end_rapporteur(actor, holding)
    return redirect(_page(session), 303)


def _page(session: MeetingSession) -> str:
    return url_for("programme.edit_session", slug=session.meeting.slug, label=session.label)
