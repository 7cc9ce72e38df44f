"""Reminding many at once; the row of an act says nothing but whom it is about."""

from collections import Counter
from collections.abc import Collection, Sequence

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
from meetings.outbox.queries import written_since
from meetings.programme.models import Meeting
from meetings.programme.queries import get_meeting
from meetings.registration import actions, queries
from meetings.registration.models import Registration
from meetings.registration.rules import (
    REMIND_AFTER,
    check_meeting_to_come,
    check_not_written_lately,
    check_place_is_there,
    check_reminder,
)

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
    lately, lost = (
        written_since("registration", ids, clock.now() - REMIND_AFTER),
        actions.lost_places(there.values()),
    )
    told = {row.position: _would(there.get(row.thing_id or 0), lately, lost) for row in rows}
    able = sum(line.look == "ok" for line in told.values())
    lines = []
    if able:
        lines.append(Line("ok", ngettext("%(num)s is reminded", "%(num)s are reminded", able)))
        lines.append(
            Line(
                "off",
                _("The mails wait in the outbox until you have read them; those about an offer go at once"),
            )
        )
    for why, number in Counter(line.text for line in told.values() if line.look != "ok").items():
        text = ngettext("%(num)s is not reminded", "%(num)s are not reminded", number)
        lines.append(Line("off", text, why=why.rstrip(".")))
    way = Way(DO, ngettext("Remind %(num)s person", "Remind %(num)s people", able))
    return Foresight(tuple(lines), (way,) if able else (), told)


def _would(registration: Registration | None, lately: Collection[int], lost: Collection[int]) -> Line:
    """What would happen to one, with the sentence that would refuse it."""
    if registration is None:
        return Line("warn", _("no longer there"))
    try:
        check_reminder(registration.status, registration.reply_by, clock.now())
        check_place_is_there(registration.id in lost)
        check_not_written_lately(registration.id in lately)
    except Refused as no:
        return Line("off", said(no))
    return Line("ok", _("would be reminded"))


def _do(actor: Actor, act: BulkAct, row: BulkRow) -> str:
    actions.remind(actor, queries.get_registration(row.thing_id or 0))
    return _("reminded")


def _back(act: BulkAct) -> tuple[str, str]:
    return _("Registrations"), url_for("registration.registrations", slug=get_meeting(act.on_id).slug)


REMIND_MANY = Kind(
    permission=Permission.DECIDE_REGISTRATIONS, thing=_thing, foresee=_foresee, do=_do, back=_back
)
