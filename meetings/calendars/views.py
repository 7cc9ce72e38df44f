"""Subscriptions: the public feed of a meeting (CALENDARS, feeds 1 to 5 and 7 to 11)."""

from flask import Response, current_app, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug.http import is_resource_modified

from meetings.access.actor import ANYONE, Actor
from meetings.access.permissions import Permission
from meetings.access.routes import Feature
from meetings.base import clock
from meetings.base.settings import Settings
from meetings.base.shelf import Shelf
from meetings.calendars import queries
from meetings.calendars.queries import FeedHead
from meetings.calendars.rules import FeedState
from meetings.ical import PRODID, Entry, event_bytes, feed_bytes, still_shown
from meetings.programme.entries import meeting_entry, session_entry
from meetings.programme.models import Meeting
from meetings.programme.rules import Mode, SessionKind
from meetings.programme.rules.released import Version

feature = Feature("calendars", __name__)

COLOR = "teal"
# What a state names is the same bytes for ever: a feed is written once and then handed out.
_written: Shelf[bytes] = Shelf(256)


@feature.page("/calendar/<slug>.ics", Permission.READ_PUBLIC, as_anyone=True, load=queries.find_feed)
def meeting_feed(actor: Actor, head: FeedHead | None) -> ResponseReturnValue:
    """The feed of a public meeting: its sessions, or itself while it has none. No cookie is looked at.

    The address filters: `kind` (of sessions, may be repeated) and `lang`.
    """
    language, kinds = _language(), _kinds()
    if head is None or kinds is None:
        return _unknown()
    settings: Settings = current_app.config["SETTINGS"]
    state = FeedState(
        uid=head.uid,
        changed_at=head.changed_at,
        language=language,
        kinds=tuple(kind.value for kind in kinds),
        base_url=settings.base_url,
        demonstration=head.demonstration,
    )
    if not is_resource_modified(request.environ, etag=state.etag, last_modified=state.changed_at):
        return _answer(Response(status=304), state)
    response = Response(_written.get(state, lambda: _build(head, kinds, state)), mimetype="text/calendar")
    response.last_modified = state.changed_at  # a 304 does without: it has its ETag (RFC 9110, 15.4.5)
    return _answer(response, state)


def _language() -> str:
    """The language that the address names; English otherwise. The browser's wishes are not asked: one address,
    one content."""
    asked = request.args.get("lang", "en")
    return asked if asked == "en" or asked in current_app.extensions["languages"]() else "en"


def _kinds() -> tuple[SessionKind, ...] | None:
    """The kinds that the address names, in a fixed order; None when it names one that there is not."""
    asked = set(request.args.getlist("kind"))
    if not asked:
        return ()
    if not asked <= set(SessionKind):
        return None
    return tuple(kind for kind in SessionKind if kind.value in asked)


def _unknown() -> Response:
    """As cheap as it can be: whoever tries addresses costs nothing."""
    with force_locale("en"):
        return Response(_("There is no such calendar.") + "\n", 404, mimetype="text/plain")


def _answer(response: Response, state: FeedState) -> Response:
    response.set_etag(state.etag)
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


def _build(head: FeedHead, kinds: tuple[SessionKind, ...], state: FeedState) -> bytes:
    meeting, sessions = queries.feed_sessions(ANYONE, head.meeting_id, kinds)
    page = state.base_url + url_for("programme.meeting", slug=meeting.slug)
    with force_locale(state.language):
        entries = _entries(meeting, sessions, bool(kinds), page)
        cancelled_word = _("CANCELLED")
        name = _("Demonstration: %(meeting)s", meeting=meeting.title) if head.demonstration else meeting.title
    now = clock.now()
    events = [event_bytes(entry, cancelled_word) for entry in entries if still_shown(entry, now)]
    return feed_bytes(name, meeting.zone, events, prodid=PRODID, color=COLOR)


def _entries(meeting: Meeting, sessions: Version, filtered: bool, page: str) -> list[Entry]:
    note = _("Programme: %(address)s", address=page)
    if meeting.mode is not Mode.IN_PERSON:
        note = _("The link to take part is sent to those admitted.") + "\n" + note
    if not sessions and not filtered:
        return [meeting_entry(meeting, page, note)]
    words = {session.kind: _(session.kind.label) for session in sessions}
    return [session_entry(meeting, session, page, words[session.kind], note) for session in sessions]
