"""What tests of invitations and nominations do again and again."""

import re
from datetime import date
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from meetings.access.actions import token_of
from meetings.access.models import MailLink
from meetings.base.database import db
from meetings.invitations.actions import keep_invitations
from meetings.invitations.models import Invitation, Nomination
from meetings.outbox.models import OutboxMessage
from tests.builders import a_meeting, a_person, an_organization
from tests.kit_app import work
from tests.registration.steps import ANSWERS

ANSWER: dict[str, Any] = {k: v for k, v in ANSWERS.items() if k not in ("email", "organization", "once")}
PLACES = {"places": "2", "deadline": "2028-09-30", "deadline_hour": "", "note": "Bring your plans."}
HERE = "/organizations/forum/nominations/workshop"


def a_workshop(**given: Any) -> Any:
    """The meeting `workshop`; call it inside `work`."""
    return a_meeting("workshop", **given)


def a_forum(name: str = "Example Forum", slug: str = "forum", focal: str | None = "focal@example.org") -> Any:
    """An organization whose focal point the directory names; call it inside `work`."""
    from meetings.access.actor import OPERATOR
    from meetings.directory.actions import name_focal_point
    from meetings.directory.rules import Capacity

    organization = an_organization(name, slug=slug)
    if focal:
        person = a_person(f"Focal of {name}", email=focal, organization=organization)
        name_focal_point(OPERATOR, organization, person, Capacity.PRIMARY, date(2020, 1, 1))
    return organization


def give(organizer: FlaskClient, *slugs: str, **changed: str) -> Any:
    """Give two places to each of these organizations."""
    return organizer.post(
        "/meetings/workshop/nominations/new", data={"organization": list(slugs), **PLACES, **changed}
    )


def name(focal: FlaskClient, who: str, takes: str = "place", at: str = HERE, **changed: str) -> Any:
    """Name somebody by the form."""
    data = {
        "name": who.title(),
        "email": f"{who}@example.org",
        "function": "Lawyer",
        "languages": "en",
        "takes": takes,
    }
    return focal.post(at, data=data | changed)


def named(app: Flask) -> list[tuple[str, str]]:
    """Everybody who was asked, by position: address without its domain, and state."""
    with work(app):
        rows = db.session.scalars(
            select(Invitation).order_by(Invitation.nomination_id, Invitation.position, Invitation.id)
        )
        return [(row.email.partition("@")[0], row.status.value) for row in rows]


def link_of(app: Flask, email: str) -> str:
    """The path of the newest personal link that went to this address."""
    with work(app):
        row = db.session.scalars(
            select(OutboxMessage)
            .where(OutboxMessage.to_email == email, OutboxMessage.link_purpose == "invitation")
            .order_by(OutboxMessage.id.desc())
        ).first()
        assert row is not None and row.link_key is not None
        link = db.session.get_one(MailLink, row.link_key)
        return f"{row.link_path}{token_of(link)}"


def mail_to(app: Flask, email: str) -> list[str]:
    """The subjects of all mails to this address, oldest first."""
    with work(app):
        return list(
            db.session.scalars(
                select(OutboxMessage.subject)
                .where(OutboxMessage.to_email == email)
                .order_by(OutboxMessage.id)
            )
        )


def texts_to(app: Flask, email: str) -> list[str]:
    with work(app):
        return list(
            db.session.scalars(
                select(OutboxMessage.text).where(OutboxMessage.to_email == email).order_by(OutboxMessage.id)
            )
        )


def keep(app: Flask) -> None:
    """What the worker does every minute."""
    with work(app):
        keep_invitations()


def nomination_of(app: Flask) -> Nomination:
    with work(app):
        return db.session.scalars(select(Nomination)).one()


def plain(page: str) -> str:
    """The words of a page."""
    page = re.sub(r"<(script|style|option)[^>]*>.*?</\1>", " ", page, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def errors(page: str) -> list[str]:
    """The sentences of the summary of errors."""
    found = re.findall(r'<div class="errors".*?</div>', page, re.DOTALL)
    return [plain(line) for line in re.findall(r"<li>(.*?)</li>", found[0], re.DOTALL)] if found else []
