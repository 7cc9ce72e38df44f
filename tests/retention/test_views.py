"""The pages: the clock for office and participants, the dry run, the record, the counts."""

import html
import re
from datetime import UTC, datetime

from flask import Flask
from sqlalchemy import select

from meetings.access.models import Account
from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db
from meetings.programme.models import Meeting
from meetings.registration.models import Registration
from meetings.registration.rules import Category, Gender, RegistrationStatus
from meetings.retention.models import Purge, Retention, RetentionSetting
from tests.builders import a_meeting, a_registration
from tests.kit_app import ON_ONE_DATABASE, signed_in, statements, work
from tests.retention.house import NOW, a_held_meeting, carry_on_to_the_end

pytestmark = ON_ONE_DATABASE

HERE = "/meetings/workshop/retention"


def words(page: str) -> str:
    """What a page says, without its markup."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_the_clock_stands_where_people_are(app: Flask) -> None:
    clock.set_to(datetime(2028, 9, 1, 12, tzinfo=UTC))
    client = signed_in(app, Role.SIGNED_IN)
    with work(app):
        account = db.session.scalars(select(Account)).one()
        key = a_registration(a_meeting("workshop"), account_id=account.id).key
    office = signed_in(app, Role.ORGANIZER)
    for path in ("/meetings/workshop/registrations", "/meetings/workshop/registrations/terms"):
        page = office.get(path).text
        assert words(page).count("Data deleted 26 March 2029 in 206 days") == 1
        assert page.count(f'href="{HERE}"') == 2  # at the clock, and in the row of pages
    assert "What you told us is deleted on 26 March 2029, in 206 days." in words(
        client.get(f"/my/registrations/{key}").text
    )
    public = words(app.test_client().get("/meetings/workshop/register").text)
    assert "What you tell us is deleted on 26 March 2029, in 206 days; only numbers stay." in public


def test_the_home_page_says_what_is_due_and_what_is_kept_too_long(app: Flask) -> None:
    with work(app):
        a_registration(a_meeting("workshop", title="Example workshop"))
    for now, expected in (
        (datetime(2029, 2, 20, 12, tzinfo=UTC), []),
        (datetime(2029, 3, 14, 12, tzinfo=UTC), ["Personal data are deleted in 12 days"]),
        (
            datetime(2029, 3, 27, 12, tzinfo=UTC),
            ["Personal data are kept too long"],
        ),
    ):
        clock.set_to(now)
        page = signed_in(app, Role.ORGANIZER).get("/home").text
        assert re.findall(rf'class="what" href="{HERE}">([^<]+)<', page) == expected
    assert HERE not in signed_in(app, Role.DRAFTER).get("/home").text


def test_by_hand_in_two_steps_with_figures_progress_and_record(app: Flask) -> None:
    clock.set_to(NOW)
    with work(app):
        meeting = a_held_meeting()
        for _ in range(3):
            a_registration(meeting)
    office = signed_in(app, Role.ORGANIZER)
    assert "Delete now" in office.get(HERE).text
    asked = office.get(f"{HERE}/delete").text
    assert "Delete the personal data of 3 registrations" in words(asked)
    assert 'name="seen" type="hidden" value="3"' in asked
    assert office.post(f"{HERE}/delete", data={"reason": "", "seen": "3"}).status_code == 422
    for seen in ("2", "", "three", "9" * 400):
        refused = office.post(f"{HERE}/delete", data={"reason": "Asked for", "seen": seen})
        assert (refused.status_code, "Look at the figures again" in refused.text) == (422, True)
        assert "Asked for" in refused.text and 'name="seen" type="hidden" value="3"' in refused.text
    with work(app):
        assert db.session.scalars(select(Purge)).all() == []
    sent = office.post(f"{HERE}/delete", data={"reason": "Asked for", "seen": "3"})
    assert (sent.status_code, sent.headers["Location"]) == (303, HERE)
    assert "0 of 3 deleted" in words(office.get(HERE).text)
    carry_on_to_the_end(app)
    page = words(office.get(HERE).text)
    assert "Deleted on 24 November 2026" in page and "Asked for" in page and "3 registrations" in page
    assert "destroy older ones by 29 December 2026" in page
    assert "Asked for" in words(office.get("/retention").text)
    assert "Data deleted 24 November 2026 gone" in words(office.get("/meetings/workshop/registrations").text)


def test_a_refused_day_or_hold_keeps_what_was_written(app: Flask) -> None:
    clock.set_to(NOW)
    with work(app):
        a_registration(a_held_meeting())
    office = signed_in(app, Role.ORGANIZER)
    for day, sentence in (
        ("2026-02-01", "The meeting must be over first"),
        ("2026-13-45", "There is no such day"),
        ("9999-12-31", "Not longer than 10 years"),
        ("", "Fill this in"),
    ):
        answer = office.post(f"{HERE}/day", data={"day": day, "reason": "Because", "version": "1"})
        assert (answer.status_code, sentence in words(answer.text)) == (422, True), day
        assert "Because" in answer.text
    stale = office.post(f"{HERE}/day", data={"day": "2027-01-01", "reason": "Because", "version": "7"})
    assert (stale.status_code, "Somebody changed this" in stale.text) == (422, True)
    assert (
        office.post(
            f"{HERE}/day", data={"day": "2027-01-01", "reason": "Because", "version": "1"}
        ).status_code
        == 303
    )
    assert office.post(f"{HERE}/hold", data={"hold_reason": "", "version": "2"}).status_code == 422
    assert office.post(f"{HERE}/hold", data={"hold_reason": "Complaint", "version": "2"}).status_code == 303
    assert "Held because Complaint" in words(office.get(HERE).text)
    assert office.post(f"{HERE}/release", data={"version": "x"}).status_code == 409
    assert office.post(f"{HERE}/release", data={"version": "3"}).status_code == 303
    assert office.post(f"{HERE}/rule", data={"version": "4"}).status_code == 303
    with work(app):
        kept = db.session.scalars(select(Retention)).one()
        assert (kept.purge_on, kept.hold_reason, kept.version) == (None, "", 5)


def test_the_rule_is_set_with_its_source(app: Flask) -> None:
    numbers = {
        "weeks_after_opening": "6", "days_after_meeting": "30", "first_warning": "14",
        "last_warning": "3", "backups_kept": "35", "smallest_number": "5",
    }  # fmt: skip
    office = signed_in(app, Role.ORGANIZER)
    refused = office.post("/retention/rule", data=numbers)
    assert (refused.status_code, "Say why" in refused.text, 'value="6"' in refused.text) == (422, True, True)
    too_many = office.post(
        "/retention/rule", data=numbers | {"weeks_after_opening": "9" * 300, "source": "x"}
    )
    assert too_many.status_code == 422
    assert office.post("/retention/rule", data=numbers | {"source": "Decided in May"}).status_code == 303
    assert "Decided in May" in office.get("/retention/rule").text
    with work(app):
        rows = db.session.scalars(select(RetentionSetting)).all()
        assert [(row.setting.value, row.number, row.source) for row in rows] == [
            ("weeks_after_opening", 6, "Decided in May")
        ]


def test_counts_are_told_but_small_numbers_by_gender_are_not(app: Flask) -> None:
    with work(app):
        meeting = a_held_meeting()
        symbol = meeting.cycle.slug
        for category, gender, number in (
            (Category.NGO, Gender.WOMAN, 7),
            (Category.NGO, Gender.MAN, 6),
            (Category.NHRI, Gender.OTHER, 1),
        ):
            for _ in range(number):
                a_registration(meeting, category=category, gender=gender, status=RegistrationStatus.APPROVED)
    page = words(signed_in(app, Role.DRAFTER).get(f"/mandate/{symbol}/participation").text)
    assert "2026 14" in page
    assert "not in the directory 14" in page
    assert "Non-governmental organization 13" in page
    assert "Another gender fewer than 5" in page
    assert "NHRI fewer than 5 in all, so not told by gender" in page


def test_pages_ask_the_database_a_fixed_number_of_times(app: Flask) -> None:
    clock.set_to(NOW)
    office = signed_in(app, Role.ORGANIZER)
    with work(app):
        cycle = a_held_meeting().cycle
        symbol = cycle.slug
    counted = []
    for number in (2, 9):
        with work(app):
            there = db.session.scalars(select(Meeting).where(Meeting.slug == "workshop")).one()
            for _ in range(number):
                a_registration(there, status=RegistrationStatus.APPROVED)
                a_registration(
                    a_held_meeting("", cycle_id=there.cycle_id), status=RegistrationStatus.APPROVED
                )
        paths = ("/retention", HERE, f"{HERE}/delete", f"/mandate/{symbol}/participation")
        each = []
        for path in paths:
            office.get(path)
            with statements(app) as seen:
                assert office.get(path).status_code == 200
            each.append(len(seen))
        counted.append(each)
    assert counted[0] == counted[1]


def test_the_command_lists_shows_and_deletes(app: Flask) -> None:
    clock.set_to(NOW)
    with work(app):
        a_registration(a_held_meeting())
        a_registration(a_meeting("later"))
    run = app.test_cli_runner().invoke
    listed = run(args=["retention"]).output.splitlines()
    assert [line.split() for line in listed] == [
        ["2029-03-26", "workshop", "in", "853", "days"],
        ["2029-03-26", "later", "in", "853", "days"],
    ]
    tried = run(args=["retention", "purge", "workshop", "--dry-run"])
    assert tried.output.split()[0] == "1"
    with work(app):
        assert db.session.scalars(select(Registration.forgotten_at)).all() == [None, None]
    no_reason = run(args=["retention", "purge", "workshop"])
    assert (no_reason.exit_code, "Say why" in no_reason.output) == (1, True)
    too_early = run(args=["retention", "purge", "later", "--reason", "Example"])
    assert (too_early.exit_code, "not over yet" in too_early.output) == (1, True)
    assert run(args=["retention", "purge", "nowhere", "--reason", "x"]).exit_code == 1
    done = run(args=["retention", "purge", "workshop", "--reason", "Example"])
    assert (done.exit_code, done.output.splitlines()[-1]) == (
        0,
        "The personal data are deleted; the counts stay.",
    )
