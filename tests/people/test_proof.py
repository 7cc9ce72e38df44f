"""A right merge: whoever shows that the other address is theirs too sees what is kept under both. A mistaken one opens
nothing, and what it brought is left out of the copy."""

import json
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from meetings.access.actions import token_of
from meetings.access.actor import OPERATOR
from meetings.access.models import AuditRow, MailLink
from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db
from meetings.directory.models import FocalPoint
from meetings.directory.rules import Capacity
from meetings.outbox.models import OutboxMessage
from meetings.people.actions import merge, undo
from meetings.people.models import MergeProof, PersonMerge
from meetings.people.rules import Choice
from meetings.programme.models import Speaker
from meetings.programme.rules import SpeakerRole
from meetings.registration.models import Registration
from tests.builders import a_meeting, a_person, a_registration, a_session, an_organization
from tests.invitations.kit import plain
from tests.kit_app import an_account, signed_in, work
from tests.people.test_forget import browser_of, holding
from tests.people.test_mistaken_merge import copy_of, deleted

OLD, NEW = "ana@old.example.org", "ana@new.example.org"
LINE = "Your record also has another address: a…@old.example.org ."


@dataclass(frozen=True)
class Ana:
    """Ids: the accounts of the new and the old address (0: none), the record, the merge."""

    new: int
    old: int
    record: int
    merge: int


def moved_on(app: Flask, old_account: bool = True) -> Ana:
    """Ana took part under an old address, then under a new one; the office has made her records one."""
    with work(app):
        first, second = a_meeting("m26", title="Old meeting"), a_meeting("m27", title="New meeting")
        old = an_account(OLD, "Ana Old").id if old_account else None
        new = an_account(NEW, "Ana New").id
        gone = a_person("Ana Keita", email=OLD, account_id=old, function="Function of old")
        kept = a_person("Ana K.", email=NEW, account_id=new)
        a_registration(first, name="Ana Keita", email=OLD, account_id=old, person_id=gone.id)
        a_registration(second, name="Ana K.", email=NEW, account_id=new, person_id=kept.id)
        made = merge(OPERATOR, kept, gone, {"name": Choice.GONE, "function": Choice.GONE}, (1, 1))
        return Ana(new, old or 0, kept.id, made.id)


def link_sent(app: Flask) -> str:
    with work(app, writing=False):
        mail = db.session.scalars(
            select(OutboxMessage).where(OutboxMessage.link_purpose == "prove_address")
        ).one()
        assert (mail.to_email, NEW in mail.text, "Ana" in mail.text) == (OLD, False, False), (
            "it may be a stranger's"
        )
        return f"{mail.link_path}{token_of(db.session.get_one(MailLink, mail.link_key))}"


@pytest.mark.parametrize("old_account", [True, False])
def test_the_link_joins_both_until_the_merge_is_undone(app: Flask, old_account: bool) -> None:
    ana = moved_on(app, old_account)
    browser = browser_of(app, ana.new)
    for page in ("/my", "/my/data"):
        assert LINE in plain(browser.get(page).text) and OLD not in browser.get(page).text
    assert "Old meeting" not in browser.get("/my").text
    ask = f"/my/addresses/ask/{ana.merge}"
    assert browser.post(ask, data={"address": "1"}).status_code == 404
    assert browser.post(ask, data={"address": "0"}).status_code == 303
    assert "less than a day ago" in browser.post(ask, data={"address": "0"}).text
    path = link_sent(app)
    stranger = signed_in(app, Role.ORGANIZER)
    assert [client.post(path).status_code for client in (stranger, app.test_client())] == [404, 303]
    assert "sign-in" in app.test_client().post(path).location
    assert "Opening the link has changed nothing" in browser.get(path).text
    assert "Old meeting" not in browser.get("/my").text
    assert browser.post(path).status_code == 303
    assert browser.post(path).status_code == 404, "used up"
    mine = browser.get("/my").text
    assert ("Old meeting" in mine, "New meeting" in mine, LINE in plain(mine)) == (True, True, False)
    with work(app, writing=False):
        key = db.session.scalars(select(Registration.key).where(Registration.email == OLD)).one()
        mail = db.session.scalars(select(OutboxMessage.key).where(OutboxMessage.to_email == OLD)).one()
    assert [browser.get(u).status_code for u in (f"/my/registrations/{key}", f"/my/mails/{mail}")] == [
        200,
        200,
    ]
    copy = copy_of(browser)
    assert {r["email"] for r in copy["registration"]} == {OLD, NEW}
    assert (copy["person"][0]["function"], "left_out" in copy) == ("Function of old", False)
    assert copy["merge_proof"][0]["email"] == OLD
    office = signed_in(app, Role.ORGANIZER)
    assert "proven by a link to the other address" in plain(office.get("/people/merges").text)
    with work(app):
        undo(OPERATOR, db.session.get_one(PersonMerge, ana.merge))
        assert db.session.scalars(select(MergeProof)).all() == []
    assert {r["email"] for r in copy_of(browser)["registration"]} == {NEW}
    assert browser.get(f"/my/registrations/{key}").status_code == 404


