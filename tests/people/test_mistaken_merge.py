"""A merge that was a mistake: it opens nothing to anybody, and undone, it keeps nothing of either."""

import io
import json
import zipfile
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from meetings.access.actor import OPERATOR
from meetings.access.models import Account, AuditRow
from meetings.access.permissions import Role
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.directory.knowing import Met, know
from meetings.directory.models import Person, PersonAddress
from meetings.people.actions import merge, undo
from meetings.people.models import PersonMerge, PersonRequest
from meetings.people.rules import Choice
from meetings.registration.models import Registration
from tests.builders import a_meeting, a_person, a_registration
from tests.kit_app import an_account, signed_in, work
from tests.people.builders import a_request, answer_done
from tests.people.test_forget import browser_of, holding

LAST_MAIL = {"outbox_message.to_email", "outbox_message.to_name", "outbox_message.text"}
ANNA, BORIS = "anna@first.example.org", "boris@second.example.org"


@dataclass(frozen=True)
class Two:
    """Ids of the accounts, the records and the merge of Boris into Anna."""

    anna: int
    boris: int
    kept: int
    gone: int
    merge: int


def mistaken(app: Flask) -> Two:
    """Two people with accounts, records and registrations; the office takes them for one."""
    with work(app):
        meeting = a_meeting()
        accounts: list[int] = []
        records: list[Person] = []
        for email, name in ((ANNA, "Anna Keita"), (BORIS, "Boris Lund")):
            account = an_account(email, name)
            record = a_person(name, email=email, account_id=account.id, function=f"Function of {name}")
            a_registration(meeting, name=name, email=email, account_id=account.id, person_id=record.id)
            accounts.append(account.id)
            records.append(record)
        # Nobody's: neither an account nor a record.
        a_registration(meeting, name="Third Stranger", email="third@example.org")
        anna, boris = records
        made = merge(OPERATOR, anna, boris, {"function": Choice.GONE}, (1, 1))
        return Two(accounts[0], accounts[1], anna.id, boris.id, made.id)


def undone(app: Flask) -> Two:
    two = mistaken(app)
    with work(app):
        undo(OPERATOR, db.session.get_one(PersonMerge, two.merge))
    return two


def copy_of(client: FlaskClient) -> dict[str, Any]:
    archive = zipfile.ZipFile(io.BytesIO(client.post("/my/data/copy").data))
    return dict(json.loads(archive.read("data.json")))


def deleted(app: Flask, account_id: int) -> str:
    """The account asks for deletion and the office answers Done; what its page showed before."""
    with work(app):
        key = a_request(db.session.get_one(Account, account_id)).key
    office = signed_in(app, Role.ORGANIZER)
    page = office.get(f"/people/requests/{key}").text
    assert answer_done(office, key).status_code == 303
    return page


def names_in(copy: dict[str, Any], *words: str) -> set[str]:
    return {table for table, rows in copy.items() for word in words if word in json.dumps(rows)}


def test_an_undone_merge_keeps_nothing_of_either(app: Flask) -> None:
    two = undone(app)
    with work(app, writing=False):
        made = db.session.get_one(PersonMerge, two.merge)
        kept = (made.gone, made.before, made.after, made.moved, made.there, made.pairs, made.addresses)
        assert kept == ({"id": two.gone}, {}, {}, {}, {}, [], [])
        assert (made.by, made.undone_by, made.undone_at is None) == ("the operator", "the operator", False)
        trail = select(AuditRow).where(AuditRow.verb.in_(["merge_people", "merged_into", "undo_merge"]))
        assert sorted((t.verb, t.on_id, t.before, t.after) for t in db.session.scalars(trail)) == [
            ("merge_people", two.kept, None, None),
            ("merged_into", two.gone, None, None),
            ("undo_merge", two.kept, None, None),
            ("undo_merge", two.gone, None, None),
        ]
    office = signed_in(app, Role.ORGANIZER)
    page = office.get("/people/merges").text
    assert "Anna Keita" in page and "Boris Lund" in page and "undone" in page


