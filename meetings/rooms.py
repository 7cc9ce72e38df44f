"""The list of rooms, and what their pages have in common: the frame."""

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from flask import Flask, current_app, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.database import db
from meetings.base.models import SiteFact
from meetings.base.words import N_

ROOMS = (
    "access",
    "outbox",
    "directory",
    "mandate",
    "programme",
    "registration",
    "outcomes",
    "progress",
    "calendars",
    "report",
    "portal",
)
P = Permission
# Label, endpoint, permission, rooms whose pages belong under it.
NAV = (
    (N_("Home"), "portal.home", P.SEE_HOME, ("portal",)),
    (N_("Mandate"), "mandate.cycles", P.SEE_MANDATE, ("mandate", "progress")),
    (
        N_("Meetings"),
        "programme.meetings",
        P.READ_PUBLIC,
        ("programme", "registration", "outcomes", "calendars"),
    ),
    (N_("Organizations"), "directory.organizations", P.SEE_DIRECTORY, ("directory",)),
    (N_("Report"), "report.reports", P.SEE_REPORT, ("report",)),
    (N_("Outbox"), "outbox.messages", P.SEE_OUTBOX, ("outbox",)),
    (N_("Accounts"), "access.accounts", P.MANAGE_ACCOUNTS, ("access",)),
)


@dataclass(frozen=True)
class NavItem:
    """One entry of the main navigation."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True)
class Frame:
    """What stands around every page: the mandate's symbol, whether this is a demonstration, the navigation."""

    mark: str
    demo: bool
    nav: list[NavItem]
    thread: Any


def register(app: Flask) -> None:
    """Register the routes of every room."""
    for room in ROOMS:
        if find_spec(f"meetings.{room}.views") is None:
            continue
        app.register_blueprint(import_module(f"meetings.{room}.views").feature.blueprint)


def frame(actor: Actor) -> Frame:
    """The frame of a page for this person, in one statement (the line of the cycle, for staff, in its own)."""
    try:
        facts = {f.name: f.value for f in db.session.scalars(select(SiteFact))}
        thread = _thread(actor)
    except SQLAlchemyError:  # the page that says so must still be drawn
        facts, thread = {}, None
    room = (request.endpoint or "").partition(".")[0]
    nav = [
        NavItem(_(label), url_for(endpoint), room in rooms)
        for label, endpoint, permission, rooms in NAV
        if actor.may(permission) and endpoint in current_app.view_functions
    ]
    return Frame(facts.get("mark", "HRC"), "demonstration" in facts, nav, thread)


def _thread(actor: Actor) -> Any:
    """The three-year line under the masthead, on every page of staff but the home page, which shows it whole."""
    if not actor.is_staff or request.endpoint == "portal.home":
        return None
    return None
