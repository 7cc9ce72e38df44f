"""Alumni: fellows who completed and agreed to be named; what they said afterwards; what evaluations sum up to."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.access.queries import find_link
from meetings.base import clock
from meetings.base.database import db
from meetings.directory.models import Organization
from meetings.fellows.models import Fellow, FellowEvaluation, FellowFollowUp
from meetings.fellows.rules import FOLLOW_UP_LINK, FellowState, Side, Summed, Use, summed
from meetings.fellowship.models import FellowshipApplication, FellowshipEdition
from meetings.programme.models import Meeting
from meetings.programme.rules import PUBLIC_STATUSES, MeetingKind, MeetingStatus

LISTED = (
    Fellow.state == FellowState.COMPLETED,
    Fellow.listed.is_(True),
    FellowshipApplication.forgotten_at.is_(None),
)


def _query() -> Select[Fellow]:
    return (
        select(Fellow)
        .join(Fellow.application)
        .join(FellowshipApplication.edition)
        .where(*LISTED)
        .options(
            joinedload(Fellow.application).joinedload(FellowshipApplication.edition),
            joinedload(Fellow.application).joinedload(FellowshipApplication.organization),
        )
        .order_by(FellowshipEdition.year.desc(), FellowshipApplication.sort_key, Fellow.id)
    )


def alumni(actor: Actor, q: str = "", year: int | None = None) -> Sequence[Fellow]:
    """Those who agreed to be named, the latest first; `q`: part of a name or an organization."""
    if not actor.may(Permission.SEE_DIRECTORY):
        return []
    query = _query()
    for word in q.split():
        query = query.where(
            FellowshipApplication.name.icontains(word, autoescape=True)
            | FellowshipApplication.organization_name.icontains(word, autoescape=True)
        )
    if year is not None:
        query = query.where(FellowshipEdition.year == year)
    return db.session.scalars(query).all()


def years_of_alumni(actor: Actor) -> list[int]:
    """The years of which there are alumni, the latest first."""
    query = _query().with_only_columns(FellowshipEdition.year).order_by(None).distinct()
    return sorted(db.session.scalars(query), reverse=True) if actor.may(Permission.SEE_DIRECTORY) else []


def alumni_of(actor: Actor, organization: Organization) -> Sequence[Fellow]:
    """Those of an organization."""
    if not actor.may(Permission.SEE_DIRECTORY):
        return []
    return db.session.scalars(_query().where(FellowshipApplication.organization_id == organization.id)).all()


# no actor: a part of the directory's own question, whose page asks who sees people
def addresses_of_alumni() -> Select[str]:
    """The addresses of those who agreed to be named, for the directory's filter."""
    return (
        select(FellowshipApplication.email)
        .join(Fellow, Fellow.application_id == FellowshipApplication.id)
        .where(*LISTED)
    )


def meetings_to_come(actor: Actor) -> Sequence[Meeting]:
    """The public meetings to which somebody can still be invited: workshops first, the next first."""
    if not actor.may(Permission.INVITE_PEOPLE):
        return []
    return db.session.scalars(
        select(Meeting)
        .where(
            Meeting.status.in_(PUBLIC_STATUSES),
            Meeting.status != MeetingStatus.CANCELLED,
            Meeting.starts_at > clock.now(),
        )
        .order_by(Meeting.kind != MeetingKind.WORKSHOP, Meeting.starts_at, Meeting.id)
    ).all()


def sums(actor: Actor, edition: FellowshipEdition) -> list[Summed]:
    """What the evaluations of an edition sum up to, by side, as far as it may be shown: one statement."""
    if not actor.may(Permission.KEEP_FELLOWS, edition):
        return []
    rows = db.session.scalars(
        select(FellowEvaluation)
        .where(FellowEvaluation.edition_id == edition.id)
        .order_by(FellowEvaluation.key)
    ).all()
    return [
        summed(
            side,
            edition.state,
            [one.scores for one in rows if one.side is side],
            [one.words for one in rows if one.side is side],
        )
        for side in Side
    ]


@dataclass(frozen=True)
class Followed:
    """What alumni of an edition answered to the yearly question: how often each answer, and how many were asked."""

    asked: int
    answers: dict[Use, int]


def followed(actor: Actor, edition: FellowshipEdition) -> Followed:
    """One statement; without names."""
    rows = db.session.execute(
        select(FellowFollowUp.use, func.count())
        .join(FellowFollowUp.fellow)
        .join(Fellow.application)
        .where(FellowshipApplication.edition_id == edition.id)
        .group_by(FellowFollowUp.use)
    ).all()
    found = {use: int(number) for use, number in rows}
    return Followed(sum(found.values()), {use: found[use] for use in Use if use in found})


# no actor: whoever holds the mailed link was asked
def follow_up_opened(token: str) -> FellowFollowUp | None:
    """The question that a mailed link opens; None when it opens nothing."""
    link = find_link(token, FOLLOW_UP_LINK, used=True)
    if link is None:
        return None
    return db.session.scalar(
        select(FellowFollowUp)
        .join(FellowFollowUp.fellow)
        .join(Fellow.application)
        .where(FellowFollowUp.id == link.subject_id, FellowshipApplication.forgotten_at.is_(None))
        .options(
            joinedload(FellowFollowUp.fellow)
            .joinedload(Fellow.application)
            .joinedload(FellowshipApplication.edition)
        )
    )
