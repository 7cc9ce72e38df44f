"""The demonstration goes: what was loaded, what was done to it since, its mails and its trail."""

from sqlalchemy import ColumnElement, and_, delete, or_, select
from sqlalchemy.orm import DeclarativeBase

from meetings.access.actor import Actor
from meetings.access.models import Account, AuditRow, MailLink, RoleHolding, SentForm
from meetings.assessment.models import FellowshipOffer
from meetings.assessment.rules import OFFER_LINK
from meetings.base.database import db
from meetings.base.models import SiteFact
from meetings.base.refusals import Refused
from meetings.bulk.models import BulkAct
from meetings.demo.belonging import Ids, held_on, ids_of_all
from meetings.demo.files import table
from meetings.directory.models import FocalPoint, Organization, Person
from meetings.documents.actions import delete_documents
from meetings.fellows.actions import delete_fellows
from meetings.fellowship.actions import delete_editions
from meetings.fellowship.models import FellowshipPast
from meetings.invitations.models import Invitation, Nomination
from meetings.letters.actions import delete_texts
from meetings.outbox.models import OutboxBatch, OutboxMessage
from meetings.outcomes.models import OutcomeRecord, Summary
from meetings.people.models import PersonMerge, PersonRequest
from meetings.programme.models import Meeting, MeetingSession, Speaker
from meetings.progress.models import ProgressEntry, ResourceEntry
from meetings.questions.actions import delete_forms, forget_answers
from meetings.registration.models import Registration
from meetings.replies.actions import forget_replies
from meetings.report.models import Report, ReportParagraph, ReportSection

# The links of these purposes lead to things of that kind.
LINKS = (
    (("sign_in",), "account"),
    (("confirm", "offer", "take_over", "join"), "registration"),
    (("round",), "round_reader"),
    (("update",), "update_addressee"),
    (("invitation",), "invitation"),
)
# What refers to others goes before these.
ROWS = (
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
)


def remove(actor: Actor) -> list[str]:
    """Remove all of it.

    Returns the keys of its messages: where mails are kept as files, they are called so. Reports go whole, as their
    paragraphs were composed from it; they can be composed again.
    """
    if db.session.get(SiteFact, "demonstration") is None:
        raise Refused("There is no demonstration here.")
    ids = ids_of_all()
    _keep_real_people(ids)
    _delete_trail(ids)
    keys = _delete_mails(ids)
    _delete_links(ids)
    _delete(RoleHolding, held_on(ids))
    forget_answers("registration", ids["registration"])
    delete_fellows(ids["application"])
    delete_editions(ids["edition"])
    _delete(FellowshipPast, FellowshipPast.demonstration.is_(True))
    delete_documents(ids["meeting"])
    delete_forms("meeting", ids["meeting"])
    delete_texts("meeting", ids["meeting"])
    for rows, kind in ROWS:
        _delete(rows, rows.id.in_(ids[kind]))
    _delete(SiteFact, SiteFact.name == "demonstration")
    db.session.expire_all()
    return keys


def _keep_real_people(ids: Ids) -> None:
    """Whoever registered here with an own address, and then works or takes part in something real, stays.

    The invented people go in any case, whatever they were given meanwhile.
    """
    invented = {person["email"] for person in table("people")}
    visitors = select(Account.id).where(Account.id.in_(ids["account"]), Account.email.not_in(invented))
    elsewhere = select(Registration.account_id).where(Registration.id.not_in(ids["registration"]))
    working = select(RoleHolding.account_id).where(~held_on(ids))
    real = select(Account).where(
        Account.id.in_(visitors), Account.id.in_(elsewhere) | Account.id.in_(working)
    )
    for account in db.session.scalars(real):
        account.demonstration = False
        ids["account"].remove(account.id)


def _delete_trail(ids: Ids) -> None:
    on = [and_(AuditRow.on_kind == kind, AuditRow.on_id.in_(found)) for kind, found in ids.items() if found]
    _delete(AuditRow, or_(AuditRow.account_id.in_(ids["account"]), *on))


def _delete_mails(ids: Ids) -> list[str]:
    """Its messages, long deeds and what came back; the keys of the messages. A batch goes with its last message."""
    about = [and_(OutboxMessage.about_kind == k, OutboxMessage.about_id.in_(i)) for k, i in ids.items() if i]
    keys = list(db.session.scalars(select(OutboxMessage.key).where(or_(*about))))
    of_mails = select(OutboxMessage.batch_id).where(or_(*about))
    of_acts = select(BulkAct.batch_id).where(BulkAct.id.in_(ids["bulk_act"]))
    batches = [batch for batch in db.session.scalars(of_mails.union(of_acts)) if batch]
    _delete(OutboxMessage, or_(*about))
    forget_replies(ids)
    _delete(BulkAct, BulkAct.id.in_(ids["bulk_act"]))  # its rows go with it
    still_held = select(OutboxMessage.batch_id).where(OutboxMessage.batch_id.is_not(None))
    acts = select(BulkAct.batch_id).where(BulkAct.batch_id.is_not(None))
    empty = OutboxBatch.id.in_(batches), OutboxBatch.id.not_in(still_held), OutboxBatch.id.not_in(acts)
    _delete(OutboxBatch, and_(*empty))
    return keys


def _delete_links(ids: Ids) -> None:
    for purposes, kind in LINKS:
        _delete(MailLink, and_(MailLink.purpose.in_(purposes), MailLink.subject_id.in_(ids[kind])))
    offers = select(FellowshipOffer.id).where(FellowshipOffer.application_id.in_(ids["application"]))
    _delete(MailLink, and_(MailLink.purpose == OFFER_LINK, MailLink.subject_id.in_(offers)))
    # Forms that were sent hold addresses of its pages; a day's double clicks are lost.
    _delete(SentForm, SentForm.led_to != "")


def _delete(table: type[DeclarativeBase], condition: ColumnElement[bool]) -> None:
    db.session.execute(delete(table).where(condition).execution_options(synchronize_session=False))
