"""Two records become one and two again: nothing is lost, and every table that refers to a person is asked."""

import re
from datetime import date
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from meetings.access.actor import OPERATOR
from meetings.access.models import AuditRow
from meetings.access.permissions import Role
from meetings.base.database import Base, db
from meetings.base.refusals import Refused, Stale
from meetings.directory.models import FocalPoint, Organization, Person, PersonAddress
from meetings.directory.queries import find_person
from meetings.directory.rules import Capacity
from meetings.people.actions import merge, say_not_same, undo
from meetings.people.asked import refers
from meetings.people.models import NotSame, PersonMerge
from meetings.people.queries import duplicates, row_ids
from meetings.people.rules import CHOSEN, Choice
from meetings.programme.models import Speaker
from meetings.programme.rules import SpeakerRole
from meetings.registration.models import Registration
from tests.builders import a_meeting, a_person, a_registration, a_session, an_organization
from tests.kit_app import an_account, an_actor, signed_in, statements, work

KEPT, GONE = Choice.KEPT, Choice.GONE
# What is written by the merge itself, and how often a row was changed.
OWN = {"audit_row", "person_merge"}


def everything() -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables, but for what the merge notes of itself and versions of people."""
    return {
        t.name: [
            {k: v for k, v in row.items() if (t.name, k) != ("person", "version")}
            for row in db.session.execute(select(t).order_by(*t.primary_key)).mappings()
        ]
        for t in Base.metadata.sorted_tables
        if t.name not in OWN
    }


def two(**given: Any) -> tuple[Person, Person]:
    """Two records of Ruth, with everything that can refer to one."""
    forum = an_organization()
    kept = a_person("Ruth Okello", function="Head", zone="Africa/Nairobi", organization=forum)
    gone = a_person("R. Okello", function="", **given)
    meeting = a_meeting()
    for person in (kept, gone):
        a_registration(meeting, person_id=person.id)
        db.session.add(
            FocalPoint(person=person, organization=forum, capacity=Capacity.ALTERNATE, since=date(2025, 1, 1))
        )
        db.session.add(
            Speaker(session=a_session(meeting), person_id=person.id, role=SpeakerRole.CHAIR, name=person.name)
        )
    say_not_same(OPERATOR, gone, a_person("Third Person"))
    db.session.flush()
    return kept, gone


def test_every_table_that_refers_to_a_person_is_asked(app: Flask) -> None:
    there = {
        f"{table.name}.{key.parent.name}"
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name == "person"
    }
    assert sorted(refers()) == sorted(there)


def test_everything_moves_and_what_was_chosen_stays(app: Flask) -> None:
    with work(app):
        kept, gone = two(account_id=an_account("ruth@example.org").id)
        email, other = str(kept.email), gone.email
        gone_id = gone.id
        merge(OPERATOR, kept, gone, {"email": GONE, "account_id": GONE}, (1, 1))
    with work(app, writing=False):
        person = db.session.get_one(Person, kept.id)
        assert (person.name, person.email, person.function, person.version) == (
            "Ruth Okello",
            other,
            "Head",
            2,
        )
        assert person.account_id is not None
        counts = [
            db.session.scalar(select(func.count()).where(column == person.id))
            for column in (Registration.person_id, FocalPoint.person_id, Speaker.person_id)
        ]
        assert counts == [2, 2, 2]
        assert db.session.get(Person, gone_id) is None
        # The other address, and that of the account, still lead here.
        addresses = db.session.scalars(select(PersonAddress.email).order_by(PersonAddress.email)).all()
        assert addresses == sorted([email, "ruth@example.org"])
        assert find_person(email) is person
        trail = db.session.scalars(
            select(AuditRow.verb).where(AuditRow.on_kind == "person", AuditRow.verb.like("merge%"))
        ).all()
        assert sorted(trail) == ["merge_people", "merged_into"]


@given(
    chosen=st.dictionaries(st.sampled_from(sorted(CHOSEN)), st.sampled_from(Choice)),
    accounts=st.tuples(st.booleans(), st.booleans()),
    addresses=st.tuples(st.booleans(), st.booleans()),
)
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_undone_every_row_is_as_it_was(
    app: Flask, chosen: dict[str, Choice], accounts: tuple[bool, bool], addresses: tuple[bool, bool]
) -> None:
    with work(app):
        kept, gone = two()
        for person, has_account, has_address in zip((kept, gone), accounts, addresses, strict=True):
            if has_account:
                person.account_id = an_account(f"account-{person.id}@example.org").id
            if not has_address:
                person.email = None
        db.session.flush()
        before = everything()
        try:
            made = merge(OPERATOR, kept, gone, chosen, (1, 1))
        except Refused as no:
            assert no.field in ("email", "account_id")
            return
        assert everything() != before
        undo(OPERATOR, made)
        db.session.flush()
        db.session.expire_all()
        assert everything() == before


def test_merges_of_merges_are_undone_from_the_last(app: Flask) -> None:
    with work(app):
        kept, gone = two()
        third = a_person()
        before = everything()
        first = merge(OPERATOR, kept, gone, {}, (1, 1))
        between = everything()
        second = merge(OPERATOR, third, kept, {}, (1, 2))
        with pytest.raises(Refused, match="Undo that merge first"):
            undo(OPERATOR, first)
        undo(OPERATOR, second)
        assert everything() == between
        undo(OPERATOR, first)
        assert everything() == before
        with pytest.raises(Refused, match="undone already"):
            undo(OPERATOR, first)


def test_what_came_since_stays_with_the_record_that_stayed(app: Flask) -> None:
    with work(app):
        kept, gone = two()
        gone_id, theirs = gone.id, row_ids(refers()["registration.person_id"], gone.id)
        made = merge(OPERATOR, kept, gone, {}, (1, 1))
        since = a_registration(person_id=kept.id).id
        kept.function = "Corrected since"
    office = signed_in(app, Role.ORGANIZER)
    page = " ".join(re.sub(r"<[^>]*>", " ", office.get(f"/people/{kept.key}").text).split())
    assert "Undone, this stays with the record here, for it came since: registrations (1)" in page
    assert office.post(f"/people/merges/{made.id}/undo").status_code == 303
    with work(app, writing=False):
        assert since in row_ids(refers()["registration.person_id"], kept.id)
        assert row_ids(refers()["registration.person_id"], gone_id) == theirs
        assert db.session.get_one(Person, kept.id).function == "Corrected since"


def test_another_address_since_stands_in_the_way_and_is_told(app: Flask) -> None:
    with work(app):
        kept, gone = two()
        made = merge(OPERATOR, kept, gone, {}, (1, 1))
        kept.email = "third@example.org"
    office = signed_in(app, Role.ORGANIZER)
    answer = office.post(f"/people/merges/{made.id}/undo")
    assert answer.status_code == 409
    assert "Since then this has changed: Address." in answer.text


def test_an_organization_that_is_gone_stands_in_the_way(app: Flask) -> None:
    with work(app):
        kept, gone = two(organization=an_organization("Gone Forum"))
        made = merge(OPERATOR, kept, gone, {}, (1, 1))
        db.session.delete(
            db.session.scalars(select(Organization).where(Organization.name == "Gone Forum")).one()
        )
        db.session.flush()
        with pytest.raises(Refused, match="changed: Organization"):
            undo(OPERATOR, made)


def test_the_demonstration_takes_no_real_record_along(app: Flask) -> None:
    with work(app):
        with pytest.raises(Refused, match="belongs to the demonstration"):
            merge(OPERATOR, a_person(), a_person(demonstration=True), {}, (1, 1))
        assert db.session.scalar(select(func.count(Person.id))) == 2


def test_a_stale_page_merges_nothing(app: Flask) -> None:
    with work(app):
        kept, gone = two()
        with pytest.raises(Stale):
            merge(OPERATOR, kept, gone, {}, (1, 7))
        assert db.session.scalar(select(func.count(PersonMerge.id))) == 0


def test_likely_duplicates_in_three_statements_however_many(app: Flask) -> None:
    counted = []
    for number in (2, 40):
        with work(app):
            for n in range(number):
                a_person(f"Same Name{n % 4}")
            actor = an_actor(Role.ORGANIZER)
        with work(app, writing=False), statements(app) as seen:
            assert len(duplicates(actor, 1)[0]) == min(25, duplicates(actor, 1)[1])
        counted.append(len(seen))
    assert counted == [6, 6]  # asked twice


def test_the_office_compares_merges_and_takes_apart_through_the_pages(app: Flask) -> None:
    with work(app):
        kept, gone = (
            a_person("Ruth Okello", function="Head"),
            a_person("Ruth Okello", function="Legal <b>head</b>"),
        )
        a_registration(person_id=gone.id)
        urls = f"/people/{kept.key}/merge/{gone.key}", f"/people/{kept.key}"
        fields = dict.fromkeys(CHOSEN, "kept") | {"function": "gone", "seen_kept": "1", "seen_gone": "1"}
    office = signed_in(app, Role.ORGANIZER)
    page = office.get("/people/duplicates").text
    assert urls[0] in page and "the same name" in page
    shown = office.get(urls[0]).text
    assert "Registrations: 1" in shown and "Legal &lt;b&gt;head&lt;/b&gt;" in shown
    stale = office.post(urls[0], data=fields | {"seen_gone": "9"})
    assert stale.status_code == 422 and "Somebody changed this" in stale.text
    unchosen = office.post(urls[0], data=fields | {"function": "both"})
    assert unchosen.status_code == 422 and "Choose one of these." in unchosen.text
    assert office.post(urls[0], data=fields).headers["Location"] == urls[1]
    page = office.get(urls[1]).text
    assert page.count("Legal &lt;b&gt;head&lt;/b&gt;") == 1
    [action] = [line.split('"')[0] for line in page.split('action="') if line.startswith("/people/merges/")]
    assert office.get(f"/people/{gone.key}").status_code == 404
    assert "Ruth Okello" in office.get("/people/merges").text
    assert office.post(action).headers["Location"] == urls[1]
    assert office.get(f"/people/{gone.key}").status_code == 200
    assert office.get("/people/merges").text.count("undone") == 1


def test_not_the_same_is_remembered(app: Flask) -> None:
    with work(app):
        one, other = a_person("Ruth Okello"), a_person("Ruth Okello")
    office = signed_in(app, Role.ORGANIZER)
    for _ in range(2):
        office.post(f"/people/{other.key}/not/{one.key}")
    assert f"/people/{one.key}/merge/{other.key}" not in office.get("/people/duplicates").text
    with work(app, writing=False):
        assert [(n.low_id, n.high_id) for n in db.session.scalars(select(NotSame))] == [(one.id, other.id)]
    office.post(f"/people/{one.key}/maybe/{other.key}")
    assert f"/people/{one.key}/merge/{other.key}" in office.get("/people/duplicates").text
