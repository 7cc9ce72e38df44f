"""The demonstration: loaded through the verbs of the rooms, and removed without a trace."""

from typing import Any

from sqlalchemy import ColumnElement, and_, delete, or_, select
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute

from meetings.access.actor import Actor
from meetings.access.models import Account, AuditRow, MailLink, RoleHolding, SentForm
from meetings.agenda.models import AgendaPoint, OrganizationUpdate, UpdateAddressee
from meetings.assessment.models import FellowshipOffer, PanelMember
from meetings.assessment.rules import OFFER_LINK
from meetings.base.database import db
from meetings.base.models import SiteFact
from meetings.base.refusals import Refused
from meetings.bulk.models import BulkAct
from meetings.demo.agendas import load_agendas
from meetings.demo.fellows import load_fellows
from meetings.demo.fellowships import load_fellowships
from meetings.demo.files import PROGRESS, document, table
from meetings.demo.gatherings import load_meetings, load_registrations
from meetings.demo.people import load_cast
from meetings.demo.rounds import load_round
from meetings.directory.models import FocalPoint, Organization, Person
from meetings.documents.actions import delete_documents
from meetings.fellows.actions import delete_fellows
from meetings.fellows.models import Fellow
from meetings.fellowship.actions import delete_editions
from meetings.fellowship.models import (
    FellowshipApplication,
    FellowshipEdition,
    FellowshipNomination,
    FellowshipPast,
)
from meetings.invitations.models import Invitation, Nomination
from meetings.letters.actions import delete_texts
from meetings.letters.models import LetterText
from meetings.mandate.queries import cycle_for
from meetings.outbox.models import OutboxBatch, OutboxMessage
from meetings.outcomes.models import OutcomeFollowup, OutcomeRecord, Summary
from meetings.people.models import PersonMerge, PersonRequest
from meetings.programme.models import Meeting, MeetingSession, Speaker
from meetings.progress import actions as progress
from meetings.progress.models import ProgressEntry, ResourceEntry
from meetings.progress.rules import Activity, EntryDraft, Funds
from meetings.questions.actions import delete_forms, forget_answers
from meetings.questions.models import QuestionForm
from meetings.registration.models import Registration
from meetings.replies.actions import forget_replies
from meetings.report import actions as report
from meetings.report.models import Report, ReportParagraph, ReportSection
from meetings.retention.actions import hold
from meetings.rounds.models import ConfirmationRound, RoundReader

# Who the link that `flask start` prints signs in.
ORGANIZER = "ines.marchetti-kaya@example.org"

HELD_BECAUSE = "The list of participants is shown in the demonstration."


def load(actor: Actor) -> None:
    """Load the demonstration on the real mandate; Refused where somebody works already."""
    if db.session.get(SiteFact, "demonstration") is not None:
        raise Refused("The demonstration is loaded already.")
    for work in (Meeting, ProgressEntry, Report):
        if db.session.scalar(select(work.id).limit(1)) is not None:
            raise Refused("There is work in this database already; the demonstration is for an empty house.")
    db.session.add(SiteFact(name="demonstration", value="loaded"))
    cast = load_cast(actor)
    meetings = load_meetings(actor, cast)
    load_registrations(actor, meetings["workshop-2025"], cast)
    load_agendas(actor, meetings, cast)
    load_round(actor, meetings, cast)
    load_fellowships(actor, cast)
    load_fellows(actor, cast)
    # Its day is over by the rule; without this the worker would empty the demonstration within days.
    hold(actor, meetings["workshop-2025"], HELD_BECAUSE, version=1)
    for name in PROGRESS:
        cycle = cycle_for(actor, document(name)["cycle"])
        for entry in document(name)["entry"]:
            draft = EntryDraft(entry["paragraph"], entry["text"], entry["done_by"], entry["since"])
            progress.write_entry(actor, cycle, draft).demonstration = True
        for one in document(name)["resource"]:
            funds = Funds(Activity(one["activity"]), one["year"], *one["dollars"])
            progress.note_funds(actor, cycle, funds).demonstration = True
    _conclude(actor)


def _conclude(actor: Actor) -> None:
    """The drafters' own paragraphs of chapter IV, in a report that is composed from the rest."""
    given = document("conclusions-52-15")
    drafted = report.compose(actor, cycle_for(actor, given["cycle"]))
    for conclusion in given["conclusion"]:
        report.add_paragraph(actor, drafted, "IV", "", None, conclusion["text"])


