"""Deciding on many registrations at once: what would happen to each, and doing it for one after the other.

The row of an act says {"seen": the state that was shown}; its settings say {"decision": …}.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.forms import said
from meetings.base.refusals import Refused
from meetings.bulk.kinds import Kind
from meetings.bulk.models import BulkAct, BulkRow
from meetings.bulk.rules import Foresight, Line, Way, nothing_of
from meetings.programme.models import Meeting
from meetings.programme.queries import get_meeting
from meetings.programme.rules import MeetingStatus
from meetings.registration import actions, queries
from meetings.registration.models import Registration
from meetings.registration.rules import (
    HOLDS_A_PLACE,
    LEADS_TO,
    NEXT,
    Claim,
    Decision,
    Door,
    RegistrationStatus,
    apportion,
    no_place,
)

KIND = "decide_registrations"
# Ways to begin: all whom it is for; and, where places are short, the rest to the waiting list.
DO, DO_AND_WAIT = "do", "do_and_wait"
R = RegistrationStatus


def title(meeting: Meeting, decision: Decision) -> str:
    """What the act is called."""
    return f"{_(decision.label)}: {meeting.title}"


def _meeting(actor: Actor, act: BulkAct) -> Meeting:
    return get_meeting(act.on_id)


@dataclass(frozen=True)
class _Sorted:
    """The rows of an act by what would happen: `able` to be decided so, `over` (why there is no place), all `told`."""

    able: Mapping[int, Registration]
    over: Mapping[int, str]
    told: Mapping[int, Line]

    @property
    def left(self) -> int:
        return len(self.told) - len(self.able)


def _sort_out(actor: Actor, act: BulkAct, rows: Sequence[BulkRow]) -> _Sorted:
    meeting, decision = get_meeting(act.on_id), Decision(act.settings["decision"])
    there = queries.registrations_of_ids(actor, meeting, [row.thing_id for row in rows if row.thing_id])
    able: dict[int, Registration] = {}
    told: dict[int, Line] = {}
    for row in rows:
        registration = there.get(row.thing_id or 0)
        if registration is None:
            told[row.position] = Line("warn", _("no longer there"))
            continue
        stands = _(registration.status.label)
        if registration.status.value != row.data["seen"]:
            told[row.position] = Line("warn", _("changed meanwhile: %(state)s", state=stands))
        elif LEADS_TO[decision] not in NEXT[registration.status]:
            told[row.position] = Line("off", _("stays as it is: %(state)s", state=stands))
        else:
            able[row.position] = registration
    over = _apportion(meeting, decision, able)
    for position in able:
        told[position] = Line("bad", over[position]) if position in over else Line("ok", _would(decision))
    return _Sorted(able, over, told)


def _foresee(actor: Actor, act: BulkAct, rows: Sequence[BulkRow]) -> Foresight:
    meeting, decision = get_meeting(act.on_id), Decision(act.settings["decision"])
    if meeting.status is MeetingStatus.CANCELLED:
        return nothing_of(_(Door.CANCELLED.label), (row.position for row in rows))
    found = _sort_out(actor, act, rows)
    lines = _lines(decision, found.able, found.over, found.left)
    return Foresight(lines, _ways(meeting, decision, found.able, found.over), found.told)


def _aside(actor: Actor, act: BulkAct, rows: Sequence[BulkRow]) -> tuple[str, dict[str, object]] | None:
    """The balance, with those who would be approved."""
    meeting = get_meeting(act.on_id)
    if act.settings["decision"] != Decision.APPROVE or meeting.status is MeetingStatus.CANCELLED:
        return None
    found = _sort_out(actor, act, rows)
    chosen = [r for position, r in found.able.items() if position not in found.over]
    values: dict[str, object] = {
        "approved": queries.tally_of(meeting).approved,
        "chosen": queries.balance_of_chosen(actor, meeting, chosen),
        "limits": queries.limits_of(meeting),
    }
    return "registration/_many_aside.html", values


def _apportion(meeting: Meeting, decision: Decision, able: Mapping[int, Registration]) -> dict[int, str]:
    """By position, why there is no place (or, for the waiting list, why nobody needs to wait)."""
    limits = queries.limits_of(meeting)
    claims = {
        position: Claim(position, r.category, r.organization_id)
        for position, r in able.items()
        if r.status not in HOLDS_A_PLACE
    }
    if decision is Decision.APPROVE:
        answers = apportion(limits, queries.taken_of(meeting), claims.values())
        return {claim.registration: said(no) for claim, no in answers if no is not None}
    if decision is Decision.WAIT and actions.offers_now(meeting):
        taken = actions.taken_or_kept(meeting)
        free = [p for p, claim in claims.items() if no_place(limits, taken, claim) is None]
        return dict.fromkeys(free, _("there is a free place, which would be offered at once"))
    return {}


def _would(decision: Decision) -> str:
    return {
        Decision.APPROVE: _("place free"),
        Decision.WAIT: _("would wait"),
        Decision.DECLINE: _("would be declined"),
        Decision.CANCEL: _("would lose the place"),
        Decision.TAKE_UP: _("would wait for a decision"),
    }[decision]


def _lines(
    decision: Decision, able: Mapping[int, Registration], over: Mapping[int, str], left: int
) -> tuple[Line, ...]:
    done = len(able) - len(over)
    lines = []
    if done:
        lines.append(
            Line("ok" if decision in (Decision.APPROVE, Decision.WAIT) else "warn", _all(decision, done))
        )
    for why, number in Counter(over.values()).items():
        names = tuple(able[p].name for p, reason in over.items() if reason == why)
        told = (
            ngettext("%(num)s finds no place", "%(num)s find no place", number)
            if decision is Decision.APPROVE
            else ngettext("%(num)s stays as it is", "%(num)s stay as they are", number)
        )
        lines.append(Line("bad", told, names[:20], why))
    if left:
        lines.append(Line("off", ngettext("%(num)s stays as it is", "%(num)s stay as they are", left)))
    if done:
        lines.append(Line("off", _("The mails wait in the outbox until you have read them")))
    return tuple(lines)


def _all(decision: Decision, number: int) -> str:
    match decision:
        case Decision.APPROVE:
            return ngettext(
                "%(num)s is approved and gets a letter with a calendar entry",
                "%(num)s are approved and get a letter with a calendar entry",
                number,
            )
        case Decision.WAIT:
            return ngettext(
                "%(num)s goes to the waiting list",
                "%(num)s go to the waiting list, in the order in which they came",
                number,
            )
        case Decision.DECLINE:
            return ngettext("%(num)s is declined", "%(num)s are declined", number)
        case Decision.CANCEL:
            return ngettext(
                "%(num)s loses the place; it is offered to who waits",
                "%(num)s lose their places; these are offered to who waits",
                number,
            )
        case Decision.TAKE_UP:
            return ngettext(
                "%(num)s is taken up again and waits for a decision",
                "%(num)s are taken up again and wait for a decision",
                number,
            )


def _ways(
    meeting: Meeting, decision: Decision, able: Mapping[int, Registration], over: Mapping[int, str]
) -> tuple[Way, ...]:
    done = len(able) - len(over)
    if decision is not Decision.APPROVE:
        labels = {
            Decision.WAIT: ngettext(
                "Put %(num)s on the waiting list", "Put %(num)s on the waiting list", done
            ),
            Decision.DECLINE: ngettext("Decline %(num)s", "Decline %(num)s", done),
            Decision.CANCEL: ngettext("Cancel %(num)s place", "Cancel %(num)s places", done),
            Decision.TAKE_UP: ngettext("Take %(num)s up again", "Take %(num)s up again", done),
        }
        return (Way(DO, labels[decision]),) if done else ()
    only = Way(
        DO,
        ngettext("Approve %(num)s", "Approve %(num)s", done)
        if not over
        else _("Approve the %(n)s only", n=done),
    )
    may_wait = [p for p in over if R.WAITING in NEXT[able[p].status]]
    if not may_wait or not queries.terms_of(meeting).waiting_list:
        return (only,) if done else ()
    both = Way(
        DO_AND_WAIT, _("Approve %(n)s, put %(waiting)s on the waiting list", n=done, waiting=len(may_wait))
    )
    return (both, only) if done else (Way(DO_AND_WAIT, _("Put %(n)s on the waiting list", n=len(may_wait))),)


def _do(actor: Actor, act: BulkAct, row: BulkRow) -> str:
    registration = queries.get_registration(row.thing_id or 0)
    seen, decision = R(row.data["seen"]), Decision(act.settings["decision"])
    if decision is Decision.APPROVE:
        return _approve(actor, act, registration, seen)
    if decision is Decision.WAIT:
        actions.put_on_waiting_list(actor, registration, seen)
    elif decision is Decision.DECLINE:
        actions.decline(actor, registration, seen)
    elif decision is Decision.TAKE_UP:
        actions.take_up(actor, registration, seen)
    else:
        actions.cancel(actor, registration, seen)
    return _(registration.status.label)


def _approve(actor: Actor, act: BulkAct, registration: Registration, seen: RegistrationStatus) -> str:
    meeting = registration.meeting
    actions.lock_meeting(meeting)
    no = None
    if registration.status not in HOLDS_A_PLACE:
        no = no_place(queries.limits_of(meeting), queries.taken_of(meeting), queries.claim_of(registration))
    if no is None:
        actions.approve(actor, registration, seen)
        return _(registration.status.label)
    if act.way != DO_AND_WAIT or registration.status is R.WAITING:
        raise no
    actions.put_on_waiting_list(actor, registration, seen)
    return f"{_(registration.status.label)}. {said(no)}"


def _back(act: BulkAct) -> tuple[str, str]:
    return _("Registrations"), url_for("registration.registrations", slug=get_meeting(act.on_id).slug)


def check_decision(code: str) -> Decision:
    """The decision that was chosen; Refused when none was."""
    if code not in set(Decision):
        raise Refused("Choose what to decide.")
    return Decision(code)


DECIDE = Kind(
    permission=Permission.DECIDE_REGISTRATIONS,
    thing=_meeting,
    foresee=_foresee,
    do=_do,
    back=_back,
    aside=_aside,
)
