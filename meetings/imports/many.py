"""Taking many people in from a file, one line after the other (see `foreseeing` for what a row says)."""

from collections.abc import Mapping
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.forms import said
from meetings.base.refusals import Refused
from meetings.bulk.kinds import Kind
from meetings.bulk.models import BulkAct, BulkRow
from meetings.imports import actions
from meetings.imports.foreseeing import GOOD_AND_LIKELY, foresee, reason, why_not
from meetings.programme.models import Meeting
from meetings.programme.queries import get_meeting
from meetings.registration.actions import lock_meeting
from meetings.registration.models import Registration
from meetings.registration.rules import Category, Gender, Listing, RegistrationDraft, RegistrationStatus


def _meeting(actor: Actor, act: BulkAct) -> Meeting:
    return get_meeting(act.on_id)


def _do(actor: Actor, act: BulkAct, row: BulkRow) -> str:
    if not row.data:
        raise Refused("The text of this line was deleted.")
    number = row.data["line"]
    try:
        registration = _taken_in(actor, act, row.data)
    except Refused as no:
        raise Refused("line %(line)s: %(what)s", line=number, what=said(no)) from no
    row.thing_kind, row.thing_id, row.data = "registration", registration.id, {"line": number}
    return _("line %(line)s: %(what)s", line=number, what=_(registration.status.label))


def _taken_in(actor: Actor, act: BulkAct, data: Mapping[str, Any]) -> Registration:
    if no := (why_not if act.way == GOOD_AND_LIKELY else reason)(data):
        raise Refused("%(why)s", why=no)
    meeting = get_meeting(act.on_id)
    lock_meeting(meeting)
    answers = {int(number): answer for number, answer in data["answers"].items()}
    then = {int(number): words for number, words in data.get("meant", {}).items()}
    status, mail = RegistrationStatus(act.settings["status"]), bool(act.settings["mail"])
    return actions.take_in(actor, meeting, draft_of(data["draft"]), answers, then, status, mail)


def draft_of(kept: Mapping[str, Any]) -> RegistrationDraft:
    """The draft as the row keeps it."""
    return RegistrationDraft(
        **dict(kept)
        | {
            "category": Category(kept["category"]),
            "languages": tuple(kept["languages"]),
            "listing": Listing(kept["listing"]) if kept["listing"] else None,
            "gender": Gender(kept["gender"]) if kept["gender"] else None,
        }
    )


def _back(act: BulkAct) -> tuple[str, str]:
    return _("Registrations from a file"), url_for("imports.upload", slug=get_meeting(act.on_id).slug)


def _papers(act: BulkAct) -> list[tuple[str, str]]:
    url = url_for("imports.not_taken", slug=get_meeting(act.on_id).slug, act_key=act.key)
    return [(_("Lines that are not taken in, to mend (CSV)"), url)]


IMPORT = Kind(
    permission=Permission.DECIDE_REGISTRATIONS,
    thing=_meeting,
    foresee=foresee,
    do=_do,
    back=_back,
    papers=_papers,
)
