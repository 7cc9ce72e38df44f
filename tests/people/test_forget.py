"""A copy holds everything that is kept of a person; after the deletion nothing of it is anywhere."""

import io
import json
import re
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Column, String, Text, cast, func, select, update

from meetings.access import audit
from meetings.access.actions import begin_session, give_role
from meetings.access.actor import OPERATOR
from meetings.access.models import Account, AuditRow
from meetings.access.permissions import Role
from meetings.access.queries import actor_of
from meetings.base import clock, files, secrets
from meetings.base.database import Base, db
from meetings.directory.models import FocalPoint, Organization, Person
from meetings.directory.rules import Capacity
from meetings.invitations.models import Invitation
from meetings.invitations.rules import InvitationStatus
from meetings.outbox import actions as outbox
from meetings.outbox.models import OutboxMessage
from meetings.outbox.rules import Delivery
from meetings.people.actions import merge
from meetings.people.models import PersonRequest
from meetings.people.queries.traces import traces_of
from meetings.people.rules import Outcome
from meetings.programme.models import ReleasedSession, Speaker
from meetings.programme.person import roles_of
from meetings.programme.rules import MeetingStatus, SpeakerRole
from meetings.questions.rules import QuestionKind
from meetings.registration.models import Registration, SavedView
from meetings.registration.rules import RegistrationStatus
from tests.base.files import PDF
from tests.builders import (
    a_meeting,
    a_person,
    a_registration,
    a_session,
    an_organization,
    the_programme_is_public,
)
from tests.kit_app import an_account, an_actor, signed_in, work
from tests.people.builders import a_request, answer_done
from tests.questions.builders import a_question, a_section, answered
from tests.registration.steps import a_published_meeting, send_form

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
PAST: dict[str, Any] = {"starts": datetime(2026, 3, 1, 10), "ends": datetime(2026, 3, 2, 18)}
EMAIL = "wordowner@example.org"
# Text columns of rows that are one person's, which a copy leaves out: secrets of the house, and other people.
LEFT_OUT = {
    "account.password_hash",
    "signed_in_session.digest",
    "registration.sent_with",
    "registration.decided_by",
    "person_address.email",  # none of those that a merge brought: they may be a stranger's
    "invitation.named_by",
    "outbox_message.link_path",
    "outbox_message.link_purpose",
    "outbox_message.link_key",
    "outbox_message.link_nonce",
    "person_request.answered_by",
    "person_merge.by",
    "person_merge.undone_by",
}


def a_life(app: Flask) -> int:
    """Somebody who has been here for years; the id of the account."""
    with work(app):
        account = an_account(EMAIL, "Word Owner")
        kept = a_person("Word Owner", email=EMAIL, account_id=account.id)
        db.session.add(
            FocalPoint(
                person=kept,
                organization=an_organization(),
                capacity=Capacity.ALTERNATE,
                since=date(2020, 1, 1),
                until=date(2021, 1, 1),
            )
        )
        merge(OPERATOR, kept, a_person("W. Owner", email=None), {}, (1, 1))
        merge(OPERATOR, kept, a_person("Word O."), {}, (2, 1))
        meeting = a_meeting(**PAST)
        registration = a_registration(
            meeting,
            person_id=kept.id,
            account_id=account.id,
            email=EMAIL,
            organization=an_organization(region="Pacific"),
            status=RegistrationStatus.APPROVED,
        )
        db.session.add(
            Invitation(
                key=secrets.new_key(),
                meeting=meeting,
                name="Word Owner",
                sort_key="word owner",
                email=EMAIL,
                category=registration.category,
                languages=["en"],
                status=InvitationStatus.ACCEPTED,
                named_at=NOW,
                registration=registration,
            )
        )
        section = a_section(meeting)
        one, two = a_question(section), a_question(section, QuestionKind.FILE)
        content = PDF + b"% of the owner"
        cv = files.take("cv.pdf", content, 1_000_000)
        files.keep(cv, content)
        own = actor_of(account, NOW.date())
        answered(meeting, registration.id, {one.id: ("rice",), two.id: cv}, own)
        db.session.add(
            Speaker(session=a_session(meeting), person_id=kept.id, role=SpeakerRole.CHAIR, name="Word Owner")
        )
        mail = outbox.put(
            EMAIL, "Subject", "Text", to_name="Word Owner", about=("registration", registration.id)
        )
        mail.delivery = Delivery.SENT
        for kind, on in (("registration", registration.id), ("person", kept.id), ("account", account.id)):
            audit.record(own, "correct_self", kind, on, {"name": "old"}, {"name": "new"})
        give_role(OPERATOR, account, Role.PARTICIPANT, meeting.id)
        begin_session(account)
        a_request(account)
        return account.id