def remove(actor: Actor) -> list[str]:
    """Remove all of it: what was loaded, what was done to it since, its mails and its trail.

    Returns the keys of its messages: where mails are kept as files, they are called so. Reports go whole, as their
    paragraphs were composed from it; they can be composed again.
    """
    if db.session.get(SiteFact, "demonstration") is None:
        raise Refused("There is no demonstration here.")
    ids = _ids()
    _keep_real_people(ids)
    trail = [
        and_(AuditRow.on_kind == kind, AuditRow.on_id.in_(found)) for kind, found in ids.items() if found
    ]
    mails = [and_(OutboxMessage.about_kind == k, OutboxMessage.about_id.in_(i)) for k, i in ids.items() if i]
    _delete(AuditRow, or_(AuditRow.account_id.in_(ids["account"]), *trail))
    keys = list(db.session.scalars(select(OutboxMessage.key).where(or_(*mails))))
    of_mails = select(OutboxMessage.batch_id).where(or_(*mails))
    of_acts = select(BulkAct.batch_id).where(BulkAct.id.in_(ids["bulk_act"]))
    batches = [batch for batch in db.session.scalars(of_mails.union(of_acts)) if batch]
    _delete(OutboxMessage, or_(*mails))
    forget_replies(ids)
    _delete(BulkAct, BulkAct.id.in_(ids["bulk_act"]))  # its rows go with it
    still_held = select(OutboxMessage.batch_id).where(OutboxMessage.batch_id.is_not(None))
    acts = select(BulkAct.batch_id).where(BulkAct.batch_id.is_not(None))
    empty = and_(
        OutboxBatch.id.in_(batches),
        OutboxBatch.id.not_in(still_held),
        OutboxBatch.id.not_in(acts),
    )
    _delete(OutboxBatch, empty)
    _delete(MailLink, and_(MailLink.purpose == "sign_in", MailLink.subject_id.in_(ids["account"])))
    mailed = ("confirm", "offer", "take_over", "join")
    _delete(MailLink, and_(MailLink.purpose.in_(mailed), MailLink.subject_id.in_(ids["registration"])))
    _delete(MailLink, and_(MailLink.purpose == "round", MailLink.subject_id.in_(ids["round_reader"])))
    _delete(MailLink, and_(MailLink.purpose == "update", MailLink.subject_id.in_(ids["update_addressee"])))
    _delete(MailLink, and_(MailLink.purpose == "invitation", MailLink.subject_id.in_(ids["invitation"])))
    _delete(
        SentForm, SentForm.led_to != ""
    )  # they hold addresses of its pages; a day's double clicks are lost
    _delete(RoleHolding, _held_on(ids))
    forget_answers("registration", ids["registration"])
    offers = select(FellowshipOffer.id).where(FellowshipOffer.application_id.in_(ids["application"]))
    _delete(MailLink, and_(MailLink.purpose == OFFER_LINK, MailLink.subject_id.in_(offers)))
    delete_fellows(ids["application"])
    delete_editions(ids["edition"])
    _delete(FellowshipPast, FellowshipPast.demonstration.is_(True))
    delete_documents(ids["meeting"])
    delete_forms("meeting", ids["meeting"])
    delete_texts("meeting", ids["meeting"])
    for rows, kind in (
        (ReportParagraph, "report_paragraph"),
        (ReportSection, "report_section"),
        (Report, "report"),
        (ProgressEntry, "progress_entry"),
        (ResourceEntry, "resource_entry"),
        (OutcomeRecord, "outcome_record"),
        (Summary, "summary"),
        (Speaker, "speaker"),
        (Invitation, "invitation"),
        (Nomination, "nomination"),
        (Registration, "registration"),
        (MeetingSession, "session"),
        (Meeting, "meeting"),
        (FocalPoint, "focal_point"),
        (PersonMerge, "person_merge"),
        (PersonRequest, "person_request"),
        (Person, "person"),
        (Organization, "organization"),
        (Account, "account"),
    ):
        _delete(rows, rows.id.in_(ids[kind]))
    _delete(SiteFact, SiteFact.name == "demonstration")
    db.session.expire_all()
    return keys


def _keep_real_people(ids: dict[str, list[int]]) -> None:
    """Whoever registered here with an own address, and then works or takes part in something real, stays.

    The invented people go in any case, whatever they were given meanwhile.
    """
    invented = {person["email"] for person in table("people")}
    visitors = select(Account.id).where(Account.id.in_(ids["account"]), Account.email.not_in(invented))
    elsewhere = select(Registration.account_id).where(Registration.id.not_in(ids["registration"]))
    working = select(RoleHolding.account_id).where(~_held_on(ids))
    real = select(Account).where(
        Account.id.in_(visitors), Account.id.in_(elsewhere) | Account.id.in_(working)
    )
    for account in db.session.scalars(real):
        account.demonstration = False
        ids["account"].remove(account.id)


def _ids() -> dict[str, list[int]]:
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


def _delete(table: type[DeclarativeBase], condition: ColumnElement[bool]) -> None:
    db.session.execute(delete(table).where(condition).execution_options(synchronize_session=False))


def _held_on(ids: dict[str, list[int]]) -> ColumnElement[bool]:
    return or_(
        *(
            and_(RoleHolding.on_kind == k, RoleHolding.on_id.in_(ids[k]))
            for k in ("session", "meeting", "organization", "edition")
        )
    )
