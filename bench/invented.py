"""Invented registrations, many: `python -m bench.invented SLUG NUMBER` in an instance with the demonstration."""

import random
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert, select

from meetings.base import secrets
from meetings.base.database import db, unit_of_work
from meetings.base.pages import LANGUAGES
from meetings.directory.models import Organization
from meetings.factory import create_app
from meetings.programme.models import Meeting
from meetings.registration.models import Registration
from meetings.registration.rules import Category, Gender, Listing, RegistrationStatus

S = RegistrationStatus
SHARES = {S.UNCONFIRMED: 5, S.SUBMITTED: 30, S.WAITING: 10, S.APPROVED: 40, S.DECLINED: 10, S.WITHDRAWN: 5}
OPENED = datetime(2028, 1, 3, 8, tzinfo=UTC)


def invent(slug: str, number: int) -> None:
    """So many people of all groups, regions and states; the same ones each time."""
    chance = random.Random(number)
    meeting = db.session.scalars(select(Meeting.id).where(Meeting.slug == slug)).one()
    known = db.session.execute(select(Organization.id, Organization.name).order_by(Organization.id)).all()
    organizations: list[tuple[int | None, str]] = [(row.id, row.name) for row in known]
    organizations += [(None, f"Example Association No. {n}") for n in range(200)]
    rows = [_person(chance, meeting, n, *chance.choice(organizations)) for n in range(number)]
    db.session.execute(insert(Registration), rows)


def _person(
    chance: random.Random, meeting: int, n: int, organization: int | None, name: str
) -> dict[str, Any]:
    [status] = chance.choices(list(SHARES), list(SHARES.values()))
    received = OPENED + timedelta(seconds=chance.randrange(200 * 86400))
    return {
        "key": secrets.new_key(),
        "meeting_id": meeting,
        "organization_id": organization,
        "organization_name": name,
        "name": f"Participant {chance.randrange(10**6)} Example-{n}",
        "sort_key": f"participant {n:06}",
        "email": f"participant-{n}@example.org",
        "function": chance.choice(["Head of unit", "Legal officer", "Judge", ""]),
        "category": chance.choice(list(Category)),
        "languages": chance.sample(list(LANGUAGES), chance.choice([1, 1, 2])),
        "listing": chance.choice(list(Listing)),
        "status": status,
        "gender": chance.choice([None, *Gender]),
        "received_at": received,
        "waiting_since": received if status is S.WAITING else None,
    }


if __name__ == "__main__":
    with create_app().app_context(), unit_of_work(writing=True):
        invent(sys.argv[1], int(sys.argv[2]))