# The tables in which a life leaves rows of its own.
OWN_TABLES = (
    *("account", "signed_in_session", "person", "person_address", "person_merge", "person_request"),
    *("invitation", "registration", "answer", "stored_file", "outbox_message", "audit_row"),
)


# Text that is a code, from a closed list, and says nothing of anybody.
CODES = {
    ("audit_row", "verb"),
    ("audit_row", "on_kind"),
    ("outbox_message", "about_kind"),
    ("outbox_message", "letter"),
    ("invitation", "language"),
    ("invitation", "batch"),
    ("answer", "subject_kind"),
    ("registration", "language"),
    ("person_request", "language"),
    ("outbox_message", "link_path"),
    ("outbox_message", "link_purpose"),
    ("outbox_message", "link_key"),
    ("outbox_message", "link_nonce"),
    ("outbox_message", "calendar_method"),
}


ADDRESSES = {
    ("account", "email"),
    ("person", "email"),
    ("registration", "email"),
    ("invitation", "email"),
    ("outbox_message", "to_email"),
    ("person_request", "email"),
}
# Keys and digests are nobody's words; a zone must be one.
NOT_WORDS = {"key", "digest", "calendar_uid", "zone"}


def is_free_text(column: Column[Any]) -> bool:
    written = isinstance(column.type, Text) or type(column.type) is String
    code = column.primary_key or column.name in NOT_WORDS or (column.table.name, column.name) in CODES
    return written and not code


def plant(app: Flask) -> dict[str, str]:
    """A word of its own in every text column of the rows of this life; by `table.column`."""
    planted: dict[str, str] = {}
    with work(app):
        for name in OWN_TABLES:
            table = Base.metadata.tables[name]
            for column in table.columns:
                if column.name not in ("before", "after", "value") and not is_free_text(column):
                    continue
                word = f"w{len(planted)}x{column.name.replace('_', '')}"
                if (name, column.name) in ADDRESSES:
                    word = EMAIL  # what makes it this person's
                values = {"before": {"name": word}, "after": {"name": word}, "value": [word]}
                rows = update(table).values({column.name: values.get(column.name, word)})
                own = rows.where(table.c.verb == "correct_self") if name == "audit_row" else rows
                if name != "person_merge" or column.name in ("by", "undone_by"):
                    db.session.execute(own)
                    planted[f"{name}.{column.name}"] = word
    return planted


def browser_of(app: Flask, account_id: int) -> FlaskClient:
    client = app.test_client()
    with work(app):
        token = begin_session(db.session.get_one(Account, account_id))
    with client.session_transaction() as session:
        session["_user_id"] = token
    return client


def written() -> dict[str, str]:
    """All that stands in the database, column by column."""
    found: dict[str, list[str]] = {}
    for table in Base.metadata.sorted_tables:
        for row in db.session.execute(
            select(*(cast(c, Text).label(c.name) for c in table.columns))
        ).mappings():
            for name, value in row.items():
                found.setdefault(f"{table.name}.{name}", []).append(str(value))
    return {place: "\n".join(values).lower() for place, values in found.items()}


def holding(word: str, all_of_it: dict[str, str] | None = None) -> set[str]:
    """The columns of all tables in which the word stands."""
    there = all_of_it or written()
    return {place for place, text in there.items() if word.lower() in text}


