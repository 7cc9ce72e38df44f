"""An organization gets places, its focal point names people, and they register by their links."""

import re
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db
from meetings.directory.models import Organization
from meetings.invitations.models import Nomination
from meetings.invitations.queries import standing_of
from meetings.outbox.actions import begin_batch, held_for
from meetings.outbox.models import OutboxMessage
from meetings.outbox.rules import Delivery
from meetings.registration.actions import keep_waiting_lists
from meetings.registration.models import PlaceLimit, Registration
from meetings.registration.rules import RegistrationStatus
from tests.builders import a_person, a_registration, an_organization
from tests.invitations.kit import (
    ANSWER,
    HERE,
    a_forum,
    a_workshop,
    errors,
    give,
    keep,
    link_of,
    mail_to,
    name,
    named,
    nomination_of,
    plain,
    texts_to,
)
from tests.kit_app import ON_ONE_DATABASE, an_actor, signed_in, work

pytestmark = ON_ONE_DATABASE

R = RegistrationStatus


@pytest.fixture
def organizer(app: Flask) -> FlaskClient:
    with work(app):
        a_workshop()
        a_forum()
    return signed_in(app, Role.ORGANIZER)


@pytest.fixture
def focal(app: Flask, organizer: FlaskClient) -> FlaskClient:
    """The focal point of the organization `forum`, which has two places."""
    assert give(organizer, "forum").status_code == 303
    return signed_in(app, Role.FOCAL_POINT, nomination_of(app).organization_id)


def test_the_list_is_shown_before_anything_is_sent(app: Flask, organizer: FlaskClient) -> None:
    with work(app):
        a_forum("Silent Council", "silent", focal=None)
    page = organizer.get("/meetings/workshop/nominations/new?region=Africa")
    words = plain(page.text)
    assert "2 organizations fit. Of these, 1 can be given places." in words
    assert "Focal of Example Forum focal@example.org can sign in from now on" in words
    assert "no focal point with an address left out" in words
    assert page.text.count('name="organization"') == 1
    assert page.text.count(" checked") == 1
    assert mail_to(app, "focal@example.org") == []
    assert organizer.get("/meetings/workshop/nominations/new").text.count(" checked") == 0


def test_places_are_given_and_are_the_limit_of_registration(app: Flask, organizer: FlaskClient) -> None:
    with work(app):
        a_forum("Other Forum", "other", focal="other@example.org")
        a_forum("Silent Council", "silent", focal=None)
    answer = give(organizer, "forum", "other", "silent")
    assert answer.status_code == 303
    with work(app):
        assert [limit.places for limit in db.session.scalars(select(PlaceLimit))] == [2, 2]
    assert mail_to(app, "other@example.org")[0].startswith("Places for your organization: Example workshop")
    [text] = texts_to(app, "focal@example.org")
    assert "Places: 2." in text
    assert "Bring your plans." in text
    assert "30 September 2028, 23:59 (Geneva)" in text
    assert f"http://127.0.0.1{HERE}" in text
    words = plain(organizer.get("/meetings/workshop/nominations").text)
    assert "Example Forum 2 0 0 0 0 30 September 2028, 23:59" in words
    # Given once: the list leaves it out, and asking again changes nothing.
    assert errors(give(organizer, "forum").text) == ["Organizations – Tick at least one organization."]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"deadline": "2020-01-01"}, "Last day – This time has passed already."),
        (
            {"deadline": "2028-10-10", "deadline_hour": "10:01"},
            "Last day – This is after the meeting begins.",
        ),
        ({"places": "0"}, "Places for each – From 1 to 1000."),
        ({"deadline": ""}, "Last day – Choose a day, or write it like 2028-10-10."),
    ],
)
def test_what_cannot_be_given(
    app: Flask, organizer: FlaskClient, changed: dict[str, str], sentence: str
) -> None:
    answer = give(organizer, "forum", **changed)
    assert (answer.status_code, errors(answer.text)) == (422, [sentence])
    assert 'value="forum" aria-label="Example Forum" checked' in answer.text
    assert "Bring your plans." in answer.text


