"""Who goes with a meeting's data: merges, requests and views speak of somebody, they are no reason to keep anybody."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from meetings.access.actor import OPERATOR
from meetings.access.models import Account, AuditRow
from meetings.base import clock, secrets
from meetings.base.database import db
from meetings.directory.models import Person
from meetings.people.actions import answer_request, merge
from meetings.people.models import NotSame, PersonMerge, PersonRequest
from meetings.people.queries import subject_of_request
from meetings.people.queries.mentions import mentions_of
from meetings.people.rules import Outcome, RequestKind
from meetings.registration.models import Registration, SavedView
from meetings.retention.queries import dry_run
from meetings.retention.queries.reasons import MENTIONS
from tests.builders import a_person
from tests.kit_app import work
from tests.people.builders import a_request
from tests.registration.test_forget import holding
from tests.retention.house import NOW, WORD, a_held_meeting, a_participant, accounts, purge


@pytest.fixture(autouse=True)
def _today() -> None:
    clock.set_to(NOW)


def account_of(registration: Registration) -> Account:
    return db.session.get_one(Account, registration.account_id)


def person_of(registration: Registration) -> Person:
    return db.session.get_one(Person, registration.person_id)


def figures(app: Flask) -> tuple[int, int]:
    """People and accounts that went."""
    gone = purge(app)
    return gone.get("people", 0), gone.get("accounts", 0)


def test_every_foreign_key_to_people_and_accounts_is_decided_on() -> None:
    there = {name for table in ("person", "account") for name, _ in mentions_of(table)}
    assert sorted(MENTIONS) == sorted(there)


def test_who_was_merged_goes_with_what_the_merge_kept(app: Flask) -> None:
    with work(app):
        registration = a_participant(a_held_meeting())
        kept, other = person_of(registration), a_person(f"{WORD} Other", email=f"other-{WORD}@example.org")
        merge(OPERATOR, kept, other, {}, (kept.version, other.version))
        third = a_person("Somebody Else", email=None)
        db.session.add(NotSame(low_id=min(kept.id, third.id), high_id=max(kept.id, third.id)))
        db.session.flush()
        assert "person_merge.gone" in holding(WORD)
        assert dry_run(registration.meeting)["people"] == 1
    clock.set_to(NOW + timedelta(hours=2))
    assert figures(app) == (1, 1)
    with work(app):
        assert holding(WORD) == []
        assert [m.gone for m in db.session.scalars(select(PersonMerge))] == [{}]
        assert db.session.scalars(select(Person.name)).all() == ["Somebody Else"]


@pytest.mark.parametrize("outcome", [Outcome.DONE, Outcome.REFUSED])
def test_who_was_answered_goes_with_the_request_and_its_mail(app: Flask, outcome: Outcome) -> None:
    with work(app):
        registration = a_participant(a_held_meeting())
        asked = a_request(account_of(registration), RequestKind.CORRECTION, f"I am {WORD}.")
        answer_request(
            OPERATOR, asked, outcome, f"So you are {WORD}.", subject_of_request(OPERATOR, asked).named
        )
    assert figures(app) == (1, 1)
    with work(app):
        left = db.session.scalars(select(PersonRequest)).one()
        assert (left.name, left.email, left.text, left.answer) == ("", "", "", "")
        assert (left.outcome, left.account_id, left.person_id) == (outcome, None, None)
        # The answer still goes, and is blanked once it has gone.
        assert set(holding(WORD)) <= {
            f"outbox_message.{n}" for n in ("to_name", "to_email", "subject", "text")
        }


def test_who_waits_for_an_answer_stays_until_it_is_given(app: Flask) -> None:
    with work(app):
        asked = a_request(account_of(a_participant(a_held_meeting())), text="Please.")
        asked.person_id = None  # the record was made later than the request
    assert figures(app) == (0, 0)
    with work(app):
        assert accounts() == [f"{WORD}-1@example.org"]
        assert db.session.scalars(select(PersonRequest.email)).one() == f"{WORD}-1@example.org"
        assert db.session.scalars(select(Person.name)).all() == [f"{WORD} Name 1"]


def test_who_saved_a_view_of_another_meeting_goes_with_it(app: Flask) -> None:
    with work(app):
        registration = a_participant(a_held_meeting())
        elsewhere: dict[str, Any] = {"meeting_id": a_held_meeting("other").id, "name": "Mine"}
        db.session.add(SavedView(key=secrets.new_key(), account_id=registration.account_id, **elsewhere))
    assert figures(app) == (1, 1)
    with work(app):
        assert db.session.scalars(select(SavedView)).all() == []


def test_the_record_of_an_earlier_deletion_keeps_its_figures(app: Flask) -> None:
    with work(app):
        asked = a_request()
        answer_request(OPERATOR, asked, Outcome.DONE, "Gone.", subject_of_request(OPERATOR, asked).named)
        before = db.session.scalars(select(AuditRow.after).where(AuditRow.verb == "forget_person")).one()
        account_only = a_participant(a_held_meeting())
        db.session.delete(person_of(account_only))
        assert before is not None and before["accounts"] == 1
    assert figures(app) == (0, 1)
    with work(app):
        assert (
            db.session.scalars(select(AuditRow.after).where(AuditRow.verb == "forget_person")).one() == before
        )
