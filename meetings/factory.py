"""Makes the application: settings, extensions, the list of rooms."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask, Request, Response, current_app, g, request, url_for
from flask_babel import Babel
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from meetings import cli, errors, rooms
from meetings.access.actor import ANYONE
from meetings.access.permissions import Permission
from meetings.access.routes import let_files_in
from meetings.access.signed_in import CookieSession, login_manager
from meetings.access.trail import trail_word
from meetings.base import clock, pages
from meetings.base import secrets as links
from meetings.base.database import db
from meetings.base.owner import keep_to_owner
from meetings.base.settings import Settings, read_settings

ROOT = Path(__file__).parent.parent
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
GUARD = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class _Asked(Request):
    """HEAD, by which scanners of mail look at links, is to every view a GET; its answer goes without the body."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.method == "HEAD":
            self.method = "GET"


def create_app(settings: Settings | None = None) -> Flask:
    """The application; Refused when a setting is wrong."""
    settings = settings or read_settings()
    app = Flask("meetings", root_path=str(ROOT), template_folder="templates", static_folder="static")
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        MAX_CONTENT_LENGTH=2 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=1024 * 1024,
        SESSION_COOKIE_NAME="__Host-session" if settings.behind_tls else "session",
        SESSION_COOKIE_SECURE=settings.behind_tls,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        TRUSTED_HOSTS=list(settings.trusted_hosts),
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=True,
        BABEL_TRANSLATION_DIRECTORIES=str(ROOT / "translations"),
        PREFERRED_URL_SCHEME="https" if settings.behind_tls else "http",
        SEND_FILE_MAX_AGE_DEFAULT=timedelta(days=365),
    )
    app.request_class = _Asked
    app.jinja_env.undefined = StrictUndefined
    app.add_template_filter(trail_word)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    links.use_secret(settings.secret_key)
    if settings.demo_clock is not None and settings.demo:
        clock.set_to(settings.demo_clock)
    _extend(app)
    rooms.register(app)
    errors.install(app)
    app.after_request(_headers)
    app.context_processor(_page)
    cli.register(app)
    # Whether the process lives: asked often, by machines, without a person and without the database.
    app.add_url_rule("/healthz", "healthz", lambda: ("ok\n", {"Content-Type": "text/plain"}))
    _serve(app, settings)
    return app


def _extend(app: Flask) -> None:
    if app.config["SQLALCHEMY_DATABASE_URI"].startswith("postgresql"):
        app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {"pool_size": 10, "max_overflow": 10, "pool_pre_ping": True}
    else:
        keep_to_owner(app.config["SETTINGS"].instance)
        app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {"pool_size": 20, "max_overflow": 20}
    app.session_interface = CookieSession()
    db.init_app(app)
    Migrate(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
    # No `current_user` in templates: it would ask the database for the person on the page that says it is away.
    login_manager.init_app(app, add_context_processor=False)
    # It looks into the session after every request, so that even feeds would vary by cookie; we remember nobody.
    app.after_request_funcs[None].remove(login_manager._update_remember_cookie)
    app.before_request(let_files_in)  # before the next line: its check reads the form
    CSRFProtect(app)
    babel = Babel()
    babel.init_app(app, locale_selector=lambda: pages.chosen_language(_available(babel)))
    app.extensions["languages"] = lambda: _available(babel)
    pages.install(app)


def _available(babel: Babel) -> list[str]:
    if "languages" not in g:
        g.languages = sorted({"en", *(locale.language for locale in babel.list_translations())})
    return list(g.languages)


def _serve(app: Flask, settings: Settings) -> None:
    """Static files with far-future caching (their addresses carry a digest); proxies only when told of them."""
    wsgi: Any = WhiteNoise(
        app.wsgi_app,
        root=str(ROOT / "static"),
        prefix="static/",
        max_age=365 * 24 * 3600,
        allow_all_origins=False,
        add_headers_function=lambda headers, _path, _url: [headers.add_header(*one) for one in GUARD.items()],
    )
    wsgi.add_files(str(ROOT / "static" / "root"))
    if settings.trusted_proxies:
        n = settings.trusted_proxies
        wsgi = ProxyFix(wsgi, x_for=n, x_proto=n, x_host=0, x_port=0, x_prefix=0)
    app.wsgi_app = wsgi  # type: ignore[method-assign]


def _headers(response: Response) -> Response:
    if response.status_code == 304:  # it speaks of an answer that has them already (RFC 9110, 15.4.5)
        return response
    headers = response.headers
    for name, value in GUARD.items():
        if name == "Referrer-Policy" and name in headers:
            continue  # what lies behind a secret address tells nobody where it lies
        headers.add(name, value)
    if request.is_secure:
        headers["Strict-Transport-Security"] = "max-age=31536000"
    if "Cache-Control" not in headers:
        secret = "token" in (request.view_args or {})  # a page behind a mailed link is one person's
        personal = secret or g.get("actor", ANYONE).signed_in
        headers["Cache-Control"] = "no-store" if personal else "no-cache"
    return response


@dataclass(frozen=True)
class Site:
    """What the frame of every page says of the site."""

    mark: str
    name: str
    mailbox: str


def _page() -> dict[str, Any]:
    """What the frame needs; asked once a page."""
    if not hasattr(g, "frame"):
        g.frame = rooms.frame(g.get("actor", ANYONE))
    lang, direction = pages.page_language()
    settings: Settings = _settings()
    return {
        "actor": g.get("actor", ANYONE),
        "P": Permission,
        "site": Site(g.frame.mark, g.frame.name, settings.mailbox),
        "demo": g.frame.demo,
        "nav": g.frame.nav,
        "thread": g.frame.thread,
        "lang": lang,
        "dir": direction,
        "languages": _languages(lang),
        "request_path": request.path,
        "now": clock.now(),
    }


def _languages(lang: str) -> list[tuple[str, str, str, bool]]:

    codes = current_app.extensions["languages"]()
    return [
        (c, pages.AUTONYMS[c], url_for("portal.language", code=c, back=request.path), c == lang)
        for c in codes
    ]


def _settings() -> Settings:

    settings: Settings = current_app.config["SETTINGS"]
    return settings