def test_from_naming_to_a_registration(app: Flask, focal: FlaskClient) -> None:
    assert name(focal, "amina").status_code == 303
    assert named(app) == [("amina", "asked")]
    assert "amina@example.org · can answer until 30 September 2028, 23:59" in plain(focal.get(HERE).text)
    link = link_of(app, "amina@example.org")
    person = app.test_client()
    page = person.get(link)
    assert 'value="Amina"' in page.text
    assert 'value="Lawyer"' in page.text
    assert 'name="email"' not in page.text
    assert 'name="organization"' not in page.text
    assert person.post(link, data=ANSWER).status_code == 303
    organization = nomination_of(app).organization_id
    with work(app):
        [registration] = db.session.scalars(select(Registration))
        assert (registration.status, registration.email) == (R.SUBMITTED, "amina@example.org")
        assert registration.organization_id == organization
        assert registration.confirmed_at is not None
    assert named(app) == [("amina", "accepted")]
    assert "waits for a decision" in plain(focal.get(HERE).text)
    assert "waits for a decision" in plain(person.get(link).text)
    assert mail_to(app, "amina@example.org")[-1].startswith("Registration received")


def test_used_twice_the_link_shows_what_stands(app: Flask, focal: FlaskClient) -> None:
    name(focal, "amina")
    link = link_of(app, "amina@example.org")
    person = app.test_client()
    assert person.post(link, data=ANSWER).status_code == 303
    assert person.post(link, data=ANSWER | {"name": "Somebody else"}).status_code == 303
    assert person.post(link, data={"answer": "no"}).status_code == 303
    with work(app):
        assert [r.name for r in db.session.scalars(select(Registration))] == ["Amina Kebede-Strand"]
    assert named(app) == [("amina", "accepted")]


def test_over_the_places_only_alternates_are_named(app: Flask, focal: FlaskClient) -> None:
    name(focal, "amina")
    name(focal, "bilal")
    late = name(focal, "chidi")
    assert (late.status_code, errors(late.text)) == (
        422,
        ["All 2 places have a name meanwhile. Send again to name this person as an alternate."],
    )
    assert 'name="takes" type="hidden" value="alternate"' in late.text
    assert 'value="chidi@example.org"' in late.text
    assert name(focal, "chidi", "alternate").status_code == 303
    assert named(app) == [("amina", "asked"), ("bilal", "asked"), ("chidi", "alternate")]
    assert mail_to(app, "chidi@example.org") == []
    again = name(focal, "amina", "alternate")
    assert errors(again.text) == ["E-mail address – You have named Amina under this address."]


def test_the_next_alternate_moves_up_in_order(app: Flask, focal: FlaskClient) -> None:
    for who, takes in (("amina", "place"), ("bilal", "place"), ("chidi", "alternate"), ("dara", "alternate")):
        name(focal, who, takes)
    up = [row for row in focal.get(HERE).text.split('action="') if row.split('"')[0].endswith("/up")]
    assert len(up) == 1
    assert focal.post(up[0].split('"')[0]).status_code == 303
    assert [who for who, state in named(app) if state == "alternate"] == ["dara", "chidi"]
    app.test_client().post(link_of(app, "amina@example.org"), data={"answer": "no"})
    assert dict(named(app)) == {
        "amina": "declined",
        "bilal": "asked",
        "dara": "asked",
        "chidi": "alternate",
    }
    assert texts_to(app, "focal@example.org")[-1].split("\n\n")[1] == (
        "Amina cannot come.\nDara moves up and has been asked."
    )


def test_who_withdraws_makes_room(app: Flask, focal: FlaskClient) -> None:
    for who, takes in (("amina", "place"), ("bilal", "place"), ("chidi", "alternate")):
        name(focal, who, takes)
    app.test_client().post(link_of(app, "amina@example.org"), data=ANSWER)
    with work(app):
        forum = db.session.scalars(select(Nomination)).one()
        stranger = a_registration(
            forum.meeting, organization_id=forum.organization_id, status=R.WAITING, email="zed@example.org"
        )
        number = stranger.id

    def zed() -> RegistrationStatus:
        with work(app):
            keep_waiting_lists()
            return db.session.get_one(Registration, number).status

    assert zed() is R.WAITING, "both places are for those who were named"
    keep(app)
    assert dict(named(app))["chidi"] == "alternate"
    with work(app):
        from meetings.registration.actions import decline, of_themselves, withdraw

        registration = db.session.scalars(select(Registration).where(Registration.id != number)).one()
        with held_for(begin_batch("Many", "Ines")):
            withdraw(of_themselves(registration), registration)
    assert zed() is R.WAITING, "the organization's own choice comes first"
    keep(app)
    assert dict(named(app))["chidi"] == "asked"
    with work(app):
        asks = db.session.scalars(select(OutboxMessage).where(OutboxMessage.to_email == "chidi@example.org"))
        assert [mail.delivery for mail in asks] == [Delivery.WAITING], "the time to answer runs"
    assert "withdrawn" in plain(focal.get(HERE).text)
    assert texts_to(app, "focal@example.org")[-1].split("\n\n")[1] == (
        "Amina: withdrawn.\nChidi moves up and has been asked."
    )
    app.test_client().post(link_of(app, "chidi@example.org"), data=ANSWER)
    with work(app):
        decline(
            an_actor(Role.ORGANIZER),
            db.session.scalars(select(Registration).where(Registration.status == R.SUBMITTED)).one(),
        )
    assert texts_to(app, "focal@example.org")[-1].split("\n\n")[1] == (
        "Chidi: declined.\nNo alternate is left; a place has no name now."
    )
    assert zed() is R.OFFERED


