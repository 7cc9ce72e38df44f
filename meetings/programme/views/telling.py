"""The timetable in words: its warnings, and what was done to it last."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from babel import Locale
from flask_babel import format_timedelta, get_locale, gettext, ngettext

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.pages import day as written_day
from meetings.base.pages import short_day
from meetings.base.words import N_
from meetings.programme import queries
from meetings.programme.models import Meeting, MeetingSession, ProgrammeAct
from meetings.programme.rules import ActVerb, MeetingStatus
from meetings.programme.rules.undoing import Step, Values, changed_since
from meetings.programme.rules.warnings import Finding, Level

SIGN = {Level.MUST: "bad", Level.LOOK: "warn", Level.KNOW: "info", Level.FINE: "ok"}
SLOT = {Level.MUST: "slot-bad", Level.LOOK: "slot-warn"}

# What is said of a field that was changed.
FIELDS = {
    "label": N_("number"),
    "kind": N_("kind"),
    "title": N_("title"),
    "starts": N_("hours"),
    "ends": N_("hours"),
    "starts_second": N_("hours"),
    "ends_second": N_("hours"),
    "about": N_("what it is about"),
    "room": N_("room"),
    "attribution": N_("attribution"),
}


@dataclass(frozen=True)
class Told:
    """A warning as the page says it: how its sign looks, its sentence, the sessions to go to."""

    look: str
    level: Level
    sentence: str
    sessions: tuple[MeetingSession, ...]


def told(findings: Iterable[Finding], sessions: Iterable[MeetingSession]) -> list[Told]:
    """The warnings in words."""
    by_uid = {session.uid: session for session in sessions}
    return [
        Told(
            SIGN[one.level],
            one.level,
            _sentence(one.msgid, one.params),
            tuple(by_uid[uid] for uid in one.sessions),
        )
        for one in findings
    ]


def musts(actor: Actor, meeting: Meeting) -> list[Told]:
    """What must be mended in the draft before it is public, such as somebody who is to be in two places."""
    table = queries.timetable(actor, meeting)
    return [one for one in told(table.findings, table.scheduled) if one.level is Level.MUST]


def musts_before_publishing(actor: Actor, meeting: Meeting) -> list[Told]:
    """The same where the programme can be published, for those who can: it is said above the button."""
    draft = meeting.status is MeetingStatus.DRAFT and actor.may(Permission.EDIT_PROGRAMME, meeting)
    return musts(actor, meeting) if draft else []


def on_slots(findings: Iterable[Finding]) -> dict[str, list[tuple[str, str, str]]]:
    """What stands on each session, by UID: (how the sign looks, how the slot looks, few words); each word once."""
    found: dict[str, dict[str, tuple[str, str, str]]] = defaultdict(dict)
    for one in findings:
        if one.brief:
            words = _sentence(one.brief, one.params)
            for uid in one.sessions:
                found[uid].setdefault(words, (SIGN[one.level], SLOT.get(one.level, ""), words))
    return {uid: list(lines.values()) for uid, lines in found.items()}


def _sentence(msgid: str, params: Mapping[str, object]) -> str:
    values = {name: _written(value) for name, value in params.items()}
    return gettext(msgid, **values) if "%" in msgid else gettext(msgid)


def _written(value: object) -> object:
    """A day in the reader's language; countries by their names there."""
    if isinstance(value, date):
        return written_day(value)
    if isinstance(value, tuple):
        names = (get_locale() or Locale("en")).territories
        return ", ".join(str(names.get(code, code)) for code in value)
    return value


@dataclass(frozen=True)
class Done:
    """An act of the timetable in words: `moved 3 from 10:00 to 11:00`, by whom and when.

    `stuck`: the number of a session that was changed since, so that the act cannot be undone; empty: it can.
    """

    id: int
    what: str
    who: str
    ago: str
    stuck: str


def done(
    actor: Actor, acts: Sequence[ProgrammeAct], draft: Mapping[str, Values], now: datetime
) -> list[Done]:
    """The last acts in words, the latest first."""
    return [_done(actor, act, draft, now) for act in acts]


def _done(actor: Actor, act: ProgrammeAct, draft: Mapping[str, Values], now: datetime) -> Done:
    steps = [Step(change["uid"], change["before"], change["after"]) for change in act.changes]
    mine = act.account_id is not None and act.account_id == actor.account_id
    return Done(
        act.id,
        what_was_done(act.verb, act.said),
        gettext("you") if mine else act.actor_name,
        _ago(act.at, now),
        next(iter(changed_since(draft, steps)), ""),
    )


def _ago(at: datetime, now: datetime) -> str:
    if now - at < timedelta(minutes=1):
        return gettext("just now")
    return str(format_timedelta(at - now, granularity="minute", add_direction=True))


def what_was_done(verb: ActVerb, said: Mapping[str, Any]) -> str:
    """The act in words."""
    label, old, new = said.get("label", ""), said.get("old", ""), said.get("new", "")
    if verb is ActVerb.CHANGED:
        new = ", ".join(dict.fromkeys(gettext(FIELDS[name]) for name in said["fields"].split()))
    elif verb is ActVerb.BOOKED:
        number = int(said["number"])
        label = label or ngettext("%(num)s session", "%(num)s sessions", number)
    elif verb is ActVerb.ROOM:
        old, new = (room or gettext("no room") for room in (old, new))
    else:
        old, new = _times(old, new)
    return gettext(verb.label, label=label, old=old, new=new)


def _times(old: str, new: str) -> tuple[str, str]:
    """Two wall clocks: their hours, with the days where these differ."""
    walls = [datetime.fromisoformat(text) if text else None for text in (old, new)]
    days = {wall.date() for wall in walls if wall}
    return tuple(  # type: ignore[return-value]
        "" if wall is None else f"{wall:%H:%M}" if len(days) == 1 else f"{short_day(wall)} {wall:%H:%M}"
        for wall in walls
    )
