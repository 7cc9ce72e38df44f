"""What the report may say of participants, and to whom lists are given."""

import pytest
from flask import Flask

from meetings.access.actor import ANYONE, OPERATOR
from meetings.access.permissions import Role
from meetings.base.refusals import NotFound
from meetings.registration.queries import (
    Participant,
    own_registrations,
    participants_of,
    registrations,
)
from meetings.registration.rules import Category, Listing, RegistrationStatus, Shown, Trait
from tests.builders import a_meeting, a_registration, an_organization
from tests.kit_app import an_actor, work

C, L, R = Category, Listing, RegistrationStatus
NAMED = dict(name="Ann Lee", sort_key="ann lee", function="Judge", organization_name="Example Court")


@pytest.mark.parametrize(
    ("status", "listing", "expected"),
    [
        (R.APPROVED, L.NAME, [Participant(C.REGIONAL, "Ann Lee", "Judge", "Example Court")]),
        (R.APPROVED, L.ORGANIZATION, [Participant(C.REGIONAL, None, "", "Example Court")]),
        (R.APPROVED, L.NONE, [Participant(C.REGIONAL, None, "", "")]),
        *((status, L.NAME, []) for status in R if status is not R.APPROVED),
    ],
)
def test_consent_decides_what_the_annex_says(
    app: Flask, status: RegistrationStatus, listing: Listing, expected: list[Participant]
) -> None:
    with work(app):
        meeting = a_meeting()
        a_registration(meeting, status=status, listing=listing, **NAMED)
        assert participants_of(OPERATOR, [meeting]) == expected


def test_participants_are_grouped_by_category_then_by_name(app: Flask) -> None:
    with work(app):
        first, second, other = a_meeting(), a_meeting(), a_meeting()
        forum = an_organization("Example Forum of Today")
        for meeting, name, category, listing in (
            (first, "Zoe", C.REGIONAL, L.NAME),
            (first, "Hidden", C.REGIONAL, L.NONE),
            (second, "Ann", C.REGIONAL, L.NAME),
            (second, "Bo", C.INTERNATIONAL, L.NAME),
            (other, "Elsewhere", C.REGIONAL, L.NAME),
        ):
            a_registration(
                meeting, name=name, sort_key=name.lower(), category=category, listing=listing, status=R.APPROVED,
                organization=forum, organization_name="Example Forum",
            )  # fmt: skip
        today = "Example Forum of Today"
        assert participants_of(OPERATOR, [first, second]) == [
            Participant(C.INTERNATIONAL, "Bo", "", today),
            Participant(C.REGIONAL, "Ann", "", today),
            Participant(C.REGIONAL, "Zoe", "", today),
            Participant(C.REGIONAL, None, "", ""),
        ]
        assert participants_of(OPERATOR, []) == []


WHO = {
    Role.ADMINISTRATOR: (True, True),
    Role.ORGANIZER: (True, True),
    Role.DRAFTER: (True, False),
    Role.PARTICIPANT: (False, False),
    Role.SIGNED_IN: (False, False),
}


@pytest.mark.parametrize("role", WHO)
def test_who_is_given_participants_and_who_the_list(app: Flask, role: Role) -> None:
    with work(app):
        meeting = a_meeting()
        a_registration(meeting, status=R.APPROVED, **NAMED)
        actor = an_actor(role, meeting.id if role is Role.PARTICIPANT else None)
        told = bool(participants_of(actor, [meeting]))
        try:
            listed = bool(registrations(actor, meeting, Shown()).rows)
        except NotFound:
            listed = False
        assert (told, listed) == WHO[role]
        assert participants_of(ANYONE, [meeting]) == []


def test_balance_counts_the_approved_by_category(app: Flask) -> None:
    with work(app):
        meeting = a_meeting()
        for category, status in ((C.NGO, R.APPROVED), (C.NGO, R.APPROVED), (C.NHRI, R.SUBMITTED)):
            a_registration(meeting, category=category, status=status)
        found = registrations(OPERATOR, meeting, Shown(category=C.NHRI))
        assert found.tally.approved.by[Trait.CATEGORY] == {"ngo": 2}
        assert found.tally.states == {R.APPROVED: 2, R.SUBMITTED: 1}
        assert found.total == 1


def test_own_registrations_are_ones_own(app: Flask) -> None:
    with work(app):
        actor = an_actor(Role.SIGNED_IN)
        mine = a_registration(account_id=actor.account_id)
        a_registration()
        assert [r.id for r in own_registrations(actor)] == [mine.id]
        assert list(own_registrations(ANYONE)) == []
