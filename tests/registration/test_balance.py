"""Balance while choosing: people counted, drawn on one scale, and a group of paragraph 8 that is missing."""

from collections import Counter

import pytest
from flask import Flask
from sqlalchemy import delete, update

from meetings.access.actor import OPERATOR
from meetings.access.permissions import Role
from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.directory.models import Organization
from meetings.directory.rules import Region
from meetings.programme.models import Meeting
from meetings.registration.models import Registration
from meetings.registration.queries import (
    balance_of_chosen,
    registrations_fitting,
    registrations_ticked,
    tally_of,
)
from meetings.registration.rules import (
    GROUPS_OF_OP8,
    NOBODY,
    Category,
    RegistrationStatus,
    Shown,
    Trait,
    Traits,
    bars,
    codes_in,
    count_people,
)
from tests.builders import a_meeting, a_registration, an_organization
from tests.kit_app import an_actor, statements, work

R, T = RegistrationStatus, Trait
ANN = Traits("ngo", "Africa", "woman", ("en", "fr"), "Forum")
BO = Traits("regional", "", "", ("fr",), "Court")


def test_people_are_counted_by_everything_that_is_said_of_them() -> None:
    found = count_people([(ANN, 2), (BO, 1)])
    assert (found.people, dict(found.by)) == (
        3,
        {
            T.REGION: Counter({"Africa": 2, "": 1}),
            T.CATEGORY: Counter(ngo=2, regional=1),
            T.GENDER: Counter({"woman": 2, "": 1}),
            T.LANGUAGE: Counter(en=2, fr=3),
            T.ORGANIZATION: Counter(Forum=2, Court=1),
        },
    )


def test_bars_lie_on_one_scale_and_say_which_group_is_missing() -> None:
    found = bars(T.CATEGORY, count_people([(ANN, 3)]), count_people([(BO, 1)]), {Category.NHRI: 4, None: 9})
    drawn = {
        b.code: (b.approved, b.chosen, b.width, b.new, b.goal) for b in found if b.shown and not b.missing
    }
    assert drawn == {"ngo": (3, 0, 75.0, 0.0, None), "regional": (0, 1, 0.0, 25.0, None)}
    assert [b.code for b in found if b.missing] == [c for c in GROUPS_OF_OP8 if c not in ("ngo", "regional")]
    assert [(b.code, b.goal) for b in found if b.places is not None] == [("nhri", 100.0)]


def test_only_the_organizations_with_most_people_are_drawn() -> None:
    people = [(Traits("ngo", organization=f"Forum {n}"), n) for n in range(1, 9)]
    people.append((Traits("ngo"), 20))  # forgotten by now
    assert [b.code for b in bars(T.ORGANIZATION, count_people(people))] == [
        f"Forum {n}" for n in (8, 7, 6, 5, 4)
    ]
    assert [b.shown for b in bars(T.GENDER, NOBODY)] == [True, True, False, True]


@pytest.mark.parametrize(
    ("text", "codes"),
    [('["en", "fr"]', ("en", "fr")), ('["ar"]', ("ar",)), ("[]", ()), ('["zh","es"]', ("zh", "es"))],
)
def test_codes_are_read_from_a_list_as_either_database_keeps_it(text: str, codes: tuple[str, ...]) -> None:
    assert codes_in(text) == codes


def a_balanced_meeting() -> Meeting:
    meeting = a_meeting("workshop")
    africa = an_organization("Example Court", region="Africa")
    given = dict(organization=africa, organization_name="The court", languages=["fr", "en"])
    a_registration(meeting, status=R.APPROVED, gender="woman", **given)
    a_registration(meeting, status=R.APPROVED, category="ngo")
    a_registration(meeting, status=R.SUBMITTED, category="nhri")
    a_registration(status=R.APPROVED)  # of another meeting
    return meeting


