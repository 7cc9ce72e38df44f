"""An offer that did not arrive goes to the right address: the same offer with the same deadline, never a second one."""

from sqlalchemy import select

from meetings.access import audit
from meetings.access.actions import end_links
from meetings.access.actor import Actor
from meetings.assessment.models import FellowshipOffer
from meetings.assessment.rules import OFFER_LINK, OfferState, check_answer
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import NotFound, Refused
from meetings.fellowship import actions as fellowship
from meetings.fellowship.actions import find_by_address, hold, hold_edition
from meetings.fellowship.models import FellowshipApplication
from meetings.fellowship.rules import APPLICATION_LINK


def correct_address(actor: Actor, application_id: int, email: str, method: str | None = None) -> None:
    """Keep the right address of whoever an open offer did not reach; links that went elsewhere open nothing any more.

    Where no offer is open, it is the application's to say (fellowship).
    """
    application = db.session.get(FellowshipApplication, application_id)
    if application is None:
        raise NotFound
    hold_edition(application.edition)
    offer = db.session.scalars(
        select(FellowshipOffer)
        .where(FellowshipOffer.application_id == application_id)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if offer is None:
        fellowship.correct_address(actor, application_id, email, method)
        return
    hold(application)
    check_answer(OfferState(offer.state), offer.deadline_at, clock.now())
    if find_by_address(application.edition, email) is not None:
        raise Refused("This address has an application already.", field="email")
    before = audit.values_of(application, "email")
    application.email = email
    application.version += 1
    db.session.flush()
    audit.record(
        actor,
        "correct_address",
        "application",
        application.id,
        before,
        audit.values_of(application, "email"),
    )
    end_links({OFFER_LINK}, offer.id)
    end_links({APPLICATION_LINK}, application.id)
