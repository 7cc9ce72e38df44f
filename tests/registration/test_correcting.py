"""The office corrects what is written of somebody: within the places, on the trail, two at once, and who is told."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from meetings.access.models import AuditRow
from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.programme.models import Meeting
from meetings.programme.rules import MeetingStatus
from meetings.questions.models import Answer, Question
from meetings.questions.rules import When
from meetings.registration.models import PlaceLimit, Registration
from meetings.registration.rules import (
    Bound,
    Category,
    Claim,
    Listing,
    RegistrationStatus,
    check_moved_place,
)
from tests.builders import a_meeting, a_registration, an_organization
from tests.invitations.kit import errors, plain
from tests.kit_app import signed_in, statements, work
from tests.questions.builders import a_question, a_section, answered
from tests.registration.steps import mails, registrations, set_meeting

R, C = RegistrationStatus, Category
RIGHT = {
    "name": "Amina Kebede-Strand",
    "organization": "EHI",
    "function": "Commissioner",
    "category": "nhri",
    "languages": ["fr", "ar"],
    "zone": "Africa/Djibouti",
    "listing": "organization",
    "reason": "She wrote on 3 May.",
    "version": "1",
}


@pytest.mark.parametrize(
    ("limits", "taken", "claim", "said"),
    [
        ({C.NHRI: 1}, {C.NHRI: 1}, Claim(1, C.NHRI), "The only place for the group “NHRI” is taken."),
        ({C.NHRI: 2}, {C.NHRI: 1}, Claim(1, C.NHRI), None),
        ({7: 2}, {7: 2}, Claim(1, C.NGO, 7), "All 2 places of this organization are taken."),
        ({None: 1, C.NGO: 0}, {None: 9, C.NGO: 9}, Claim(1, C.NGO, 7), None),  # lowered: nobody loses a place
        ({None: 1, C.NGO: 0, 8: 0}, {None: 9, C.NGO: 9, 8: 9}, Claim(1, C.NGO), None),
    ],
)
def test_a_place_goes_to_another_group_where_that_has_one(
    limits: dict[Bound, int], taken: dict[Bound, int], claim: Claim, said: str | None
) -> None:
    try:
        check_moved_place(limits, taken, Claim(1, C.NGO, 8), claim)
        no = None
    except Refused as refused:
        no = str(refused)
    assert no == said


def amina(app: Flask, status: RegistrationStatus = R.APPROVED, **given: object) -> str:
    """The page on which Amina, an NGO by mistake, is corrected; somebody of an NGO waits for a place of NGOs."""
    clock.set_to(datetime(2028, 9, 1, 12, tzinfo=UTC))
    with work(app):
        meeting = a_meeting("workshop", **given)
        an_organization("Example Horn Institution", acronym="EHI")
        wrong = {"name": "Amna Kebede", "sort_key": "amna kebede", "email": "amina@example.org"}
        key = a_registration(meeting, **wrong, category=C.NGO, status=status).key
        a_registration(meeting, name="Bo", category=C.NGO, status=R.WAITING)
        for category in (C.NGO, C.NHRI):
            db.session.add(PlaceLimit(meeting_id=meeting.id, category=category, places=1))
    return f"/registrations/{key}/correct"


def amina_stands(app: Flask) -> tuple[object, ...]:
    row = registrations(app)[0]
    return row.name, row.sort_key, row.organization_name, row.function, row.category, row.listing, row.version


WRONG = ("Amna Kebede", "amna kebede", "Example Forum", "", C.NGO, Listing.NAME, 1)


def correct(client: FlaskClient, page: str, **changed: object) -> tuple[int, list[str]]:
    answer = client.post(page, data=RIGHT | changed)
    return answer.status_code, errors(answer.text) if answer.status_code != 303 else []


def test_the_whole_correction(app: Flask) -> None:
    page = amina(app)
    office = signed_in(app, Role.ORGANIZER)
    shown = page.removesuffix("/correct")
    assert f'href="{page}"' in office.get(shown).text
    office.get(page)
    with statements(app) as seen:
        form = office.get(page).text
    assert len(seen) <= 12, seen
    assert ('value="Amna Kebede"' in form, '<option value="Example Horn Institution">' in form) == (
        True,
        True,
    )
    assert correct(office, page) == (303, [])
    right = ("Amina Kebede-Strand", "amina kebede-strand", "Example Horn Institution", "Commissioner")
    assert amina_stands(app) == (*right, C.NHRI, Listing.ORGANIZATION, 2)
    with work(app):
        row = db.session.scalars(select(AuditRow).where(AuditRow.verb == "correct_registration")).one()
        first = db.session.scalars(select(Registration).order_by(Registration.id)).first()
        assert first and first.organization and first.organization.acronym == "EHI"
    assert row.before == {
        "name": "Amna Kebede",
        "organization_name": "Example Forum",
        "function": "",
        "category": "ngo",
        "languages": ["en"],
        "listing": "name",
        "zone": "",
    }
    written = {name: RIGHT[name] for name in ("name", "function", "category", "languages", "zone", "listing")}
    assert row.after == written | {
        "organization_name": "Example Horn Institution",
        "reason": "She wrote on 3 May.",
    }
    # The place of the NGOs that she held by mistake is offered to who waits for one; her entry stays as it is.
    assert [(r.name, r.status) for r in registrations(app)][1] == ("Bo", R.OFFERED)
    first_mail, offer = mails(app)
    assert (first_mail.letter, first_mail.to_email, first_mail.calendar_method, offer.letter) == (
        "corrected",
        "amina@example.org",
        None,
        "offered",
    )
    assert (
        "Organization: Example Horn Institution\nCapacity: National human rights institution"
        in first_mail.text
    )
    trail = plain(office.get(shown).text)
    assert (
        "corrected the registration" in trail and "organization as written: Example Horn Institution" in trail
    )
    # The list counts anew.
    listed = plain(office.get("/meetings/workshop/registrations?category=nhri").text)
    assert ("Amina Kebede-Strand" in listed, "Bo" in listed) == (True, False)
    # Sent again as it stands: nothing is different, nobody is told.
    assert correct(office, page, organization="Example Horn Institution", version="2") == (303, [])
    assert (amina_stands(app)[-1], len(mails(app))) == (2, 2)


def test_within_the_places_and_between_two_of_the_office(app: Flask) -> None:
    page = amina(app)
    with work(app):
        meeting = db.session.scalars(select(Meeting)).one()
        a_registration(meeting, name="Cy", category=C.NHRI, status=R.APPROVED)
        full = an_organization("Example Full Forum")
        db.session.add(PlaceLimit(meeting_id=meeting.id, organization_id=full.id, places=0))
    office = signed_in(app, Role.ORGANIZER)
    no = ["In which capacity? – The only place for the group “NHRI” is taken."]
    assert correct(office, page) == (422, no)
    no = ["Organization – All 0 places of this organization are taken."]
    assert correct(office, page, category="ngo", organization="example full forum") == (422, no)
    assert (amina_stands(app), mails(app)) == (WRONG, [])
    assert correct(office, page, category="ngo", function="Head", reason="") == (303, [])
    stale = office.post(page, data=RIGHT | {"category": "ngo", "function": "Judge"})
    assert (stale.status_code, "Two versions" in stale.text) == (422, True)
    rows = re.findall(r'<th scope="row">(.*?)</th>.*?<bdi>(.*?)</bdi>.*?<bdi>(.*?)</bdi>', stale.text)
    assert ("Function", "Head", "Judge") in rows and 'value="Judge"' in stale.text
    assert amina_stands(app)[3] == "Head"
    assert correct(office, page, category="ngo", function="Judge", version="2") == (303, [])
    assert amina_stands(app)[3] == "Judge"
    bad = correct(office, page, name="A\0", organization="", languages=[], zone="Mars/One", listing="loud")
    assert bad == (
        422,
        [
            "Full name – This holds a character that cannot be shown. Type the text again.",
            "Organization – Fill this in.",
            "Languages – Choose at least one.",
            "Time zone – Choose one of these.",
            "May the list of participants name the person? – Choose one of these.",
        ],
    )


@pytest.mark.parametrize(
    ("status", "meeting", "day", "told"),
    [
        (R.SUBMITTED, {}, 1, ["corrected"]),
        (R.WITHDRAWN, {}, 1, []),
        (R.UNCONFIRMED, {}, 1, []),  # no word of a form goes to an address that nobody has confirmed
        (R.APPROVED, {"status": MeetingStatus.CANCELLED}, 1, []),
        (R.APPROVED, {}, 80, []),
    ],
)
def test_the_record_is_corrected_at_any_time_and_a_mail_goes_to_who_is_to_come(
    app: Flask, status: RegistrationStatus, meeting: dict[str, object], day: int, told: list[str]
) -> None:
    page = amina(app, status)
    set_meeting(app, **meeting)
    clock.set_to(clock.now() + timedelta(days=day))
    assert correct(signed_in(app, Role.ORGANIZER), page) == (303, [])
    assert (amina_stands(app)[4], registrations(app)[0].status) == (C.NHRI, status)
    assert [m.letter for m in mails(app) if m.letter != "offered"] == told


def test_answers_stay_and_what_the_new_group_is_asked_is_shown_as_open(app: Flask) -> None:
    page = amina(app, R.SUBMITTED)
    with work(app):
        [meeting] = db.session.scalars(select(Meeting))
        section = a_section(meeting)
        of_ngos = a_question(section, wording="Who sends you?", required=True, when=When(("ngo",)))
        a_question(section, wording="Which status?", required=True, when=When(("nhri",)))
        first = db.session.scalars(select(Registration).order_by(Registration.id)).first()
        assert first is not None
        answered(meeting, first.id, {of_ngos.id: ("Myself",)})
    office = signed_in(app, Role.ORGANIZER)
    assert "Not answered yet" not in office.get(page.removesuffix("/correct")).text
    assert correct(office, page) == (303, [])
    told = plain(office.get(page.removesuffix("/correct")).text)
    assert ("Not answered yet Which status?" in told, "Who sends you? Myself · no longer asked" in told) == (
        True,
        True,
    )
    assert correct(office, page, category="ngo", version="2") == (303, [])
    with work(app, writing=False):
        assert [a.not_asked_since for a in db.session.scalars(select(Answer))] == [None]
        assert len(db.session.scalars(select(Question)).all()) == 2


def test_nobody_is_left_to_correct_and_an_own_choice_of_not_being_named_wins(app: Flask) -> None:
    from meetings.access.actor import OPERATOR
    from meetings.registration import actions

    page = amina(app)
    office = signed_in(app, Role.ORGANIZER)
    with work(app):
        row = db.session.scalars(select(Registration).order_by(Registration.id)).first()
        assert row is not None
        actions.change_listing(OPERATOR, row, Listing.NONE)
    stale = office.post(page, data=RIGHT)  # the page was opened before
    assert (stale.status_code, amina_stands(app)[5], "Neither" in stale.text) == (422, Listing.NONE, True)
    clock.set_to(clock.now() + timedelta(days=80))
    office = signed_in(app, Role.ORGANIZER)
    with work(app):
        row = db.session.scalars(select(Registration).order_by(Registration.id)).first()
        assert row is not None
        actions.forget(OPERATOR, row)
        version = row.version
    shown = office.get(page).text
    assert ("it only counts" in shown, "Save the corrections" in shown) == (True, False)
    assert f'href="{page}"' not in office.get(page.removesuffix("/correct")).text
    no = ["Whose registration this was is deleted; it only counts."]
    assert correct(office, page, version=str(version)) == (422, no)
    assert registrations(app)[0].name == "–"
