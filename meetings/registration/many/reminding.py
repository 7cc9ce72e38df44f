"""Reminding many at once; the row of an act says nothing but whom it is about."""

from collections.abc import Sequence

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base import clock
from meetings.base.forms import said
from meetings.base.refusals import Refused
from meetings.bulk.kinds import Kind
from meetings.bulk.models import BulkAct, BulkRow
from meetings.bulk.rules import Foresight, Line, Way, nothing_of
from meetings.programme.models import Meeting
from meetings.programme.queries import get_meeting
from meetings.registration import actions, queries
from meetings.registration.rules import OWES_AN_ANSWER, check_meeting_to_come

KIND = "remind_registrations"
DO = "do"


def title(meeting: Meeting) -> str:
    """What the act is called."""
    return _("Remind: %(meeting)s", meeting=meeting.title)


def _thing(actor: Actor, act: BulkAct) -> Meeting:
    return get_meeting(act.on_id)


def _foresee(actor: Actor, act: BulkAct, rows: Sequence[BulkRow]) -> Foresight:
    meeting = get_meeting(act.on_id)
    try:
        check_meeting_to_come(meeting.status, meeting.ends_at, clock.now())
    except Refused as no:
        return nothing_of(said(no), (row.position for row in rows))
    ids = [row.thing_id for row in rows if row.thing_id]
    there = queries.registrations_of_ids(actor, meeting, ids)
    told, able = {}, 0
    for row in rows:
        registration = there.get(row.thing_id or 0)
        if registration is not None and registration.status in OWES_AN_ANSWER:
            told[row.position], able = Line("ok", _("would be reminded")), able + 1
        else:
            told[row.position] = Line("off", _("has nothing to answer"))
    lines = []
    if able:
        told_able = ngettext(
            "%(num)s is reminded, unless the last mail went less than a day ago",
            "%(num)s are reminded, unless their last mail went less than a day ago",
            able,
        )
        lines.append(Line("ok", told_able))
    if able < len(rows):
        left = len(rows) - able
        lines.append(
            Line("off", ngettext("%(num)s has nothing to answer", "%(num)s have nothing to answer", left))
        )
    way = Way(DO, ngettext("Remind %(num)s person", "Remind %(num)s people", able))
    return Foresight(tuple(lines), (way,) if able else (), told)


def _do(actor: Actor, act: BulkAct, row: BulkRow) -> str:
    actions.remind(actor, queries.get_registration(row.thing_id or 0))
    return _("reminded")


def _back(act: BulkAct) -> tuple[str, str]:
    return _("Registrations"), url_for("registration.registrations", slug=get_meeting(act.on_id).slug)


REMIND_MANY = Kind(
    permission=Permission.DECIDE_REGISTRATIONS, thing=_thing, foresee=_foresee, do=_do, back=_back
)
