"""Applications as the office, the applicant and the organization see them."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.access.queries import find_link
from meetings.base.database import db
from meetings.base.models import StoredFile
from meetings.base.refusals import NotFound
from meetings.directory.models import Organization
from meetings.fellowship.models import (
    FellowshipApplication,
    FellowshipEdition,
    FellowshipFile,
    FellowshipNomination,
)
from meetings.fellowship.queries.editions import edition_for
from meetings.fellowship.rules import (
    APPLICATION_LINK,
    HANDED_IN,
    NOMINATION_LINK,
    ApplicationState,
    DocumentKind,
    EditionState,
)

ON_A_PAGE = 50


def _all() -> tuple[ExecutableOption, ...]:
    return (
        joinedload(FellowshipApplication.edition),
        joinedload(FellowshipApplication.organization),
        selectinload(FellowshipApplication.files).joinedload(FellowshipFile.file),
        selectinload(FellowshipApplication.nominations).joinedload(FellowshipNomination.letter),
        selectinload(FellowshipApplication.overrides),
    )


# no actor: whoever holds the mailed link is the applicant
def opened(token: str) -> FellowshipApplication | None:
    """The application that a personal link opens, with all that its page needs; None when it opens nothing."""
    link = find_link(token, APPLICATION_LINK, used=True)
    if link is None:
        return None
    return db.session.scalar(
        select(FellowshipApplication)
        .where(FellowshipApplication.id == link.subject_id, FellowshipApplication.forgotten_at.is_(None))
        .options(*_all())
    )


def own_applications(actor: Actor, addresses: Collection[str]) -> Sequence[FellowshipApplication]:
    """One's own applications by proven addresses, the latest first: one statement."""
    return db.session.scalars(
        select(FellowshipApplication)
        .where(FellowshipApplication.email.in_(addresses), FellowshipApplication.forgotten_at.is_(None))
        .options(joinedload(FellowshipApplication.edition))
        .order_by(FellowshipApplication.id.desc())
    ).all()


# no actor: whoever holds the mailed link was asked for the organization
def nomination_opened(token: str) -> FellowshipNomination | None:
    """The nomination that a mailed link asks to confirm; None when it opens nothing."""
    link = find_link(token, NOMINATION_LINK, used=True)
    if link is None:
        return None
    return db.session.scalar(
        select(FellowshipNomination)
        .join(FellowshipNomination.application)
        .where(FellowshipNomination.id == link.subject_id, FellowshipApplication.forgotten_at.is_(None))
        .options(
            joinedload(FellowshipNomination.edition),
            joinedload(FellowshipNomination.application).selectinload(FellowshipApplication.files),
        )
    )


@dataclass(frozen=True)
class Listed:
    """A page of the list: the applications, how many there are of each state, and how many fit."""

    applications: Sequence[FellowshipApplication]
    numbers: Counter[ApplicationState]
    total: int


def applications(
    actor: Actor, edition: FellowshipEdition, state: ApplicationState | None, q: str, page: int
) -> Listed:
    """The applications of an edition by number, drafts last: a fixed number of statements."""
    if not actor.may(Permission.SEE_APPLICATIONS, edition):
        raise NotFound
    mine = FellowshipApplication.edition_id == edition.id
    counted = db.session.execute(
        select(FellowshipApplication.state, func.count()).where(mine).group_by(FellowshipApplication.state)
    )
    numbers = Counter({one: int(number) for one, number in counted})
    fits = [mine]
    if state is not None:
        fits.append(FellowshipApplication.state == state)
    if q:
        columns = (
            func.lower(FellowshipApplication.name),
            FellowshipApplication.email,
            func.lower(FellowshipApplication.organization_name),
        )
        fits.append(or_(*(column.contains(q.lower(), autoescape=True) for column in columns)))
    total = db.session.scalar(select(func.count(FellowshipApplication.id)).where(*fits)) or 0
    rows = db.session.scalars(
        select(FellowshipApplication)
        .where(*fits)
        .options(*_all())
        .order_by(
            FellowshipApplication.number.is_(None), FellowshipApplication.number, FellowshipApplication.id
        )
        .limit(ON_A_PAGE)
        .offset((page - 1) * ON_A_PAGE)
    ).all()
    return Listed(rows, numbers, total)


