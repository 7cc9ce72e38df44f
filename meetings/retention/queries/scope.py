"""What a deletion would take, in figures. The dry run and each portion count with the same functions."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, not_, or_, select
from sqlalchemy.orm import aliased

from meetings.access.models import Account, AuditRow, MailLink, RoleHolding
from meetings.access.permissions import Role
from meetings.base.database import db
from meetings.base.models import StoredFile
from meetings.bulk.models import BulkAct, BulkRow
from meetings.directory.models import Person
from meetings.outbox.models import OutboxMessage
from meetings.people.queries.traces import traces_of
from meetings.people.rules.traces import Traces
from meetings.programme.models import Meeting
from meetings.questions.models import Answer
from meetings.registration.actions.forgetting import KIND, LINKS
from meetings.registration.models import Registration, SavedView
from meetings.retention.parts import parts
from meetings.retention.queries.reasons import kept
from meetings.retention.rules import Figure, added

# Ids of registrations, or what selects them.
Ids = Collection[int] | Select[Any]
F = Figure


def live_ids(meeting: Meeting) -> Select[Any]:
    """The registrations of the meeting whose persons are not deleted yet."""
    return select(Registration.id).where(
        Registration.meeting_id == meeting.id, Registration.forgotten_at.is_(None)
    )


def dry_run(meeting: Meeting) -> dict[str, int]:
    """What would go now, by name, without what there is none of."""
    ids = live_ids(meeting)
    figures = figures_of(meeting, ids)
    rest = _count(BulkRow, and_(of_acts_on(meeting), not_(_of_thing(ids))))
    figures[F.ROWS] = figures.get(F.ROWS, 0) + rest
    figures = added(figures, figures_at_the_end(meeting))
    figures |= {part.name: part.count(meeting.id) for part in parts()}
    return {name: number for name, number in figures.items() if number}


def figures_of(meeting: Meeting, ids: Ids) -> dict[str, int]:
    """What goes with these registrations."""
    of_answers = and_(Answer.subject_kind == KIND, Answer.subject_id.in_(ids))
    mails = and_(
        OutboxMessage.about_kind == KIND, OutboxMessage.about_id.in_(ids), OutboxMessage.to_email != ""
    )
    files, size = db.session.execute(
        select(func.count(StoredFile.id), func.coalesce(func.sum(StoredFile.size), 0))
        .join(Answer, Answer.file_id == StoredFile.id)
        .where(of_answers)
    ).one()
    figures = {
        F.REGISTRATIONS: _count(Registration, Registration.id.in_(ids)),
        F.ANSWERS: _count(Answer, of_answers),
        F.FILES: files,
        F.BYTES: int(size),
        F.MAILS: _count(OutboxMessage, mails),
        F.CALENDARS: _count(OutboxMessage, and_(mails, OutboxMessage.calendar.is_not(None))),
        F.LINKS: _count(MailLink, and_(MailLink.purpose.in_(LINKS), MailLink.subject_id.in_(ids))),
        F.TRAIL: _count(AuditRow, and_(AuditRow.on_kind == KIND, AuditRow.on_id.in_(ids))),
        F.ROWS: _count(BulkRow, _of_thing(ids)),
        F.ACCOUNTS: _count(Account, Account.id.in_(accounts_going(meeting, ids))),
        F.PEOPLE: _count(Person, Person.id.in_(people_going(meeting, ids))),
    }
    return {figure.value: number for figure, number in figures.items()}


def _count(table: Any, which: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count()).select_from(table).where(which)) or 0


def _of_thing(ids: Ids) -> ColumnElement[bool]:
    return and_(BulkRow.thing_kind == KIND, BulkRow.thing_id.in_(ids), BulkRow.label != "")


def of_acts_on(meeting: Meeting) -> ColumnElement[bool]:
    """Rows of acts on this meeting that still say of whom they are."""
    acts = select(BulkAct.id).where(BulkAct.on_kind == "meeting", BulkAct.on_id == meeting.id)
    return and_(BulkRow.act_id.in_(acts), BulkRow.label != "")


def takes_part_in(meeting: Meeting) -> ColumnElement[bool]:
    """Roles of participants of this meeting."""
    return and_(
        RoleHolding.role == Role.PARTICIPANT,
        RoleHolding.on_kind == "meeting",
        RoleHolding.on_id == meeting.id,
    )


def people_going(meeting: Meeting, ids: Ids) -> Select[Any]:
    """People of the directory who are there by these registrations alone: nothing else is a reason to keep them."""
    stays = (Person.account_id.in_(reason) for reason in _accounts_kept(meeting))
    return select(Person.id).where(
        Person.id.in_(_named_by(ids, Registration.person_id)),
        Person.id.not_in(_named_elsewhere(ids, Registration.person_id)),
        or_(Person.account_id.is_(None), not_(or_(*stays))),
        *(Person.id.not_in(reason) for reason in kept("person")),
    )


def accounts_going(meeting: Meeting, ids: Ids) -> Select[Any]:
    """Accounts that these registrations made, and that have served nothing else."""
    known = aliased(Person)
    stay = select(known.account_id).where(
        known.account_id.is_not(None), known.id.not_in(people_going(meeting, ids))
    )
    return select(Account.id).where(
        Account.id.in_(_named_by(ids, Registration.account_id)),
        Account.id.not_in(_named_elsewhere(ids, Registration.account_id)),
        Account.id.not_in(stay),
        *(Account.id.not_in(reason) for reason in _accounts_kept(meeting)),
    )


def traces_of_leaving(ids: Collection[int], people: Collection[int], accounts: Collection[int]) -> Traces:
    """How those are called of whom nothing is left when these registrations have gone: record and account go, too.

    The rest of these are still known, by another meeting or an organization.
    """
    other = aliased(Registration)
    rows = db.session.scalars(
        select(Registration.id).where(
            Registration.id.in_(ids),
            or_(Registration.account_id.is_(None), Registration.account_id.in_(accounts)),
            or_(Registration.person_id.is_(None), Registration.person_id.in_(people)),
            Registration.email.not_in(select(other.email).where(other.id.not_in(ids))),
        )
    )
    return traces_of(accounts, people, (), {"registration": list(rows)})


def _accounts_kept(meeting: Meeting) -> list[Select[Any]]:
    works = select(RoleHolding.account_id).where(not_(takes_part_in(meeting)))
    return [works, *kept("account")]


def list_views(meeting: Meeting) -> ColumnElement[bool]:
    """Views of the meeting's list that were saved: their names and filters may hold whom somebody looked for."""
    return SavedView.meeting_id == meeting.id


def of_the_list(meeting: Meeting) -> ColumnElement[bool]:
    """Lines of the trail that say what was looked for in the meeting's list."""
    return and_(
        AuditRow.on_kind == "meeting",
        AuditRow.on_id == meeting.id,
        AuditRow.verb.in_(("save_view", "delete_view", "export_registrations")),
        or_(AuditRow.before.is_not(None), AuditRow.after.is_not(None)),
    )


def figures_at_the_end(meeting: Meeting) -> dict[str, int]:
    """What goes when no registration is left; acts on the meeting are counted apart."""
    return {
        F.VIEWS.value: _count(SavedView, list_views(meeting)),
        F.TRAIL.value: _count(AuditRow, of_the_list(meeting)),
    }


def _named_by(ids: Ids, column: Any) -> Select[Any]:
    return select(column).where(Registration.id.in_(ids), column.is_not(None))


def _named_elsewhere(ids: Ids, column: Any) -> Select[Any]:
    return select(column).where(Registration.id.not_in(ids), column.is_not(None))
