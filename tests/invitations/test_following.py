"""Mails of many are held until they are read; what other rooms bring about reaches those who were asked."""

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from meetings.access.actor import OPERATOR
from meetings.access.models import AuditRow, MailLink
from meetings.access.permissions import Role
from meetings.base.database import db
from meetings.invitations import kept
from meetings.invitations.models import Invitation
from meetings.outbox.models import OutboxMessage
from meetings.outbox.rules import Delivery
from meetings.programme.actions import take_step
from meetings.programme.models import Meeting
from meetings.programme.rules import MeetingStatus
from meetings.registration.actions import forget
from meetings.registration.models import Registration
from meetings.registration.rules import RegistrationStatus
from tests.builders import a_person
from tests.invitations.kit import (
    ANSWER,
    a_forum,
    a_workshop,
    errors,
    give,
    link_of,
    mail_to,
    name,
    named,
    nomination_of,
    plain,
)
from tests.invitations.test_inviting import COME, MANY, WORDS, invite
from tests.kit_app import signed_in, statements, work
from tests.registration.steps import mails, set_meeting


def a_house(app: Flask) -> FlaskClient:
    with work(app):
        a_workshop()
        a_forum()
    return signed_in(app, Role.ORGANIZER)


def a_focal_point(app: Flask) -> FlaskClient:
    return signed_in(app, Role.FOCAL_POINT, nomination_of(app).organization_id)


def test_mails_of_many_wait_until_the_organizer_has_read_them(app: Flask) -> None:
    organizer = a_house(app)
    with work(app):
        key = a_person("Chidi", email="chidi@example.org", organization=None).key
    answer = organizer.post(f"{MANY}?focal=named", data=WORDS | {"person": [key]})
    assert answer.status_code == 422  # not of an organization that fits
    with work(app):
        keys = list(db.session.scalars(select(OutboxMessage.key)))
    assert keys == []
    page = organizer.get(f"{MANY}?focal=named").text
    person = page.split('name="person" value="')[1].split('"')[0]
    answer = organizer.post(f"{MANY}?focal=named", data=WORDS | {"person": [person]})
    assert [m.delivery for m in mails(app)] == [Delivery.HELD]
    listed = organizer.get(answer.headers["Location"])
    assert "The mails wait until you have read them" in listed.text
    batch = answer.headers["Location"].rpartition("=")[2]
    assert "Come to Example workshop" in organizer.get(f"/outbox/batches/{batch}").text
    assert organizer.post(f"/outbox/batches/{batch}/send").status_code == 303
    assert [m.delivery for m in mails(app)] == [Delivery.WAITING]
    assert "The mails wait until" not in organizer.get(answer.headers["Location"]).text
    assert "waits to be read" not in plain(
        organizer.get("/meetings/workshop/invitations").text.split("<tbody>")[1]
    )


def test_mails_about_places_are_held_too_and_those_to_nominees_go(app: Flask) -> None:
    organizer = a_house(app)
    answer = give(organizer, "forum")
    assert "The mails wait until you have read them" in organizer.get(answer.headers["Location"]).text
    name(a_focal_point(app), "amina")
    assert [(m.to_email, m.delivery) for m in mails(app)] == [
        ("focal@example.org", Delivery.HELD),
        ("amina@example.org", Delivery.WAITING),
    ]


def test_a_cancelled_meeting_is_told_to_those_who_have_not_answered(app: Flask) -> None:
    organizer = a_house(app)
    give(organizer, "forum")
    name(a_focal_point(app), "amina")
    invite(organizer, email="bilal@example.org")
    invite(organizer, email="chidi@example.org")
    app.test_client().post(link_of(app, "chidi@example.org"), data={"answer": "no"})
    link = link_of(app, "bilal@example.org")
    with work(app):
        take_step(OPERATOR, db.session.scalars(select(Meeting)).one(), MeetingStatus.CANCELLED)
    told = {m.to_email for m in mails(app) if m.subject.startswith("Cancelled")}
    # The role that the test's own focal point holds makes a second address beside the directory's.
    assert {t for t in told if not t.startswith("focal_point")} == {
        "amina@example.org",
        "bilal@example.org",
        "focal@example.org",
    }
    assert "This meeting is cancelled. You need to do nothing." in app.test_client().get(link).text
    assert (
        "This meeting is cancelled"
        in a_focal_point(app).get("/organizations/forum/nominations/workshop").text
    )
    assert errors(invite(organizer, email="dara@example.org").text) == ["This meeting is cancelled."]


