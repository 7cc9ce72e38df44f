"""What would happen to each line of a file if it were taken in now, and what is told of all of them together.

The row of an act says {"line", "cells"} and either {"bad": {column, msgid, params}} or {"draft", "answers", "meant"}
(what the answers meant then, in words), perhaps with {"twin": {name, line or None, sure}}; once somebody is taken in,
it says nothing more than the line.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from meetings.access.actor import Actor
from meetings.base.forms import said
from meetings.base.refusals import Refused
from meetings.bulk.models import BulkAct, BulkRow
from meetings.bulk.rules import Foresight, Line, Way, nothing_of
from meetings.imports.queries import addresses_of
from meetings.programme.models import Meeting
from meetings.programme.queries import get_meeting
from meetings.programme.rules import MeetingStatus
from meetings.registration.queries import find_organization_named, limits_of, taken_of
from meetings.registration.rules import Category, Claim, Door, RegistrationStatus, apportion

# Ways to begin: the good lines; and also those who are probably there already.
GOOD, GOOD_AND_LIKELY = "good", "good_and_likely"
MOST_FAULTS = 8
R = RegistrationStatus


def why_not(data: Mapping[str, Any], known: frozenset[str] = frozenset()) -> str:
    """Why a line is not taken in, translated; "" when it can be."""
    if bad := data.get("bad"):
        why = said(Refused(bad["msgid"], **bad["params"]))
        return f"\u2068{bad['column']}\u2069: {why}" if bad["column"] else why
    twin = data.get("twin")
    if twin and twin["sure"] and twin["line"]:
        return _("the same address as in line %(line)s", line=twin["line"])
    if (twin and twin["sure"]) or data.get("draft", {}).get("email") in known:
        return _("this address is registered already")
    return ""


def reason(data: Mapping[str, Any], known: frozenset[str] = frozenset()) -> str:
    """Why a line is not taken in, or not without being asked for; translated, "" when there is nothing against it."""
    return why_not(data, known) or _resembles(data)


def _resembles(data: Mapping[str, Any]) -> str:
    twin = data.get("twin")
    if not twin or twin["sure"]:
        return ""
    if twin["line"]:
        return _(
            "probably the same person as in line %(line)s: %(name)s", line=twin["line"], name=twin["name"]
        )
    return _("probably registered already, with another address: %(name)s", name=twin["name"])


def foresee(actor: Actor, act: BulkAct, rows: Sequence[BulkRow]) -> Foresight:
    meeting = get_meeting(act.on_id)
    if meeting.status is MeetingStatus.CANCELLED:
        return nothing_of(_(Door.CANCELLED.label), (row.position for row in rows))
    known = addresses_of(meeting)
    told: dict[int, Line] = {}
    good, likely, twins, bad = [], 0, 0, []
    for row in rows:
        no = why_not(row.data, known)
        if "bad" in row.data:
            told[row.position] = _line(row, "bad", no)
            bad.append(row)
        elif no:
            told[row.position] = _line(row, "off", no)
            twins += 1
        elif maybe := _resembles(row.data):
            told[row.position] = _line(row, "warn", maybe)
            likely += 1
        else:
            good.append(row)
    over = _without_a_place(meeting, act, good)
    for row in good:
        told[row.position] = _line(row, "ok", _becomes(act, row.position in over))
    lines = _lines(act, len(good), len(over), likely, twins)
    return Foresight((*lines, *_faults(bad), _mails(act)), _ways(len(good), likely), told)


def _line(row: BulkRow, look: str, text: str) -> Line:
    return Line(look, _("line %(line)s: %(what)s", line=row.data["line"], what=text))


def _faults(bad: Sequence[BulkRow]) -> list[Line]:
    """What is wrong how often, the most frequent first, each with the first line in which it is."""
    kinds: dict[tuple[str, str], list[BulkRow]] = {}
    for row in bad:
        kinds.setdefault((row.data["bad"]["column"], row.data["bad"]["msgid"]), []).append(row)
    told = sorted(kinds.values(), key=lambda rows: -len(rows))
    lines = []
    for rows in told[:MOST_FAULTS]:
        first = _("Line %(line)s: %(what)s", line=rows[0].data["line"], what=why_not(rows[0].data))
        why = first if len(rows) == 1 else _("For example: %(line)s", line=first)
        lines.append(Line("bad", _not_taken(len(rows)), why=why.rstrip(".")))
    if rest := sum(map(len, told[MOST_FAULTS:])):
        lines.append(Line("bad", _not_taken(rest), why=_("For other reasons")))
    return lines


def _not_taken(number: int) -> str:
    return ngettext("%(num)s line cannot be taken in", "%(num)s lines cannot be taken in", number)


def _without_a_place(meeting: Meeting, act: BulkAct, good: Sequence[BulkRow]) -> frozenset[int]:
    """Positions of those for whom there is no place, and who would wait for a decision instead."""
    if act.settings["status"] != R.APPROVED.value:
        return frozenset()
    bodies: dict[str, int | None] = {}
    claims = []
    limits = limits_of(meeting)
    by_organization = any(isinstance(bound, int) for bound in limits)
    for row in good:
        name = row.data["draft"]["organization"]
        if by_organization and name not in bodies:
            found = find_organization_named(name)
            bodies[name] = None if found is None else found.id
        claims.append(Claim(row.position, Category(row.data["draft"]["category"]), bodies.get(name)))
    answers = apportion(limits, taken_of(meeting), claims)
    return frozenset(claim.registration for claim, no in answers if no is not None)


def _becomes(act: BulkAct, without_a_place: bool) -> str:
    if act.settings["status"] != R.APPROVED.value:
        return _("would wait for a decision")
    return _("no place: would wait for a decision") if without_a_place else _("would be approved")


def _lines(act: BulkAct, good: int, over: int, likely: int, twins: int) -> list[Line]:
    lines = []
    approve = act.settings["status"] == R.APPROVED.value
    if approve and good > over:
        lines.append(
            Line(
                "ok",
                ngettext(
                    "%(num)s is taken in and approved", "%(num)s are taken in and approved", good - over
                ),
            )
        )
    waits = over if approve else good
    if waits:
        lines.append(
            Line(
                "warn" if over else "ok",
                ngettext(
                    "%(num)s is taken in and waits for a decision",
                    "%(num)s are taken in and wait for a decision",
                    waits,
                ),
                why=_("There is no place for them now") if over else "",
            )
        )
    if likely:
        text = ngettext(
            "%(num)s is probably there already: a like name of the same organization",
            "%(num)s are probably there already: like names of the same organization",
            likely,
        )
        lines.append(Line("warn", text))
    if twins:
        text = ngettext(
            "%(num)s is there already: the same address",
            "%(num)s are there already: the same addresses",
            twins,
        )
        lines.append(Line("off", text))
    return lines


def _mails(act: BulkAct) -> Line:
    if act.settings["mail"]:
        return Line("off", _("The mails wait in the outbox until you have read them"))
    return Line("off", _("Nobody gets a mail"))


def _ways(good: int, likely: int) -> tuple[Way, ...]:
    ways = []
    if good:
        ways.append(Way(GOOD, ngettext("Take %(num)s person in", "Take %(num)s people in", good)))
    if likely:
        label = ngettext(
            "Take in %(all)s: also the %(num)s who is probably there",
            "Take in %(all)s: also the %(num)s who are probably there",
            likely,
            all=good + likely,
        )
        ways.append(Way(GOOD_AND_LIKELY, label))
    return tuple(ways)
