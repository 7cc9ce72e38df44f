"""Offers: once to each, answered by the mailed link, or lapsing; what is free then goes to the next of the reserve."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.assessment import letters, post
from meetings.assessment.models import FellowshipOffer
from meetings.assessment.queries import OFFERING, reserve_of
from meetings.assessment.rules import (
    HOLDS,
    OfferState,
    check_answer,
    free_places,
    is_over,
    last_minute,
    promoted,
)
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.base.zones import wall_of, wall_to_utc
from meetings.fellowship.actions import hold, hold_edition, tell_the_rest
from meetings.fellowship.models import FellowshipApplication, FellowshipEdition
from meetings.fellowship.queries import checks_of, standing_of
from meetings.fellowship.rules import (
    ApplicationState,
    By,
    Condition,
    EditionState,
    Met,
    check_application_step,
)

A = ApplicationState
WORKER = Actor(account_id=None, name="the worker")
Follow = Callable[[Actor, FellowshipApplication], object]
_followers: dict[str, Follow] = {}


def follow_accepted(room: str, follow: Follow) -> None:
    """Let a room above begin what it does for whoever has accepted an offer (see `rooms`)."""
    _followers[room] = follow


def send_offers(actor: Actor, edition: FellowshipEdition) -> tuple[int, int]:
    """Offer the fellowship to everybody who is selected and has no offer yet, then to the reserve; how many.

    Everybody else who was before the panel is told what it has decided, once, also when nobody is selected; how many.
    """
    hold_edition(edition)
    if edition.state not in OFFERING:
        raise Refused("Close the selection first: the edition is %(state)s.", state=edition.state.label)
    _settle(edition)
    selected = db.session.scalars(
        select(FellowshipApplication)
        .where(FellowshipApplication.edition_id == edition.id, FellowshipApplication.state == A.SELECTED)
        .order_by(FellowshipApplication.number)
    ).all()
    made = _offers(edition.id)
    free = free_places(edition.places, [one.state for one in made])
    for one in selected[:free]:
        _offer(actor, one, from_reserve=False)
    number = min(len(selected), free) + promote(actor, edition)
    told = tell_the_rest(edition)
    if not selected and not number and not told:
        raise Refused("Nobody waits for an offer.")
    return number, told


def _offer(actor: Actor, application: FellowshipApplication, *, from_reserve: bool) -> FellowshipOffer:
    """One offer, with its deadline at the end of a day on the clock of whoever is to answer."""
    edition = application.edition
    check_application_step(application.state, A.OFFERED, By.OFFICE)
    zone = application.zone or edition.zone
    deadline = last_minute(wall_of(clock.now(), zone).date(), edition.answer_days)
    row = FellowshipOffer(
        application_id=application.id,
        language=application.language,
        zone=zone,
        deadline=deadline,
        deadline_at=wall_to_utc(deadline, zone, second=True),
        state=OfferState.OPEN,
        from_reserve=from_reserve,
        sent_at=clock.now(),
    )
    db.session.add(row)
    application.state = A.OFFERED
    application.version += 1
    db.session.flush()  # the database keeps one offer to each; the mail needs its number
    told = {"state": A.OFFERED.value, "until": f"{deadline:%Y-%m-%d %H:%M} {zone}"}
    audit.record(actor, "offer_fellowship", "application", application.id, None, told)
    post.send_offer(row, application, letters.FROM_RESERVE if from_reserve else letters.OFFER)
    return row


def _offers(edition_id: int) -> Sequence[FellowshipOffer]:
    return db.session.scalars(
        select(FellowshipOffer)
        .join(FellowshipOffer.application)
        .where(FellowshipApplication.edition_id == edition_id)
        .options(joinedload(FellowshipOffer.application))
        .order_by(FellowshipOffer.id)
        .execution_options(populate_existing=True)
    ).all()


def answer(actor: Actor, offer: FellowshipOffer, accept: bool, reason: str = "") -> None:
    """The fellow accepts or declines, in time; what is declined goes to the next of the reserve at once."""
    edition = hold_edition(offer.application.edition)
    application = hold(offer.application)
    db.session.refresh(offer)
    check_answer(offer.state, offer.deadline_at, clock.now())
    if edition.state not in OFFERING:
        raise Refused("This edition is %(state)s.", state=edition.state.label)
    to = A.ACCEPTED if accept else A.DECLINED
    check_application_step(application.state, to, By.APPLICANT)
    if accept:
        _check_only_one(application)
    _ended(actor, offer, OfferState.ACCEPTED if accept else OfferState.DECLINED, to, reason)
    post.tell_answered(offer, application, letters.ACCEPTED if accept else letters.DECLINED)
    if not accept:
        promote(actor, edition)
        return
    for follow in _followers.values():
        follow(actor, application)


def _check_only_one(application: FellowshipApplication) -> None:
    """Refused when somebody has become a fellow elsewhere since the eligibility was decided, as by another offer."""
    checks = checks_of(application)
    for check, met in zip(checks, standing_of(application, checks), strict=True):
        if check.condition is Condition.NOT_A_PAST_FELLOW and (check.met, met) == (Met.NO, Met.NO):
            raise Refused(
                "You have accepted another fellowship: %(edition)s. If you want this one, write to the office.",
                edition=check.params["edition"],
            )


def _ended(
    actor: Actor, offer: FellowshipOffer, state: OfferState, to: ApplicationState, reason: str = ""
) -> None:
    application = offer.application
    before = {"state": application.state.value}
    offer.state, offer.answered_at, offer.reason = state, clock.now(), reason
    application.state = to
    application.version += 1
    db.session.flush()
    audit.record(
        actor, "answer_offer", "application", application.id, before, {"state": to.value, "reason": reason}
    )


def edition_moved(actor: Actor, edition: FellowshipEdition, was: EditionState) -> None:
    """An edition that is cancelled offers nothing any more; whoever has an offer is told so with everybody else."""
    if edition.state is EditionState.CANCELLED:
        _keep(edition)


def check_offers_answered(edition: FellowshipEdition, to: EditionState) -> None:
    """An edition does not end before its offers have gone and are answered: both would be refused then."""
    if to is not EditionState.ENDED:
        return
    waits = (
        select(FellowshipApplication.name, FellowshipApplication.state)
        .where(
            FellowshipApplication.edition_id == edition.id,
            FellowshipApplication.state.in_((A.SELECTED, A.OFFERED)),
        )
        .order_by(FellowshipApplication.number)
        .limit(1)
    )
    for name, state in db.session.execute(waits):
        if state is A.SELECTED:
            raise Refused("%(name)s is selected and has no offer yet. Send the offers first.", name=name)
        raise Refused(
            "%(name)s has not answered the offer yet. Wait for the answer, or its last day.", name=name
        )


def promote(actor: Actor, edition: FellowshipEdition) -> int:
    """Offer what is free to the next of the reserve, in its order, under the lock of the edition; how many."""
    offers = _offers(edition.id)
    selected = db.session.scalars(
        select(FellowshipApplication.id).where(
            FellowshipApplication.edition_id == edition.id, FellowshipApplication.state == A.SELECTED
        )
    ).all()
    reserve = [row.application for row in reserve_of(edition.id)]
    gone = {one.id for one in reserve if one.state is not A.RESERVE}
    free = free_places(edition.places, [one.state for one in offers]) - len(selected)
    by_id = {one.id: one for one in reserve}
    up = promoted([one.id for one in reserve], gone, free)
    for id_ in up:
        _offer(actor, hold(by_id[id_]), from_reserve=True)
    return len(up)


def keep_offers() -> bool:
    """What the worker does: lets offers lapse, ends those of who has withdrawn, and fills what is free then.

    Where offers are out and somebody is on the reserve, it looks whether a place is free by any other way.
    """
    due = select(FellowshipOffer.application_id).where(
        FellowshipOffer.state == OfferState.OPEN,
        FellowshipOffer.deadline_at <= clock.now() - timedelta(minutes=1),
    )
    gone = (
        select(FellowshipOffer.application_id)
        .join(FellowshipOffer.application)
        .where(FellowshipOffer.state.in_(HOLDS), FellowshipApplication.state == A.WITHDRAWN)
    )
    out = select(FellowshipApplication.edition_id).join(
        FellowshipOffer, FellowshipOffer.application_id == FellowshipApplication.id
    )
    editions = db.session.scalars(
        select(FellowshipEdition)
        .join(FellowshipApplication, FellowshipApplication.edition_id == FellowshipEdition.id)
        .where(
            FellowshipApplication.id.in_(due.union(gone))
            | ((FellowshipApplication.state == A.RESERVE) & FellowshipEdition.id.in_(out)),
        )
        .order_by(FellowshipEdition.id)
    ).unique()
    for edition in list(editions):
        _keep(hold_edition(edition))
    return False


def _keep(edition: FellowshipEdition) -> None:
    _settle(edition)
    if edition.state in OFFERING:
        promote(WORKER, edition)


def _settle(edition: FellowshipEdition) -> None:
    """Offers of whoever has withdrawn, or has not answered in time, hold no place any more."""
    for offer in _offers(edition.id):
        if offer.state not in HOLDS:
            continue
        if offer.application.state is A.WITHDRAWN or edition.state is EditionState.CANCELLED:
            offer.state, offer.answered_at = OfferState.WITHDRAWN, clock.now()
        elif offer.state is OfferState.OPEN and is_over(offer.deadline_at, clock.now()):
            check_application_step(offer.application.state, A.LAPSED, By.TIME)
            _ended(WORKER, offer, OfferState.LAPSED, A.LAPSED)
            post.tell_answered(offer, offer.application, letters.LAPSED)
    db.session.flush()
