"""Each deed sends its own mail, in the words that the office has edited, in the transaction of the deed."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from meetings.access.actions import make_link
from meetings.access.actor import ANYONE, OPERATOR
from meetings.base import clock
from meetings.base.database import db
from meetings.letters.models import LetterText
from meetings.programme.actions import take_step
from meetings.programme.models import Meeting
from meetings.programme.rules import MeetingStatus
from meetings.registration import actions, letters
from meetings.registration.models import Registration
from meetings.registration.rules import Category, Correction, Listing, RegistrationDraft, RegistrationStatus
from tests.builders import a_meeting, a_registration
from tests.kit_app import work
from tests.registration.steps import mails

R = RegistrationStatus
NOON = datetime(2028, 9, 1, 12, tzinfo=UTC)
FORM = RegistrationDraft("Ann", "ann@example.org", "Example Forum", Category.NGO)


def a_meeting_with_edited_texts() -> Meeting:
    """A meeting with one place, every mail of which says what kind it is."""
    meeting = a_meeting("workshop", title="Workshop", places=1)
    for kind in letters.KINDS:
        names = "".join(" {" + name + "}" for name in sorted(kind.needs))
        db.session.add(
            LetterText(
                about_kind="meeting",
                about_id=meeting.id,
                kind=kind.code,
                language="en",
                subject=f"{kind.code} of {{meeting}}",
                text=f"Edited.{names}",
                version=1,
            )
        )
    return meeting


def ann(meeting: Meeting, status: RegistrationStatus = R.SUBMITTED, **given: object) -> Registration:
    return a_registration(meeting, name="Ann", email="ann@example.org", status=status, **given)


def register_twice(meeting: Meeting) -> None:
    ann(meeting)
    actions.register(ANYONE, meeting, FORM)


def confirm(meeting: Meeting) -> None:
    registration = ann(meeting, R.UNCONFIRMED)
    actions.confirm(registration, make_link("confirm", registration.id))


def leave_waiting(meeting: Meeting) -> None:
    a_registration(meeting, status=R.APPROVED)
    actions.put_on_waiting_list(OPERATOR, ann(meeting))


def offer(meeting: Meeting) -> None:
    ann(meeting, R.WAITING)
    actions.offer_free_places(meeting)


def lapse(meeting: Meeting) -> None:
    ann(meeting, R.OFFERED, reply_by=NOON)
    actions.lapse_offers(meeting)


def remind_of_the_offer(meeting: Meeting) -> None:
    actions.remind(OPERATOR, ann(meeting, R.OFFERED, reply_by=NOON + timedelta(days=1)))


def hand_over(meeting: Meeting) -> None:
    giver = a_registration(meeting, email="giver@example.org", status=R.APPROVED)
    actions.hand_over(actions.of_themselves(giver), giver, "Ann", "ann@example.org")


def take_over(meeting: Meeting) -> None:
    giver = a_registration(meeting, email="giver@example.org", status=R.APPROVED)
    alternate = ann(meeting, instead_of_id=giver.id)
    actions.take_over(alternate, make_link("take_over", alternate.id))


def move(meeting: Meeting) -> None:
    ann(meeting, R.APPROVED)
    actions.meeting_moved_on(OPERATOR, meeting, MeetingStatus.PUBLISHED)


def correct(meeting: Meeting) -> None:
    draft = Correction("Ann", "Example Forum", "Head", Category.REGIONAL, ("en",), Listing.NONE, "")
    actions.correct(OPERATOR, ann(meeting), draft, 1)


def call_off(meeting: Meeting) -> None:
    ann(meeting)
    take_step(OPERATOR, meeting, MeetingStatus.CANCELLED)


@pytest.mark.parametrize(
    ("deed", "codes"),
    [
        (lambda m: actions.register(ANYONE, m, FORM), ["to_confirm"]),
        (lambda m: actions.remind(OPERATOR, ann(m, R.UNCONFIRMED)), ["remind_to_confirm"]),
        (register_twice, ["already_registered"]),
        (confirm, ["received"]),
        (lambda m: actions.approve(OPERATOR, ann(m)), ["approved"]),
        (leave_waiting, ["waiting"]),
        (offer, ["offered"]),
        (remind_of_the_offer, ["remind_of_offer"]),
        (lapse, ["offer_lapsed"]),
        (lambda m: actions.decline(OPERATOR, ann(m)), ["declined"]),
        (lambda m: actions.cancel(OPERATOR, ann(m, R.APPROVED)), ["place_cancelled"]),
        (hand_over, ["to_take_over"]),
        (take_over, ["handed_over", "approved"]),
        (lambda m: actions.withdraw(OPERATOR, ann(m)), ["withdrawn"]),
        (correct, ["corrected"]),
        (move, ["moved"]),
        (call_off, ["cancelled"]),
    ],
)
def test_each_deed_sends_its_edited_mail(
    app: Flask, deed: Callable[[Meeting], object], codes: list[str]
) -> None:
    clock.set_to(NOON)
    with work(app):
        deed(a_meeting_with_edited_texts())
    sent = mails(app)
    assert [(m.letter, m.subject) for m in sent] == [(code, f"{code} of Workshop") for code in codes]
    assert [m.text.startswith("Edited.") for m in sent] == [True] * len(codes)
    linked = {"to_confirm", "remind_to_confirm", "offered", "remind_of_offer", "to_take_over"}
    assert [bool(m.link_key) for m in sent] == [code in linked for code in codes]


def test_a_text_that_is_changed_later_leaves_what_waits_in_the_outbox(app: Flask) -> None:
    clock.set_to(NOON)
    with work(app):
        actions.decline(OPERATOR, ann(a_meeting_with_edited_texts()))
    with work(app):
        row = db.session.scalars(select(LetterText).where(LetterText.kind == "declined")).one()
        row.subject = "Another"
    assert [m.subject for m in mails(app)] == ["declined of Workshop"]
