"""Whatever people and deadlines do: no limit is exceeded, and no place stays empty while somebody waits for it.

The law is that of rules and actions; the race of both databases is in test_places.
"""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from meetings.access.actor import OPERATOR
from meetings.access.models import MailLink
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.programme.models import Meeting
from meetings.registration import actions
from meetings.registration.models import PlaceLimit, Registration
from meetings.registration.queries import claim_of, limits_of, taken_of, waiting_list
from meetings.registration.rules import Category, RegistrationStatus, no_place
from tests.builders import a_meeting, a_registration
from tests.kit_app import fresh_database, work

PEOPLE = 5
WHO = st.integers(0, PEOPLE - 1)
R = RegistrationStatus
VERBS = ["approve", "put_on_waiting_list", "decline", "cancel", "withdraw", "take_up", "register_again"]


class Office(RuleBasedStateMachine):
    """An office with five registrations, a clock and a waiting list; `app` is given by the test."""

    app: Flask

    @initialize(places=st.integers(0, PEOPLE), ngos=st.none() | st.integers(0, 2))
    def open(self, places: int, ngos: int | None) -> None:
        fresh_database(self.app, empty_only=True)
        self.now = datetime(2028, 9, 1, tzinfo=UTC)
        clock.set_to(self.now)
        with work(self.app):
            meeting = a_meeting("workshop", places=places)
            if ngos is not None:
                db.session.add(PlaceLimit(meeting_id=meeting.id, category=Category.NGO, places=ngos))
            groups = [Category.NGO, Category.REGIONAL]
            self.ids = [a_registration(meeting, category=groups[n % 2]).id for n in range(PEOPLE)]
        self.excess = 0  # who had a place when there were more keeps it

    def do(self, act: object) -> None:
        try:
            with work(self.app):
                act()  # type: ignore[operator]
        except Refused:
            pass

    @rule(who=WHO, verb=st.sampled_from(VERBS))
    def act(self, who: int, verb: str) -> None:
        self.do(lambda: getattr(actions, verb)(OPERATOR, db.session.get_one(Registration, self.ids[who])))

    @rule(who=WHO)
    def accept(self, who: int) -> None:
        self.do(lambda: actions.accept_offer(db.session.get_one(Registration, self.ids[who])))

    @rule(giver=WHO, taker=WHO)
    def hand_over(self, giver: int, taker: int) -> None:
        def both() -> None:
            gives = db.session.get_one(Registration, self.ids[giver])
            takes = db.session.get_one(Registration, self.ids[taker])
            actions.hand_over(OPERATOR, gives, takes.name, takes.email)
            link = db.session.scalar(
                select(MailLink).where(MailLink.purpose == "take_over", MailLink.subject_id == takes.id)
            )
            if link is not None:
                actions.take_over(takes, link)

        self.do(both)

    @rule(hours=st.integers(1, 100))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        clock.set_to(self.now)
        self.do(actions.keep_waiting_lists)

    @rule(places=st.integers(0, PEOPLE))
    def set_places(self, places: int) -> None:
        with work(self.app):
            meeting = db.session.scalars(select(Meeting)).one()
            meeting.places = places
            self.excess = max(0, taken_of(meeting)[None] - places)
        self.do(actions.keep_waiting_lists)

    @invariant()
    def the_law(self) -> None:
        with work(self.app, writing=False):
            meeting = db.session.scalars(select(Meeting)).one()
            limits, taken = limits_of(meeting), taken_of(meeting)
            over = max(0, taken[None] - limits[None])
            assert over <= self.excess
            self.excess = over
            assert taken[Category.NGO] <= limits.get(Category.NGO, PEOPLE)
            if self.now < meeting.starts_at:
                assert [r for r in waiting_list(meeting) if not no_place(limits, taken, claim_of(r))] == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True, scope="session")
def test_no_order_of_acts_breaks_the_law_of_places(app: Flask) -> None:
    try:
        run_state_machine_as_test(
            type("Office", (Office,), {"app": app}),
            settings=settings(
                max_examples=25,
                stateful_step_count=25,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
    finally:
        clock.set_to(None)