def test_a_wrong_address_is_corrected_where_the_mail_failed(app: Flask) -> None:
    organizer = a_house(app)
    invite(organizer)
    with work(app):
        message = db.session.scalars(select(OutboxMessage)).one()
        message.delivery, key = Delivery.FAILED, message.key
    wrong = link_of(app, "amina@example.org")
    assert organizer.post(f"/outbox/{key}/mend", data={"email": "right@example.org"}).status_code == 303
    assert app.test_client().get(wrong).status_code == 404  # whoever reads there answers for nobody
    assert app.test_client().post(wrong, data={"answer": "no"}).status_code == 404
    assert named(app) == [("right", "asked")]
    app.test_client().post(link_of(app, "right@example.org"), data=COME)
    with work(app):
        assert db.session.scalars(select(Registration.email)).all() == ["right@example.org"]


def test_who_is_forgotten_as_registered_is_forgotten_as_invited(app: Flask) -> None:
    organizer = a_house(app)
    invite(organizer)
    link = link_of(app, "amina@example.org")
    app.test_client().post(link, data=COME)
    set_meeting(app, status="held")
    with work(app):
        registration = db.session.scalars(select(Registration)).one()
        registration.status = RegistrationStatus.DECLINED
        db.session.flush()
        forget(OPERATOR, registration)
    with work(app):
        gone = db.session.scalars(select(Invitation)).one()
        assert (gone.name, gone.email, gone.organization_name) == (
            "–",
            f"forgotten-{gone.id}@example.invalid",
            "",
        )
        lines = db.session.scalars(select(AuditRow).where(AuditRow.on_kind == "invitation")).all()
        assert [(row.verb, row.before, row.after) for row in lines] == [
            ("invite", None, None),
            ("move_invitation", None, None),
        ]
        assert db.session.scalars(select(MailLink).where(MailLink.purpose == "invitation")).all() == []
    assert app.test_client().get(link).status_code == 404


def test_everybody_who_was_asked_to_a_meeting_is_forgotten_at_once(app: Flask) -> None:
    organizer = a_house(app)
    give(organizer, "forum")
    focal = a_focal_point(app)
    for who, takes in (("amina", "place"), ("bilal", "place"), ("chidi", "alternate")):
        name(focal, who, takes)
    with work(app):
        assert kept.forget(db.session.scalars(select(Meeting)).one().id, 100) == 3
    with work(app):
        rows = db.session.scalars(select(Invitation)).all()
        assert [(r.name, r.function, r.email[:10]) for r in rows] == [("–", "", "forgotten-")] * 3
        mailed = db.session.scalars(
            select(OutboxMessage).where(OutboxMessage.about_kind == "invitation")
        ).all()
        assert [m.blank_after for m in mailed] == [True, True]


def test_the_lists_ask_the_same_however_many_there_are(app: Flask) -> None:
    organizer = a_house(app)
    with work(app):
        for n in range(3):
            a_forum(f"Forum {n}", f"forum-{n}", focal=f"focal-{n}@example.org")
    give(organizer, "forum")
    name(a_focal_point(app), "amina")
    app.test_client().post(link_of(app, "amina@example.org"), data=ANSWER)
    pages = ("invitations", "nominations", "nominations/new?focal=named", "invitations/new?focal=named")

    def asked() -> list[int]:
        counted = []
        for page in pages:
            with statements(app) as sent:
                assert organizer.get(f"/meetings/workshop/{page}").status_code == 200
            counted.append(len(sent))
        return counted

    before = asked()
    give(organizer, "forum-0", "forum-1", "forum-2")
    name(a_focal_point_of(app, "forum-1"), "bilal", at="/organizations/forum-1/nominations/workshop")
    invite(organizer, email="chidi@example.org")
    assert asked() == before
    assert mail_to(app, "bilal@example.org") != []


def a_focal_point_of(app: Flask, slug: str) -> FlaskClient:
    from meetings.directory.models import Organization

    with work(app):
        number = db.session.scalars(select(Organization.id).where(Organization.slug == slug)).one()
    return signed_in(app, Role.FOCAL_POINT, number)
