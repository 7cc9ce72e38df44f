"""What each person sees first: the public front page, the office's home; the language; the probe."""

from flask import current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.access.rules import local_path
from meetings.base import clock
from meetings.base.refusals import NotFound
from meetings.portal import actions, queries
from meetings.portal.home import home_of
from meetings.portal.views.feature import feature


@feature.page("/", Permission.READ_PUBLIC)
def front(actor: Actor) -> ResponseReturnValue:
    return render_template("portal/front.html", meetings=queries.next_public_meetings(actor))


@feature.page("/home", Permission.SEE_HOME)
def home(actor: Actor) -> ResponseReturnValue:
    return render_template("portal/home.html", home=home_of(actor))


@feature.page("/language/<code>", Permission.READ_PUBLIC)
def language(actor: Actor, code: str) -> ResponseReturnValue:
    """Remember the language of the pages in a cookie that says nothing else."""
    if code not in current_app.extensions["languages"]():
        raise NotFound
    answer = make_response(redirect(local_path(request.args.get("back")) or url_for("portal.front"), 303))
    answer.set_cookie(
        "lang", code, max_age=365 * 24 * 3600, httponly=True, samesite="Lax", secure=request.is_secure
    )
    return answer


@feature.page("/readyz", Permission.READ_PUBLIC, as_anyone=True)
def ready(actor: Actor) -> ResponseReturnValue:
    """For machines: whether the database can be written, and since when the oldest mail waits."""
    actions.prove_ready()
    since = queries.oldest_waiting_mail()
    waits = 0 if since is None else max(0, int((clock.now() - since).total_seconds()))
    return {"database": "writable", "oldest_waiting_mail_seconds": waits}
