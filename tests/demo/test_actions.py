"""The demonstration through its commands: loaded on the real mandate, used, and removed without a trace."""

import shutil
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from meetings.access.actions import give_role
from meetings.access.actor import OPERATOR
from meetings.access.models import Account
from meetings.access.permissions import Role
from meetings.access.queries import actor_of, find_account
from meetings.agenda.models import OrganizationUpdate
from meetings.base import clock
from meetings.base.database import Base, db
from meetings.base.models import SiteFact
from meetings.base.refusals import Refused
from meetings.base.zones import wall_of
from meetings.bulk.actions import Planned, begin, plan
from meetings.demo import actions as demo
from meetings.directory import actions as directory
from meetings.directory.models import Organization, Person
from meetings.fellowship.models import FellowshipEdition
from meetings.invitations.actions import give_places, invite, name_person
from meetings.invitations.rules import InviteeDraft, NomineeDraft
from meetings.letters.rules import Text
from meetings.mandate import actions as mandate
from meetings.mandate.models import Cycle
from meetings.outbox.models import OutboxMessage
from meetings.outcomes.models import OutcomeRecord, Summary
from meetings.people.actions import ask, merge
from meetings.people.rules import RequestKind
from meetings.programme.models import Meeting, MeetingSession
from meetings.questions.actions import save_answers
from meetings.questions.queries import form_of
from meetings.registration.actions import approve
from meetings.registration.many import deciding
from meetings.registration.models import Registration
from meetings.registration.rules import Category, RegistrationStatus
from meetings.rounds.actions import open_round, take_back
from meetings.rounds.actions.opening import Deadline
from meetings.rounds.models import ConfirmationRound, RoundAnswer
from tests.builders import a_meeting, a_registration, a_session
from tests.demo.files import AGENDA, MEETINGS, RECORDS, ROUND, SESSIONS, table
from tests.kit_app import ON_ONE_DATABASE, signed_in, work

