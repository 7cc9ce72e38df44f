"""The house loses a name: what was held back for it stays held back until a drafter has written it again."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from meetings.access.actor import OPERATOR
from meetings.base import clock
from meetings.base.database import db
from meetings.directory import actions as directory
from meetings.directory.models import Organization
from meetings.floor import kept as floor
from meetings.floor.models import FloorAsk, FloorList
from meetings.floor.rules import AskStatus
from meetings.programme import actions as programme
from meetings.programme.models import Meeting, MeetingSession
from meetings.programme.rules import Attribution
from meetings.registration.actions.deciding import withdraw
from meetings.registration.actions.forgetting import forget_registrations
from meetings.registration.models import Attendance, Registration
from meetings.registration.rules import Listing, Presence, RegistrationStatus
from meetings.report.models import ReportParagraph, ReportSection
from tests.builders import a_registration, an_organization
from tests.directory.test_actions import draft_of
from tests.kit_app import work
from tests.record.builders import CHATHAM, narrow
from tests.report.builders import Told, a_speaker
from tests.report.test_views import change, composed, rows, told, word_file, words_of, xml_of

__all__ = ["told"]  # the fixture
NAME = "Yara Gone"
TEXT = "It was Yara Gone who said so."
Act = Callable[[], None]


def as_speaker(told: Told) -> Act:
    session = db.session.get_one(MeetingSession, told.opening_id)
    a_speaker(session, NAME)

    def act() -> None:
        session = db.session.get_one(MeetingSession, told.opening_id)
        speaker = next(each for each in session.speakers if each.name == NAME)
        programme.remove_speaker(OPERATOR, speaker)

    return act


def as_guest(told: Told) -> Act:
    """Whom the keeper wrote on the list of speakers, and nobody else knows."""
    db.session.add(FloorList(session_id=told.opening_id))
    db.session.flush()  # who asks refers to it
    at = {"asked_at": clock.now(), "started_at": clock.now(), "status": AskStatus.DONE, "position": 1}
    db.session.add(FloorAsk(key="k" * 20, session_id=told.opening_id, name=NAME, minutes=3, **at))

    def act() -> None:
        floor.forget(told.workshop_id, 9)

    return act


def as_participant(told: Told) -> Act:
    meeting = db.session.get_one(Meeting, told.workshop_id)
    number = a_registration(meeting, name=NAME, status=RegistrationStatus.APPROVED).id

    def act() -> None:
        forget_registrations([number])

    return act


def as_one_who_withdraws(told: Told) -> Act:
    meeting = db.session.get_one(Meeting, told.workshop_id)
    number = a_registration(meeting, name=NAME, status=RegistrationStatus.APPROVED).id
    return lambda: withdraw(OPERATOR, db.session.get_one(Registration, number))


def as_organization(told: Told) -> Act:
    number = an_organization(name=NAME).id

    def act() -> None:
        found = db.session.get_one(Organization, number)
        directory.edit_organization(OPERATOR, found, draft_of(found, name="Another Forum"), found.version)

    return act


LOSING = pytest.mark.parametrize(
    ("known", "attribution"),
    [
        (as_speaker, CHATHAM),
        (as_speaker, Attribution.ON_APPROVAL),
        (as_guest, CHATHAM),
        (as_guest, Attribution.ON_APPROVAL),
        (as_participant, CHATHAM),
        (as_one_who_withdraws, CHATHAM),
        (as_organization, CHATHAM),
    ],
)


@LOSING
def test_what_names_somebody_is_not_printed_when_the_house_has_lost_the_name(
    app: Flask, told: Told, known: Callable[[Told], Act], attribution: Attribution
) -> None:
    with work(app):
        lose = known(told)
    drafter = composed(app, told)
    number, paragraph = writes(app, drafter, told, TEXT)
    versions = f"/reports/{told.symbol}/versions"
    sent = {"stage": "consultation", "all_the_same": "y"}
    assert drafter.post(versions, data=sent).status_code == 303
    assert TEXT in drafter.get(f"{versions}/1").text
    with work(app):
        narrow(db.session.get_one(MeetingSession, told.opening_id), attribution)
    assert held(drafter, told, number)
    with work(app):
        lose()
    assert held(drafter, told, number)
    assert TEXT not in drafter.get(f"{versions}/1").text
    assert TEXT not in xml_of(drafter.get(f"{versions}/1.docx").data)
    # Only whoever writes it again has it printed.
    with work(app, writing=False):
        section = db.session.get_one(ReportParagraph, number).section_id
    for act, more in (("move", {"to": f"s{section}"}), ("split", {"text": "It was.\n\nYara Gone."})):
        answer = drafter.post(f"{paragraph}/{act}", data={"version": rows(app)[key_of(told)][2], **more})
        assert "whose name has been deleted since" in words_of(answer.text), act
    version = rows(app)[key_of(told)][2]
    drafter.post(f"{paragraph}/remove", data={"version": version})
    drafter.post(f"{paragraph}/restore")
    assert held(drafter, told, number)
    assert "whose name has been deleted since" in words_of(drafter.get(paragraph).text)
    for door, text in (("", TEXT), ("/autosave", f"{TEXT} So it was.")):
        answer = drafter.post(
            f"{paragraph}{door}", data={"text": text, "version": rows(app)[key_of(told)][2]}
        )
        assert (answer.status_code, held(drafter, told, number)) == (422, True)
    writes(app, drafter, told, "A participant said so.")
    assert "A participant said so." in drafter.get(f"/reports/{told.symbol}").text
    assert NAME not in drafter.get(f"{paragraph}/history").text


@LOSING
def test_what_stands_beside_a_paragraph_keeps_silent_too_when_the_house_has_lost_the_name(
    app: Flask, told: Told, known: Callable[[Told], Act], attribution: Attribution
) -> None:
    """Headings, comments, reasons, what a source offers; the notes and the headings of a version that was set down."""
    with work(app):
        lose = known(told)
    drafter = composed(app, told)
    url = f"/reports/{told.symbol}"
    _, paragraph = writes(app, drafter, told, "For 5 % of them.")
    with work(app, writing=False):
        key = f"session:{told.opening_id}"
        section = db.session.scalars(select(ReportSection).where(ReportSection.key == key)).one()
        heading, data = f"{url}/sections/{section.id}", {"version": section.version, "parent": "II"}
    # What belongs to no paragraph may name whom else the house knows.
    whom = NAME if known in (as_speaker, as_guest) else "somebody"
    words = {"rule": "per-cent", "words": "5 %"}
    versions = {"stage": "clearance_1", "note": f"With what {whom} said", "clearers": "Branch"}
    change(app, told.opening_id, f"{NAME} opened it.", "The programme was adopted.")
    for door, more in (
        (heading, data | {"title": f"What {NAME} said"}),
        (f"{paragraph}/comments", {"text": f"Did {NAME} say so?"}),
        (f"{paragraph}/stands", words | {"reason": f"As {NAME} said it."}),
        (f"{url}/style/rules/numbers", {"reason": f"As {whom} said it."}),
        (f"{url}/compose", {}),
        (f"{url}/versions", versions),
    ):
        assert drafter.post(door, data=more).status_code == 303, door
    with work(app):
        narrow(db.session.get_one(MeetingSession, told.opening_id), attribution)
    with work(app):
        lose()
    pages = ("", "/style", "/sections", "/versions", "/versions/1", "/export", ".docx", "/versions/1.docx")
    for page in (*pages, "/marked.docx?comments=yes"):
        answer = drafter.get(f"{url}{page}")
        assert NAME not in (xml_of(answer.data) if ".docx" in page else answer.text), page
    for page in (heading, paragraph, f"{paragraph}/comments", f"{paragraph}/history"):
        assert NAME not in drafter.get(page).text, page
    drafter.post(f"{paragraph}/take", data={"version": rows(app)[key_of(told)][2]})
    assert NAME not in rows(app)[key_of(told)][1]


def test_of_whom_no_consent_is_known_any_more_is_not_named(app: Flask, told: Told) -> None:
    """Who asked not to stand in the list, and withdraws then."""
    with work(app):
        meeting = db.session.get_one(Meeting, told.workshop_id)
        number = a_registration(meeting, name=NAME, status=RegistrationStatus.APPROVED).id
    drafter = composed(app, told)
    paragraph, _ = writes(app, drafter, told, TEXT)
    with work(app):
        db.session.get_one(Registration, number).listing = Listing.NONE
    assert held(drafter, told, paragraph)
    with work(app):
        withdraw(OPERATOR, db.session.get_one(Registration, number))
    assert held(drafter, told, paragraph)


def test_a_name_that_may_stand_does_so_when_the_house_has_lost_it(app: Flask, told: Told) -> None:
    with work(app):
        lose = as_speaker(told)
    drafter = composed(app, told)
    writes(app, drafter, told, TEXT)
    with work(app):
        lose()
    assert TEXT in drafter.get(f"/reports/{told.symbol}").text


def test_a_word_is_not_taken_for_the_name_of_who_was_not_in_the_room(app: Flask, told: Told) -> None:
    with work(app):
        meeting = db.session.get_one(Meeting, told.workshop_id)
        approved = {"status": RegistrationStatus.APPROVED}
        away, there = (a_registration(meeting, name=name, **approved).id for name in ("Ana Costa", "Bo Here"))
        noted = {"presence": Presence.IN_PERSON, "noted_by": "Keeper", "noted_at": clock.now()}
        db.session.add(Attendance(session_id=told.opening_id, registration_id=there, **noted))
    drafter = composed(app, told)
    with work(app):
        narrow(db.session.get_one(MeetingSession, told.opening_id))
    writes(app, drafter, told, "The law of Costa Rica was told of.")
    with work(app):
        withdraw(OPERATOR, db.session.get_one(Registration, away))
    assert "The law of Costa Rica" in drafter.get(f"/reports/{told.symbol}").text


def key_of(told: Told) -> str:
    return f"session:{told.opening_id}:1"


def writes(app: Flask, drafter: FlaskClient, told: Told, text: str) -> tuple[int, str]:
    number, _, version = rows(app)[key_of(told)]
    paragraph = f"/reports/{told.symbol}/paragraphs/{number}"
    assert drafter.post(paragraph, data={"text": text, "version": version}).status_code == 303
    return number, paragraph


def held(drafter: FlaskClient, told: Told, number: int) -> bool:
    url = f"/reports/{told.symbol}"
    page, file = drafter.get(url).text, xml_of(word_file(drafter, told))
    gone = [TEXT not in each for each in (page, file)]
    listed = "A paragraph from “Opening” is held back" in words_of(drafter.get(f"{url}/export").text)

    return all(gone) and listed
