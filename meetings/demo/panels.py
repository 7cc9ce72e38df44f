"""The panel of the demonstration's edition, with scores, so that the shortlist and its balance can be looked at."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from meetings.access.actions import give_role
from meetings.access.actor import Actor
from meetings.access.permissions import Role
from meetings.assessment.actions import hand_in_scores
from meetings.assessment.models import AssessmentAssignment, AssessmentScore, PanelMember
from meetings.assessment.queries import scales_of
from meetings.assessment.rules import AssignmentState
from meetings.base import clock, secrets
from meetings.base.database import db
from meetings.demo.people import Cast
from meetings.fellowship.models import FellowshipApplication, FellowshipEdition


def load_panel(
    actor: Actor,
    edition: FellowshipEdition,
    given: Mapping[str, Any],
    cast: Cast,
    applications: Mapping[str, FellowshipApplication],
) -> None:
    """Members with their roles, and what each has before them; nobody is written to."""
    members = {one["person"]: _member(actor, edition, one, cast) for one in given["member"]}
    for number, one in enumerate(given["seat"]):
        asked = clock.now() - timedelta(days=5, minutes=number)
        db.session.add(_seat(edition, applications[one["application"]], members[one["member"]], one, asked))
    db.session.flush()


def _member(actor: Actor, edition: FellowshipEdition, given: Mapping[str, Any], cast: Cast) -> PanelMember:
    account, person = cast.accounts[given["person"]], cast.persons[given["person"]]
    chair, assesses = given.get("chair", False), given.get("assesses", True)
    row = PanelMember(
        key=secrets.new_key(),
        edition_id=edition.id,
        account_id=account.id,
        name=account.name,
        languages=given["languages"],
        organization_id=person.organization_id,
        chair=chair,
        assesses=assesses,
        named_at=clock.now() - timedelta(days=6),
    )
    db.session.add(row)
    db.session.flush()
    for role, held in ((Role.ASSESSOR, assesses), (Role.CHAIR, chair)):
        if held:
            give_role(actor, account, role, edition.id)
    return row


def _seat(
    edition: FellowshipEdition,
    application: FellowshipApplication,
    member: PanelMember,
    given: Mapping[str, Any],
    asked: datetime,
) -> AssessmentAssignment:
    """A conflict that was said; or scores, which are handed in when there is one for each criterion."""
    row = AssessmentAssignment(
        key=secrets.new_key(), application=application, member=member, asked_at=asked, summary="", reason=""
    )
    row.answered_at = asked + timedelta(hours=3)
    if "conflict" in given:
        row.state, row.conflict = AssignmentState.CONFLICT, True
        row.reason, row.ended_at = given["conflict"], row.answered_at
        return row
    row.conflict, row.state = False, AssignmentState.ASSESSING
    for criterion, value, reason in zip(edition.criteria, given["scores"], given["reasons"], strict=False):
        row.scores.append(AssessmentScore(criterion_id=criterion.id, value=value, reason=reason))
    if len(row.scores) == len(edition.criteria):
        hand_in_scores(row, scales_of(edition))
    return row