pytestmark = ON_ONE_DATABASE


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, but for what says only that something was counted anew."""
    return {
        table.name: sorted((tuple(map(str, row)) for row in db.session.execute(select(table))), key=str)
        for table in Base.metadata.sorted_tables
        if table.name != "change_mark"
    }


def a_first_start(app: Flask) -> None:
    with work(app):
        mandate.load_defaults(OPERATOR)
        directory.load_defaults(OPERATOR)


def count(table: type[Base]) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_everything_in_the_files_is_loaded(app: Flask) -> None:
    a_first_start(app)
    with work(app):
        demo.load(OPERATOR)
    with work(app, writing=False):
        assert count(Organization) == 78 + sum(
            row["directory"] == "yes" for row in table("organizations.csv")
        )
        assert count(Meeting) == len(MEETINGS)
        assert count(MeetingSession) == len(SESSIONS)
        editions = db.session.scalars(select(FellowshipEdition).order_by(FellowshipEdition.year)).all()
        cycles = {each.id: each for each in db.session.scalars(select(Cycle))}
        assert [
            each.cycle_id is not None and each.year in cycles[each.cycle_id].years for each in editions
        ] == [
            True,
            True,
            True,
        ]
        assert count(OutcomeRecord) == len(RECORDS) + len(AGENDA["outcome"])
        assert count(OrganizationUpdate) == len(AGENDA["agenda"]["update"])
        assert count(Summary) == sum(bool(session["summary"]) for _, session in SESSIONS) + 1
        assert count(ConfirmationRound) == 1 and count(RoundAnswer) == len(ROUND["round"]["answer"])
        assert count(Registration) == len(table("registrations-2025.csv"))
        planned = dict(db.session.execute(select(Meeting.slug, Meeting.planned_code)).all())
        assert [slug for slug, code in planned.items() if code is None] == []


def ask_people() -> None:
    """An organization of the demonstration names somebody for a meeting of it, and the office invites somebody."""
    meeting = a_meeting("workshop-asked", demonstration=True, cycle=db.session.scalars(select(Cycle)).first())
    [asked] = db.session.scalars(select(Organization).where(Organization.slug == "example-lakes-community"))
    deadline = datetime(2028, 9, 30, 23, 59)
    [given] = give_places(OPERATOR, meeting, [asked], 2, deadline, "").made
    name_person(OPERATOR, given, NomineeDraft("Amina", "amina@example.org"), as_alternate=False)
    guest = InviteeDraft("Bilal", "bilal@example.org", Category.NGO)
    invite(OPERATOR, meeting, [guest], Text("Come", "{link}"), deadline, False)


def decide_on_many(registration: Registration) -> None:
    """An act on many that has begun, with a batch of mails that are held."""
    row = Planned(registration.name, {"seen": "submitted"}, thing=("registration", registration.id))
    on = ("meeting", registration.meeting_id)
    act = plan(OPERATOR, deciding.KIND, on, "Decline", [row], "en", {"decision": "decline"})
    begin(OPERATOR, act, deciding.DO)


def test_removing_leaves_none_of_it(app: Flask) -> None:
    a_first_start(app)
    with work(app, writing=False):
        before = everything()
    with work(app):
        demo.load(OPERATOR)
    organizer = signed_in(app, Role.ORGANIZER)  # somebody real, who did things to it meanwhile
    with work(app, writing=False):
        key = db.session.scalars(select(Registration.key).order_by(Registration.id)).first()
    organizer.post(f"/registrations/{key}/decision", data={"decision": "declined"})
    assert organizer.post("/meetings/workshop-2025/questions/start").status_code == 303
    edited = {"subject": "Edited", "text": "Dear {name},", "version": "0"}
    for do, status in (("save", 303), ("trial", 200)):
        mail = organizer.post("/meetings/workshop-2025/letters/approved", data=edited | {"do": do})
        assert mail.status_code == status
    with work(app):
        [registration] = db.session.scalars(select(Registration).where(Registration.key == key))
        form = form_of("meeting", registration.meeting_id)
        save_answers(OPERATOR, form, "registration", registration.id, {form.questions[0].id: ("c1",)})
    app.test_client().post("/sign-in/link", data={"address": demo.ORGANIZER})
    with work(app):
        of = db.session.scalars(select(ConfirmationRound)).one()
        take_back(OPERATOR, of, "It is tried out.")
        until = Deadline(wall_of(clock.now() + timedelta(days=3), of.summary.session.meeting.zone))
        open_round(OPERATOR, of.summary, until)  # with mails, and links in them
        ask_people()
        decide_on_many(registration)
        one, other, *_ = db.session.scalars(select(Person).order_by(Person.id)).all()
        merge(OPERATOR, one, other, {}, (one.version, other.version))
        invented = find_account(demo.ORGANIZER)
        assert invented is not None
        ask(actor_of(invented, date(2026, 11, 24)), RequestKind.CORRECTION, "Please.", "en")
    with work(app):
        demo.remove(OPERATOR)
        somebody = db.session.scalars(select(Account)).one()  # the organizer is no part of it
        assert somebody.email.startswith("organizer-")
        own = str(somebody.id)
        db.session.delete(somebody)
    with work(app, writing=False):
        after = everything()
    # What the organizer did before the demonstration went is about the organizer's own account and sign-in.
    after["audit_row"] = [row for row in after["audit_row"] if row[5:7] != ("account", own)]
    changed = {name for name in before if before[name] != after[name]}
    assert {name: (len(before[name]), len(after[name])) for name in changed} == {}


def test_every_page_says_demonstration_until_it_is_removed(app: Flask) -> None:
    a_first_start(app)
    with work(app):
        demo.load(OPERATOR)
    pages = ["/", "/meetings", "/meetings/workshop-2025", "/sign-in", "/nowhere"]
    client = app.test_client()
    assert [client.get(page).text.count(" – Demonstration</title>") for page in pages] == [1] * len(pages)
    assert "Demonstration" in client.get("/calendar/workshop-2025.ics").text
    with work(app):
        demo.remove(OPERATOR)
    assert [client.get(page).text.count("Demonstration") for page in ("/", "/meetings", "/sign-in")] == [
        0
    ] * 3


def test_it_is_refused_where_somebody_works(app: Flask) -> None:
    a_first_start(app)
    with work(app):
        a_meeting()
    with work(app), pytest.raises(Refused, match="There is work in this database already"):
        demo.load(OPERATOR)
    with work(app, writing=False):
        assert db.session.get(SiteFact, "demonstration") is None


def test_it_is_loaded_once_and_removed_once(app: Flask) -> None:
    a_first_start(app)
    with work(app), pytest.raises(Refused, match="There is no demonstration here"):
        demo.remove(OPERATOR)
    with work(app):
        demo.load(OPERATOR)
    with work(app), pytest.raises(Refused, match="loaded already"):
        demo.load(OPERATOR)


def test_mails_kept_as_files_go_with_it(app: Flask) -> None:
    a_first_start(app)
    with work(app):
        demo.load(OPERATOR)
    app.test_client().post("/sign-in/link", data={"address": demo.ORGANIZER})
    folder = app.config["SETTINGS"].instance / "mail"
    shutil.rmtree(folder, ignore_errors=True)  # other tests keep their mails here
    folder.mkdir()
    with work(app, writing=False):
        [key] = db.session.scalars(select(OutboxMessage.key))
    kept = folder / "of-somebody-else.eml"
    for file in (folder / f"{key}.eml", kept):
        file.write_text("a mail")
    told = app.test_cli_runner().invoke(args=["demo", "remove"])
    assert (told.exit_code, list(folder.iterdir())) == (0, [kept])
    kept.unlink()


def test_an_account_that_somebody_real_uses_stays(app: Flask) -> None:
    """Who tried the demonstration with their own address, and then works or takes part here, is not locked out."""
    a_first_start(app)
    with work(app):
        demo.load(OPERATOR)
        shown = db.session.scalars(select(Meeting).where(Meeting.slug == "focal-points-2026")).one()
        real = a_meeting("by-hand")
        names = ("visitor", "guest", "helper", "rapporteur", "organizer")
        for email in (f"{name}@example.org" for name in names):
            visitor = a_registration(
                shown, email=email, status=RegistrationStatus.SUBMITTED, demonstration=True
            )
            approve(OPERATOR, visitor)
        approve(OPERATOR, a_registration(real, email="guest@example.org"))
        approve(OPERATOR, a_registration(real, email=demo.ORGANIZER))  # invented: she goes all the same
        own = a_session(real)
        for email, role, on in (("rapporteur", Role.RAPPORTEUR, own.id), ("organizer", Role.ORGANIZER, None)):
            account = find_account(f"{email}@example.org")
            assert account is not None
            give_role(OPERATOR, account, role, on)
    run = app.test_cli_runner().invoke(
        args=["account", "add", "helper@example.org", "Real Helper", "--role", "organizer"]
    )
    assert run.exit_code == 0
    with work(app):
        demo.remove(OPERATOR)
    with work(app, writing=False):
        emails = db.session.scalars(select(Account.email).order_by(Account.email)).all()
        assert emails == [f"{name}@example.org" for name in ("guest", "helper", "organizer", "rapporteur")]
        kept = db.session.scalars(select(Registration).order_by(Registration.id)).all()
        assert [(r.email, r.account_id is None) for r in kept] == [
            ("guest@example.org", False),
            (demo.ORGANIZER, True),
        ]
