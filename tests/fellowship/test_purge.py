"""Organizations that nominate, what each person sees of another, and what becomes of personal data."""

import io
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from meetings.access.actor import OPERATOR
from meetings.access.models import AuditRow, MailLink
from meetings.access.permissions import Role
from meetings.base import clock, files
from meetings.base.database import db
from meetings.base.models import StoredFile
from meetings.base.refusals import Refused
from meetings.fellowship import actions
from meetings.fellowship.models import FellowshipApplication, FellowshipEdition, FellowshipNomination
from meetings.fellowship.person import KNOWS
from meetings.fellowship.rules import ApplicationState, By, DocumentKind, EditionState, Wanted
from meetings.outbox.models import OutboxMessage
from meetings.outbox.rules import Delivery
from meetings.people.asked import Subject
from tests.builders import an_organization
from tests.fellowship.builders import (
    NOW,
    PDF,
    an_application,
    an_asked_organization,
    an_edition,
    send,
    token_for,
    written,
)
from tests.fellowship.test_thread import text_of
from tests.kit_app import ON_ONE_DATABASE, signed_in, statements, work

pytestmark = pytest.mark.usefixtures("standing_clock")
LETTERS = {DocumentKind.NOMINATION_LETTER: Wanted.REQUIRED}


@ON_ONE_DATABASE
def test_a_focal_point_nominates_with_a_letter_and_sees_no_more_than_how_it_stands(app: Flask) -> None:
    clock.set_to(NOW)
    with work(app):
        edition, own, other = an_edition(documents=LETTERS), an_organization("Own"), an_organization("Other")
        begun = an_application(
            edition,
            "begun@example.org",
            name="Begun",
            function="Whistle officer",
            organization_name="Elsewhere",
        )
        here = f"/organizations/{own.slug}/fellowships/{edition.slug}"
        own_id, other_id, begun_link = own.id, other.id, f"/applications/{token_for(begun)}"
    speaks = signed_in(app, Role.FOCAL_POINT, own_id)
    colleague = {"name": "Tala", "email": "tala@example.org", "serving_staff": "y"}
    no = send(speaks, here, colleague)
    assert no.status_code == 422 and "Choose a file." in no.text and 'value="tala@example.org"' in no.text
    letter = {"letter": (io.BytesIO(PDF), "letter.pdf")}
    assert send(speaks, here, colleague | letter).location == here
    twice = send(speaks, here, colleague | {"letter": (io.BytesIO(PDF), "letter.pdf")})
    assert twice.status_code == 422 and "stands behind this person already" in twice.text
    # Whoever has begun an application keeps it, with the organization that it names.
    again = colleague | {"email": "begun@example.org", "letter": (io.BytesIO(PDF), "letter.pdf")}
    assert send(speaks, here, again).location == here
    # Of an application for another organization it reads the address that it wrote, and nothing of the application.
    shown = text_of(speaks.get(here).text)
    assert "Tala is nominated." in shown and "Tala confirmed Application: Not submitted yet" in shown
    assert "begun@example.org confirmed Nomination letter" in shown
    assert [word for word in ("Begun", "Whistle") if word in shown] == []
    with work(app):
        nominated = db.session.scalars(
            select(FellowshipApplication).where(FellowshipApplication.email == "tala@example.org")
        ).one()
        assert (nominated.organization_name, nominated.state) == ("Own", ApplicationState.DRAFT)
        kept = db.session.scalars(
            select(FellowshipApplication).where(FellowshipApplication.email == "begun@example.org")
        ).one()
        assert (kept.name, kept.organization_name, len(kept.nominations)) == ("Begun", "Elsewhere", 1)
        key = nominated.nominations[0].key
        link = f"/applications/{token_for(nominated)}"
    paper = f"/fellowships/fellowship-2028/nominations/{key}/letter"
    assert speaks.get(paper).data == PDF
    stranger = signed_in(app, Role.FOCAL_POINT, other_id)
    assert [stranger.get(where).status_code for where in (here, paper)] == [403, 403]
    # Another applicant's link opens nothing of this one; a file that was not handed in is not there.
    assert app.test_client().get(f"{begun_link}/files/cv").status_code == 404
    assert app.test_client().get("/applications/nothing/files/cv").status_code == 404
    assert "Begun" not in app.test_client().get(link).text
    assert speaks.post(f"{here}/{key}/take-back").location == here
    with work(app):
        state = db.session.scalars(
            select(FellowshipNomination.state).where(FellowshipNomination.key == key)
        ).one()
        assert state.value == "withdrawn"


