"""Applications are given to assessors, automatically or by hand; a seat that is given up goes to somebody else."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from meetings.access import audit
from meetings.access.actor import OPERATOR, Actor
from meetings.assessment import post
from meetings.assessment.models import AssessmentAssignment, PanelMember
from meetings.assessment.queries import ASSESSED, Own, as_assessors, is_own, own_of
from meetings.assessment.rules import (
    BARRED,
    OWES,
    SEATED,
    Applying,
    Assigned,
    AssignmentState,
    assign,
    check_assignment_step,
    check_why,
)
from meetings.base import clock, secrets
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.fellowship.actions import hold_edition
from meetings.fellowship.models import FellowshipApplication, FellowshipEdition
from meetings.fellowship.rules import EditionState

KIND = "assessment"


def assign_all(actor: Actor, edition: FellowshipEdition) -> Assigned:
    """Fill every seat that is open; who has seats already keeps them. One mail to each who gets some."""
    hold_edition(edition)
    _check_open(edition)
    done = fill_seats(actor, edition)
    if not done.seats and not done.open:
        raise Refused("Every application has its assessors.")
    audit.record(
        actor,
        "assign_assessors",
        "edition",
        edition.id,
        None,
        {"seats": len(done.seats), "open": len(done.open)},
    )
    return done


def _check_open(edition: FellowshipEdition) -> None:
    if edition.state is not EditionState.ASSESSMENT:
        raise Refused("The edition is %(state)s: nothing is assessed now.", state=edition.state.label)


def fill_seats(actor: Actor, edition: FellowshipEdition, only: Collection[int] | None = None) -> Assigned:
    """New seats for applications (`only`: these) that have too few, under the lock of the edition.

    Whoever leaves when nothing is assessed any more, or not yet, leaves no seat to others.
    """
    if edition.state is not EditionState.ASSESSMENT:
        return Assigned(())
    members = _members(edition.id)
    applications = _applications(edition.id)
    held = _held([one.id for one in applications])
    load: dict[int, int] = {}
    for rows in held.values():
        for row in rows:
            if row.state in SEATED:
                load[row.member_id] = load.get(row.member_id, 0) + 1
    wanted = [one for one in applications if only is None or one.id in only]
    own = own_of(members)
    applying = [_applying(one, own, held.get(one.id, ())) for one in wanted]
    done = assign(applying, as_assessors(members), edition.assessors_each, load)
    for application_id, member_id in done.seats:
        _seat(application_id, member_id, held.get(application_id, ()))
    db.session.flush()
    _tell(edition, members, [member_id for _application, member_id in done.seats])
    return done


def _members(edition_id: int) -> Sequence[PanelMember]:
    return db.session.scalars(
        select(PanelMember)
        .where(
            PanelMember.edition_id == edition_id,
            PanelMember.left_at.is_(None),
            PanelMember.assesses,
            PanelMember.account_id.is_not(None),
        )
        .options(joinedload(PanelMember.organization), joinedload(PanelMember.account))
        .order_by(PanelMember.id)
    ).all()


def _applications(edition_id: int) -> Sequence[FellowshipApplication]:
    return db.session.scalars(
        select(FellowshipApplication)
        .where(FellowshipApplication.edition_id == edition_id, FellowshipApplication.state.in_(ASSESSED))
        .options(
            joinedload(FellowshipApplication.organization), selectinload(FellowshipApplication.nominations)
        )
        .order_by(FellowshipApplication.id)
    ).all()


def _held(ids: Collection[int]) -> dict[int, list[AssessmentAssignment]]:
    found: dict[int, list[AssessmentAssignment]] = {}
    rows = select(AssessmentAssignment).where(AssessmentAssignment.application_id.in_(ids))
    for row in db.session.scalars(rows.execution_options(populate_existing=True)):
        found.setdefault(row.application_id, []).append(row)
    return found


def _applying(
    one: FellowshipApplication, owns: Mapping[int, Own], held: Collection[AssessmentAssignment]
) -> Applying:
    """Whoever had it and has it no more is not asked again; whose own it is, neither."""
    gone = {row.member_id for row in held if row.state not in SEATED}
    own = {id_ for id_, mine in owns.items() if mine.has(one)}
    seated = frozenset(row.member_id for row in held if row.state in SEATED)
    return Applying(one.id, one.track, one.organization_id, frozenset(gone | own), seated)


def _seat(
    application_id: int,
    member_id: int,
    held: Collection[AssessmentAssignment],
    *,
    by_hand: bool = False,
) -> AssessmentAssignment:
    """A seat; one that the same person had given up is taken up again, with what was scored there."""
    row = next((one for one in held if one.member_id == member_id), None)
    if row is None:
        row = AssessmentAssignment(
            key=secrets.new_key(), application_id=application_id, member_id=member_id, version=0
        )
        db.session.add(row)
    else:
        check_assignment_step(row.state, AssignmentState.ASKED)
    row.state, row.by_hand, row.asked_at = AssignmentState.ASKED, by_hand, clock.now()
    row.conflict, row.answered_at, row.ended_at, row.reason = None, None, None, ""
    row.version += 1
    return row


def give(actor: Actor, application: FellowshipApplication, member: PanelMember) -> AssessmentAssignment:
    """Give an application to somebody by hand; not to whoever has a conflict, also not by hand."""
    edition = hold_edition(application.edition)
    _check_open(edition)
    if member.left_at is not None or not member.assesses or member.edition_id != edition.id:
        raise Refused("Choose among these.", field="member")
    if application.state not in ASSESSED:
        raise Refused("This application is %(state)s: it is not assessed.", state=application.state.label)
    if is_own(member, application):
        raise Refused(
            "This is an application of their own organization, or one that they nominated.", field="member"
        )
    held = _held([application.id]).get(application.id, [])
    if any(row.member_id == member.id and row.state in SEATED for row in held):
        raise Refused("This person has it already.", field="member")
    row = _seat(application.id, member.id, held, by_hand=True)
    db.session.flush()
    audit.record(actor, "give_assessment", "application", application.id, None, {"assessor": member.name})
    _tell(edition, [member], [member.id])
    return row


def take_away(actor: Actor, assignment: AssessmentAssignment, reason: str) -> None:
    """Take an application from an assessor; what was scored is kept, and somebody else is asked."""
    check_why(reason)
    edition = hold_edition(assignment.application.edition)
    _check_open(edition)
    db.session.refresh(assignment)
    give_up(assignment, AssignmentState.LEFT, reason)
    db.session.flush()
    told = {"assessor": assignment.member.name, "reason": reason}
    audit.record(actor, "take_assessment", "application", assignment.application_id, None, told)
    fill_seats(actor, edition, [assignment.application_id])


def clear_conflict(actor: Actor, assignment: AssessmentAssignment, reason: str) -> None:
    """A conflict, or a recusal, that was said by mistake bars nobody any more; who was asked instead keeps it.

    What had been said stands in the trail. Whoever said it has no seat by this: it can be given to them again.
    """
    check_why(reason)
    _check_open(hold_edition(assignment.application.edition))
    db.session.refresh(assignment)
    if assignment.state not in BARRED:
        raise Refused("This assessment is %(now)s. Nothing was changed.", now=assignment.state.label)
    before = {"state": assignment.state.value, "reason": assignment.reason}
    assignment.state, assignment.conflict, assignment.reason = AssignmentState.LEFT, None, reason
    assignment.version += 1
    db.session.flush()
    told = {"assessor": assignment.member.name, "reason": reason}
    audit.record(actor, "clear_conflict", "application", assignment.application_id, before, told)


def pass_on_own() -> bool:
    """What the worker does: whose own an application has become since it was given goes to somebody else.

    As when the directory, or a nomination, says only later for whom an assessor works.
    """
    editions = select(FellowshipEdition).where(FellowshipEdition.state == EditionState.ASSESSMENT)
    for edition in db.session.scalars(editions.order_by(FellowshipEdition.id)).all():
        hold_edition(edition)
        members, applications = _members(edition.id), {one.id: one for one in _applications(edition.id)}
        own = own_of(members)
        freed = []
        for row in [one for rows in _held(applications).values() for one in rows if one.state in OWES]:
            if row.member_id in own and own[row.member_id].has(applications[row.application_id]):
                give_up(row, AssignmentState.LEFT, "")
                told = {"assessor": row.member.name, "reason": "own organization"}
                audit.record(OPERATOR, "take_assessment", "application", row.application_id, None, told)
                freed.append(row.application_id)
        if freed:
            db.session.flush()
            fill_seats(OPERATOR, edition, freed)
    return False


def free_seats(member: PanelMember, reason: str = "") -> list[int]:
    """What somebody owes who does not assess any more is free again; of which applications. Scores are kept."""
    owed = db.session.scalars(
        select(AssessmentAssignment).where(
            AssessmentAssignment.member_id == member.id, AssessmentAssignment.state.in_(OWES)
        )
    ).all()
    for one in owed:
        give_up(one, AssignmentState.LEFT, reason)
    db.session.flush()
    return [one.application_id for one in owed]


def give_up(assignment: AssessmentAssignment, to: AssignmentState, reason: str) -> None:
    """A seat is free again, for somebody else; scores stay where they are."""
    check_assignment_step(assignment.state, to)
    assignment.state, assignment.reason, assignment.ended_at = to, reason, clock.now()
    assignment.version += 1


def _tell(edition: FellowshipEdition, members: Sequence[PanelMember], given: Sequence[int]) -> None:
    for member in members:
        number = sum(id_ == member.id for id_ in given)
        if number and member.account is not None:
            post.tell_given(member, member.account, edition, number)