def test_a_proof_is_for_whoever_asked_alone(app: Flask) -> None:
    ana = moved_on(app)
    browser = browser_of(app, ana.new)
    browser.post(f"/my/addresses/ask/{ana.merge}", data={"address": "0"})
    assert browser.post(link_sent(app)).status_code == 303
    assert {r["email"] for r in copy_of(browser_of(app, ana.old))["registration"]} == {OLD}


def test_the_office_answers_for_it_where_nobody_reads_the_old_address(app: Flask) -> None:
    ana = moved_on(app)
    office = signed_in(app, Role.ORGANIZER)
    url = f"/people/merges/{ana.merge}/proven"
    assert "not proven" in plain(office.get("/people/merges").text)
    assert office.get(url).status_code == 200
    assert office.post(url, data={"reason": " "}).status_code == 422
    assert office.post(url, data={"reason": "Seen at the desk."}).status_code == 303
    assert "answers for it Seen at the desk." in plain(office.get("/people/merges").text)
    with work(app, writing=False):
        line = db.session.scalars(select(AuditRow).where(AuditRow.verb == "prove_merge")).one()
        assert (line.on_id, line.after) == (ana.record, {"how": "office", "reason": "Seen at the desk."})
    for account in (ana.new, ana.old):
        assert {r["email"] for r in copy_of(browser_of(app, account))["registration"]} == {OLD, NEW}
    deleted(app, ana.new)
    with work(app, writing=False):
        assert holding("Seen at the desk") == set()
        assert db.session.scalars(select(MergeProof)).all() == []


def test_a_link_is_dead_after_a_week_or_when_the_merge_is_undone(app: Flask) -> None:
    ana = moved_on(app)
    browser = browser_of(app, ana.new)
    browser.post(f"/my/addresses/ask/{ana.merge}", data={"address": "0"})
    path = link_sent(app)
    with work(app):
        undo(OPERATOR, db.session.get_one(PersonMerge, ana.merge))
    assert browser.post(path).status_code == 404


# ─── A mistaken one ───

ANNA, BORIS = "anna@first.example.org", "boris@second.example.org"
CHOSEN: list[dict[str, Choice]] = [
    {},
    {"email": Choice.GONE},
    {"account_id": Choice.GONE},
    {"email": Choice.GONE, "account_id": Choice.GONE},
    {"name": Choice.GONE, "sort_key": Choice.GONE, "function": Choice.GONE},
]


@pytest.mark.parametrize("chosen", CHOSEN, ids=["+".join(one) or "none" for one in CHOSEN])
def test_what_a_mistaken_merge_brought_is_in_neither_copy(app: Flask, chosen: dict[str, Choice]) -> None:
    with work(app):
        accounts, records = [], []
        for email, name in ((ANNA, "Anna Keita"), (BORIS, "Boris Lund")):
            account = an_account(email, name)
            record = a_person(name, email=email, account_id=account.id, function=f"Function of {name}")
            a_registration(a_meeting(), name=name, email=email, account_id=account.id, person_id=record.id)
            organization = an_organization(f"House of {name}")
            period = {"since": date(2020, 1, 1), "until": date(2021, 1, 1), "capacity": Capacity.ALTERNATE}
            db.session.add(FocalPoint(person=record, organization=organization, **period))
            speaks = {"name": f"Printed {name}", "role": SpeakerRole.PANELLIST, "position": 1}
            db.session.add(Speaker(session=a_session(a_meeting()), person_id=record.id, **speaks))
            accounts.append(account.id)
            records.append(record)
        merge(OPERATOR, records[0], records[1], chosen, (1, 1))
    clock.set_to(clock.now() + timedelta(hours=1))
    for account_id, other in zip(accounts, ("Boris", "Anna"), strict=True):
        copy = copy_of(browser_of(app, account_id))
        told = {table for table, rows in copy.items() if other.lower() in json.dumps(rows).lower()}
        assert told == set()
        assert copy["left_out"][0]["why"].endswith("What came from the other is left out of this copy.")
        assert {len(copy.get(name, ())) for name in ("speaker", "focal_point")} <= {0, 1}
