"""The office sets another day, holds a deletion, changes the numbers of the rule: each with a reason."""

from collections.abc import Mapping
from datetime import date

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused, check_version
from meetings.programme.models import Meeting
from meetings.registration.actions import lock_meeting
from meetings.retention.models import Retention, RetentionSetting
from meetings.retention.queries import clock_of, settings_in_force
from meetings.retention.queries.clocks import retention_of, today_of
from meetings.retention.rules import Setting, check_day, check_number

DAY = ("purge_on", "reason")
HOLD = ("held_at", "hold_reason")


def set_day(actor: Actor, meeting: Meeting, day: date, reason: str, version: int) -> None:
    """The personal data go on another day than the rule's. Refused without a reason, or for a day that is over."""
    kept = _held_fast(meeting, version)
    check_day(day, meeting.ends.date(), today_of(meeting))
    _check_reason(reason)
    before = {"purge_on": str(clock_of(meeting).day), "reason": kept.reason}
    kept.purge_on, kept.reason, kept.set_by = day, reason, actor.name
    _keep(kept)
    audit.record(actor, "set_purge_day", "meeting", meeting.id, before, audit.values_of(kept, *DAY))


def back_to_rule(actor: Actor, meeting: Meeting, version: int) -> None:
    """The day is again what the rule says."""
    kept = _held_fast(meeting, version)
    before = audit.values_of(kept, *DAY)
    kept.purge_on, kept.reason, kept.set_by = None, "", ""
    _keep(kept)
    audit.record(actor, "set_purge_day", "meeting", meeting.id, before, audit.values_of(kept, *DAY))


def hold(actor: Actor, meeting: Meeting, reason: str, version: int) -> None:
    """Delete nothing until it is released; a deletion under way stops after its portion."""
    kept = _held_fast(meeting, version)
    if kept.held_at is not None:
        raise Refused("The deletion is held already.")
    _check_reason(reason, "hold_reason")
    kept.held_at, kept.hold_reason, kept.held_by = clock.now(), reason, actor.name
    _keep(kept)
    audit.record(actor, "hold_purge", "meeting", meeting.id, None, {"reason": reason})


def release(actor: Actor, meeting: Meeting, version: int) -> None:
    """Let the clock run again. When the day is over meanwhile, the organizers are warned before anything goes."""
    kept = _held_fast(meeting, version)
    if kept.held_at is None:
        return
    before = {"reason": kept.hold_reason}
    kept.held_at, kept.hold_reason, kept.held_by = None, "", ""
    _keep(kept)
    audit.record(actor, "release_purge", "meeting", meeting.id, before, None)


def set_numbers(actor: Actor, wanted: Mapping[Setting, int], source: str) -> None:
    """Change numbers of the rule for all meetings; `source` says why, and stands beside each that changed."""
    stand = settings_in_force()
    changed = {setting: n for setting, n in wanted.items() if n != stand[setting].number}
    for setting, number in changed.items():
        check_number(setting, number)
    if changed:
        _check_reason(source, "source")
    for setting, number in changed.items():
        row = db.session.get(RetentionSetting, setting) or RetentionSetting(setting=setting)
        row.number, row.source, row.set_by, row.set_at = number, source, actor.name, clock.now()
        db.session.add(row)
    if changed:
        before = {setting.value: stand[setting].number for setting in changed}
        after = {setting.value: number for setting, number in changed.items()} | {"reason": source}
        audit.record(actor, "set_retention_rule", "retention_rule", None, before, after)


def _held_fast(meeting: Meeting, version: int) -> Retention:
    lock_meeting(meeting)
    kept = retention_of(meeting)
    check_version(version, kept.version)
    return kept


def _keep(kept: Retention) -> None:
    kept.version += 1
    db.session.add(kept)


def _check_reason(reason: str, field: str = "reason") -> None:
    if not reason.strip():
        raise Refused("Say why; it stands on this page and in the trail.", field=field)
