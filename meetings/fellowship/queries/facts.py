"""What eligibility rests on: nominations, earlier fellowships and languages, out of the rows."""

from collections.abc import Iterable, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.database import db
from meetings.base.pages import LANGUAGES
from meetings.base.zones import wall_of
from meetings.fellowship.models import (
    FellowshipApplication,
    FellowshipEdition,
    FellowshipNomination,
    FellowshipPast,
)
from meetings.fellowship.rules import (
    FELLOWS,
    HANDED_IN,
    Check,
    Condition,
    EditionState,
    Facts,
    Met,
    NominationSeen,
    Override,
    PastFellowship,
    judge,
    stands,
)


# no actor: what is known of applications that the caller has loaded for somebody
def checks_of_many(applications: Sequence[FellowshipApplication]) -> dict[int, list[Check]]:
    """The conditions of each, with their evidence; two statements for all of them (nominations are loaded)."""
    past = _past_of(applications)
    return {
        one.id: judge([Condition(code) for code in one.edition.conditions], _facts(one, past[one.id]))
        for one in applications
    }


# no actor: what is known of an application that the caller has loaded for somebody
def checks_of(application: FellowshipApplication) -> list[Check]:
    """The conditions of one application."""
    return checks_of_many([application])[application.id]


# no actor: what is known of an application that the caller has loaded for somebody
def overrides_of(application: FellowshipApplication) -> list[Override]:
    """What the office says of conditions."""
    return [Override(row.condition, row.met, row.reason) for row in application.overrides]


# no actor: what is known of an application that the caller has loaded for somebody
def standing_of(application: FellowshipApplication, checks: Iterable[Check]) -> list[Met]:
    """What counts of each condition, in their order."""
    said = overrides_of(application)
    return [stands(check, said) for check in checks]


def of_same_name(actor: Actor, application: FellowshipApplication) -> Sequence[FellowshipApplication]:
    """What was handed in to the same edition by somebody of the same name, as under another address."""
    if not (actor.may(Permission.SEE_APPLICATIONS, application) and application.sort_key):
        return []
    return db.session.scalars(
        select(FellowshipApplication)
        .where(
            FellowshipApplication.edition_id == application.edition_id,
            FellowshipApplication.sort_key == application.sort_key,
            FellowshipApplication.id != application.id,
            FellowshipApplication.state.in_(HANDED_IN),
            FellowshipApplication.forgotten_at.is_(None),
        )
        .order_by(FellowshipApplication.number)
    ).all()


def _facts(application: FellowshipApplication, past: Sequence[PastFellowship]) -> Facts:
    edition = application.edition
    return Facts(
        application.organization_name,
        tuple(_seen(one, application) for one in application.nominations),
        tuple(past),
        application.track,
        LANGUAGES.get(application.track, application.track),
        tuple(application.languages),
        tuple(edition.tracks),
    )


def _seen(one: FellowshipNomination, application: FellowshipApplication) -> NominationSeen:
    same = (
        one.organization_id == application.organization_id
        if one.organization_id is not None
        else one.organization_name.casefold() == application.organization_name.casefold()
    )
    at = one.answered_at or one.asked_at
    return NominationSeen(
        one.organization_name,
        one.state,
        one.by_name or one.by_email,
        wall_of(at, application.edition.zone).date(),
        same,
        one.by_known,
        one.serving_staff,
    )


def _past_of(applications: Sequence[FellowshipApplication]) -> dict[int, list[PastFellowship]]:
    """Earlier fellowships by address (the surest first), then by name."""
    found: dict[int, list[PastFellowship]] = {one.id: [] for one in applications}
    emails = {one.email for one in applications}
    keys = {one.sort_key for one in applications if one.sort_key}
    editions = {one.edition_id for one in applications}
    rows: list[tuple[str, str, str, int]] = [
        (row.email, row.sort_key, row.edition_title, row.year)
        for row in db.session.scalars(
            select(FellowshipPast)
            .where(or_(FellowshipPast.email.in_(emails), FellowshipPast.sort_key.in_(keys)))
            .order_by(FellowshipPast.year.desc(), FellowshipPast.id)
        )
    ]
    earlier = db.session.scalars(
        select(FellowshipApplication)
        .join(FellowshipApplication.edition)
        .where(
            or_(FellowshipApplication.email.in_(emails), FellowshipApplication.sort_key.in_(keys)),
            FellowshipApplication.state.in_(FELLOWS),
            FellowshipApplication.edition_id.not_in(editions),
            FellowshipEdition.state != EditionState.CANCELLED,
        )
        .options(joinedload(FellowshipApplication.edition))
        .order_by(FellowshipEdition.year.desc(), FellowshipApplication.id)
    )
    rows += [(row.email, row.sort_key, row.edition.title, row.edition.year) for row in earlier]
    for one in applications:
        sure = [PastFellowship(title, year) for email, _key, title, year in rows if email == one.email]
        same = [
            PastFellowship(title, year, by_name=True)
            for email, key, title, year in rows
            if email != one.email and key and key == one.sort_key
        ]
        found[one.id] = sure + same
    return found
