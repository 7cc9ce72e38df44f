"""One's own page: mails, a copy, corrections, the request for deletion; another's through each door is a 404."""

import io
import json
import re
import zipfile

from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import select

from meetings.access.actions import begin_session
from meetings.access.actor import OPERATOR
from meetings.access.models import Account, AuditRow
from meetings.access.permissions import Role
from meetings.base.database import db
from meetings.directory.models import Person
from meetings.outbox import actions as outbox
from meetings.outbox.actions import Link
from meetings.outbox.models import OutboxMessage
from meetings.outbox.rules import Delivery
from meetings.people.actions import merge
from meetings.people.models import PersonRequest
from meetings.people.rules import Outcome, RequestKind
from meetings.registration.models import Registration
from tests.builders import a_person, a_registration
from tests.kit_app import an_account, signed_in, statements, work
from tests.people.builders import answer_done
from tests.questions.builders import a_question, a_section, answered


def somebody(app: Flask, email: str) -> FlaskClient:
    """A participant with a registration, a record and a mail, signed in."""
    name = email.partition("@")[0].title() + " Example"
    with work(app):
        account = an_account(email, name)
        person = a_person(name, email=email, account_id=account.id, function="Head")
        a_registration(email=email, account_id=account.id, person_id=person.id, name=name)
        link = Link("/sign-in/link/", "sign_in", "key-of-the-link", "nonce")
        outbox.put(email, f"Subject for {name}", "Come in: [personal link]", to_name=name, link=link)
        token = begin_session(account)
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = token
    return client


def data_of(client: FlaskClient) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = json.loads(
        zipfile.ZipFile(io.BytesIO(client.post("/my/data/copy").data)).read("data.json")
    )
    return found


def test_mails_to_me_and_to_nobody_else(app: Flask) -> None:
    ruth, noor = somebody(app, "ruth@example.org"), somebody(app, "noor@example.org")
    with work(app, writing=False):
        [to_ruth, to_noor] = db.session.scalars(select(OutboxMessage.key).order_by(OutboxMessage.id)).all()
    assert "Subject for Ruth Example" in ruth.get("/my").text
    assert re.findall(r"Subject for \w+", ruth.get("/my/mails").text) == ["Subject for Ruth"]
    page = ruth.get(f"/my/mails/{to_ruth}").text
    assert "Come in: [personal link]" in page and "key-of-the-link" not in page
    assert [ruth.get(f"/my/mails/{to_noor}").status_code, noor.get(f"/my/mails/{to_noor}").status_code] == [
        404,
        200,
    ]
    assert signed_in(app, Role.ORGANIZER).get(f"/my/mails/{to_noor}").status_code == 404


def test_a_mail_that_was_replaced_before_it_went_was_never_said(app: Flask) -> None:
    ruth = somebody(app, "ruth@example.org")
    with work(app):
        db.session.scalars(select(OutboxMessage)).one().delivery = Delivery.SUPERSEDED
    assert "Subject for" not in ruth.get("/my/mails").text
    assert "outbox_message" not in data_of(ruth)


def test_a_copy_is_of_oneself_and_is_noted(app: Flask) -> None:
    ruth, _noor = somebody(app, "ruth@example.org"), somebody(app, "noor@example.org")
    data = data_of(ruth)
    assert {table: len(data[table]) for table in ("account", "person", "registration", "outbox_message")} == {
        "account": 1,
        "person": 1,
        "registration": 1,
        "outbox_message": 1,
    }
    assert "noor" not in json.dumps(data).lower()
    assert "password_hash" not in json.dumps(data) and "key-of-the-link" not in json.dumps(data)
    with work(app, writing=False):
        taken = db.session.scalars(select(AuditRow).where(AuditRow.verb == "take_copy")).all()
        assert [(t.actor_name, t.after) for t in taken] == [("Ruth Example", {"files": 0})]


