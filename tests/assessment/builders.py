"""A panel and eligible applications before it. Call them inside `work(app)`."""

from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from meetings.access.actions import begin_session, token_of
from meetings.access.actor import OPERATOR
from meetings.access.models import Account, MailLink
from meetings.assessment import actions
from meetings.assessment.models import AssessmentAssignment, FellowshipOffer, PanelMember
from meetings.assessment.rules import OFFER_LINK, AssignmentState
from meetings.base import clock, secrets
from meetings.base.database import db
from meetings.directory.models import Organization
from meetings.fellowship.models import FellowshipApplication, FellowshipEdition, FellowshipNomination
from meetings.fellowship.rules import ApplicationState, EditionState, NominationState
from tests.builders import an_organization
from tests.fellowship.builders import NOW, an_edition
from tests.kit_app import work


def assessed(**given: Any) -> FellowshipEdition:
    """An edition in assessment, two assessors each, one place."""
    clock.set_to(NOW)
    values: dict[str, Any] = {"places": 1, "assessors_each": 2, "answer_days": 14}
    return an_edition(EditionState.ASSESSMENT, **(values | given))


def eligible(edition: FellowshipEdition, number: int, **given: Any) -> FellowshipApplication:
    """An eligible application with this number, of an organization of its own."""
    organization = given.pop("organization", None) or an_organization(f"Organization of {number}")
    values: dict[str, Any] = {
        "number": number,
        "name": f"Fellow {number} Example",
        "organization": organization,
        "organization_name": organization.name,
        "track": "en",
        "languages": ["en"],
        "function": "Legal officer",
        "statement": f"I want to learn how treaty bodies work, says Fellow {number}.",
        "zone": "Pacific/Fiji",
        "submitted_at": clock.now(),
        "state": ApplicationState.ELIGIBLE,
    }
    values |= {"key": secrets.new_key(), "email": f"fellow-{number}@example.org", "begun_at": clock.now()}
    row = FellowshipApplication(edition=edition, **(values | given))
    db.session.add(row)
    db.session.flush()
    return row


def nominated_by(application: FellowshipApplication, email: str, **given: Any) -> None:
    """An organization that the directory does not know stands behind it, by this address."""
    values: dict[str, Any] = {"state": NominationState.CONFIRMED, "asked_at": clock.now()}
    values |= {"key": secrets.new_key(), "by_name": "Somebody", "by_email": email}
    application.nominations.append(
        FellowshipNomination(
            edition=application.edition, organization_name="Unlisted Group", **(values | given)
        )
    )
    db.session.flush()


def a_member(
    edition: FellowshipEdition, name: str, organization: Organization | None = None, **given: Any
) -> PanelMember:
    """Somebody on the panel who reads English and French."""
    email = f"{name.lower()}@example.org"
    values: dict[str, Any] = {"languages": ["en", "fr"], "organization": organization}
    return actions.name_member(OPERATOR, edition, email, name, **(values | given))


def account_of(name: str) -> Account:
    """The account of the member of that name."""
    return db.session.scalars(select(Account).where(Account.name == name)).one()


def browser_of(app: Flask, name: str) -> FlaskClient:
    """A browser in which the member of that name is signed in."""
    client = app.test_client()
    with work(app):
        token = begin_session(account_of(name))
    with client.session_transaction() as session:
        session["_user_id"] = token
    return client


def seat(application: FellowshipApplication, member: PanelMember) -> AssessmentAssignment:
    """Given by hand and answered: no conflict."""
    row = actions.give(OPERATOR, application, member)
    row.conflict, row.state = False, AssignmentState.ASSESSING
    db.session.flush()
    return row


def token_of_offer(offer: FellowshipOffer) -> str:
    """The token of the link that was mailed with an offer."""
    links = select(MailLink).where(MailLink.purpose == OFFER_LINK, MailLink.subject_id == offer.id)
    return token_of(db.session.scalars(links).one())


def scores(edition: FellowshipEdition, *values: int, **more: str) -> dict[str, str]:
    """A whole assessment as a browser sends it."""
    sent = {"summary": "Good", "do": "hand_in"}
    for criterion, value in zip(edition.criteria, values, strict=True):
        sent[f"score_{criterion.id}"] = str(value)
        sent[f"reason_{criterion.id}"] = f"{criterion.name}: {value}"
    return sent | more