def test_who_does_not_answer_in_time_makes_room(app: Flask, focal: FlaskClient) -> None:
    for who, takes in (("amina", "place"), ("bilal", "place"), ("chidi", "alternate")):
        name(focal, who, takes)
    app.test_client().post(link_of(app, "bilal@example.org"), data=ANSWER)
    clock.set_to(datetime(2028, 9, 30, 21, 59, 30, tzinfo=UTC))  # 23:59 in Geneva still counts
    keep(app)
    assert dict(named(app)) == {"amina": "asked", "bilal": "accepted", "chidi": "alternate"}
    clock.set_to(datetime(2028, 9, 30, 22, 0, tzinfo=UTC))
    keep(app)
    keep(app)
    assert dict(named(app)) == {"amina": "lapsed", "bilal": "accepted", "chidi": "asked"}
    assert "The time to answer is over." in app.test_client().get(link_of(app, "amina@example.org")).text
    # Whoever moves up has as long as an offered place is kept: 72 hours.
    chidi = link_of(app, "chidi@example.org")
    assert "3 October 2028, 23:59" not in plain(app.test_client().get(chidi).text)
    assert "Please answer until 4 October 2028, 00:00" in plain(app.test_client().get(chidi).text)


def test_nobody_is_named_after_the_deadline(app: Flask, focal: FlaskClient) -> None:
    name(focal, "amina")
    clock.set_to(datetime(2028, 9, 30, 21, 59, 59, tzinfo=UTC))
    focal = signed_in(app, Role.FOCAL_POINT, nomination_of(app).organization_id)
    assert name(focal, "bilal").status_code == 303
    clock.set_to(datetime(2028, 9, 30, 22, 0, tzinfo=UTC))
    late = name(focal, "chidi")
    assert errors(late.text) == [
        "The time to name people is over. Write to the office if it should be longer."
    ]
    assert named(app) == [("amina", "asked"), ("bilal", "asked")]
    assert "Name this" not in late.text


def test_another_address_is_another_person(app: Flask, focal: FlaskClient) -> None:
    name(focal, "amina")
    old = link_of(app, "amina@example.org")
    with work(app):
        from meetings.invitations.models import Invitation

        number = db.session.scalars(select(Invitation.id)).one()
    at = f"{HERE}/people/{number}"
    page = focal.get(at).text
    version = page.split('name="version" type="hidden" value="')[1].split('"')[0]
    same = {"name": "Amina A.", "email": "amina@example.org", "function": "Judge", "languages": "fr"}
    assert focal.post(at, data=same | {"version": version}).status_code == 303
    stale = focal.post(at, data=same | {"version": version, "email": "bilal@example.org"})
    assert stale.status_code == 422
    assert "Stands now You wrote E-mail address amina@example.org bilal@example.org" in plain(stale.text)
    now = str(int(version) + 1)
    other = {"name": "Bilal", "email": "bilal@example.org", "version": now}
    assert focal.post(at, data=other).status_code == 303
    assert named(app) == [("amina", "taken_back"), ("bilal", "asked")]
    assert "This invitation has been taken back." in app.test_client().get(old).text
    assert mail_to(app, "amina@example.org")[-1].startswith("Taken back")


