"""What an assessor does: answers the question of a conflict, scores, hands in, recuses, talks with the panel."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.assessment.actions.assigning import fill_seats, give_up
from meetings.assessment.models import AssessmentAssignment, AssessmentRemark, AssessmentScore, PanelMember
from meetings.assessment.queries import OFFERING, scales_of
from meetings.assessment.rules import (
    READS,
    AssignmentState,
    Given,
    Scale,
    check_assignment_step,
    check_complete,
    check_value,
    check_why,
    weighed,
)
from meetings.base import clock, secrets
from meetings.base.database import db
from meetings.base.refusals import Refused, check_version
from meetings.fellowship.actions import hold_edition
from meetings.fellowship.models import FellowshipApplication, FellowshipEdition
from meetings.fellowship.rules import EditionState

S = AssignmentState


class Unfinished(Refused):
    """What was written is kept, but cannot be handed in: a sentence for each field."""

    def __init__(self, found: Mapping[str, Refused]) -> None:
        super().__init__("This cannot be handed in yet. What you wrote is kept.")
        self.found = found


def check_not_scored(edition: FellowshipEdition) -> None:
    """Refused once somebody has scored, or begun to, by the criteria of this edition."""
    ids = [one.id for one in edition.criteria]
    scored = select(AssessmentScore.id).where(AssessmentScore.criterion_id.in_(ids)).limit(1)
    if db.session.scalar(scored) is not None:
        raise Refused("Assessors have scored by these criteria: they stay as they are.")


def answer_conflict(actor: Actor, assignment: AssessmentAssignment, conflict: bool, reason: str) -> None:
    """Yes or no, recorded; with a yes the file closes at once and somebody else is asked."""
    edition, row = _hold(assignment)
    if row.state is not S.ASKED:
        raise Refused("This question is answered already.")
    row.conflict, row.answered_at = conflict, clock.now()
    if conflict:
        check_why(reason)
        give_up(row, S.CONFLICT, reason)
    else:
        check_assignment_step(row.state, S.ASSESSING)
        row.state = S.ASSESSING
        row.version += 1
    _noted(actor, row, "answer_conflict", {"conflict": conflict, "reason": reason})
    if conflict:
        fill_seats(actor, edition, [row.application_id])


def declare(actor: Actor, application: FellowshipApplication, member: PanelMember, reason: str) -> None:
    """A conflict of somebody of the panel who was not given it, as of a chair: the file closes, the memo says it."""
    check_why(reason)
    edition = hold_edition(application.edition)
    if edition.state not in {EditionState.ASSESSMENT} | OFFERING:  # a free place is decided on late
        raise Refused("The edition is %(state)s: nothing is decided now.", state=edition.state.label)
    row = db.session.scalar(
        select(AssessmentAssignment)
        .where(
            AssessmentAssignment.application_id == application.id,
            AssessmentAssignment.member_id == member.id,
        )
        .execution_options(populate_existing=True)
    )
    if row is None:
        row = AssessmentAssignment(
            key=secrets.new_key(), application=application, member=member, asked_at=clock.now(), version=0
        )
        db.session.add(row)
    elif row.state is not S.LEFT:
        raise Refused("You assess this application: answer there.")
    row.state, row.conflict, row.reason = S.CONFLICT, True, reason
    row.answered_at = row.ended_at = clock.now()
    row.version += 1
    _noted(actor, row, "answer_conflict", {"conflict": True, "reason": reason})


def recuse(actor: Actor, assignment: AssessmentAssignment, reason: str) -> None:
    """An assessor sees only while reading that they cannot judge: recorded, and somebody else is asked.

    Scores are kept, and count no more.
    """
    check_why(reason)
    edition, row = _hold(assignment)
    row.conflict = True
    give_up(row, S.RECUSED, reason)
    _noted(actor, row, "recuse", {"reason": reason})
    fill_seats(actor, edition, [row.application_id])


def save(
    actor: Actor,
    assignment: AssessmentAssignment,
    given: Mapping[int, Given],
    summary: str,
    version: int,
    *,
    hand_in: bool = False,
) -> None:
    """Keep scores and reasons, unfinished or not. `hand_in`: and let them count; Unfinished says what is missing."""
    edition, row = _hold(assignment)
    if row.state not in READS:
        raise Refused("Answer first whether you have a conflict of interest.")
    if row.state is S.HANDED_IN:
        raise Refused("This assessment is handed in. Take it back first.")
    check_version(version, row.version)
    scales = scales_of(edition)
    for scale in scales:
        check_value(scale, given.get(scale.id, Given(None)).value)
    _keep(row, given, {scale.id for scale in scales})
    row.summary = summary
    row.version += 1
    db.session.flush()
    if not hand_in:
        return
    if missing := check_complete(scales, given):
        raise Unfinished(missing)
    check_assignment_step(row.state, S.HANDED_IN)
    hand_in_scores(row, scales)
    _noted(actor, row, "hand_in_assessment", {})


def hand_in_scores(row: AssessmentAssignment, scales: Sequence[Scale]) -> None:
    """Let the scores that are kept count, from now on."""
    given = {one.criterion_id: one.value for one in row.scores if one.value is not None}
    row.state, row.handed_in_at, row.weighed = S.HANDED_IN, clock.now(), weighed(scales, given)


def _keep(row: AssessmentAssignment, given: Mapping[int, Given], known: set[int]) -> None:
    scores = {one.criterion_id: one for one in row.scores}
    for criterion_id, one in given.items():
        if criterion_id not in known:
            continue
        if criterion_id not in scores:
            scores[criterion_id] = AssessmentScore(criterion_id=criterion_id)
            row.scores.append(scores[criterion_id])
        scores[criterion_id].value, scores[criterion_id].reason = one.value, one.reason


def take_back(actor: Actor, assignment: AssessmentAssignment) -> None:
    """An assessor takes back what was handed in, to change it; it counts again when it is handed in again."""
    _edition, row = _hold(assignment)
    check_assignment_step(row.state, S.ASSESSING)
    row.state = S.ASSESSING
    row.version += 1
    _noted(actor, row, "take_back_assessment", {})


def remark(actor: Actor, application: FellowshipApplication, text: str) -> AssessmentRemark:
    """Say something of an application to the panel."""
    if not text.strip():
        raise Refused("Write something.", field="text")
    if application.edition.state is not EditionState.ASSESSMENT:
        raise Refused("The selection is closed.", field="text")
    row = AssessmentRemark(
        application_id=application.id,
        account_id=actor.account_id,
        by_name=actor.name,
        text=text,
        at=clock.now(),
    )
    db.session.add(row)
    db.session.flush()
    return row


def _hold(assignment: AssessmentAssignment) -> tuple[FellowshipEdition, AssessmentAssignment]:
    """Edition and assignment, read afresh under the lock of the edition."""
    edition = hold_edition(assignment.application.edition)
    if edition.state is not EditionState.ASSESSMENT:
        raise Refused("The edition is %(state)s: nothing is assessed now.", state=edition.state.label)
    row = db.session.scalars(
        select(AssessmentAssignment)
        .where(AssessmentAssignment.id == assignment.id)
        .options(joinedload(AssessmentAssignment.member), selectinload(AssessmentAssignment.scores))
        .execution_options(populate_existing=True)
    ).one()
    return edition, row


def _noted(actor: Actor, row: AssessmentAssignment, verb: str, after: dict[str, object]) -> None:
    db.session.flush()
    told = {"assessor": row.member.name} | after
    audit.record(actor, verb, "application", row.application_id, None, told)
