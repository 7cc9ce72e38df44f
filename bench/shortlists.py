"""The shortlist of an edition with 2,000 applications and two assessments of each, as the office loads it."""

import gzip
import random
import statistics
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import insert, select, update

from bench.lists import ROUNDS, in_house, ratios
from bench.serving import Served, body_of, in_turn
from meetings.access.actor import OPERATOR
from meetings.assessment.models import AssessmentAssignment, AssessmentScore, PanelMember
from meetings.assessment.queries import scales_of
from meetings.assessment.rules import AssignmentState, weighed
from meetings.base import clock
from meetings.base.database import db, unit_of_work
from meetings.directory.models import Organization
from meetings.factory import create_app
from meetings.fellowship.actions import make_edition, set_criteria
from meetings.fellowship.models import FellowshipApplication, FellowshipEdition
from meetings.fellowship.rules import ApplicationState, CriterionDraft, EditionDraft, EditionState
from meetings.registration.rules import Gender

APPLICATIONS, EACH, MEMBERS, AIM = 2000, 2, 100, 25
YEAR = 2099


def invent(env: Mapping[str, str]) -> None:
    in_house(env, "bench.shortlists")


def write() -> None:
    """Applications of all regions, genders and languages; the same ones each time."""
    chance = random.Random(2028)
    edition = _edition()
    organizations = db.session.execute(select(Organization.id, Organization.name)).all()
    now = clock.now()
    members = [
        {
            "key": f"bench-{n}",
            "edition_id": edition.id,
            "name": f"Assessor {n} Example",
            "languages": ["en", "fr"],
            "named_at": now,
        }
        for n in range(MEMBERS)
    ]
    db.session.execute(insert(PanelMember), members)
    applications = []
    for n in range(1, APPLICATIONS + 1):
        organization = chance.choice(organizations)
        applications.append(
            {
                "key": f"bench-{n}",
                "edition_id": edition.id,
                "number": n,
                "name": f"Applicant {n} Example",
                "sort_key": f"Example, Applicant {n}",
                "email": f"applicant-{n}@example.org",
                "organization_id": organization.id,
                "organization_name": organization.name,
                "function": "Legal officer",
                "gender": chance.choice([*Gender, None]),
                "languages": ["en"],
                "track": chance.choice(("en", "fr")),
                "statement": "I want to learn how treaty bodies work. " * 60,
                "state": ApplicationState.ELIGIBLE,
                "begun_at": now,
                "submitted_at": now,
            }
        )
    db.session.execute(insert(FellowshipApplication), applications)
    _assess(edition, chance, now)


def _edition() -> FellowshipEdition:
    draft = EditionDraft(
        title="Fellowship with many applications",
        year=YEAR,
        opens=datetime(YEAR, 1, 10),  # noqa: DTZ001 - wall clock
        closes=datetime(YEAR, 2, 10, 23, 59),  # noqa: DTZ001
        zone="UTC",
        tracks=("en", "fr"),
    )
    edition = make_edition(OPERATOR, draft)
    criteria = [CriterionDraft(f"Criterion {n}", "", 20 + n, 1, 5) for n in range(3)]
    set_criteria(OPERATOR, edition, criteria, edition.version)
    edition.state, edition.places = EditionState.ASSESSMENT, 12
    db.session.flush()
    return edition


def _assess(edition: FellowshipEdition, chance: random.Random, now: datetime) -> None:
    ids = db.session.scalars(
        select(FellowshipApplication.id).where(FellowshipApplication.edition_id == edition.id)
    ).all()
    members = db.session.scalars(select(PanelMember.id).where(PanelMember.edition_id == edition.id)).all()
    seats = [
        {
            "key": f"bench-{one}-{number}",
            "application_id": one,
            "member_id": members[(one * EACH + number) % len(members)],
            "state": AssignmentState.HANDED_IN,
            "asked_at": now - timedelta(days=9),
            "conflict": False,
            "handed_in_at": now,
        }
        for one in ids
        for number in range(EACH)
    ]
    db.session.execute(insert(AssessmentAssignment), seats)
    assignments = db.session.scalars(
        select(AssessmentAssignment.id).where(AssessmentAssignment.application_id.in_(ids))
    )
    ids_of = assignments.all()
    scales, scores, points = scales_of(edition), [], []
    for one in ids_of:
        values = {criterion.id: chance.randint(1, 5) for criterion in edition.criteria}
        scores += [
            {"assignment_id": one, "criterion_id": criterion, "value": value, "reason": "Good."}
            for criterion, value in values.items()
        ]
        points.append({"id": one, "weighed": weighed(scales, values)})
    db.session.execute(insert(AssessmentScore), scores)
    db.session.execute(update(AssessmentAssignment), points)


def measure(bare: Served, house: Served, env: Mapping[str, str]) -> None:
    """The page in turn with the bare page."""
    headers = {"Cookie": in_house(env, "bench.signed_in").strip()}
    path = f"/fellowships/fellowship-{YEAR}/selection"
    size = len(gzip.compress(body_of(house.port, path, headers)))
    bases, costs = in_turn(bare, house, path, headers, ROUNDS, 10)
    print(
        f"\n{'shortlist':24} {ratios(costs, bases):6.1f} ×  (aim ≤ {AIM})   {statistics.median(costs):.2f} ms   "
        f"{size / 1000:.0f} KB compressed, {APPLICATIONS} applications × {EACH} assessors"
    )


if __name__ == "__main__":
    with create_app().app_context(), unit_of_work(writing=True):
        write()