def test_the_copy_holds_every_word_and_the_deletion_leaves_none(app: Flask) -> None:
    clock.set_to(NOW)
    account = a_life(app)
    client = browser_of(app, account)
    planted = plant(app)
    assert len(planted) > 30
    answer = client.post("/my/data/copy")
    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Disposition"] == "attachment; filename=my-data-2026-11-24.zip"
    archive = zipfile.ZipFile(io.BytesIO(answer.data))
    text = archive.read("data.json").decode()
    assert {place for place, word in planted.items() if word not in text} == LEFT_OUT & planted.keys()
    handed_in = [name for name in archive.namelist() if name.startswith("files/")]
    assert [archive.read(name) for name in handed_in] == [PDF + b"% of the owner"]
    assert json.loads(text)["speaker"][0]["name"] == "Word Owner"
    assert json.loads(text)["focal_point"][0]["capacity"] == "alternate"

    clock.set_to(
        NOW + timedelta(hours=2)
    )  # what was just written is not removed: somebody may be about to refer to it
    office = signed_in(app, Role.ORGANIZER)
    with work(app, writing=False):
        key = db.session.scalars(select(PersonRequest.key)).one()
    page = office.get(f"/people/requests/{key}").text
    assert "They count by group, region, gender and year, without a name." in page
    done = answer_done(office, key, "As you wished.")
    assert done.status_code == 303
    with work(app):
        # The last mail still waits, and nothing else.
        assert holding(EMAIL) == {"outbox_message.to_email"}
        waiting = db.session.scalars(select(OutboxMessage).where(OutboxMessage.to_email == EMAIL)).one()
        outbox.note_sent([waiting.id], clock.now())
    with work(app, writing=False):
        all_of_it = written()
        left = {place: holding(word, all_of_it) for place, word in planted.items()}
        # Who of the office merged, and took apart, is no data of the person.
        assert {place: found for place, found in left.items() if found} == {
            place: {place} for place in ("person_merge.by", "person_merge.undone_by")
        }
        assert holding("wordowner") == set()
        assert holding("Word Owner") == {"speaker.name"}
        assert [p.account_id for p in db.session.scalars(select(PersonRequest))] == [None]
        row = db.session.scalars(select(Registration)).one()
        assert (row.name, row.status, row.region) == ("–", RegistrationStatus.APPROVED, "Pacific")
        assert [db.session.scalar(select(func.count()).select_from(t)) for t in (Account, Person)] == [1, 0]
    instance: Path = app.config["SETTINGS"].instance
    assert [p for p in (instance / "files").iterdir() if b"% of the owner" in p.read_bytes()] == []
    told = office.get(f"/people/requests/{key}").text
    assert "Answers: 2" in told and "Word Owner" not in told


def test_a_copy_and_a_person_s_page_tell_of_sessions_what_is_public(app: Flask) -> None:
    clock.set_to(NOW)
    client = browser_of(app, a_life(app))
    with work(app):
        spoken = db.session.scalars(select(Speaker)).one()
        the_programme_is_public(spoken.session.meeting)
        released, spoken.session.title = spoken.session.title, "Drafted title"
        new = a_session(a_meeting(status=MeetingStatus.DRAFT), title="New title")
        new.meeting.status = MeetingStatus.PUBLISHED  # and nothing of it released
        person = db.session.get_one(Person, spoken.person_id)
        db.session.add(Speaker(session=new, person_id=person.id, role=SpeakerRole.CHAIR, name="Word Owner"))
        db.session.flush()
        others = an_actor(Role.FOCAL_POINT, an_organization().id)
        assert [one.session.title for one in roles_of(others, person)] == [released]
        staff = roles_of(an_actor(Role.ORGANIZER), person)
        assert [one.session.title for one in staff] == ["New title", "Drafted title"]
    archive = zipfile.ZipFile(io.BytesIO(client.post("/my/data/copy").data))
    told = json.loads(archive.read("data.json"))
    assert [one["session"] for one in told["speaker"]] == [released, ""]


def test_the_programme_keeps_the_name_and_nothing_that_leads_to_the_person(app: Flask) -> None:
    """Also in versions that were released, and where the role was asked under another address."""
    clock.set_to(NOW)
    a_life(app)
    with work(app):
        speaker = db.session.scalars(select(Speaker)).one()
        speaker.email, speaker.needs, speaker.why = "office-of-owner@example.org", "captioning", "ill"
        other = Speaker(
            session=speaker.session, person_id=a_person().id, role=SpeakerRole.CHAIR, name="Other"
        )
        db.session.add(other)
        the_programme_is_public(speaker.session.meeting)
        key = db.session.scalars(select(PersonRequest.key)).one()
        others = other.person_id
    answer_done(signed_in(app, Role.ORGANIZER), key)
    with work(app, writing=False):
        speaker = db.session.scalars(select(Speaker).where(Speaker.name == "Word Owner")).one()
        assert (speaker.person_id, speaker.email, speaker.needs, speaker.why) == (None, "", "", "")
        told = [one for row in db.session.scalars(select(ReleasedSession)) for one in row.people]
        assert [(one["name"], one["person_id"]) for one in told] == [("Word Owner", None), ("Other", others)]


