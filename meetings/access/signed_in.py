"""Flask-Login on sessions that live in the database: the cookie holds an id, the row decides."""

from typing import cast

from flask import g
from flask_login import LoginManager, UserMixin, current_user

from meetings.access.actor import ANYONE, Actor
from meetings.access.queries import find_signed_in

login_manager = LoginManager()
login_manager.session_protection = None  # it would bind to address and browser; ours ends by row and time


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
