"""A meeting is cancelled while mails wait to be read: none of them calls anybody to it any more."""

from flask import Flask
from sqlalchemy import select

from meetings.access.actor import OPERATOR
from meetings.base.database import db
from meetings.invitations.models import Invitation
from meetings.outbox.actions import begin_batch, discard_batch, held_for, release_batch
from meetings.outbox.models import OutboxBatch, OutboxMessage
from meetings.outbox.rules import Delivery
from meetings.programme.actions import take_step
from meetings.programme.models import Meeting
from meetings.programme.rules import MeetingStatus
from meetings.registration import actions, letters, post
from meetings.registration.rules import RegistrationStatus
from tests.builders import a_meeting, a_registration
from tests.invitations.kit import give
from tests.invitations.test_following import a_house
from tests.invitations.test_inviting import MANY, WORDS, invite
from tests.kit_app import work
from tests.registration.steps import mails

R = RegistrationStatus


def cancel_then_let_all_go(app: Flask) -> None:
    with work(app):
        take_step(OPERATOR, db.session.scalars(select(Meeting)).one(), MeetingStatus.CANCELLED)
    with work(app):
        for batch in db.session.scalars(select(OutboxBatch)):
            release_batch(batch)


def test_neither_invitations_nor_nominations_go(app: Flask) -> None:
    organizer = a_house(app)
    person = organizer.get(f"{MANY}?focal=named").text.split('name="person" value="')[1].split('"')[0]
    organizer.post(f"{MANY}?focal=named", data=WORDS | {"person": [person]})
    give(organizer, "forum")
    held = [m.id for m in mails(app)]
    assert [(m.about_kind, m.delivery) for m in mails(app)] == [
        ("invitation", Delivery.HELD),
        ("nomination", Delivery.HELD),
    ]
    cancel_then_let_all_go(app)
    assert {m.delivery for m in mails(app) if m.id in held} == {Delivery.DISCARDED}
    assert {m.link_nonce for m in mails(app) if m.id in held} == {None}
    assert [m.subject for m in mails(app) if m.id not in held] == []  # who never heard of it is told nothing


def test_only_those_whose_mail_went_are_told_that_it_is_cancelled(app: Flask) -> None:
    organizer = a_house(app)
    person = organizer.get(f"{MANY}?focal=named").text.split('name="person" value="')[1].split('"')[0]
    organizer.post(f"{MANY}?focal=named", data=WORDS | {"person": [person]})  # waits to be read
    invite(organizer, email="gone@example.org")  # goes at once
    give(organizer, "forum")
    with work(app):
        release_batch(db.session.scalars(select(OutboxBatch).order_by(OutboxBatch.id)).all()[-1])
    assert organizer.post("/meetings/workshop/status", data={"to": "cancelled"}).status_code == 303
    told = [(m.about_kind, m.to_email) for m in mails(app) if m.subject.startswith("Cancelled")]
    assert told == [("invitation", "gone@example.org"), ("nomination", "focal@example.org")]


def test_neither_approvals_nor_reminders_go_but_a_no_and_an_entry_taken_back_do(app: Flask) -> None:
    with work(app):
        meeting = a_meeting()
        approved, waiting, silent, declined, sent_away = (
            a_registration(meeting, email=f"{who}@example.org", status=status)
            for who, status in (
                ("approved", R.SUBMITTED),
                ("waiting", R.SUBMITTED),
                ("silent", R.UNCONFIRMED),
                ("declined", R.SUBMITTED),
                ("sent-away", R.SUBMITTED),
            )
        )
        actions.approve(OPERATOR, sent_away)
        with held_for(begin_batch("Many", "Ines")):
            actions.approve(OPERATOR, approved)
            post.send(waiting, letters.RECEIVED)
            post.send(silent, letters.RECEIVED)
            actions.decline(OPERATOR, declined)
            actions.cancel(OPERATOR, sent_away)
        held = [m.id for m in db.session.scalars(select(OutboxMessage)) if m.delivery is Delivery.HELD]
    assert len(held) == 5
    cancel_then_let_all_go(app)
    assert {m.to_email.partition("@")[0]: m.delivery for m in mails(app) if m.id in held} == {
        "approved": Delivery.DISCARDED,
        "waiting": Delivery.DISCARDED,
        "silent": Delivery.DISCARDED,
        "declined": Delivery.WAITING,
        "sent-away": Delivery.WAITING,
    }


def test_who_never_heard_of_it_does_not_hear_that_it_is_taken_back(app: Flask) -> None:
    organizer = a_house(app)
    person = organizer.get(f"{MANY}?focal=named").text.split('name="person" value="')[1].split('"')[0]
    organizer.post(f"{MANY}?focal=named", data=WORDS | {"person": [person]})  # thrown away
    invite(organizer, email="gone@example.org")  # goes at once
    give(organizer, "forum")  # waits to be read
    with work(app):
        discard_batch(db.session.scalars(select(OutboxBatch).order_by(OutboxBatch.id)).all()[0])
        keys = list(db.session.scalars(select(Invitation.key).order_by(Invitation.id)))
    for key in keys:
        assert organizer.post(f"/meetings/workshop/invitations/{key}/take-back").status_code == 303
    step = organizer.post("/meetings/workshop/nominations/forum/step", data={"to": "taken_back"})
    assert step.status_code == 303
    told = [(m.letter, m.to_email) for m in mails(app) if m.letter.endswith("taken_back")]
    assert told == [("invitation_taken_back", "gone@example.org")]
