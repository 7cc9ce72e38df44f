"""The pages that say no: what is wrong, and what one can do next."""

import logging
import secrets
from typing import Any

from flask import Flask, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException, SecurityError

from meetings.access.actor import ANYONE
from meetings.access.routes import Denied
from meetings.access.signed_in import current_actor
from meetings.base.database import db, is_busy
from meetings.base.file_kinds import MEGABYTE, in_megabytes
from meetings.base.refusals import NotFound, Refused
from meetings.base.typed import words_sent
from meetings.base.words import N_

_STALE_PAGE = N_("This page stood open for too long. Go back, load it again and send it once more.")
# What was sent to something that is gone, somebody else's, or not possible now: the words are shown, to be copied.
KEEPS_NOTHING = (400, 403, 404, 409)
log = logging.getLogger("meetings")


def install(app: Flask) -> None:
    """Answer every refusal and every fault with a clear page in the look of the site."""

    def answer(error: HTTPException) -> ResponseReturnValue:
        if error.code == 413:
            return _error(413, _too_large())
        return error if error.code is None or error.code < 400 else _error(error.code)

    app.add_template_global(words_sent, "words_sent")
    app.register_error_handler(NotFound, lambda _: _error(404))
    app.register_error_handler(Denied, _denied)
    app.register_error_handler(Refused, lambda no: _error(409, gettext(no.msgid, **_words(no.params))))
    app.register_error_handler(CSRFError, lambda _: _error(400, gettext(_STALE_PAGE)))
    app.register_error_handler(SecurityError, _unknown_host)
    app.register_error_handler(HTTPException, answer)
    app.register_error_handler(Exception, _fault)


def _words(params: dict[str, object]) -> dict[str, object]:
    return {k: gettext(v) if isinstance(v, str) and v else v for k, v in params.items()}


def _denied(denied: Denied) -> ResponseReturnValue:
    if denied.actor.signed_in:
        return _error(403)
    if words_sent():
        return _error(403, gettext("You are not signed in any more. Sign in, and send it again."))
    target = request.full_path.rstrip("?") if request.method == "GET" else ""
    return redirect(url_for("access.sign_in", next=target or None), 303)


def _fault(error: Exception) -> ResponseReturnValue:
    if is_busy(error):
        return _busy()
    incident = secrets.token_hex(4)
    log.error("incident %s at %s", incident, request.endpoint, exc_info=error)
    db.session.rollback()
    sentence = gettext("Something went wrong on our side. Nothing was changed.")
    return render_template("errors/plain.html", **_told(500, sentence), incident=incident), 500


def _busy() -> ResponseReturnValue:
    """Others hold the database: nothing was kept. Its button sends what was typed again, no file or password."""
    log.warning("busy at %s", request.endpoint)
    db.session.rollback()
    again, sentences = (
        None,
        [gettext("Too much is being written just now. Nothing was kept of what you sent.")],
    )
    if request.method == "POST" and any(file.filename for file in request.files.values()):
        sentences.append(gettext("Go back, and send it again in a moment; files have to be chosen again."))
    elif request.method == "POST" and any("password" in name for name in request.form):
        sentences.append(gettext("Go back, and send it again in a moment."))
    elif request.method == "POST":
        again = {"to": request.full_path.rstrip("?"), "fields": list(request.form.items(multi=True))}
        sentences.append(gettext("The button sends the same again; going back also does."))
    else:
        sentences = [gettext("Too much is being written just now. Load this page again in a moment.")]
    told = _told(503, " ".join(sentences))
    page = render_template("errors/plain.html", **told, incident=None, again=again)
    return page, 503, {"Retry-After": "10", "Cache-Control": "no-store"}


def _unknown_host(_error: SecurityError) -> ResponseReturnValue:
    """The request names a host that is not ours; without one no address can be built, so no frame either."""
    title, sentence = (
        gettext("This request cannot be read"),
        gettext("The house is not known under this name."),
    )
    template = current_app.jinja_env.get_template("errors/host.html")
    return template.render(title=title, sentence=sentence), 400


def _error(code: int, sentence: str | None = None) -> ResponseReturnValue:
    _know_who_asks()
    unkept = words_sent() if code in KEEPS_NOTHING else []
    return render_template("errors/error.html", **_told(code, sentence), incident=None, unkept=unkept), code


def _know_who_asks() -> None:
    """For the frame around an error that no route has answered; without a session nothing is asked."""
    if "actor" in g:
        return
    try:
        g.actor = current_actor()
    except SQLAlchemyError:  # the page must still be drawn
        db.session.rollback()
        g.actor = ANYONE


def _too_large() -> str:
    """How much may be sent to this address at once, and how to go on: what came was not read, so it cannot be kept."""
    most, sent = request.max_content_length, request.content_length or 0
    if most is not None and sent > most:
        limit = gettext(
            "At most %(most)s MB can be sent here at once; this was %(sent)s MB.",
            most=most // MEGABYTE,
            sent=in_megabytes(sent),
        )
    else:
        limit = gettext("The text alone is longer than %(most)s MB.", most=_most_text() // MEGABYTE)
    went = gettext("Nothing was changed, and what you wrote could not be kept here.")
    back = gettext(
        "Your browser’s Back button mostly still shows it; then send a smaller file, or less text."
    )
    return f"{limit} {went} {back}"


def _most_text() -> int:
    return request.max_form_memory_size or current_app.config["MAX_CONTENT_LENGTH"]


def _steps(code: int) -> list[tuple[str, str]]:
    start = (gettext("Go to the start page"), "/")
    if code == 403 and not g.actor.signed_in:
        return [(gettext("Sign in"), url_for("access.sign_in")), start]
    rule = request.url_rule
    if code == 413 and rule is not None and "GET" in (rule.methods or ()):
        return [(gettext("Open an empty form again"), request.full_path.rstrip("?")), start]
    return [start]


def _told(code: int, sentence: str | None) -> dict[str, Any]:
    titles = {
        400: (gettext("This request cannot be read"), gettext("Go back and try again.")),
        403: (
            gettext("This page is not yours to open"),
            gettext("You are signed in, but your roles do not include it."),
        ),
        404: (
            gettext("There is no such page"),
            gettext("The address may be mistyped, or what it named is gone."),
        ),
        405: (gettext("That does not work here"), gettext("This address takes no such request.")),
        409: (gettext("That is not possible now"), ""),
        413: (gettext("That is too large"), ""),
        422: (gettext("Some answers need mending"), ""),
        429: (gettext("Too many tries"), gettext("Wait a while and try again.")),
        500: (gettext("Something went wrong"), ""),
        503: (gettext("The site is busy"), ""),
    }
    title, default = titles.get(code, (gettext("This request cannot be answered"), ""))
    return {
        "code": code,
        "title": title,
        "sentence": default if sentence is None else sentence,
        "steps": _steps(code),
    }
