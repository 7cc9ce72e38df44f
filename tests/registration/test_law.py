"""Whatever staff, participants and whoever sets the number of places do: nobody is approved beyond the places."""

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from meetings.access.actor import OPERATOR
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.programme.models import Meeting
from meetings.registration import actions
from meetings.registration.models import Registration
from meetings.registration.rules import RegistrationStatus
from tests.builders import a_meeting, a_registration
from tests.kit_app import fresh_database, work

PEOPLE = 4
R = RegistrationStatus


# The law is that of rules and actions; the race of both databases is in test_places.
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True, scope="session")
def test_no_order_of_acts_exceeds_the_places(app: Flask) -> None:

    class Office(RuleBasedStateMachine):
        @initialize(places=st.integers(0, PEOPLE))
        def open(self, places: int) -> None:
            fresh_database(app, empty_only=True)
            with work(app):
                meeting = a_meeting("workshop", places=places)
                self.ids = [a_registration(meeting).id for _ in range(PEOPLE)]
            self.places = places
            self.allowed = places  # who was approved when there were more places keeps the place

        @rule(who=st.integers(0, PEOPLE - 1), verb=st.sampled_from(["approve", "decline", "withdraw"]))
        def act(self, who: int, verb: str) -> None:
            try:
                with work(app):
                    getattr(actions, verb)(OPERATOR, db.session.get_one(Registration, self.ids[who]))
            except Refused:
                pass

        @rule(places=st.integers(0, PEOPLE))
        def set_places(self, places: int) -> None:
            with work(app):
                db.session.scalars(select(Meeting)).one().places = places
                self.allowed = max(places, self.approved())
            self.places = places

        def approved(self) -> int:
            rows = select(Registration.id).where(Registration.status == R.APPROVED)
            return len(db.session.scalars(rows).all())

        @invariant()
        def never_more_than_places(self) -> None:
            with work(app):
                now = self.approved()
            assert now <= self.allowed, (now, self.places)
            self.allowed = max(self.places, now)

    run_state_machine_as_test(
        Office,
        settings=settings(
            max_examples=25, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
