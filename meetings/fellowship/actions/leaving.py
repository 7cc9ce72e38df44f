"""An application is withdrawn, and taken up again while the call is open."""

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base import clock
from meetings.fellowship import letters, post
from meetings.fellowship.actions.applying import check_open
from meetings.fellowship.actions.forgetting import KIND
from meetings.fellowship.actions.holding import hold
from meetings.fellowship.models import FellowshipApplication
from meetings.fellowship.rules import ApplicationState, By, check_application_step

A = ApplicationState


def withdraw(actor: Actor, application: FellowshipApplication, reason: str = "") -> None:
    """The applicant withdraws it; what was asked of the organization stands as it is."""
    hold(application)
    check_application_step(application.state, A.WITHDRAWN, By.APPLICANT)
    before, drafted = application.state, application.state is A.DRAFT
    application.state, application.withdrawn_at = A.WITHDRAWN, clock.now()
    application.withdrawn_reason = reason
    application.version += 1
    audit.record(
        actor,
        "withdraw_application",
        KIND,
        application.id,
        {"state": before.value},
        {"state": A.WITHDRAWN.value},
    )
    if not drafted:
        post.send_link(application, letters.WITHDRAWN)


def take_up_again(actor: Actor, application: FellowshipApplication) -> None:
    """A withdrawn one becomes a draft again, as long as the call is open."""
    hold(application)
    check_application_step(application.state, A.DRAFT, By.APPLICANT)
    check_open(application.edition)
    application.state, application.withdrawn_at, application.withdrawn_reason = A.DRAFT, None, ""
    application.version += 1
    audit.record(actor, "take_up_application", KIND, application.id, None, {"state": A.DRAFT.value})