def test_a_record_whose_address_the_office_mistook_opens_nothing_of_another(app: Flask) -> None:
    """Ruth's record carries Noor's address by mistake: a copy for Ruth holds nothing of Noor, and deletes nothing."""
    with work(app):
        noor = an_account("noor@example.org", "Noor Example")
        a_registration(email="noor@example.org", account_id=noor.id, name="Noor Example")
        outbox.put("noor@example.org", "Subject for Noor", "Text")
    ruth = somebody(app, "ruth@example.org")
    with work(app):
        db.session.scalars(select(Person)).one().email = "noor@example.org"
    data = data_of(ruth)
    assert [r["name"] for r in data["registration"]] == ["Ruth Example"]
    assert [m["subject"] for m in data["outbox_message"]] == ["Subject for Ruth Example"]
    assert [a["email"] for a in data["account"]] == ["ruth@example.org"]
    ruth.post("/my/data/deletion", data={"step": "second", "text": ""})
    with work(app, writing=False):
        key = db.session.scalars(select(PersonRequest.key)).one()
    answer_done(signed_in(app, Role.ORGANIZER), key)
    with work(app, writing=False):
        assert db.session.scalars(select(Registration.name).order_by(Registration.id)).all() == [
            "Noor Example",
            "–",
        ]
        emails = db.session.scalars(select(Account.email).where(Account.email.like("%o%r@example.org"))).all()
        assert "noor@example.org" in emails
        mails = db.session.scalars(select(OutboxMessage.subject).order_by(OutboxMessage.id)).all()
        [withdrawn] = [subject for subject in mails if subject.startswith("You have withdrawn: ")]
        assert mails == ["Subject for Noor", "Subject for Ruth Example", "Your data is deleted", withdrawn]


def test_a_mistaken_merge_opens_nothing_of_the_other(app: Flask) -> None:
    ruth, noor = somebody(app, "ruth@example.org"), somebody(app, "noor@example.org")
    with work(app):
        one, other = db.session.scalars(select(Person).order_by(Person.id)).all()
        merge(OPERATOR, one, other, {}, (1, 1))
    for client, own in ((ruth, "ruth@example.org"), (noor, "noor@example.org")):
        data = data_of(client)
        assert [r["email"] for r in data["registration"]] == [own]
        assert [m["to_email"] for m in data["outbox_message"]] == [own]
        assert [a["email"] for a in data["account"]] == [own]


def test_i_correct_what_is_mine_at_once_and_on_the_trail(app: Flask) -> None:
    ruth = somebody(app, "ruth@example.org")
    url = "/my/data/correct"
    assert 'value="Ruth Example"' in ruth.get(url).text
    given = {"name": "Ruth O. Example", "function": "Adviser", "zone": "Africa/Nairobi"}
    given |= {"language": "en", "version": "1"}
    wrong = ruth.post(url, data=given | {"zone": "Nowhere/Land"})
    assert wrong.status_code == 422 and 'value="Ruth O. Example"' in wrong.text
    assert ruth.post(url, data=given).headers["Location"] == "/my"
    stale = ruth.post(url, data=given | {"function": "Chief"})
    assert stale.status_code == 422 and "Somebody changed this" in stale.text
    with work(app, writing=False):
        person = db.session.scalars(select(Person)).one()
        account = db.session.scalars(select(Account).where(Account.email == "ruth@example.org")).one()
        assert (person.name, person.sort_key, person.function, person.zone) == (
            "Ruth O. Example",
            "Example, Ruth O.",
            "Adviser",
            "Africa/Nairobi",
        )
        assert (account.name, account.zone) == ("Ruth O. Example", "Africa/Nairobi")
        assert db.session.scalars(select(Registration.name)).one() == "Ruth Example"  # of its day
        trail = db.session.scalars(
            select(AuditRow.on_kind).where(AuditRow.verb == "correct_self").order_by(AuditRow.id)
        ).all()
        assert list(trail) == ["account", "person"]


