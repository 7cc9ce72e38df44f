"""Taking many people in from a file: what would happen to each line, and doing it for one after the other.

The row of an act says {"line", "cells"} and either {"bad": {column, msgid, params}} or {"draft", "answers"}, perhaps
with {"twin": {name, line or None, sure}}; once somebody is taken in, it says nothing more than who.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.forms import said
from meetings.base.refusals import Refused
from meetings.bulk.kinds import Kind
from meetings.bulk.models import BulkAct, BulkRow
from meetings.bulk.rules import Foresight, Line, Way
from meetings.imports import actions
from meetings.imports.queries import addresses_of
from meetings.programme.models import Meeting
from meetings.programme.queries import get_meeting
from meetings.registration.actions import lock_meeting
from meetings.registration.queries import find_organization_named, limits_of, taken_of
from meetings.registration.rules import (
    Category,
    Claim,
    Gender,
    Listing,
    RegistrationDraft,
    RegistrationStatus,
    apportion,
)

# Ways to begin: the good lines; and also those who are probably there already.
GOOD, GOOD_AND_LIKELY = "good", "good_and_likely"
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


def _resembles(data: Mapping[str, Any]) -> str:
    twin = data.get("twin")
    if not twin or twin["sure"]:
        return ""
    if twin["line"]:
        return _(
            "probably the same person as in line %(line)s: %(name)s", line=twin["line"], name=twin["name"]
        )
    return _("probably registered already, with another address: %(name)s", name=twin["name"])


def _meeting(actor: Actor, act: BulkAct) -> Meeting:
    return get_meeting(act.on_id)


def _foresee(actor: Actor, act: BulkAct, rows: Sequence[BulkRow]) -> Foresight:
    meeting = get_meeting(act.on_id)
    known = addresses_of(meeting)
    told: dict[int, Line] = {}
    good, likely, twins, bad = [], [], [], Counter[str]()
    for row in rows:
        no = why_not(row.data, known)
        if "bad" in row.data:
            told[row.position] = _line(row, "bad", no)
            bad[_kind_of_fault(row.data["bad"])] += 1
        elif no:
            told[row.position] = _line(row, "off", no)
            twins.append(row)
        elif maybe := _resembles(row.data):
            told[row.position] = _line(row, "warn", maybe)
            likely.append(row)
        else:
            good.append(row)
    over = _without_a_place(meeting, act, good)
    for row in good:
        told[row.position] = _line(row, "ok", _becomes(act, row.position in over))
    lines = _lines(act, len(good), len(over), len(likely), len(twins), bad)
    return Foresight(lines, _ways(len(good), len(likely)), told)


def _line(row: BulkRow, look: str, text: str) -> Line:
    return Line(look, _("line %(line)s: %(what)s", line=row.data["line"], what=text))


def _kind_of_fault(bad: Mapping[str, Any]) -> str:
    plain = said(Refused(bad["msgid"], **dict.fromkeys(bad["params"], "…")))
    return f"\u2068{bad['column']}\u2069: {plain}" if bad["column"] else plain


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


def _lines(
    act: BulkAct, good: int, over: int, likely: int, twins: int, bad: Counter[str]
) -> tuple[Line, ...]:
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
    for why, number in bad.most_common(8):
        text = ngettext("%(num)s line cannot be taken in", "%(num)s lines cannot be taken in", number)
        lines.append(Line("bad", text, why=why))
    if len(bad) > 8:
        rest = sum(bad.values()) - sum(number for _why, number in bad.most_common(8))
        text = ngettext("%(num)s more line cannot be taken in", "%(num)s more lines cannot be taken in", rest)
        lines.append(Line("bad", text))
    if act.settings["mail"]:
        lines.append(Line("off", _("The mails wait in the outbox until you have read them")))
    else:
        lines.append(Line("off", _("Nobody gets a mail")))
    return tuple(lines)


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


def _do(actor: Actor, act: BulkAct, row: BulkRow) -> str:
    if not row.data:
        raise Refused("The text of this line was deleted.")
    if no := why_not(row.data):
        raise Refused(no.replace("%", "%%"))
    if act.way != GOOD_AND_LIKELY and (maybe := _resembles(row.data)):
        raise Refused(maybe.replace("%", "%%"))
    meeting = get_meeting(act.on_id)
    lock_meeting(meeting)
    answers = {int(number): answer for number, answer in row.data["answers"].items()}
    registration = actions.take_in(
        actor,
        meeting,
        draft_of(row.data["draft"]),
        answers,
        R(act.settings["status"]),
        bool(act.settings["mail"]),
    )
    row.thing_kind, row.thing_id, row.data = "registration", registration.id, {"line": row.data["line"]}
    return _(registration.status.label)


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
    foresee=_foresee,
    do=_do,
    back=_back,
    papers=_papers,
)
