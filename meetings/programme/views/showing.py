"""What the pages of this room have in common: the reader's zone, refused forms, what stands beside what was typed."""

from datetime import datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import BooleanField, Field

from meetings.access.actor import Actor
from meetings.base.forms import Form
from meetings.base.pages import page_language
from meetings.base.settings import Settings
from meetings.base.zones import zone_names, zone_places
from meetings.programme.models import Meeting
from meetings.programme.rules import offset_label


def reader_zone(actor: Actor) -> str | None:
    """The zone in the address, otherwise the account's; None: not known (JavaScript may then set it)."""
    for zone in (request.args.get("zone", ""), actor.zone):
        if zone in zone_names():
            return zone
    return None


# Fields of forms that nothing keeps, or that the person who types does not see.
NOT_SHOWN = ("csrf_token", "move_sessions", "version")


@lru_cache(maxsize=256)
def zone_options(at: datetime, kept: str) -> list[tuple[str, str]]:
    """The zones to choose from, and the one to be kept among them, with their distance to UTC at an instant."""
    return [(zone, offset_label(zone, at)) for zone in sorted({*zone_places(), kept})]


def feed_addresses(meeting: Meeting, kind: str | None = None) -> tuple[str, str]:
    """The feed's address for calendars that ask for one, and the link that opens the calendar itself."""
    settings: Settings = current_app.config["SETTINGS"]
    language = page_language()[0]
    path = url_for(
        "calendars.meeting_feed", slug=meeting.slug, kind=kind, lang=None if language == "en" else language
    )
    return settings.base_url + path, f"webcal://{urlsplit(settings.base_url).netloc}{path}"


def form_page(template: str, form: Form, **context: Any) -> ResponseReturnValue:
    """The page of a form; 422 when it was sent and is shown again, so that nothing is kept of it."""
    status = 422 if request.method == "POST" else 200
    return make_response(render_template(template, form=form, **context), status)


def differences(typed: Form, stands: Form) -> list[tuple[str, str]]:
    """(label, what stands there now) of the fields in which the two forms differ."""
    pairs = zip(typed, stands, strict=True)
    return [
        (str(now.label.text), _text(now))
        for sent, now in pairs
        if now.short_name not in NOT_SHOWN and _text(sent) != _text(now)
    ]


def _text(field: Field) -> str:
    if isinstance(field, BooleanField):
        return _("yes") if field.data else _("no")
    choices = getattr(field, "choices", None)
    if choices:
        labels = {str(choice.value): str(choice.label) for choice in choices}
        chosen = field.data if isinstance(field.data, list) else [field.data]
        return ", ".join(labels.get(str(value), str(value)) for value in chosen)
    return "" if field.data is None else str(field.data)
