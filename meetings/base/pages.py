"""The page kit's words for dates, times and languages."""

import hashlib
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask, g, request, url_for
from flask_babel import _get_current_context, format_date, get_locale, get_translations
from markupsafe import Markup

from meetings.base.secrets import new_key
from meetings.base.words import N_

# The six official languages of the United Nations, in English alphabetical order.
LANGUAGES = {
    "ar": N_("Arabic"),
    "zh": N_("Chinese"),
    "en": N_("English"),
    "fr": N_("French"),
    "ru": N_("Russian"),
    "es": N_("Spanish"),
}
AUTONYMS = {
    "ar": "العربية",
    "zh": "中文",
    "en": "English",
    "fr": "Français",
    "ru": "Русский",
    "es": "Español",
}


def day(value: date) -> str:
    """3 April 2028, in the reader's language."""
    return str(format_date(value, "d MMMM y", rebase=False))


def short_day(value: date) -> str:
    """3 Apr, for tables."""
    return str(format_date(value, "d MMM", rebase=False))


def weekday(value: date) -> str:
    """Tuesday 10 October."""
    return str(format_date(value, "EEEE d MMMM", rebase=False))


def days(first: date, last: date) -> str:
    """10–11 October 2028: a range with an en dash, saying nothing twice."""
    first, last = _date(first), _date(last)
    if first == last:
        return day(first)
    if first.year != last.year:
        return f"{day(first)} – {day(last)}"
    if first.month != last.month:
        return f"{format_date(first, 'd MMMM')} – {day(last)}"
    return f"{first.day}–{day(last)}"


def hour(value: datetime) -> str:
    """09:30, of a wall clock."""
    return f"{value:%H:%M}"


def in_zone(instant: datetime, zone: str) -> datetime:
    """The wall clock in a zone at an instant."""
    return instant.astimezone(ZoneInfo(zone))


def _date(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def language_name(code: str) -> str:
    """The msgid of an official language's name."""
    return LANGUAGES.get(code, code)


def masked(email: str) -> str:
    """An address for whoever must recognize it and may not learn it: a…@example.org."""
    local, _at, domain = email.partition("@")
    return f"{local[:1]}…@{domain}"


def install(app: Flask) -> None:
    """Give templates the filters, and `asset()`: a static file's address under the digest of its content."""
    for name in (day, short_day, weekday, hour, language_name, masked):
        app.add_template_filter(name)
    app.add_template_global(days)
    app.add_template_global(in_zone)
    app.add_template_global(new_key, "once_key")  # marks a copy of a form: see access.routes
    folder = Path(app.static_folder or "")

    @cache
    def digest(filename: str) -> str:
        return hashlib.sha256((folder / filename).read_bytes()).hexdigest()[:10]

    def asset(filename: str) -> str:
        return url_for("static", filename=filename, v=digest(filename))

    app.add_template_global(asset)
    _say_quickly(app)


def _say_quickly(app: Flask) -> None:
    """Let templates find the catalogue of the page's language once a page, and not for each of their words."""

    def catalogue() -> Any:
        kept = g.get("catalogue")
        if (
            kept is None or getattr(kept[0], "babel_locale", None) is not kept[1]
        ):  # force_locale says it there
            language = get_locale()  # which makes the place where it says so
            kept = g.catalogue = (_get_current_context(), language, get_translations())
        return kept[2]

    def say(text: str, **values: Any) -> str:
        said = Markup(catalogue().ugettext(text))  # noqa: S704 - a sentence of ours, as Jinja's own takes it
        return said % values if values or "%" in said else said

    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: catalogue().ugettext(text),
        lambda one, many, number: catalogue().ungettext(one, many, number),
        newstyle=True,
        pgettext=lambda about, text: catalogue().upgettext(about, text),
    )
    # As Jinja's own does, but in one call and not three: a page says a hundred of them.
    app.jinja_env.globals["_"] = say


def page_language() -> tuple[str, str]:
    """(lang, dir) of the page."""
    locale = get_locale()
    if locale is None:
        return "en", "ltr"
    return locale.language, locale.text_direction


def chosen_language(available: list[str]) -> str:
    """The language asked for in the URL or the cookie, otherwise the browser's best, otherwise English."""
    for asked in (request.args.get("lang"), request.cookies.get("lang")):
        if asked in available:
            return str(asked)
    return request.accept_languages.best_match(available) or "en"
