"""Editions of the fellowship and applications to them. Call them inside `work(app)`."""

import io
from datetime import UTC, date, datetime
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from meetings.access.actions import token_of
from meetings.access.actor import OPERATOR
from meetings.access.models import MailLink
from meetings.base.database import db
from meetings.directory.models import FocalPoint, Organization
from meetings.directory.rules import Capacity
from meetings.fellowship import actions
from meetings.fellowship.models import (
    FellowshipApplication,
    FellowshipEdition,
    FellowshipNomination,
)
from meetings.fellowship.rules import (
    APPLICATION_LINK,
    NOMINATION_LINK,
    Condition,
    CriterionDraft,
    DocumentKind,
    EditionDraft,
    EditionState,
    Wanted,
)
from tests.builders import a_person, an_organization

# The clock of the tests stands on this day, in the middle of the call.
NOW = datetime(2028, 2, 1, 9, tzinfo=UTC)
PDF = b"%PDF-1.7 a curriculum vitae"
CRITERIA = (
    CriterionDraft("Motivation", "Why, and why now", 40, 1, 5),
    CriterionDraft("Use for the organization", "What it gains", 60, 0, 10),
)


def an_edition(state: EditionState = EditionState.OPEN, **given: Any) -> FellowshipEdition:
    """An edition whose call is open from 10 January to 10 February 2028, 23:59 in Kathmandu."""
    values: dict[str, Any] = {
        "title": "Fellowship 2028",
        "year": 2028,
        "opens": datetime(2028, 1, 10),
        "closes": datetime(2028, 2, 10, 23, 59),
        "zone": "Asia/Kathmandu",
        "about": "Four weeks in Geneva.",
        "starts_on": date(2028, 6, 5),
        "tracks": ("en", "fr"),
        "documents": {DocumentKind.CV: Wanted.REQUIRED},
        "conditions": tuple(Condition),
    }
    edition = actions.make_edition(OPERATOR, EditionDraft(**values | given))
    actions.set_criteria(OPERATOR, edition, CRITERIA, edition.version)
    edition.state = state
    db.session.flush()
    return edition


def a_voice(organization: Organization, email: str = "amina@example.org") -> FocalPoint:
    """Somebody who speaks for it since 2020, by the directory."""
    person = a_person("Amina Diallo", email=email, organization_id=organization.id)
    row = FocalPoint(
        person=person, organization=organization, capacity=Capacity.PRIMARY, since=date(2020, 1, 1)
    )
    db.session.add(row)
    db.session.flush()
    return row


def an_application(
    edition: FellowshipEdition, email: str = "tala@example.org", **given: Any
) -> FellowshipApplication:
    """A draft that was begun by its link; `given` are its columns."""
    application = actions.begin(edition, email, "en")
    for name, value in given.items():
        setattr(application, name, value)
    db.session.flush()
    return application


def token_for(application: FellowshipApplication) -> str:
    """The token of a link that was mailed to whoever applies."""
    return _token(APPLICATION_LINK, application.id)


def token_of_nomination(nomination: FellowshipNomination) -> str:
    """The token of the link that was mailed to whoever speaks for the organization."""
    return _token(NOMINATION_LINK, nomination.id)


def _token(purpose: str, number: int) -> str:
    link = db.session.scalars(
        select(MailLink).where(MailLink.purpose == purpose, MailLink.subject_id == number)
    ).first()
    assert link is not None
    return token_of(link)


def written(**given: Any) -> dict[str, Any]:
    """A whole application as a browser sends it; the version is that of one that was just begun."""
    return {
        "name": "Tala Example",
        "organization": "Pacific Example Forum",
        "function": "Legal officer",
        "languages": ["en", "fr"],
        "track": "fr",
        "statement": "I want to learn how treaty bodies work.",
        "gender": "woman",
        "zone": "Pacific/Fiji",
        "version": "1",
        "file_cv": (io.BytesIO(PDF), "cv.pdf"),
        "do": "save",
    } | given


def send(client: FlaskClient, address: str, data: dict[str, Any]) -> TestResponse:
    """POST as a browser sends a form with files."""
    return client.post(address, data=data, content_type="multipart/form-data")


def an_asked_organization() -> Organization:
    """The organization that `written` names, with somebody who speaks for it."""
    organization = an_organization("Pacific Example Forum")
    a_voice(organization)
    return organization