def test_what_only_the_office_changes_is_asked_once(app: Flask) -> None:
    ruth = somebody(app, "ruth@example.org")
    with work(app, writing=False):
        registration = db.session.scalars(select(Registration.key)).one()
    ask = f"/my/data/ask?registration={registration}"
    assert f'href="{ask}"' in ruth.get(f"/my/registrations/{registration}").text
    begun = html.fromstring(ruth.get(ask).text).xpath("//textarea")[0].text.strip()
    assert begun.endswith(
        "I am registered for Example Forum as “Expert of a regional organization”. Right is:"
    )
    unsaid = ruth.post(ask, data={"text": begun})
    assert (unsaid.status_code, "Write how it is right." in unsaid.text) == (422, True)
    assert "I am registered" not in somebody(app, "anybody@example.org").get(ask).text
    assert ruth.post("/my/data/ask", data={"text": ""}).status_code == 422
    assert ruth.post("/my/data/ask", data={"text": "I moved."}).headers["Location"] == "/my/data"
    again = ruth.post("/my/data/ask", data={"text": "I moved again."})
    assert again.status_code == 422 and "You have asked for this already." in again.text
    assert "I moved." in ruth.get("/my/data").text
    office = signed_in(app, Role.ORGANIZER)
    assert "Ruth Example" in office.get("/people/requests").text
    assert "Answer one request about personal data" in office.get("/home").text
    with work(app, writing=False):
        key = db.session.scalars(select(PersonRequest.key)).one()
    asked = office.get(f"/people/requests/{key}").text
    assert re.findall(r'href="(/registrations/[^"]+/correct)"', asked) == [
        f"/registrations/{registration}/correct"
    ]
    answer_done(office, key, "Welcome.")
    assert "Welcome." in ruth.get("/my/data").text
    assert "Ruth Example" not in office.get("/people/requests").text
    assert "Ruth Example" in office.get("/people/requests?state=answered").text


def test_deletion_is_asked_in_two_steps_and_can_be_taken_back(app: Flask) -> None:
    ruth, noor = somebody(app, "ruth@example.org"), somebody(app, "noor@example.org")
    url = "/my/data/deletion"
    first = ruth.post(url, data={"step": "first", "text": 'I <b>left</b> "all"'})
    assert first.status_code == 200
    assert "What would go, what would stay" in first.text
    assert 'value="I &lt;b&gt;left&lt;/b&gt; &#34;all&#34;"' in first.text
    with work(app, writing=False):
        assert db.session.scalars(select(PersonRequest)).all() == []
    assert ruth.post(url, data={"step": "second", "text": "I left."}).headers["Location"] == "/my/data"
    assert "You have asked for this already" in ruth.get(url).text
    with work(app):
        asked = db.session.scalars(select(PersonRequest)).one()
        assert (asked.kind, asked.outcome, asked.text) == (RequestKind.DELETION, Outcome.OPEN, "I left.")
    back = f"/my/data/requests/{asked.key}/take-back"
    assert noor.post(back).status_code == 404
    assert ruth.post(back).status_code == 303
    assert ruth.post(back).status_code == 409
    assert ruth.post(url, data={"step": "second", "text": ""}).status_code == 303


def test_the_pages_take_as_many_statements_for_many_as_for_few(app: Flask) -> None:
    ruth = somebody(app, "ruth@example.org")
    counted = []
    for _ in range(2):
        with statements(app) as seen:
            for path in ("/my", "/my/mails", "/my/data"):
                assert ruth.get(path).status_code == 200
        counted.append(len(seen))
        with work(app):
            account = db.session.scalars(select(Account).where(Account.email == "ruth@example.org")).one()
            for number in range(5):
                outbox.put("ruth@example.org", f"Another {number}", "Text")
                a_registration(account_id=account.id, email="ruth@example.org")
    assert counted[0] == counted[1]


def test_a_session_of_today_is_no_actor_of_tomorrow(app: Flask) -> None:
    """After the deletion the browser that is still open is nobody's."""
    ruth = somebody(app, "ruth@example.org")
    ruth.post("/my/data/deletion", data={"step": "second", "text": ""})
    with work(app, writing=False):
        key = db.session.scalars(select(PersonRequest.key)).one()
    answer_done(signed_in(app, Role.ORGANIZER), key)
    assert ruth.get("/my").headers["Location"].startswith("/sign-in")


def test_the_answers_to_the_next_meeting_stand_on_the_page(app: Flask) -> None:
    ruth = somebody(app, "ruth@example.org")
    with work(app):
        registration = db.session.scalars(select(Registration)).one()
        dish = a_question(a_section(registration.meeting))
        answered(registration.meeting, registration.id, {dish.id: ("Rice & <b>beans</b>",)})
        key = registration.key
    page = ruth.get("/my").text
    assert "Rice &amp; &lt;b&gt;beans&lt;/b&gt;" in page
    assert re.findall(r'href="([^"]+)">Change them<', page) == [f"/my/registrations/{key}/answers"]
