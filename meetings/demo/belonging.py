"""What belongs to the demonstration, and to what was done in it since."""

from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from meetings.access.models import Account, RoleHolding
from meetings.agenda.models import AgendaPoint, OrganizationUpdate, UpdateAddressee
from meetings.assessment.models import PanelMember
from meetings.base.database import db
from meetings.bulk.models import BulkAct
from meetings.directory.models import FocalPoint, Organization, Person
from meetings.fellows.models import Fellow
from meetings.fellowship.models import (
    FellowshipApplication,
    FellowshipEdition,
    FellowshipNomination,
    FellowshipPast,
)
from meetings.invitations.models import Invitation, Nomination
from meetings.letters.models import LetterText
from meetings.outcomes.models import OutcomeFollowup, OutcomeRecord, Summary
from meetings.people.models import PersonMerge, PersonRequest
from meetings.programme.models import Meeting, MeetingSession, Speaker
from meetings.progress.models import ProgressEntry, ResourceEntry
from meetings.questions.models import QuestionForm
from meetings.registration.models import Registration
from meetings.report.models import Report, ReportParagraph, ReportSection
from meetings.rounds.models import ConfirmationRound, RoundReader

Ids = dict[str, list[int]]


def ids_of_all() -> Ids:
    """The ids of all that belongs to the demonstration, by the kind under which trail and outbox know it."""

    def of(table: Any, condition: ColumnElement[bool] | InstrumentedAttribute[bool]) -> list[int]:
        return list(db.session.scalars(select(table.id).where(condition)))

    meetings = of(Meeting, Meeting.demonstration)
    people = of(Person, Person.demonstration)
    merged = list(db.session.scalars(select(PersonMerge).where(PersonMerge.kept_id.in_(people))))
    sessions = of(MeetingSession, MeetingSession.meeting_id.in_(meetings))
    outcomes = of(
        OutcomeRecord,
        OutcomeRecord.demonstration
        | OutcomeRecord.session_id.in_(sessions)
        | OutcomeRecord.meeting_id.in_(meetings),
    )
    editions = of(FellowshipEdition, FellowshipEdition.demonstration)
    invented = of(Organization, Organization.demonstration)
    updates = of(
        OrganizationUpdate,
        OrganizationUpdate.meeting_id.in_(meetings) | OrganizationUpdate.organization_id.in_(invented),
    )
    summaries = of(Summary, Summary.session_id.in_(sessions))
    rounds = of(ConfirmationRound, ConfirmationRound.summary_id.in_(summaries))
    readers = of(RoundReader, RoundReader.round_id.in_(rounds))
    applications = of(FellowshipApplication, FellowshipApplication.edition_id.in_(editions))
    return {
        "account": of(Account, Account.demonstration),
        "organization": of(Organization, Organization.demonstration),
        # Those that went into another have a trail still.
        "person": [*people, *(m.gone["id"] for m in merged if m.gone)],
        "focal_point": of(
            FocalPoint,
            FocalPoint.person_id.in_(of(Person, Person.demonstration))
            | FocalPoint.organization_id.in_(of(Organization, Organization.demonstration)),
        ),
        "person_merge": [m.id for m in merged],
        "person_request": of(PersonRequest, PersonRequest.account_id.in_(of(Account, Account.demonstration))),
        "meeting": meetings,
        "session": sessions,
        "speaker": of(Speaker, Speaker.session_id.in_(sessions)),
        "summary": summaries,
        "outcome_record": outcomes,
        "outcome_followup": of(OutcomeFollowup, OutcomeFollowup.outcome_id.in_(outcomes)),
        "agenda_point": of(AgendaPoint, AgendaPoint.meeting_id.in_(meetings)),
        "organization_update": updates,
        "update_addressee": of(UpdateAddressee, UpdateAddressee.update_id.in_(updates)),
        "late_summary": sessions,
        "confirmation_round": rounds,
        "round_reader": readers,
        "round_readers": readers,
        "edition": editions,
        "application": applications,
        "fellow": of(Fellow, Fellow.application_id.in_(applications)),
        "fellowship_nomination": of(FellowshipNomination, FellowshipNomination.edition_id.in_(editions)),
        "panel_member": of(PanelMember, PanelMember.edition_id.in_(editions)),
        "fellowship_past": of(FellowshipPast, FellowshipPast.demonstration),
        "bulk_act": of(BulkAct, (BulkAct.on_kind == "meeting") & BulkAct.on_id.in_(meetings)),
        "question_form": of(
            QuestionForm,
            ((QuestionForm.about_kind == "meeting") & QuestionForm.about_id.in_(meetings))
            | ((QuestionForm.about_kind == "edition") & QuestionForm.about_id.in_(editions)),
        ),
        "letter_text": of(
            LetterText,
            ((LetterText.about_kind == "meeting") & LetterText.about_id.in_(meetings))
            | ((LetterText.about_kind == "edition") & LetterText.about_id.in_(editions)),
        ),
        "invitation": of(Invitation, Invitation.demonstration | Invitation.meeting_id.in_(meetings)),
        "nomination": of(
            Nomination,
            Nomination.meeting_id.in_(meetings)
            | Nomination.organization_id.in_(of(Organization, Organization.demonstration)),
        ),
        "registration": of(Registration, Registration.demonstration | Registration.meeting_id.in_(meetings)),
        "progress_entry": of(ProgressEntry, ProgressEntry.demonstration),
        "resource_entry": of(ResourceEntry, ResourceEntry.demonstration),
        # A draft composed while the demonstration is there says what it says; it can be composed again.
        "report": of(Report, Report.id.is_not(None)),
        "report_paragraph": of(ReportParagraph, ReportParagraph.id.is_not(None)),
        "report_section": of(ReportSection, ReportSection.id.is_not(None)),
    }


def held_on(ids: Ids) -> ColumnElement[bool]:
    """Roles on what belongs to it."""
    return or_(
        *(
            and_(RoleHolding.on_kind == k, RoleHolding.on_id.in_(ids[k]))
            for k in ("session", "meeting", "organization", "edition")
        )
    )
