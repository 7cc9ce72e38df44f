"""The page of the shortlist is added up by the database; the memo computes each application anew. They agree."""

import re
from itertools import pairwise
from random import Random

from flask import Flask
from sqlalchemy import select

from meetings.access.actor import Actor
from meetings.access.permissions import Role
from meetings.assessment.actions import hand_in_scores
from meetings.assessment.models import AssessmentAssignment, AssessmentScore
from meetings.assessment.queries import Shortlist, scales_of, selection, shortlist
from meetings.assessment.queries.standings import ON_A_PAGE
from meetings.assessment.rules import TAKES_PLACE, AssignmentState, balance, points
from meetings.base.database import db
from meetings.directory.models import Organization
from meetings.directory.rules import Region
from meetings.fellowship.actions import delete_editions
from meetings.fellowship.models import FellowshipApplication, FellowshipEdition, FellowshipPast
from meetings.fellowship.rules import ApplicationState, EditionState
from meetings.registration.rules import Gender
from tests.assessment.builders import a_member, assessed, eligible, seat
from tests.builders import an_organization
from tests.fellowship.builders import an_edition
from tests.kit_app import an_actor, signed_in, statements, work

STATES = (
    ApplicationState.ELIGIBLE,
    ApplicationState.ELIGIBLE,
    ApplicationState.SELECTED,
    ApplicationState.RESERVE,
)


def test_the_page_adds_up_what_the_memo_computes(app: Flask) -> None:
    chance = Random(61)
    with work(app):
        edition = assessed()
        members = [a_member(edition, "Ada"), a_member(edition, "Ben")]
        bodies = [an_organization(f"Body {n}") for n in range(5)]
        db.session.add(
            FellowshipPast(key="past", name="Ann", sort_key="ann", year=2020, organization=bodies[0])
        )
        for number in range(1, ON_A_PAGE + 8):
            one = eligible(
                edition,
                number,
                organization=chance.choice(bodies),
                gender=chance.choice([None, *Gender]),
                track=chance.choice(["en", "fr"]),
            )
            for member in chance.sample(members, chance.randrange(3)):
                row = seat(one, member)
                row.scores += [
                    AssessmentScore(criterion_id=c.id, value=chance.randint(c.lowest, c.highest), reason="")
                    for c in edition.criteria
                ]
                if chance.random() < 0.9:
                    hand_in_scores(row, scales_of(edition))
                if chance.random() < 0.2:
                    row.state = AssignmentState.ASSESSING  # taken back
            one.state = chance.choice(STATES)
        number, slug, office = edition.id, edition.slug, an_actor(Role.ORGANIZER)
    first = _agree(app, office, number)
    with work(app, writing=False), statements(app) as seen:
        shortlist(office, db.session.get_one(FellowshipEdition, number))
    assert sum("count(" in each for each in seen) == 0  # what was added up stands until something changes
    with work(app):
        query = select(AssessmentAssignment).where(AssessmentAssignment.state == AssignmentState.ASSESSING)
        taken_back = db.session.scalars(query.limit(1)).one()
        hand_in_scores(taken_back, scales_of(taken_back.application.edition))
    handed_in = _agree(app, office, number)
    with work(app):
        db.session.query(Organization).filter_by(name="Body 1").one().region = Region.PACIFIC
    moved = _agree(app, office, number)
    with work(app):
        db.session.delete(db.session.query(FellowshipPast).one())
    never_before = _agree(app, office, number)
    with work(app):
        db.session.query(FellowshipApplication).filter_by(number=3).one().state = ApplicationState.WITHDRAWN
    seen_ = [first, handed_in, moved, never_before, _agree(app, office, number)]
    # A fellow of another edition counts for the organization, not when that is cancelled, and as long as it is there.
    with work(app):
        other = an_edition(EditionState.ENDED, title="The other one", year=2027)
        own = db.session.query(Organization).filter_by(name="Body 1").one()
        eligible(other, 9, organization=own, state=ApplicationState.ACCEPTED)
        elsewhere = other.id
    for state in (EditionState.CANCELLED, EditionState.ENDED):
        seen_.append(_agree(app, office, number))
        with work(app):
            db.session.get_one(FellowshipEdition, elsewhere).state = state
    seen_.append(_agree(app, office, number))
    with work(app):
        delete_editions([elsewhere])
    seen_.append(_agree(app, office, number))
    assert all(one != next_ for one, next_ in pairwise(seen_))
    # The page says how far apart the assessors are, where there are two.
    spreads = [points(one.standing.spread) for one in seen_[-1].lines]
    page = signed_in(app, Role.ORGANIZER).get(f"/fellowships/{slug}/selection").text
    cells = re.findall(r'data-label="Spread">(.*?)</td>', page, re.DOTALL)
    assert [re.sub("<[^>]*>", "", cell).split()[-1] for cell in cells] == spreads
    assert len(set(spreads)) > 2


def _agree(app: Flask, office: Actor, number: int) -> Shortlist:
    """The page says what the memo computes; what it says."""
    with work(app, writing=False):
        edition = db.session.get_one(FellowshipEdition, number)
        found = selection(office, edition)
        first, second = (shortlist(office, edition, page=page) for page in (1, 2))
        assert [(one.number, one.standing) for one in (*first.lines, *second.lines)] == [
            (one.application.number, one.standing) for one in found.candidates
        ]
        assert first.balance == found.balance
        keys = [one.application.key for one in found.candidates][::4]
        selected = {one.application.id for one in found.candidates if one.application.state in TAKES_PLACE}
        tried = {one.application.id for one in found.candidates if one.application.key in keys} | selected
        with_these = shortlist(office, edition, keys)
        assert with_these.balance == balance([one.weighed for one in found.candidates], selected, tried)
        assert (with_these.taken, with_these.tried) == (len(selected), len(tried))
        return first
