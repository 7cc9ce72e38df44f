"""Keeping the list: the same page by account and by the personal link of whoever leads the session."""

from collections.abc import Callable

from flask import Response, redirect, request
from flask.typing import ResponseReturnValue

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.forms import said
from meetings.base.refusals import NotFound, Refused
from meetings.floor import actions, queries
from meetings.floor.forms import AddForm, MinutesForm, terms_form
from meetings.floor.queries import Door
from meetings.floor.rules import AskStatus, ListStatus, Way
from meetings.floor.views.feature import feature
from meetings.floor.views.showing import forms_of, fragment, home_url, page

P = Permission
SESSION = "/meetings/<slug>/sessions/<label>/floor"
LINK = "/speaking/<token>/floor"


@feature.page(SESSION, P.OWN_PAGE, load=queries.door_for)
def floor(actor: Actor, door: Door) -> ResponseReturnValue:
    return page(door)


@feature.page(SESSION + "/now", P.OWN_PAGE, load=queries.door_for)
def now(actor: Actor, door: Door) -> ResponseReturnValue:
    """The part of the page that changes."""
    return fragment(door)


@feature.change(SESSION + "/keep", P.OWN_PAGE, load=queries.keeper_for)
def keep(actor: Actor, door: Door) -> ResponseReturnValue:
    return _kept(door)


@feature.page(LINK, P.REGISTER, load=queries.linked_for)
def linked(actor: Actor, door: Door) -> ResponseReturnValue:
    """For whoever chairs or moderates the session, without an account."""
    return page(door)


@feature.page(LINK + "/now", P.REGISTER, load=queries.linked_for)
def linked_now(actor: Actor, door: Door) -> ResponseReturnValue:
    return fragment(door)


@feature.change(LINK + "/keep", P.REGISTER, load=queries.linked_for)
def linked_keep(actor: Actor, door: Door) -> ResponseReturnValue:
    return _kept(door)


def _kept(door: Door) -> Response:
    """Do what the button says (`do`), and show the list."""
    act = ACTS.get(request.form.get("do", ""))
    if act is None:
        raise NotFound
    try:
        refused = act(door)
    except Refused as no:
        forms = forms_of(door)
        forms.top.refuse(no)
        return page(_again(door), forms, 409)
    return refused or redirect(home_url(door), 303)  # type: ignore[return-value]


def _again(door: Door) -> Door:
    """The door as it is after what was begun has been taken back."""
    if door.token:
        return queries.linked_for(door.actor, door.token)
    return queries.door_for(door.actor, door.session.meeting.slug, door.label)


def _key() -> str:
    return request.form.get("key", "")[:40]


def _turn(door: Door) -> Response | None:
    to = request.form.get("to", "")
    if to not in set(ListStatus):
        raise NotFound
    actions.turn(door.actor, door, ListStatus(to))
    return None


def _step(door: Door) -> Response | None:
    to = request.form.get("to", "")
    if to not in set(AskStatus):
        raise NotFound
    actions.step(door.actor, door, _key(), AskStatus(to))
    return None


def _move(door: Door) -> Response | None:
    way = request.form.get("way", "")
    if way not in set(Way):
        raise NotFound
    actions.move(door.actor, door, _key(), Way(way))
    return None


def _minutes(door: Door) -> Response | None:
    form = MinutesForm()
    if not form.validate():
        forms = forms_of(door)
        forms.top.top_errors.extend(str(error) for error in form.minutes.errors)
        return page(door, forms, 422)
    actions.set_minutes(door.actor, door, _key(), form.minutes.data)
    return None


def _add(door: Door) -> Response | None:
    form = AddForm()
    if not form.validate():
        return page(door, forms_of(door, add=form), 422)
    try:
        actions.add(door, form.name.data or "", form.organization.data or "", form.minutes.data)
    except Refused as no:
        form.refuse(no)
        return page(_again(door), forms_of(door, add=form), 409)
    return None


def _terms(door: Door) -> Response | None:
    form = terms_form(door.list, sent=True)
    if not form.validate():
        return page(door, forms_of(door, terms=form), 422)
    actions.set_terms(door.actor, door, form.minutes.data, form.by_category())
    return None


ACTS: dict[str, Callable[[Door], Response | None]] = {
    "turn": _turn,
    "step": _step,
    "move": _move,
    "minutes": _minutes,
    "add": _add,
    "terms": _terms,
}
__all__ = ["floor", "keep", "linked", "linked_keep", "linked_now", "now", "said"]