def test_the_approved_are_counted_and_the_chosen_beside_them(app: Flask) -> None:
    with work(app):
        meeting = a_balanced_meeting()
        tally = tally_of(meeting)
        assert (tally.states, tally.all) == ({R.APPROVED: 2, R.SUBMITTED: 1}, 3)
        assert tally.organizations == ("Example Court", "Example Forum")
        assert dict(tally.approved.by) == {
            T.REGION: {"Africa": 1, "": 1},
            T.CATEGORY: {"regional": 1, "ngo": 1},
            T.GENDER: {"woman": 1, "": 1},
            T.LANGUAGE: {"fr": 1, "en": 2},
            T.ORGANIZATION: {"Example Court": 1, "Example Forum": 1},
        }
        fitting = registrations_fitting(OPERATOR, meeting, Shown(category=Category.NHRI))
        chosen = balance_of_chosen(OPERATOR, meeting, fitting)
        assert (chosen.people, dict(chosen.by[T.CATEGORY])) == (1, {"nhri": 1})
        elsewhere = a_registration(a_meeting())
        ticked = registrations_ticked(OPERATOR, meeting, [fitting[0].key, elsewhere.key, "nothing"])
        assert [r.id for r in ticked] == [fitting[0].id]
        for ask in (
            lambda actor: registrations_fitting(actor, meeting, Shown()),
            lambda actor: registrations_ticked(actor, meeting, []),
            lambda actor: balance_of_chosen(actor, meeting, []),
        ):
            with pytest.raises(NotFound):
                ask(an_actor(Role.DRAFTER))


def states(app: Flask) -> tuple[Counter[RegistrationStatus], Counter[str], int]:
    """What a page would count now: by state and by region, and how many statements it took."""
    with work(app, writing=False), statements(app) as seen:
        tally = tally_of(db.session.query(Meeting).filter_by(slug="workshop").one())
        return tally.states, tally.approved.by[T.REGION], len(seen) - 1


def test_what_was_counted_stands_until_something_changes(app: Flask) -> None:
    with work(app):
        meeting_id = a_balanced_meeting().id
    first = states(app)
    assert first == ({R.APPROVED: 2, R.SUBMITTED: 1}, {"Africa": 1, "": 1}, 4)
    assert states(app) == (*first[:2], 1)
    with work(app):  # one at a time
        db.session.query(Registration).filter_by(status=R.SUBMITTED).one().status = R.DECLINED
    assert states(app) == ({R.APPROVED: 2, R.DECLINED: 1}, {"Africa": 1, "": 1}, 4)
    with work(app):  # many at once
        db.session.execute(
            update(Registration).where(Registration.status == R.DECLINED).values(status=R.SUBMITTED)
        )
    assert states(app) == first
    with work(app):  # what an organization is
        db.session.query(Organization).filter_by(name="Example Court").one().region = Region.EUROPE
    assert states(app) == (first[0], {"Europe": 1, "": 1}, 4)
    with work(app):  # somebody more, somebody less
        a_registration(db.session.get_one(Meeting, meeting_id), status=R.WITHDRAWN)
    assert states(app)[0] == {R.APPROVED: 2, R.SUBMITTED: 1, R.WITHDRAWN: 1}
    with work(app):
        db.session.delete(db.session.query(Registration).filter_by(status=R.WITHDRAWN).one())
    assert states(app)[0] == first[0]
    with work(app):  # the meeting itself, whose registrations go by the database; its number may come again
        db.session.execute(delete(Meeting))
        a_meeting("workshop", id=meeting_id)
    assert states(app)[0] == {}


def test_what_is_taken_back_was_never_counted(app: Flask) -> None:
    with work(app):
        a_balanced_meeting()
    first = states(app)
    with pytest.raises(RuntimeError), work(app):
        meeting = db.session.query(Meeting).filter_by(slug="workshop").one()
        a_registration(meeting, status=R.APPROVED)
        assert tally_of(meeting).states[R.APPROVED] == 2  # the count of the last commit
        raise RuntimeError
    assert states(app) == (*first[:2], 1)