def everything_of(address: str) -> dict[str, int]:
    """How many rows the copy of somebody's data has, by table; none are left out."""
    told = KNOWS.told(Subject(None, frozenset(), frozenset({address})))
    return {name: len(rows) for name, rows in told.tables.items() if rows}


def test_a_copy_tells_all_and_a_deletion_leaves_a_row_that_counts(app: Flask) -> None:
    clock.set_to(NOW)
    with work(app):
        an_asked_organization()
        here = f"/applications/{token_for(an_application(an_edition()))}"
    visitor = app.test_client()
    send(visitor, here, written(do="ask"))
    send(visitor, here, written(version="2", do="submit"))
    with work(app):
        for message in db.session.scalars(select(OutboxMessage)):
            message.delivery = Delivery.SENT
        application = db.session.scalars(select(FellowshipApplication)).one()
        digest = application.files[0].file.digest
        assert everything_of("tala@example.org") == {
            "fellowship_application": 1,
            "fellowship_file": 1,
            "fellowship_nomination": 1,
            "fellowship_stored_file": 1,
        }
        assert everything_of("amina@example.org") == {"fellowship_nomination": 1}
        own = KNOWS.told(Subject(None, frozenset(), frozenset({"tala@example.org"}))).tables
        assert "amina@example.org" not in str(own["fellowship_nomination"])
    later = NOW + timedelta(hours=2)
    clock.set_to(later)
    with work(app):
        KNOWS.forget(OPERATOR, Subject(None, frozenset(), frozenset({"tala@example.org"})))
    with work(app):
        row = db.session.scalars(select(FellowshipApplication)).one()
        assert (row.name, row.email, row.statement, row.organization_id, row.number, row.forgotten_at) == (
            "–",
            f"forgotten-{row.id}@example.invalid",
            "",
            None,
            1,
            later,
        )
        assert (row.region is not None, row.gender and row.gender.value) == (True, "woman")
        assert everything_of("tala@example.org") == everything_of("amina@example.org") == {}
        assert db.session.scalars(select(StoredFile)).all() == []
        assert not (files.folder() / digest).exists()
        assert db.session.scalars(select(MailLink)).all() == []
        told = [f"{m.to_email} {m.subject} {m.text}" for m in db.session.scalars(select(OutboxMessage))]
        trail = [f"{a.actor_name} {a.before} {a.after}" for a in db.session.scalars(select(AuditRow))]
    for word in ("Tala", "tala@", "Legal officer", "treaty bodies"):
        assert word not in "".join(told + trail)
    assert visitor.get(here).status_code == 404


@ON_ONE_DATABASE
def test_a_mail_that_did_not_arrive_goes_to_the_right_address(app: Flask) -> None:
    clock.set_to(NOW)
    with work(app):
        an_asked_organization()
        edition = an_edition()
        an_application(edition, "there@example.org")
        application = an_application(edition, "typo@example.org", name="Tala", organization_name="Elsewhere")
        nomination = actions.ask_to_confirm(application, "Amina", "wrong@example.org")
        link = f"/applications/{token_for(application)}"
        for email, no in (("there@example.org", "has an application already"), ("right@example.org", "")):
            try:
                actions.correct_address(OPERATOR, application.id, email)
                assert not no
            except Refused as refused:
                assert no and no in str(refused)
        actions.correct_voice(OPERATOR, nomination.id, "amina@example.org")
        assert (application.email, nomination.by_email, nomination.by_known) == (
            "right@example.org",
            "amina@example.org",
            True,
        )
    assert app.test_client().get(link).status_code == 404
    with work(app):
        application = db.session.get_one(FellowshipApplication, application.id)
        for number in range(4):
            actions.take_back(OPERATOR, application.nominations[-1], By.APPLICANT)
            actions.ask_to_confirm(application, "Amina", f"amina-{number}@example.org")
        actions.take_back(OPERATOR, application.nominations[-1], By.APPLICANT)
        with pytest.raises(Refused, match="You have asked"):
            actions.ask_to_confirm(application, "Amina", "amina-6@example.org")