def application_for(actor: Actor, slug: str, key: str) -> FellowshipApplication:
    """One application of an edition, with all that its page needs."""
    edition = edition_for(actor, slug)
    found = db.session.scalar(
        select(FellowshipApplication)
        .where(FellowshipApplication.edition_id == edition.id, FellowshipApplication.key == key)
        .options(*_all())
    )
    if found is None:
        raise NotFound
    return found


def handed_in_for(actor: Actor, slug: str, key: str) -> FellowshipApplication:
    """One application that was handed in: what stands in a draft is the applicant's own."""
    application = application_for(actor, slug, key)
    if application.state not in HANDED_IN:
        raise NotFound
    return application


def file_of(application: FellowshipApplication, code: str) -> StoredFile:
    """A document of an application by its kind."""
    for one in application.files:
        if one.kind.value == code:
            return one.file
    raise NotFound


def document_for(actor: Actor, slug: str, key: str, kind: str) -> FellowshipFile:
    """A document of an application of an edition."""
    application = handed_in_for(actor, slug, key)
    for one in application.files:
        if one.kind is _kind(kind):
            return one
    raise NotFound


def _kind(code: str) -> DocumentKind:
    try:
        return DocumentKind(code)
    except ValueError:
        raise NotFound from None


def letter_for(actor: Actor, slug: str, key: str) -> FellowshipNomination:
    """A nomination with its letter, for the office and for the organization that handed it in."""
    found = db.session.scalar(
        select(FellowshipNomination)
        .join(FellowshipNomination.edition)
        .where(FellowshipEdition.slug == slug, FellowshipNomination.key == key)
        .options(joinedload(FellowshipNomination.letter))
    )
    if found is None or found.letter is None:
        raise NotFound
    return found


@dataclass(frozen=True)
class Nominating:
    """An organization before an edition that takes nominations."""

    organization: Organization
    edition: FellowshipEdition

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return (*self.organization.scopes(), *self.edition.scopes())


def nominating_for(actor: Actor, org_slug: str, slug: str) -> Nominating:
    """An organization, for its page of an edition that is public."""
    organization = db.session.scalar(select(Organization).where(Organization.slug == org_slug))
    edition = edition_for(actor, slug)
    if organization is None or edition.state is EditionState.DRAFT:
        raise NotFound
    return Nominating(organization, edition)


def nominations(actor: Actor, here: Nominating) -> Sequence[FellowshipNomination]:
    """The nominations of an organization for an edition, the newest first."""
    if not actor.may(Permission.NOMINATE_FELLOWS, here):
        raise NotFound
    return db.session.scalars(
        select(FellowshipNomination)
        .join(FellowshipNomination.application)
        .where(
            FellowshipNomination.edition_id == here.edition.id,
            FellowshipNomination.organization_id == here.organization.id,
            FellowshipApplication.forgotten_at.is_(None),
        )
        .options(joinedload(FellowshipNomination.application), joinedload(FellowshipNomination.letter))
        .order_by(FellowshipNomination.id.desc())
    ).all()


def nomination_for(actor: Actor, org_slug: str, slug: str, key: str) -> FellowshipNomination:
    """One nomination of an organization."""
    here = nominating_for(actor, org_slug, slug)
    for one in nominations(actor, here):
        if one.key == key:
            return one
    raise NotFound


def nominates_for(actor: Actor) -> list[Organization]:
    """The organizations for which somebody nominates by name of the role; none for the office, which has a page."""
    ids = actor.scope(Permission.NOMINATE_FELLOWS, "organization")
    if not ids:
        return []
    return list(
        db.session.scalars(select(Organization).where(Organization.id.in_(ids)).order_by(Organization.name))
    )
