"""A mail that did not arrive is sent to the right address: of somebody who was nominated, or who is to confirm."""

from meetings.access import audit
from meetings.access.actions import end_links
from meetings.access.actor import Actor
from meetings.base.database import db
from meetings.base.refusals import NotFound, Refused
from meetings.fellowship.actions.applying import find_by_address
from meetings.fellowship.actions.forgetting import KIND, NOMINATION_KIND
from meetings.fellowship.actions.holding import hold, hold_edition, hold_nomination
from meetings.fellowship.models import FellowshipApplication, FellowshipNomination
from meetings.fellowship.rules import APPLICATION_LINK, NOMINATION_LINK, ApplicationState, NominationState


def correct_address(actor: Actor, application_id: int, email: str, method: str | None = None) -> None:
    """Keep the right address of somebody whom the link to the application did not reach; the old links end.

    Refused once something was submitted (whoever did so has the link), or when the address has an application.
    """
    application = db.session.get(FellowshipApplication, application_id)
    if application is None:
        raise NotFound
    hold_edition(application.edition)
    hold(application)
    if application.state is not ApplicationState.DRAFT or application.submitted_at is not None:
        raise Refused(
            "This application has changed meanwhile: %(now)s. Nothing was changed.",
            now=application.state.label,
        )
    if find_by_address(application.edition, email) is not None:
        raise Refused("This address has an application already.", field="email")
    before = audit.values_of(application, "email")
    application.email = email
    audit.record(
        actor, "correct_address", KIND, application.id, before, audit.values_of(application, "email")
    )
    end_links({APPLICATION_LINK}, application.id)


def correct_voice(actor: Actor, nomination_id: int, email: str, method: str | None = None) -> None:
    """The same for whoever is to confirm: the office knows the address, so it counts as the organization's."""
    nomination = db.session.get(FellowshipNomination, nomination_id)
    if nomination is None:
        raise NotFound
    hold_nomination(nomination)
    if nomination.state is not NominationState.ASKED:
        raise Refused(
            "This nomination has changed meanwhile: %(now)s. Nothing was changed.", now=nomination.state.label
        )
    if email == nomination.application.email:
        raise Refused("Nobody nominates or confirms themselves. Let a colleague do it.", field="email")
    before = audit.values_of(nomination, "by_email")
    nomination.by_email, nomination.by_known = email, True
    after = audit.values_of(nomination, "by_email")
    audit.record(actor, "correct_address", NOMINATION_KIND, nomination.id, before, after)
    end_links({NOMINATION_LINK}, nomination.id)
