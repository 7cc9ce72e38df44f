"""The pages of the assessment that the rounds of accessibility walk: an edition before its panel, and an offer."""

from sqlalchemy import select

from meetings.access.actor import OPERATOR
from meetings.access.models import Account
from meetings.assessment import actions
from meetings.assessment.actions.offering import send_offers
from meetings.assessment.models import FellowshipOffer
from meetings.assessment.rules import Outcome
from meetings.base.database import db
from meetings.fellowship.rules import ApplicationState, EditionState
from tests.assessment.builders import a_member, eligible, seat, token_of_offer
from tests.assessment.test_conflicts import with_cv
from tests.fellowship.builders import an_edition
from tests.journeys.house import ORGANIZER

E = "/fellowships/{assessed}"
PUBLIC_PAGES = ["{fellowship_offer}"]
OFFICE_PAGES = [
    f"{E}/panel",
    f"{E}/selection",
    f"{E}/selection?try={{assessed_application}}",
    f"{E}/selection/{{assessed_application}}",
    f"{E}/selection/{{assessed_application}}/redacted/cv",
    f"{E}/assess",
    f"{E}/assess/{{assessed_application}}",
    f"{E}/assess/{{asked_for_conflict}}",
]
FILES = ("assess_file", "assess_answer", "memo", "redacted_file", "scores_csv", "scores_xlsx")
NOT_PAGES = {f"assessment.{name}" for name in FILES}


def assessing() -> dict[str, str]:
    """What stands in the addresses; the organizer is an assessor here, too."""
    edition = an_edition(EditionState.ASSESSMENT, title="Fellowship before its panel", blind=True)
    account = db.session.scalars(select(Account).where(Account.email == ORGANIZER)).one()
    member = actions.name_member(OPERATOR, edition, ORGANIZER, account.name, ["en"])
    a_member(edition, "Ada", chair=True)
    read, asked = eligible(edition, 1), eligible(edition, 2)
    seat(read, member)
    with_cv(read)
    actions.give(OPERATOR, asked, member)
    actions.decide(OPERATOR, read, Outcome.RESERVE, "Strong", read.version)
    closed = an_edition(EditionState.DECIDED, title="Fellowship with offers")
    fellow = eligible(closed, 1, state=ApplicationState.SELECTED, organization=read.organization)
    send_offers(OPERATOR, closed)
    offer = db.session.scalars(
        select(FellowshipOffer).where(FellowshipOffer.application_id == fellow.id)
    ).one()
    return {
        "assessed": edition.slug,
        "assessed_application": read.key,
        "asked_for_conflict": asked.key,
        "fellowship_offer": f"/fellowship-offers/{token_of_offer(offer)}",
    }