def test_taken_back_the_alternate_moves_up(app: Flask, focal: FlaskClient) -> None:
    for who, takes in (("amina", "place"), ("bilal", "place"), ("chidi", "alternate")):
        name(focal, who, takes)
    back = [row.split('"')[0] for row in focal.get(HERE).text.split('action="') if "/take-back" in row[:99]]
    assert len(back) == 3
    assert focal.post(back[0]).status_code == 303
    assert dict(named(app)) == {"amina": "taken_back", "bilal": "asked", "chidi": "asked"}
    app.test_client().post(link_of(app, "bilal@example.org"), data=ANSWER)
    refused = focal.post(back[1])
    assert (refused.status_code, errors(refused.text)) == (
        409,
        ["Bilal has registered. Whoever has registered withdraws on the own page, or asks the office."],
    )
    office = signed_in(app, Role.ORGANIZER)
    listed = office.get("/meetings/workshop/invitations").text
    [chidis] = re.findall(r'action="([^"]*/take-back)"', listed)
    assert office.post(chidis).status_code == 303
    assert texts_to(app, "focal@example.org")[-1].split("\n\n")[1] == (
        "Chidi is not asked any more.\nNo alternate is left; a place has no name now."
    )


def test_more_places_let_alternates_move_up_and_fewer_take_nobodys(app: Flask, focal: FlaskClient) -> None:
    organizer = signed_in(app, Role.ORGANIZER)
    for who, takes in (("amina", "place"), ("bilal", "place"), ("chidi", "alternate")):
        name(focal, who, takes)
    at = "/meetings/workshop/nominations/forum"
    changed = {"places": "3", "deadline": "2028-10-01", "deadline_hour": "12:00", "note": "", "version": "1"}
    assert organizer.post(at, data=changed).status_code == 303
    assert [state for _, state in named(app)] == ["asked"] * 3
    assert "1 October 2028, 12:00" in plain(app.test_client().get(link_of(app, "amina@example.org")).text)
    assert mail_to(app, "focal@example.org")[1].startswith("Changed, places for your organization")
    stale = organizer.post(at, data=changed | {"places": "1"})
    assert (stale.status_code, "Stands now You wrote Places 3 1 " in plain(stale.text)) == (422, True)
    assert organizer.post(at, data=changed | {"places": "1", "version": "2"}).status_code == 303
    assert [state for _, state in named(app)] == ["asked"] * 3
    assert "2 more than there are places; nobody loses a place" in plain(
        organizer.get("/meetings/workshop/nominations").text
    )


def test_after_the_deadline_places_can_be_changed_alone(app: Flask, focal: FlaskClient) -> None:
    for who, takes in (("amina", "place"), ("bilal", "place"), ("chidi", "alternate")):
        name(focal, who, takes)
    clock.set_to(datetime(2028, 9, 30, 22, 0, tzinfo=UTC))
    organizer = signed_in(app, Role.ORGANIZER)
    at = "/meetings/workshop/nominations/forum"
    kept = {"places": "3", "deadline": "2028-09-30", "deadline_hour": "23:59", "note": "x", "version": "1"}
    assert errors(organizer.post(at, data=kept | {"deadline": "2028-09-29"}).text) == [
        "Last day – This time has passed already."
    ]
    assert organizer.post(at, data=kept).status_code == 303
    assert dict(named(app))["chidi"] == "asked"


def test_a_focal_point_is_told_how_a_colleague_is_registered(app: Flask, focal: FlaskClient) -> None:
    assert "To register a colleague, name them" in focal.get("/meetings/workshop/register").text
    assert "To register a colleague" not in app.test_client().get("/meetings/workshop/register").text


def test_places_taken_back_and_given_again(app: Flask, focal: FlaskClient) -> None:
    organizer = signed_in(app, Role.ORGANIZER)
    name(focal, "amina")
    name(focal, "bilal")
    app.test_client().post(link_of(app, "amina@example.org"), data=ANSWER)
    at = "/meetings/workshop/nominations/forum/step"
    assert organizer.post(at, data={"to": "taken_back"}).status_code == 303
    assert named(app) == [("amina", "accepted"), ("bilal", "taken_back")]
    refused = name(focal, "chidi")
    assert errors(refused.text) == ["The places of this organization have been taken back."]
    assert organizer.post(at, data={"to": "open"}).status_code == 303
    assert name(focal, "chidi").status_code == 303
    wrong = organizer.post(at, data={"to": "gone"})
    assert (wrong.status_code, errors(wrong.text)) == (409, ["Choose what to do."])


def test_the_focal_point_sees_it_on_the_own_page_and_nobody_else(app: Flask, focal: FlaskClient) -> None:
    name(focal, "amina")
    assert "Name people for a meeting" in focal.get("/my").text
    assert "Example Forum · 1 of 2 named" in plain(focal.get("/my").text)
    with work(app):
        other = a_forum("Other Forum", "other", focal=None).id
    stranger = signed_in(app, Role.FOCAL_POINT, other)
    assert "Name people for a meeting" not in stranger.get("/my").text
    assert stranger.get(HERE).status_code == 403
    assert name(stranger, "bilal").status_code == 403
    assert app.test_client().get(HERE).headers["Location"].startswith("/sign-in")


