"""A session that was held, people who were there, and a summary that waits for them. Call them inside `work(app)`."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select

from meetings.access.actions import token_of
from meetings.access.actor import OPERATOR
from meetings.access.models import MailLink
from meetings.base import clock
from meetings.base.database import db
from meetings.base.zones import wall_of
from meetings.outbox.models import OutboxMessage
from meetings.outcomes import actions as outcomes
from meetings.outcomes.models import Summary
from meetings.programme.models import MeetingSession
from meetings.registration.models import Attendance, Registration
from meetings.registration.rules import Presence, RegistrationStatus
from meetings.rounds import actions
from meetings.rounds.actions.opening import Deadline
from meetings.rounds.models import ConfirmationRound
from tests.builders import a_registration
from tests.kit_app import work
from tests.outcomes.builders import a_held_session

TEXT = "Participants spoke of early signs.\n\nOthers agreed that courts should be heard."
PEOPLE = ("Ann", "Ben", "Cleo")


def present(session: MeetingSession, name: str, **given: Any) -> Registration:
    """Somebody who was noted as present."""
    values: dict[str, Any] = {
        "name": f"{name} Example",
        "email": f"{name.lower()}@example.org",
        "organization_name": f"Forum of {name}",
        "status": RegistrationStatus.APPROVED,
        "zone": "Pacific/Fiji",
    }
    registration = a_registration(session.meeting, **values | given)
    noted = {"noted_by": "Ines", "noted_at": clock.now(), "presence": Presence.IN_PERSON}
    db.session.add(Attendance(session_id=session.id, registration_id=registration.id, **noted))
    db.session.flush()
    return registration


def a_waiting_summary(session: MeetingSession | None = None, text: str = TEXT, **given: Any) -> Summary:
    """A summary that is with the moderator; three organizations were present."""
    session = session or a_held_session(**given)
    for name in PEOPLE:
        present(session, name)
    summary = outcomes.save_summary(OPERATOR, session, text)
    outcomes.hand_in(OPERATOR, summary)
    return summary


def in_days(days: float, summary: Summary) -> Deadline:
    """A deadline so many days from now, on the meeting's clock."""
    return Deadline(wall_of(clock.now() + timedelta(days=days), summary.session.meeting.zone))


def an_open_round(days: float = 5, **given: Any) -> ConfirmationRound:
    """A round that ends in so many days."""
    summary = a_waiting_summary(**given)
    return actions.open_round(OPERATOR, summary, in_days(days, summary))


def link_to(app: Flask, email: str) -> str:
    """The path of the newest personal link of a round that went to this address."""
    with work(app):
        row = db.session.scalars(
            select(OutboxMessage)
            .where(OutboxMessage.to_email == email, OutboxMessage.link_purpose == "round")
            .order_by(OutboxMessage.id.desc())
        ).first()
        assert row is not None and row.link_key is not None
        return f"{row.link_path}{token_of(db.session.get_one(MailLink, row.link_key))}"


def mails(email: str = "") -> list[tuple[str, str]]:
    """Which mails of this room went to whom, in their order."""
    query = select(OutboxMessage.letter, OutboxMessage.to_email).order_by(OutboxMessage.id)
    rows = db.session.execute(query.where(OutboxMessage.letter != ""))
    return [(letter, to) for letter, to in rows if not email or to == email]


def plain(page: str) -> str:
    """The words of a page."""
    page = re.sub(r"<(script|style|option)[^>]*>.*?</\1>", " ", page, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


@dataclass(frozen=True)
class Typed:
    """What stands in the fields of a reader's page, to be changed and sent."""

    values: dict[str, str]

    def saying(self, number: int | str, kind: str, text: str = "") -> "Typed":
        """The same, with another answer to the paragraph of that number (or `whole`)."""
        ids = [name.removeprefix("version_") for name in self.values if name.startswith("version_")]
        of = number if isinstance(number, str) else ids[number - 1]
        return Typed(self.values | {f"kind_{of}": kind, f"text_{of}": text})


def typed(page: str) -> Typed:
    """The form of a reader's page as it was opened."""
    versions = dict(re.findall(r'name="(version_\d+)"[^>]* value="(-?\d+)"', page))
    return Typed(versions)


def moment(text: str) -> datetime:
    """An instant from ISO text."""
    return datetime.fromisoformat(text)
