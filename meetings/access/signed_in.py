"""Flask-Login on sessions that live in the database: the cookie holds an id, the row decides."""

from typing import cast

from flask import Flask, Request, g
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask_login import LoginManager, UserMixin, current_user

from meetings.access.actor import ANYONE, Actor
from meetings.access.queries import find_signed_in

login_manager = LoginManager()
login_manager.session_protection = None  # it would bind to address and browser; ours ends by row and time


class CookieSession(SecureCookieSessionInterface):
    """Flask's own, which makes a signer at each request; ours makes none for those who bring no cookie."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        if self.get_cookie_name(app) not in request.cookies:
            return self.session_class()
        return super().open_session(app, request)


class SignedIn(UserMixin):  # type: ignore[misc]  # flask-login has no types
    """Flask-Login's user: an actor, known by the id of its session."""

    def __init__(self, token: str, actor: Actor) -> None:
        self.token = token
        self.actor = actor

    def get_id(self) -> str:
        return self.token


@login_manager.user_loader  # type: ignore[untyped-decorator]
def _load(token: str) -> SignedIn | None:
    found = find_signed_in(token)
    if found is None:
        return None
    actor, g.touch_session = found
    return SignedIn(token, actor)


def current_actor() -> Actor:
    """Who is asking; ANYONE when nobody is signed in."""
    user = cast("SignedIn | None", current_user._get_current_object())
    return user.actor if isinstance(user, SignedIn) else ANYONE
