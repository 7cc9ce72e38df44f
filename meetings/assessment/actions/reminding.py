"""Whoever owes assessments is reminded, of all of them in one mail."""

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from meetings.assessment import post
from meetings.assessment.models import AssessmentAssignment, PanelMember
from meetings.assessment.rules import BEFORE_PANEL, OWES, is_to_be_reminded
from meetings.base import clock
from meetings.base.database import db
from meetings.base.zones import wall_of
from meetings.fellowship.models import FellowshipApplication, FellowshipEdition
from meetings.fellowship.rules import EditionState


def remind_late() -> bool:
    """Once in an hour: members who owe assessments that are (nearly) due, by the day of the edition's zone."""
    rows = db.session.execute(
        select(PanelMember, func.count(AssessmentAssignment.id))
        .join(AssessmentAssignment, AssessmentAssignment.member_id == PanelMember.id)
        .join(FellowshipApplication, FellowshipApplication.id == AssessmentAssignment.application_id)
        .join(FellowshipEdition, FellowshipEdition.id == PanelMember.edition_id)
        .where(
            FellowshipEdition.state == EditionState.ASSESSMENT,
            FellowshipEdition.assess_by.is_not(None),
            AssessmentAssignment.state.in_(OWES),
            FellowshipApplication.state.in_(BEFORE_PANEL),
            PanelMember.left_at.is_(None),
        )
        .group_by(PanelMember.id)
        .options(joinedload(PanelMember.edition), joinedload(PanelMember.account))
    )
    for member, number in rows.all():
        edition, account = member.edition, member.account
        today = wall_of(clock.now(), edition.zone).date()
        if account is not None and is_to_be_reminded(edition.assess_by, member.reminded_on, today):
            member.reminded_on = today
            post.tell_late(member, account, edition, number)
    return False