@ON_ONE_DATABASE
def test_when_an_edition_is_over_the_data_of_those_who_did_not_become_fellows_go(app: Flask) -> None:
    clock.set_to(NOW)
    with work(app):
        edition = an_edition(EditionState.RUNNING, ends_on=date(2028, 7, 1), starts_on=date(2028, 6, 1))
        edition.state = EditionState.OPEN
        for number, state in enumerate((ApplicationState.ACCEPTED, ApplicationState.NOT_SELECTED), 1):
            an_application(
                edition, f"a{number}@example.org", name=f"Applicant {number}", state=state, submitted_at=NOW
            )
        edition.state = EditionState.RUNNING
    page, office = "/fellowships/fellowship-2028/deletion", signed_in(app, Role.ORGANIZER)
    early = office.post(page, data={"reason": "Now", "seen": "1"})
    assert early.status_code == 409 and "its data are still needed" in early.text
    with work(app):
        db.session.scalars(select(FellowshipEdition)).one().state = EditionState.ENDED
    for data in ({"reason": "", "seen": "1"}, {"reason": "Now", "seen": "2"}):
        assert office.post(page, data=data).status_code in (409, 422)
    assert "Delete the data of 1 application" in office.get(page).text
    assert office.post(page, data={"reason": "Asked by all", "seen": "1"}).location == page
    with work(app):
        gone = db.session.scalars(
            select(FellowshipApplication.key).where(FellowshipApplication.forgotten_at.is_not(None))
        ).one()
    one = f"/fellowships/fellowship-2028/applications/{gone}"
    assert "Whose application this was is deleted" in office.get(one).text
    assert office.post(f"{one}/eligibility", data={"decision": "eligible", "version": "1"}).status_code == 404
    with work(app):
        assert db.session.scalars(
            select(FellowshipApplication.name).order_by(FellowshipApplication.id)
        ).all() == ["Applicant 1", "–"]
        an_edition(EditionState.CANCELLED, closes=clock.now().replace(tzinfo=None) + timedelta(days=1))
        assert actions.purge_due() is False


@ON_ONE_DATABASE
def test_the_office_reads_what_was_handed_in_and_a_list_asks_as_often_however_long_it_is(app: Flask) -> None:
    clock.set_to(NOW)
    with work(app):
        here = f"/applications/{token_for(an_application(an_edition()))}"
    send(app.test_client(), here, written())
    office = signed_in(app, Role.ORGANIZER)
    with work(app):
        key = db.session.scalars(select(FellowshipApplication.key)).one()
    page = f"/fellowships/fellowship-2028/applications/{key}"
    assert "treaty bodies" not in office.get(page).text
    assert office.get(f"{page}/files/cv").status_code == 404
    asked = []
    for number in (1, 30):
        with work(app):
            edition = db.session.scalars(select(FellowshipEdition)).one()
            for n in range(number):
                an_application(
                    edition, f"b{number}-{n}@example.org", name=f"Applicant {n}", submitted_at=NOW,
                    state=ApplicationState.SUBMITTED,
                )  # fmt: skip
        with statements(app) as seen:
            assert office.get("/fellowships/fellowship-2028/applications").status_code == 200
        asked.append(len(seen))
    assert asked[0] == asked[1] <= 20