def test_after_the_undoing_each_copy_is_of_one(app: Flask) -> None:
    two = undone(app)
    anna, boris = (copy_of(browser_of(app, account)) for account in (two.anna, two.boris))
    assert names_in(anna, BORIS, "Boris") == set()
    assert names_in(boris, ANNA, "Anna") == set()
    assert anna["person"][0]["email"] == ANNA and boris["person"][0]["email"] == BORIS


@pytest.mark.parametrize("who", ["kept", "gone"])
def test_after_the_undoing_either_can_be_deleted_without_a_trace(app: Flask, who: str) -> None:
    two = undone(app)
    goes, stays = ("Anna Keita", "Boris Lund") if who == "kept" else ("Boris Lund", "Anna Keita")
    page = deleted(app, two.anna if who == "kept" else two.boris)
    assert (ANNA in page, BORIS in page) == (who == "kept", who == "gone")
    with work(app, writing=False):
        assert holding(goes) <= LAST_MAIL
        assert holding(stays) >= {"account.name", "person.name", "registration.name"}
        assert db.session.get_one(PersonMerge, two.merge).gone == {}
    shown = signed_in(app, Role.ORGANIZER).get("/people/merges").text
    assert goes not in shown and "undone" in shown


def test_a_mistaken_merge_opens_nothing(app: Flask) -> None:
    two = mistaken(app)
    copy = copy_of(browser_of(app, two.boris))
    assert names_in(copy, ANNA, "Anna") == set()
    assert names_in(copy, "Third Stranger") == set()
    assert "person" not in copy
    assert [r["email"] for r in copy["registration"]] == [BORIS]
    # The values that went are Boris's own.
    assert [m["gone"]["email"] for m in copy["person_merge"]] == [BORIS]


@pytest.mark.parametrize("has_account", [True, False])
def test_a_mistaken_merge_tells_the_kept_person_nothing_of_the_other(app: Flask, has_account: bool) -> None:
    with work(app):
        meeting = a_meeting()
        anna, boris = an_account(ANNA, "Anna Keita").id, None
        if has_account:
            boris = an_account(BORIS, "Boris Lund").id
        kept = a_person("Anna Keita", email=ANNA, account_id=anna)
        gone = a_person("Boris Lund", email=BORIS, account_id=boris)
        a_registration(meeting, name="Boris Lund", email=BORIS, account_id=boris, person_id=gone.id)
        merge(OPERATOR, kept, gone, {}, (1, 1))
    copy = copy_of(browser_of(app, anna))
    assert names_in(copy, BORIS, "Boris") == set()
    assert names_in(copy, ANNA) >= {"account", "person"}


def test_the_number_of_a_record_that_went_is_nobody_elses(app: Flask) -> None:
    with work(app):
        account = an_account(ANNA, "Anna Keita").id
        kept = a_person("Anna Keita", email=ANNA, account_id=account)
        gone = a_person("Anna K.", email="anna@old.example.org")
        number = gone.id
        merge(OPERATOR, kept, gone, {}, (1, 1))
        assert a_person("Dora Osei").id > number


def test_a_mistaken_merge_lets_change_the_account_only(app: Flask) -> None:
    two = mistaken(app)
    boris = browser_of(app, two.boris)
    page = boris.get("/my/data/correct").text
    assert "changes your account only" in page and "Anna" not in page and "Function of" not in page
    given = {"name": "Boris B. Lund", "function": "Chief", "zone": "", "language": "en", "version": "0"}
    assert boris.post("/my/data/correct", data=given).headers["Location"] == "/my"
    with work(app, writing=False):
        person = db.session.get_one(Person, two.kept)
        assert (person.name, person.function) == ("Anna Keita", "Function of Boris Lund")
        assert db.session.get_one(Account, two.boris).name == "Boris B. Lund"


