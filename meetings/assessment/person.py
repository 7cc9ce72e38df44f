"""What the assessment knows of a person: on which panels they were, what they wrote there, what they were offered.

What a panel wrote of an application goes with the application (`follow_forgotten_applications`); it is the panel's
confidential judgement and not in the applicant's copy, the outcome is.
"""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from meetings.access.actor import Actor
from meetings.assessment.actions import forget_members
from meetings.assessment.models import (
    AssessmentAssignment,
    AssessmentRemark,
    FellowshipOffer,
    PanelMember,
    RedactedDocument,
    SelectionDecision,
)
from meetings.base.database import db
from meetings.base.words import N_
from meetings.fellowship.models import FellowshipApplication, FellowshipFile
from meetings.people.asked import Figure, Knows, Subject, Told, plain_row


def _members(subject: Subject) -> list[PanelMember]:
    query = select(PanelMember).where(PanelMember.account_id.in_(subject.accounts))
    return list(db.session.scalars(query.options(joinedload(PanelMember.edition)).order_by(PanelMember.id)))


def _told(subject: Subject) -> Told:
    members = _members(subject)
    seats = db.session.scalars(
        select(AssessmentAssignment)
        .where(AssessmentAssignment.member_id.in_([one.id for one in members]))
        .order_by(AssessmentAssignment.id)
    )
    remarks = db.session.scalars(
        select(AssessmentRemark)
        .where(AssessmentRemark.account_id.in_(subject.accounts))
        .order_by(AssessmentRemark.id)
    )
    decisions = db.session.scalars(
        select(SelectionDecision)
        .where(SelectionDecision.account_id.in_(subject.accounts))
        .order_by(SelectionDecision.application_id)
    )
    offers = db.session.scalars(
        select(FellowshipOffer)
        .join(FellowshipOffer.application)
        .where(FellowshipApplication.email.in_(subject.addresses))
        .order_by(FellowshipOffer.id)
    )
    copies = db.session.scalars(
        select(RedactedDocument)
        .join(RedactedDocument.document)
        .join(FellowshipFile.application)
        .where(FellowshipApplication.email.in_(subject.addresses))
        .options(joinedload(RedactedDocument.file))
        .order_by(RedactedDocument.document_id)
    ).all()
    return Told(
        {
            "panel_member": [plain_row(one) | {"edition": one.edition.title} for one in members],
            # Of others only that they were assessed; what was said of them is about them.
            "assessment_assignment": [plain_row(one, "summary", "reason") for one in seats],
            "assessment_remark": [plain_row(one, "text") for one in remarks],
            "selection_decision": [plain_row(one, "reason") for one in decisions],
            "fellowship_offer": [plain_row(one) for one in offers],
            # Of the office, which made it, nobody is told here.
            "redacted_document": [plain_row(one, "by_name") for one in copies],
        },
        [one.file for one in copies],
    )


def _goes(subject: Subject) -> Iterator[Figure]:
    why = N_("They count without a name.")
    yield Figure(N_("names on panels of the fellowship"), len(_members(subject)))
    yield Figure(N_("seats on panels of the fellowship"), len(_members(subject)), True, why)


def _forget(actor: Actor, subject: Subject) -> None:
    forget_members(subject.accounts)


KNOWS = Knows((), _told, _goes, _forget)
