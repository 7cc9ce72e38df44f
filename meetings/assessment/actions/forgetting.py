"""Deleting whom the words of a panel are about, and whose they were: figures stay."""

from collections.abc import Collection

from sqlalchemy import delete, select, update

from meetings.access.actor import OPERATOR
from meetings.access.models import MailLink
from meetings.assessment.actions.assigning import fill_seats, free_seats
from meetings.assessment.models import (
    AssessmentAssignment,
    AssessmentRemark,
    AssessmentScore,
    FellowshipOffer,
    PanelMember,
    SelectionDecision,
)
from meetings.assessment.rules import OFFER_LINK, OfferState
from meetings.base import clock
from meetings.base.database import db
from meetings.fellowship.actions import hold_edition
from meetings.outbox.actions import forget_mails
from meetings.people.rules.traces import NAMELESS


def forget_assessed(ids: Collection[int]) -> None:
    """Delete what was written of these applications; scores and outcomes count on without words.

    An offer that waits for an answer gets none any more; its place goes on to the reserve (`keep_offers`).
    """
    assignments = select(AssessmentAssignment.id).where(AssessmentAssignment.application_id.in_(ids))
    offers = db.session.scalars(
        select(FellowshipOffer.id).where(FellowshipOffer.application_id.in_(ids))
    ).all()
    _run(update(AssessmentScore).where(AssessmentScore.assignment_id.in_(assignments)).values(reason=""))
    _run(
        update(AssessmentAssignment)
        .where(AssessmentAssignment.application_id.in_(ids))
        .values(reason="", summary="")
    )
    _run(delete(AssessmentRemark).where(AssessmentRemark.application_id.in_(ids)))
    _run(update(SelectionDecision).where(SelectionDecision.application_id.in_(ids)).values(reason=""))
    _run(update(FellowshipOffer).where(FellowshipOffer.application_id.in_(ids)).values(reason="", zone=""))
    _run(
        update(FellowshipOffer)
        .where(FellowshipOffer.application_id.in_(ids), FellowshipOffer.state == OfferState.OPEN)
        .values(state=OfferState.WITHDRAWN, answered_at=clock.now())
    )
    _run(delete(MailLink).where(MailLink.purpose == OFFER_LINK, MailLink.subject_id.in_(offers)))


def forget_members(accounts: Collection[int]) -> int:
    """Who was on a panel is deleted by name; that somebody assessed, and the scores, stay. How many there were.

    Whoever was still on it leaves it: what they had not handed in goes to others.
    """
    rows = db.session.scalars(select(PanelMember).where(PanelMember.account_id.in_(accounts))).all()
    forget_mails({"panel_member": [row.id for row in rows]})
    for row in [one for one in rows if one.left_at is None]:
        edition = hold_edition(row.edition)
        row.left_at = clock.now()
        fill_seats(OPERATOR, edition, free_seats(row))
    for row in rows:
        row.name, row.left_reason, row.account_id = NAMELESS, "", None
        row.version += 1
    for table, name in ((AssessmentRemark, "by_name"), (SelectionDecision, "by_name")):
        _run(update(table).where(table.account_id.in_(accounts)).values({name: NAMELESS, "account_id": None}))
    db.session.flush()
    return len(rows)


def _run(statement: object) -> None:
    db.session.execute(statement.execution_options(synchronize_session="fetch"))  # type: ignore[attr-defined]