@pytest.mark.parametrize("asked_before", [False, True])
def test_a_mistaken_merge_deletes_nobody_else(app: Flask, asked_before: bool) -> None:
    if asked_before:
        with work(app):
            # The request of before the merge goes to the kept record with everything else.
            boris = an_account(BORIS, "Boris Lund")
            gone = a_person("Boris Lund", email=BORIS, account_id=boris.id)
            key = a_request(boris).key
            anna = an_account(ANNA, "Anna Keita")
            kept = a_person("Anna Keita", email=ANNA, account_id=anna.id)
            a_registration(name="Anna Keita", email=ANNA, account_id=anna.id, person_id=kept.id)
            merge(OPERATOR, kept, gone, {}, (1, 1))
            anna_id = anna.id
        office = signed_in(app, Role.ORGANIZER)
        page = office.get(f"/people/requests/{key}").text
        answer_done(office, key)
    else:
        two = mistaken(app)
        page, anna_id = deleted(app, two.boris), two.anna
    assert BORIS in page and ANNA not in page
    assert "It also leads to another record, which stays:" in page
    with work(app, writing=False):
        assert db.session.get_one(Account, anna_id).email == ANNA
        names = set(db.session.scalars(select(Registration.name).where(Registration.account_id == anna_id)))
        assert names == {"Anna Keita"}
        assert db.session.scalars(select(Person.name)).all() == ["Anna Keita"]
        assert db.session.scalars(select(PersonAddress.email)).all() == []
        assert db.session.scalars(select(Account.id).where(Account.email == BORIS)).all() == []
        # What the office chose for the record stays there; the answer still waits to be sent.
        assert holding(BORIS) | holding("Boris") <= {"person.function"} | LAST_MAIL
        assert db.session.scalars(select(PersonRequest.name)).all() == [""]


def test_whoever_would_go_with_the_kept_record_is_named(app: Flask) -> None:
    two = mistaken(app)
    with work(app):
        key = a_request(db.session.get_one(Account, two.anna)).key
    page = signed_in(app, Role.ORGANIZER).get(f"/people/requests/{key}").text
    assert "Whose data goes" in page
    assert [word in page for word in (ANNA, BORIS, "Boris Lund", "known since a merge")] == [True] * 4


def test_who_registers_with_an_address_of_a_merge_is_given_no_record(app: Flask) -> None:
    with work(app):
        kept, gone = a_person(email=ANNA), a_person(email=BORIS)
        merge(OPERATOR, kept, gone, {}, (1, 1))
        account = an_account(BORIS)
        assert know(OPERATOR, Met("Boris", BORIS, account_id=account.id)).id == kept.id
        assert kept.account_id is None
        own = an_account(ANNA)
        know(OPERATOR, Met("Anna", ANNA, account_id=own.id))
        assert kept.account_id == own.id


def test_nobody_is_deleted_whom_the_office_has_not_seen(app: Flask) -> None:
    with work(app):
        anna = an_account(ANNA)
        kept, gone = a_person(email=ANNA, account_id=anna.id), a_person(email=BORIS)
        an_account(BORIS)
        url = f"/people/requests/{a_request(anna).key}"
    office = signed_in(app, Role.ORGANIZER)
    assert BORIS not in office.get(url).text
    with work(app):
        people = [db.session.get_one(Person, p.id) for p in (kept, gone)]
        merge(OPERATOR, people[0], people[1], {}, (1, 1))
    late = office.post(url, data={"outcome": "done", "answer": "Gone.", "seen": ANNA})
    assert late.status_code == 422 and BORIS in late.text and "Look at the list again." in late.text
    with work(app, writing=False):
        assert set(db.session.scalars(select(Account.email))) >= {ANNA, BORIS}


def test_a_number_that_was_given_again_is_told(app: Flask) -> None:
    with work(app):
        kept, gone = a_person(), a_person()
        number = gone.id
        made = merge(OPERATOR, kept, gone, {}, (1, 1))
        a_person("Third Person", id=number)
        with pytest.raises(Refused, match="another record has the number"):
            undo(OPERATOR, made)
        assert db.session.get_one(Person, number).name == "Third Person"
