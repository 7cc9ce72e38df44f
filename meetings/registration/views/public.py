"""Registering in public, and what a mailed link opens: confirming, an offer, a place handed over."""

from typing import Any

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.access.queries import find_link
from meetings.base import clock, secrets
from meetings.base.pages import page_language
from meetings.base.refusals import Refused
from meetings.programme.models import Meeting
from meetings.programme.queries import meeting_for
from meetings.questions.forms import questions_form
from meetings.questions.queries import answers_of, form_of
from meetings.questions.views import MOST_BYTES
from meetings.registration import actions, queries
from meetings.registration.forms import OfferForm, RegistrationForm, TakeOverForm
from meetings.registration.models import Registration
from meetings.registration.rules import (
    COMES_BACK,
    OPENS,
    STANDING,
    Door,
    RegistrationStatus,
    door,
    shut,
)
from meetings.registration.views.feature import feature


@feature.form("/meetings/<slug>/register", Permission.REGISTER, load=meeting_for, most_bytes=MOST_BYTES)
def register(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    asked = form_of("meeting", meeting.id)
    form = questions_form(RegistrationForm, asked)(zone=actor.zone or "")
    room = queries.room_of(meeting)
    if request.method == "POST" and form.validate():
        try:
            draft = form.draft(page_language()[0])
            actions.register(actor, meeting, draft, form.once_key(), asked, form.answers())
            return redirect(url_for("registration.sent", slug=meeting.slug), 303)
        except Refused as no:
            form.refuse(no)
            room = queries.room_of(meeting)
    state = door(room, clock.now())
    if state not in OPENS:
        status = 200 if request.method == "GET" else 409
        return make_response(
            render_template("registration/closed.html", meeting=meeting, state=state, Door=Door), status
        )
    names = [name for _id, name, _acronym in queries.organization_names()]
    page = render_template(
        "registration/register.html",
        form=form,
        meeting=meeting,
        room=room,
        state=state,
        Door=Door,
        names=names,
        once=form.once_key() or secrets.new_key(),
    )
    return make_response(page, 200 if request.method == "GET" else 422)


@feature.page("/meetings/<slug>/register/sent", Permission.REGISTER, load=meeting_for)
def sent(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    """The same page for everybody: only the mail says whether the address was known."""
    return render_template("registration/sent.html", meeting=meeting)


@feature.form("/registrations/confirm/<token>", Permission.REGISTER)
def confirm(actor: Actor, token: str) -> ResponseReturnValue:
    """Opening the link changes nothing (mail scanners open links); the button on its page confirms.

    Pressed again it gives the same answer, for as long as the link lives.
    """
    link = find_link(token, "confirm", used=True)
    if link is None:
        return make_response(render_template("registration/link_dead.html"), 404)
    registration = actions.to_confirm(link)
    if not actions.waits_for(registration, link):
        return render_template("registration/confirmed.html", registration=registration)
    if why := shut(registration.meeting.status):
        return _shut(registration.meeting, why)
    back = registration.status in COMES_BACK
    state = door(queries.room_of(registration.meeting), clock.now())
    if back and state not in OPENS:
        return _shut(registration.meeting, state)
    if request.method == "GET":
        still = actions.in_time_to_change(registration.meeting)
        return render_template("registration/confirm.html", registration=registration, may_change=still)
    actions.confirm(registration, link)
    return render_template("registration/confirmed.html", registration=registration)


@feature.form("/registrations/offer/<token>", Permission.REGISTER)
def offer(actor: Actor, token: str) -> ResponseReturnValue:
    """A place that is kept: taking it, or giving it up. Opening the link changes nothing."""
    link = find_link(token, "offer", used=True)
    if link is None:
        return make_response(render_template("registration/link_dead.html"), 404)
    registration = actions.to_confirm(link)
    if why := shut(registration.meeting.status):
        return _shut(registration.meeting, why)
    form = OfferForm()
    if request.method == "POST" and form.validate():
        try:
            if form.answer.data == "no":
                actions.withdraw(actions.of_themselves(registration), registration)
            else:
                actions.accept_offer(registration)
        except Refused as no:
            form.refuse(no)
            return make_response(_offer(registration, form), 409)
        return redirect(url_for("registration.offer", token=token), 303)
    return _offer(registration, form)


def _shut(meeting: Meeting, why: Door) -> ResponseReturnValue:
    """A mailed link does nothing (for now): the meeting does not take place, or is being changed."""
    page = render_template("registration/closed.html", meeting=meeting, state=why, Door=Door)
    return make_response(page, 200 if request.method == "GET" else 409)


def _offer(registration: Registration, form: OfferForm) -> str:
    return render_template(
        "registration/offer.html",
        registration=registration,
        meeting=registration.meeting,
        form=form,
        now=clock.now(),
        S=RegistrationStatus,
    )


@feature.form("/registrations/take-over/<token>", Permission.REGISTER, most_bytes=MOST_BYTES)
def take_over(actor: Actor, token: str) -> ResponseReturnValue:
    """A place that somebody hands over. Opening the link changes nothing; the button takes it.

    What the meeting asks is answered by the alternate first: the place is kept meanwhile.
    """
    link = find_link(token, "take_over", used=True)
    if link is None:
        return make_response(render_template("registration/link_dead.html"), 404)
    alternate = actions.to_confirm(link)
    if why := shut(alternate.meeting.status):
        return _shut(alternate.meeting, why)
    state = door(queries.room_of(alternate.meeting), clock.now())
    lost = actions.comes_anew(alternate) and not actions.is_there_to_take(alternate)
    if lost and link.used_at is None and state not in OPENS:
        return _shut(alternate.meeting, state)
    form = _take_over_form(alternate)
    there = link.used_at is None and alternate.instead_of_id is not None
    # Of a place that is lost meanwhile nothing has to be answered; what was answered is kept.
    if request.method == "POST" and ((answered := form.validate()) or not there):
        try:
            actions.take_over(alternate, link, *((form.asked, form.answers()) if answered else ()))
            return redirect(url_for("registration.take_over", token=token), 303)
        except Refused as no:
            form.refuse(no)
    page = render_template(
        "registration/take_over.html",
        form=form,
        registration=alternate,
        meeting=alternate.meeting,
        used=link.used_at is not None,
        handed=actions.is_there_to_take(alternate),
        S=RegistrationStatus,
        STANDING=STANDING,
        COMES_BACK=COMES_BACK,
    )
    return make_response(page, 422 if request.method == "POST" else 200)


def _take_over_form(alternate: Registration) -> Any:
    asked = form_of("meeting", alternate.meeting_id)
    before = answers_of(actions.of_themselves(alternate), "registration", [alternate.id])[alternate.id]
    return questions_form(TakeOverForm, asked, before, category_is=actions.comes_as(alternate).value)()
