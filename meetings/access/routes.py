"""The only way to add a route: with a permission, in one transaction, with its object loaded for the actor."""

import functools
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, g, make_response, redirect, request
from flask.typing import ResponseReturnValue

from meetings.access.actions import claim_form, note_answer, note_denied, touch_session
from meetings.access.actor import ANYONE, Actor
from meetings.access.permissions import Permission
from meetings.access.queries import find_answer
from meetings.access.signed_in import current_actor
from meetings.base import secrets
from meetings.base.database import db, is_busy, unit_of_work
from meetings.base.refusals import NotFound

View = Callable[..., ResponseReturnValue]
Load = Callable[..., Any]


class Denied(Exception):
    """The actor may not do this (to this thing)."""

    def __init__(self, actor: Actor) -> None:
        super().__init__()
        self.actor = actor


@dataclass(frozen=True)
class Route:
    """What a route declares; the access table test goes through all of them."""

    endpoint: str
    url: str
    methods: tuple[str, ...]
    permission: Permission
    load: Load | None
    open: bool
    most_bytes: int | None = None


ROUTES: dict[str, Route] = {}
LARGEST_ID = 2**31 - 1


class Feature:
    """A room's routes. A reading route cannot write; a changing one answers POST only."""

    def __init__(self, name: str, import_name: str) -> None:
        self.name = name
        self.blueprint = Blueprint(name, import_name)

    def page(
        self, url: str, permission: Permission, *, load: Load | None = None, as_anyone: bool = False
    ) -> Callable[[View], View]:
        """A page to read (GET). `as_anyone` never looks at a cookie: feeds and what caches may keep."""
        return self._route(url, permission, ("GET",), load, as_anyone)

    def change(self, url: str, permission: Permission, *, load: Load | None = None) -> Callable[[View], View]:
        """A change (POST)."""
        return self._route(url, permission, ("POST",), load, False)

    def form(
        self, url: str, permission: Permission, *, load: Load | None = None, most_bytes: int | None = None
    ) -> Callable[[View], View]:
        """A form: GET shows it, POST sends it; an answer of 400 or more takes back what was begun.

        `most_bytes`: how much may be sent at once where files are, in place of the house's limit.
        """
        return self._route(url, permission, ("GET", "POST"), load, False, most_bytes)

    def _route(
        self,
        url: str,
        permission: Permission,
        methods: tuple[str, ...],
        load: Load | None,
        as_anyone: bool,
        most_bytes: int | None = None,
    ) -> Callable[[View], View]:
        if not isinstance(permission, Permission):
            raise TypeError(f"{url}: a route needs a Permission")

        def declare(view: View) -> View:
            endpoint = f"{self.name}.{view.__name__}"
            ROUTES[endpoint] = Route(endpoint, url, methods, permission, load, as_anyone, most_bytes)

            @functools.wraps(view)
            def handle(**values: Any) -> ResponseReturnValue:
                return _handle(view, permission, load, as_anyone, endpoint, values)

            self.blueprint.add_url_rule(url, view.__name__, handle, methods=list(methods))
            return view

        return declare


def let_files_in() -> None:
    """Let a route that takes files be sent as much as it says; before anything reads the form (the CSRF check does)."""
    route = ROUTES.get(request.endpoint or "")
    # Nothing else carries files, and only there the limit of a text (MAX_FORM_MEMORY_SIZE) holds.
    if route is not None and route.most_bytes is not None and request.mimetype == "multipart/form-data":
        request.max_content_length = route.most_bytes


def _handle(
    view: View,
    permission: Permission,
    load: Load | None,
    as_anyone: bool,
    endpoint: str,
    values: dict[str, Any],
) -> ResponseReturnValue:
    writing = request.method == "POST"
    actor = ANYONE
    if as_anyone:
        g.actor = ANYONE  # the page of an error does not look at a cookie either
    if any("\0" in value for value in values.values() if isinstance(value, str)):
        raise NotFound  # no address of ours holds NUL, and PostgreSQL cannot be asked for it
    if any(value > LARGEST_ID for value in values.values() if isinstance(value, int)):
        raise NotFound  # no column holds such a number, and neither database can be asked for it
    try:
        with unit_of_work(writing):
            g.actor = actor = ANYONE if as_anyone else current_actor()
            if not actor.may(permission):
                raise Denied(actor)

            def answer() -> ResponseReturnValue:
                thing = () if load is None else (load(actor, **values),)
                if thing and not actor.may(permission, thing[0]):
                    raise Denied(actor)
                return view(actor, *thing, **({} if thing else values))

            # What a form is about may be gone by what its first copy did: the second is known before it is looked for.
            response = _once(answer, actor)
            if writing and response.status_code >= 400:
                db.session.rollback()
    except Denied as denied:
        if denied.actor.signed_in:
            note_denied(denied.actor, endpoint)
        raise
    if actor.signed_in and not as_anyone:
        _touch(actor)
    return response


def _once(answer: Callable[[], ResponseReturnValue], actor: Actor) -> Response:
    """The view's answer; a form that is sent twice unchanged (`once` marks its copy) does nothing the second time."""
    if request.method != "POST" or not actor.signed_in or not request.form.get("once"):
        return make_response(answer())
    sent = sorted((name, *texts) for name, texts in request.form.lists() if name != "csrf_token")
    digest = secrets.digest(repr((actor.account_id, request.path, sent, _files_sent())))
    first = claim_form(digest)
    led_to = None if first else find_answer(digest)
    if led_to is not None:
        return make_response(redirect(led_to, 303))
    response = make_response(answer())
    if first and response.status_code == 303:
        note_answer(digest, response.location[:500])
    return response


def _files_sent() -> list[tuple[str, str]]:
    """The fields with files, and the digests of these: a corrected file of the same name is another answer."""
    found = []
    for name, file in request.files.items(multi=True):
        found.append((name, hashlib.sha256(file.read()).hexdigest()))
        file.seek(0)
    return sorted(found)


def _touch(actor: Actor) -> None:
    """What was asked for is done: that a busy database notes it no more must not say otherwise."""
    if g.get("touch_session"):
        try:
            touch_session(actor.session_digest)
        except Exception as error:
            if not is_busy(error):
                raise
