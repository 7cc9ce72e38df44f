"""The office looks at an application: asks for more, decides on a condition, decides on the eligibility."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused, check_version
from meetings.fellowship import letters, post
from meetings.fellowship.actions.forgetting import KIND
from meetings.fellowship.actions.holding import hold
from meetings.fellowship.models import FellowshipApplication, FellowshipEdition, FellowshipOverride
from meetings.fellowship.queries.facts import checks_of, overrides_of
from meetings.fellowship.rules import (
    DECIDED,
    ELIGIBILITY_OPEN,
    LEFT_OVER,
    ApplicationState,
    By,
    Condition,
    check_application_step,
    check_asked,
    check_eligible,
    check_override,
)

A = ApplicationState


def ask_more(
    actor: Actor,
    application: FellowshipApplication,
    fields: Collection[str],
    known: Collection[str],
    note: str,
    until: datetime | None,
    version: int,
) -> None:
    """Reopen exactly these fields; the applicant gets the sentence and the link."""
    _step(application, A.MORE_INFORMATION, version)
    check_asked(fields, known, note)
    if until is not None and until <= clock.now():
        raise Refused("That is in the past. Nobody could be in time.", field="until_on")
    application.asked_fields = [code for code in known if code in set(fields)]
    application.asked_note, application.asked_until, application.asked_at = note, until, clock.now()
    _moved(actor, application, A.MORE_INFORMATION, {"fields": ", ".join(application.asked_fields)})
    post.send_link(application, letters.MORE_INFORMATION)


def go_on(actor: Actor, application: FellowshipApplication, version: int) -> None:
    """Go on without what was asked for; what has come stays."""
    _step(application, A.SUBMITTED, version)
    application.asked_fields, application.asked_note, application.asked_until = [], "", None
    _moved(actor, application, A.SUBMITTED)


def override(
    actor: Actor,
    application: FellowshipApplication,
    condition: Condition,
    met: bool,
    reason: str,
    version: int,
) -> None:
    """Say of a condition what the house cannot see, or sees otherwise; the reason stays with the application."""
    hold(application)
    check_version(version, application.version)
    _check_open(application)
    if condition.value not in application.edition.conditions:
        raise Refused("Choose among these.", field="condition")
    check_override(reason)
    row = next((one for one in application.overrides if one.condition is condition), None)
    before = None if row is None else {"condition": condition.label, "met": row.met, "reason": row.reason}
    if row is None:
        row = FellowshipOverride(application=application, condition=condition)
        db.session.add(row)
    row.met, row.reason, row.by_name, row.at = met, reason, actor.name, clock.now()
    application.version += 1
    db.session.flush()
    after = {"condition": condition.label, "met": met, "reason": reason}
    audit.record(actor, "override_condition", KIND, application.id, before, after)


def decide(
    actor: Actor, application: FellowshipApplication, eligible: bool, reason: str, version: int
) -> None:
    """Decide on the eligibility: no against a condition that stands unmet, and not without a reason for a no."""
    to = A.ELIGIBLE if eligible else A.NOT_ELIGIBLE
    _step(application, to, version)
    check_eligible(eligible, reason, checks_of(application), overrides_of(application))
    application.decided_at, application.decided_by = clock.now(), actor.name
    application.decided_reason = reason
    _moved(actor, application, to, {"reason": reason})
    post.send_link(application, letters.ELIGIBLE if eligible else letters.NOT_ELIGIBLE)


def look_again(actor: Actor, application: FellowshipApplication, version: int) -> None:
    """Take a decision on the eligibility back; nobody is written to before the next one."""
    _step(application, A.SUBMITTED, version)
    application.decided_at, application.decided_by, application.decided_reason = None, "", ""
    _moved(actor, application, A.SUBMITTED)


def _step(application: FellowshipApplication, to: ApplicationState, version: int) -> None:
    hold(application)
    check_version(version, application.version)
    check_application_step(application.state, to, By.OFFICE)
    _check_open(application)


def _check_open(application: FellowshipApplication) -> None:
    if application.edition.state not in ELIGIBILITY_OPEN:
        raise Refused(
            "The edition is %(state)s: the eligibility is settled.", state=application.edition.state.label
        )


def _moved(
    actor: Actor,
    application: FellowshipApplication,
    to: ApplicationState,
    told: dict[str, object] | None = None,
) -> None:
    before = {"state": application.state.value}
    application.state = to
    application.version += 1
    audit.record(actor, "move_application", KIND, application.id, before, {"state": to.value} | (told or {}))


def tell_the_rest(edition: FellowshipEdition) -> int:
    """The panel has chosen others: whoever is not selected, or on the reserve list, reads it in a mail, too, once.

    How many are told now.
    """
    states, told = LEFT_OVER | DECIDED - {A.SELECTED}, 0
    had = post.had_letters(edition, (letters.ON_RESERVE, letters.NOT_SELECTED))
    for application in db.session.scalars(
        select(FellowshipApplication)
        .where(
            FellowshipApplication.edition_id == edition.id,
            FellowshipApplication.state.in_(states),
            FellowshipApplication.forgotten_at.is_(None),
        )
        .order_by(FellowshipApplication.number)
    ).all():
        kind = letters.ON_RESERVE if application.state is A.RESERVE else letters.NOT_SELECTED
        if (application.id, kind.code) not in had:
            post.send_link(application, kind)
            told += 1
    return told
