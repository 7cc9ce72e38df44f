"""The page of a list of speakers, and the part of it that a browser asks for again and again."""

import hashlib
from dataclasses import dataclass
from typing import Any

from flask import Response, current_app, make_response, render_template, request, url_for
from flask_babel import get_locale

from meetings.base import clock
from meetings.base.forms import Form
from meetings.floor import queries
from meetings.floor.forms import AddForm, TermsForm, terms_form
from meetings.floor.queries import Door
from meetings.floor.rules import LIST_STEPS, STEPS, AskStatus, By, ListStatus, Way, clock_face, time_left
from meetings.programme.rules import Attribution


@dataclass(frozen=True)
class Forms:
    """The forms of a page; those that were sent stand there as they were."""

    add: AddForm
    terms: TermsForm
    top: Form


def forms_of(door: Door, add: AddForm | None = None, terms: TermsForm | None = None) -> Forms:
    return Forms(
        add or AddForm(formdata=None), terms or terms_form(door.list, sent=False), Form(formdata=None)
    )


def page(door: Door, forms: Forms | None = None, code: int = 200) -> Response:
    """The whole page."""
    given = forms or forms_of(door)
    answer = make_response(render_template("floor/floor.html", forms=given, **_told(door)), code)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def fragment(door: Door) -> Response:
    """The part that changes; 304 when the list is as the browser knows it (RFC 9110, 13.1.2)."""
    tag = _tag(door)
    if request.if_none_match.contains(tag):
        answer = make_response("", 304)
    else:
        # Without the frame of a page, which costs more than the list.
        part = current_app.jinja_env.get_template("floor/_now.html").render(**_told(door))
        answer = make_response(part)
    answer.set_etag(tag)
    answer.headers["Cache-Control"] = "no-store"  # names: the page itself keeps the ETag that it asks with
    return answer


def _tag(door: Door) -> str:
    """Known before anybody on the list is read."""
    own = door.registration.id if door.registration else ""
    mark = door.list.mark if door.list else 0
    told = f"{door.session.uid} {door.label} {mark} {door.keeper} {own} {door.token} {door.takes_place} {get_locale()}"
    return hashlib.sha256(told.encode()).hexdigest()[:20]


def _told(door: Door) -> dict[str, Any]:
    own = door.registration.id if door.registration else None
    now = clock.now()
    shown = queries.shown_of(door.session.id, own)
    speaking = shown.speaking
    left = None
    if speaking is not None and speaking.started_at is not None:
        left = time_left(speaking.started_at, speaking.minutes, now)
    return {
        "door": door,
        "session": door.shown,
        "meeting": door.session.meeting,
        "found": door.list,
        "shown": shown,
        "left": left,
        "clock_face": clock_face,
        "keep_url": keep_url(door),
        "now_url": now_url(door),
        "list_steps": LIST_STEPS[door.list.status] if door.list else (),
        "steps_of": lambda row: [s for s in STEPS[row.status] if s.by is By.KEEPER],
        "A": AskStatus,
        "L": ListStatus,
        "W": Way,
        "chatham": door.session.attribution is Attribution.CHATHAM_HOUSE,
        "tag": f'"{_tag(door)}"',
    }


def home_url(door: Door) -> str:
    if door.token:
        return url_for("floor.linked", token=door.token)
    return url_for("floor.floor", slug=door.session.meeting.slug, label=door.label)


def keep_url(door: Door) -> str:
    if door.token:
        return url_for("floor.linked_keep", token=door.token)
    return url_for("floor.keep", slug=door.session.meeting.slug, label=door.label)


def now_url(door: Door) -> str:
    if door.token:
        return url_for("floor.linked_now", token=door.token)
    return url_for("floor.now", slug=door.session.meeting.slug, label=door.label)
