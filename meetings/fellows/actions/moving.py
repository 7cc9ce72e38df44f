"""The office places a fellow, and moves the year on: begun, completed, ended early."""

from datetime import date

from sqlalchemy import select

from meetings.access import audit
from meetings.access.actions import make_account
from meetings.access.actor import Actor
from meetings.access.models import Account
from meetings.access.queries import find_account
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused, check_version
from meetings.fellows import letters, post
from meetings.fellows.actions.holding import KIND, hold_fellow
from meetings.fellows.actions.planning import end_entries
from meetings.fellows.models import Fellow, FellowTask
from meetings.fellows.queries import today_of
from meetings.fellows.rules import (
    CLOSED,
    OVER,
    FellowState,
    Placement,
    check_can_begin,
    check_fellow_step,
    check_placement,
    due_on,
)
from meetings.fellowship.models import FellowshipApplication, FellowshipEdition
from meetings.fellowship.rules import FELLOWS, EditionState

PLACED = ("unit", "supervisor_name", "starts_on", "ends_on")


def place(actor: Actor, fellow: Fellow, draft: Placement, version: int) -> None:
    """Where, with whom, from when to when, on what; a new supervisor is told, and days of the checklist follow."""
    fellow = hold_fellow(fellow)
    check_version(version, fellow.version)
    check_placement(draft)
    if fellow.state is FellowState.IN_PROGRAMME and not (
        draft.unit and draft.supervisor_email and draft.starts_on and draft.ends_on
    ):
        raise Refused("The fellow is in the programme: unit, supervisor and both days are needed.")
    before, was = audit.values_of(fellow, *PLACED), fellow.supervisor_id
    supervisor = _supervisor(actor, fellow, draft)
    fellow.unit, fellow.plan = draft.unit, draft.plan
    fellow.supervisor = supervisor
    fellow.supervisor_name = "" if supervisor is None else draft.supervisor_name or supervisor.name
    fellow.starts_on, fellow.ends_on = draft.starts_on, draft.ends_on
    fellow.version += 1
    db.session.flush()
    _move_days(fellow)
    audit.record(actor, "place_fellow", KIND, fellow.id, before, audit.values_of(fellow, *PLACED))
    if supervisor is not None and supervisor.id != was:
        post.tell_supervisor(fellow, supervisor, letters.SUPERVISOR)


def _supervisor(actor: Actor, fellow: Fellow, draft: Placement) -> Account | None:
    if not draft.supervisor_email:
        return None
    found = find_account(draft.supervisor_email)
    if found is None:
        try:
            found = make_account(
                actor,
                draft.supervisor_email,
                draft.supervisor_name or draft.supervisor_email,
                demonstration=fellow.application.demonstration,
            )
        except Refused as no:
            raise Refused(no.msgid, field="supervisor_email", **no.params) from no
    if found.id == fellow.account_id:
        raise Refused("Nobody supervises themselves.", field="supervisor_email")
    return found


def _move_days(fellow: Fellow) -> None:
    tasks = select(FellowTask).where(FellowTask.fellow_id == fellow.id, FellowTask.days_before.is_not(None))
    for task in db.session.scalars(tasks):
        task.due_on = due_on(fellow.starts_on, task.days_before)


def move(
    actor: Actor, fellow: Fellow, to: FellowState, version: int, reason: str = "", on: date | None = None
) -> None:
    """One step of the year. Completed: the certificate is there, and a mail says so."""
    fellow = hold_fellow(fellow)
    check_version(version, fellow.version)
    edition = fellow.application.edition
    today = today_of(edition)
    check_fellow_step(fellow.state, to, reason, on, fellow.starts_on, today)
    if fellow.application.state not in FELLOWS:
        raise Refused("This person has withdrawn.")
    if to is FellowState.IN_PROGRAMME:
        check_can_begin(fellow.unit, fellow.supervisor_id is not None, fellow.starts_on, fellow.ends_on)
    if fellow.state in OVER and edition.state in CLOSED:
        raise Refused("The edition is %(state)s: what has ended stays so.", state=edition.state.label)
    before = audit.values_of(fellow, "state")
    fellow.state = to
    fellow.ended_on = on if to in OVER else None
    fellow.end_reason = reason if to is FellowState.ENDED_EARLY else ""
    fellow.version += 1
    if to is FellowState.ENDED_EARLY:
        end_entries(fellow)
    db.session.flush()
    told = {"state": to.value, "reason": reason} | ({"on": on.isoformat()} if on and to in OVER else {})
    audit.record(actor, "move_fellow", KIND, fellow.id, before, told)
    if to is FellowState.COMPLETED:
        post.tell_fellow(fellow, letters.CERTIFICATE)


def set_listed(actor: Actor, fellow: Fellow, listed: bool) -> None:
    """The fellow says whether the directory may name them as one of the alumni; otherwise at any time."""
    fellow = hold_fellow(fellow)
    fellow.listed, fellow.listed_at = listed, clock.now()
    audit.record(actor, "list_fellow", KIND, fellow.id, None, {"listing": listed})


def check_years_over(edition: FellowshipEdition, to: EditionState) -> None:
    """An edition does not end before the years of its fellows: evaluations close with it."""
    if to is not EditionState.ENDED:
        return
    still_open = (
        select(FellowshipApplication.name)
        .join(Fellow, Fellow.application_id == FellowshipApplication.id)
        .where(FellowshipApplication.edition_id == edition.id, Fellow.ended_on.is_(None))
        .order_by(FellowshipApplication.sort_key, Fellow.id)
        .limit(1)
    )
    name = db.session.scalar(still_open)
    if name is not None:
        raise Refused("The year of %(name)s is not over yet: complete it, or end it early.", name=name)
