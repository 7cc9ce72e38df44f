"""Saying what became of an outcome, year by year."""

from typing import Any

from meetings.access.actor import Actor
from meetings.access.audit import record as note
from meetings.access.permissions import Permission
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import check_version
from meetings.outcomes.following.terms import (
    check_asked,
    check_unnamed,
    check_waiting,
    hold,
    keep_evidence,
    known_if_silent,
    told_of,
)
from meetings.outcomes.models import OutcomeFollowup, OutcomeRecord
from meetings.outcomes.queries import find_organization_named, made_in, under
from meetings.outcomes.rules import FollowupDraft, check_followup, check_next, check_year, state_after
from meetings.programme.rules import Attribution


def add_followup(actor: Actor, outcome: OutcomeRecord, draft: FollowupDraft) -> OutcomeFollowup:
    """Tell what became of it; the outcome stands then as its latest follow-up says."""
    hold(outcome)
    row = OutcomeFollowup(version=0)
    _write(actor, outcome, row, draft)
    note(actor, "add_followup", "outcome_followup", row.id, None, _trail(row))
    return row


def edit_followup(actor: Actor, followup: OutcomeFollowup, draft: FollowupDraft, version: int) -> None:
    """Correct what was told, if nobody else has since."""
    hold(followup.outcome)
    db.session.refresh(followup)
    check_version(version, followup.version)
    before = _trail(followup)
    _write(actor, followup.outcome, followup, draft)
    note(actor, "edit_followup", "outcome_followup", followup.id, before, _trail(followup))


def delete_followup(actor: Actor, followup: OutcomeFollowup) -> None:
    """Take back what was told; the outcome stands as the follow-ups that are left say."""
    outcome = followup.outcome
    hold(outcome)
    note(actor, "delete_followup", "outcome_followup", followup.id, _trail(followup), None)
    outcome.followups.remove(followup)
    outcome.state = state_after(outcome.kind, told_of(outcome.followups))


def _write(actor: Actor, outcome: OutcomeRecord, row: OutcomeFollowup, draft: FollowupDraft) -> None:
    check_followup(draft)
    check_year(draft.year, made_in(outcome), clock.now().date())
    known = known_if_silent(outcome)
    check_unnamed(known, draft.text, "text")
    check_asked(known, draft.text, "text", draft.nobody_meant)
    check_waiting(outcome, draft.text, "text")
    _check_step(outcome, row.id, draft)
    told_by = "" if known is not None else _who_tells(actor, outcome, draft)
    organization = find_organization_named(told_by) if told_by else None
    row.organization_id = organization.id if organization else None
    row.told_by = organization.name if organization else told_by
    row.year, row.text, row.state = draft.year, draft.text.strip(), draft.state
    row.checked_under = under(outcome)
    row.version += 1
    row.written_by, row.written_at = actor.name, clock.now()
    row.outcome = outcome
    db.session.add(row)
    db.session.flush()  # the trail and its evidence name its id
    keep_evidence(outcome, row, draft.evidence, known)
    outcome.state = state_after(outcome.kind, told_of(outcome.followups))


def _who_tells(actor: Actor, outcome: OutcomeRecord, draft: FollowupDraft) -> str:
    """Whoever speaks for the organization that is to do it tells for that one; the office says for whom."""
    owner = outcome.owner_organization
    if not actor.may(Permission.EDIT_OUTCOMES) and owner is not None:
        return owner.name
    return draft.told_by.strip()


def _check_step(outcome: OutcomeRecord, own_id: int | None, draft: FollowupDraft) -> None:
    """The step from how it stood before what is told now; what is told of an earlier year is history."""
    own = (draft.year, own_id or 2**31)
    others = [one for one in told_of(outcome.followups) if one.order != own[1]]
    earlier = [one for one in others if (one.year, one.order) < own]
    before = state_after(outcome.kind, earlier)
    if before is None or draft.state is None or len(earlier) == len(others):
        check_next(before, draft.state)


def _trail(row: OutcomeFollowup) -> dict[str, Any]:
    kept: dict[str, Any] = {
        "year": row.year,
        "state": None if row.state is None else row.state.value,
        "version": row.version,
    }
    if row.checked_under is not Attribution.CHATHAM_HOUSE:
        kept |= {"text": row.text, "told_by": row.told_by}
    return kept