def test_the_values_of_merged_records_go_too(app: Flask) -> None:
    clock.set_to(NOW)
    a_life(app)
    office = signed_in(app, Role.ORGANIZER)
    with work(app, writing=False):
        assert "person_merge.gone" in holding("W. Owner")
        key = db.session.scalars(select(PersonRequest.key)).one()
    answer_done(office, key)
    with work(app, writing=False):
        assert holding("W. Owner") == set()


def test_a_place_to_come_is_given_back_with_its_mail(app: Flask) -> None:
    with work(app):
        account = an_account(EMAIL, "Word Owner")
        meeting = a_meeting()
        row = a_registration(meeting, account_id=account.id, email=EMAIL, status=RegistrationStatus.APPROVED)
        key, registration_id = a_request(account).key, row.id
    office = signed_in(app, Role.ORGANIZER)
    assert "Places at meetings to come, given back first" in office.get(f"/people/requests/{key}").text
    answer_done(office, key)
    with work(app, writing=False):
        row = db.session.get_one(Registration, registration_id)
        assert (row.status, row.name) == (RegistrationStatus.WITHDRAWN, "–")
        waiting = db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).all()
        assert [(m.delivery, m.to_email, m.calendar_method, m.blank_after) for m in waiting] == [
            (Delivery.WAITING, EMAIL, None, True),
            (Delivery.WAITING, EMAIL, "CANCEL", True),
        ]


def test_a_focal_point_keeps_the_entry_and_nothing_else(app: Flask) -> None:
    clock.set_to(NOW)
    account = a_life(app)
    with work(app):
        db.session.execute(update(FocalPoint).values(until=None))
        key = db.session.scalars(select(PersonRequest.key)).one()
    office = signed_in(app, Role.ORGANIZER)
    answer_done(office, key)
    with work(app, writing=False):
        assert db.session.scalars(select(Person.name)).one() == "Word Owner"
        assert db.session.get(Account, account) is not None
        assert db.session.scalars(select(Registration.name)).one() == "–"
        last = db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id.desc())).first()
        assert last is not None and "your entry in the directory and your account stay" in last.text


def test_whoever_works_here_is_named_by_the_trail(app: Flask) -> None:
    account = a_life(app)
    with work(app):
        give_role(OPERATOR, db.session.get_one(Account, account), Role.ORGANIZER)
        key = db.session.scalars(select(PersonRequest.key)).one()
        before = db.session.scalar(select(func.count(OutboxMessage.id)))
    answer = answer_done(signed_in(app, Role.ADMINISTRATOR), key, "Gone.")
    assert answer.status_code == 422 and "holds a role of the office" in answer.text
    assert re.findall(r"<textarea[^>]*>\s*(.*?)</textarea>", answer.text) == ["Gone."]
    with work(app, writing=False):
        assert db.session.scalar(select(func.count(OutboxMessage.id))) == before
        assert db.session.scalars(select(PersonRequest.outcome)).one() is Outcome.OPEN


def test_a_no_needs_its_reason_and_goes_by_mail(app: Flask) -> None:
    with work(app):
        account = an_account(EMAIL, "Word Owner")
        key = a_request(account).key
    office = signed_in(app, Role.ORGANIZER)
    url = f"/people/requests/{key}"
    refused = office.post(url, data={"outcome": "refused", "answer": ""})
    assert refused.status_code == 422 and "Write why; the person gets your reason by mail." in refused.text
    assert office.post(url, data={"outcome": "refused", "answer": "A case is pending."}).status_code == 303
    with work(app, writing=False):
        mail = db.session.scalars(select(OutboxMessage)).one()
        assert (mail.to_email, mail.subject) == (EMAIL, "Your request about your data: not done")
        assert "A case is pending." in mail.text
        assert db.session.scalars(select(Account.email).where(Account.email == EMAIL)).one() == EMAIL
    again = office.post(url, data={"outcome": "done", "answer": ""})
    assert again.status_code == 422 and "This request is refused already." in again.text