def test_people_of_the_organization_are_proposed(app: Flask, focal: FlaskClient) -> None:
    with work(app):
        from meetings.directory.models import Organization

        forum = db.session.scalars(select(Organization).where(Organization.slug == "forum")).one()
        a_person("Known Colleague", email="known@example.org", organization=forum)
        a_person("Stranger", email="stranger@example.org")
    page = focal.get(HERE).text
    assert '<option value="known@example.org" label="Known Colleague">' in page
    assert "stranger@example.org" not in page


def test_who_registered_directly_takes_one_of_the_places(app: Flask, focal: FlaskClient) -> None:
    with work(app):
        from meetings.directory.models import Organization
        from meetings.programme.models import Meeting
        from tests.builders import a_registration

        forum = db.session.scalars(select(Organization).where(Organization.slug == "forum")).one()
        meeting = db.session.scalars(select(Meeting)).one()
        a_registration(meeting, organization_id=forum.id, status=R.APPROVED)
    assert "one is held by somebody who registered directly" in plain(focal.get(HERE).text)
    assert name(focal, "amina").status_code == 303
    assert name(focal, "bilal").status_code == 422
    assert named(app) == [("amina", "asked")]


def test_whoever_registers_by_another_door_has_answered_and_has_one_place(
    app: Flask, organizer: FlaskClient, focal: FlaskClient
) -> None:
    name(focal, "amina")
    name(focal, "bo")
    name(focal, "cy", takes="alternate")
    with work(app):
        given = db.session.scalars(select(Nomination)).one()
        for who, status in (("amina", R.APPROVED), ("cy", R.SUBMITTED)):
            came = a_registration(given.meeting, email=f"{who}@example.org", status=status)
            came.organization_name = "Exmple Forum"
    keep(app)
    assert named(app) == [("amina", "accepted"), ("bo", "asked"), ("cy", "alternate")]
    with work(app):
        hers = db.session.scalars(select(Registration).where(Registration.email == "amina@example.org")).one()
        assert hers.organization == db.session.scalars(select(Nomination)).one().organization, (
            "as by the link"
        )
    with work(app):
        db.session.get_one(Registration, came.id).status = R.APPROVED
        # Two days later nobody is reminded but who has not registered.
        db.session.execute(update(OutboxMessage).values(not_before=datetime(2026, 1, 1, tzinfo=UTC)))
    organizer.post("/meetings/workshop/invitations/remind")
    assert named(app) == [("amina", "accepted"), ("bo", "asked"), ("cy", "accepted")]
    reminded = [who for who in ("amina", "bo", "cy") if len(mail_to(app, f"{who}@example.org")) == 2]
    assert reminded == ["bo"]
    words = plain(focal.get(HERE).text)
    assert "Amina approved Lawyer" in words
    with work(app):
        hers = db.session.scalars(select(Registration).where(Registration.email == "amina@example.org")).one()
        hers.organization = an_organization("Other Body")
        nomination = db.session.scalars(select(Nomination)).one()
        assert (standing_of(nomination).active, standing_of(nomination).approved) == (2, 1), "bo and cy"
        hers.organization = nomination.organization
        assert (standing_of(nomination).active, standing_of(nomination).approved) == (3, 2)
        hers.organization = db.session.scalars(
            select(Organization).where(Organization.name == "Other Body")
        ).one()
    assert "Amina approved for another organization, and takes none of these places" in plain(
        focal.get(HERE).text
    )
    listed = plain(organizer.get("/meetings/workshop/nominations").text)
    assert "1 registered for another organization" in listed
    # Where the organization has no place left, one that somebody else handed over is none of it.
    name(focal, "dee", takes="alternate")
    with work(app):
        nomination = db.session.scalars(select(Nomination)).one()
        hers = db.session.scalars(select(Registration).where(Registration.email == "amina@example.org")).one()
        hers.organization = nomination.organization
        dees = a_registration(nomination.meeting, email="dee@example.org", status=R.APPROVED).id
    keep(app)
    assert dict(named(app))["dee"] == "accepted"
    with work(app):
        assert db.session.get_one(Registration, dees).organization is None
        assert standing_of(db.session.scalars(select(Nomination)).one()).active == 3
