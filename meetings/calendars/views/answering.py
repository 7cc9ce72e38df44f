"""What all feeds answer alike (CALENDARS, feeds 5 and 6)."""

from collections.abc import Callable, Collection

from flask import Response, current_app, request
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug.http import is_resource_modified, quote_etag

from meetings.base.settings import Settings
from meetings.calendars.rules import FeedState, Show, Wanted, wanted

COLOR = "teal"
NOTHING = Wanted()
PUBLIC = {"Cache-Control": "public, max-age=300"}
# One person's: kept by nobody else, found by no search, and told to no page that is opened from it.
PRIVATE = {
    "Cache-Control": "private, max-age=300",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}


def base_url() -> str:
    settings: Settings = current_app.config["SETTINGS"]
    return settings.base_url


def languages() -> Collection[str]:
    found: Collection[str] = current_app.extensions["languages"]()
    return found


def chosen(may_show: Collection[Show]) -> Wanted | None:
    """What the address asks for. The browser's wishes are not asked: one address, one content."""
    if not request.query_string:  # as most do
        return NOTHING
    # Which languages there are is looked for in folders: only when the address names another than our own.
    others = languages() if request.args.get("lang", "en") != "en" else ("en",)
    return wanted(request.args, others, may_show)


def unknown(headers: dict[str, str]) -> Response:
    """As cheap as it can be: whoever tries addresses costs nothing, whatever they say to have."""
    with force_locale("en"):
        answer = Response(_("There is no such calendar.") + "\n", 404, mimetype="text/plain")
    if headers is PRIVATE:
        answer.headers.update(PRIVATE)
    return answer


def answer(state: FeedState, write: Callable[[], bytes], headers: dict[str, str]) -> Response:
    """Not modified, or the feed. Nothing is written for whoever has it."""
    etag = quote_etag(state.etag)
    # Most come back with just what they were given: then nothing of it need be taken apart.
    if request.environ.get("HTTP_IF_NONE_MATCH") == etag or not is_resource_modified(
        request.environ, etag=etag, last_modified=state.changed_at
    ):
        response = Response(status=304)
    else:
        response = Response(write(), mimetype="text/calendar")
        response.last_modified = state.changed_at  # a 304 does without: it has its ETag (RFC 9110, 15.4.5)
    response.headers.update({"ETag": etag, **headers})
    return response