@pytest.mark.parametrize("what", ["audit", "organization"])
def test_others_are_left_as_they_were(app: Flask, what: str) -> None:
    clock.set_to(NOW)
    a_life(app)
    with work(app):
        other = an_account("other@example.org", "Other Person")
        audit.record(
            actor_of(other, NOW.date()), "correct_self", "account", other.id, {"name": "a"}, {"name": "b"}
        )
        outbox.put("other@example.org", "Subject", "Text")
        db.session.flush()
        key = db.session.scalars(select(PersonRequest.key)).one()
        table = AuditRow if what == "audit" else Organization
        condition = AuditRow.account_id == other.id if what == "audit" else Organization.id > 0
        before = db.session.execute(select(table.__table__).where(condition)).all()
    answer_done(signed_in(app, Role.ORGANIZER), key)
    with work(app, writing=False):
        assert db.session.execute(select(table.__table__).where(condition)).all() == before
        assert holding("other@example.org") >= {"account.email", "outbox_message.to_email"}


@pytest.mark.parametrize(
    ("called", "query", "goes"),
    [
        ("Ours", "q=WORD+owner", True),
        ("Ours", "q=Owner&status=approved", True),
        ("Ours", "q=wordowner%40example.org", True),
        ("Where is Word Owner", "status=approved", True),
        ("Ours", "status=approved", False),
        ("All", "q=example.org", False),
        ("Ours", "q=Word+Other", True),
        ("Ours", "q=Other", False),
        ("Ours", "q=own", False),
        ("Ours", "q=Wordow", True),
        ("Ours", "q=wordowner%40", True),
        ("Ours", "q=%E2%80%9CWord%E2%80%9D", True),
        ("Word’s list", "status=approved", True),
        ("Where is Zuleika Before", "status=approved", True),  # as she was called before a correction
    ],
)
@pytest.mark.parametrize("registered", [True, False])
def test_saved_views_that_look_for_the_person_go_and_others_stay(
    app: Flask, called: str, query: str, goes: bool, registered: bool
) -> None:
    clock.set_to(NOW)
    with work(app):
        account = an_account(EMAIL, "Word Owner")
        a_person("Word Owner", email=EMAIL, account_id=account.id)
        meeting = a_meeting("past", **PAST)
        if registered:
            a_registration(meeting, name="Word Owner", email=EMAIL, account_id=account.id)
        audit.record(
            OPERATOR, "correct", "account", account.id, {"name": "Zuleika Before"}, {"name": "Word Owner"}
        )
        key = a_request(account).key
    office = signed_in(app, Role.ORGANIZER)
    sent = {"name": called, "filter": query, "shared": "y"}
    assert office.post("/meetings/past/registrations/views", data=sent).status_code == 303
    told = office.get(f"/people/requests/{key}").text
    figure = re.findall(r"Saved views that look for the person(?:<br>.*)?</th><td[^>]*>(\d+)", told)
    assert figure == (["1"] if goes else [])
    assert (f'<span class="sub"><bdi>{called}</bdi></span>' in told) is goes, "the office reads which go"
    assert answer_done(office, key).status_code == 303
    with work(app, writing=False):
        assert (db.session.scalars(select(SavedView.name)).all() == []) is goes
        line = db.session.scalars(select(AuditRow.after).where(AuditRow.verb == "save_view")).one()
        assert (line is None) is goes


def test_a_form_that_is_sent_again_under_another_name_leaves_the_first_on_the_trail(app: Flask) -> None:
    """Whoever looked for the first name has looked for this person."""
    clock.set_to(NOW)
    a_published_meeting(app)
    for number, name in enumerate(("Zuleika First", "Second Name")):
        send_form(app.test_client(), name=name, email=EMAIL, once=f"{number}23456789abcdefghijkl")
    with work(app, writing=False):
        assert traces_of((), (), (EMAIL,)).names == {"Zuleika First", "Second Name"}
