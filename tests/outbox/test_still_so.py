"""A held mail must still be true when it goes: whatever overtakes it, it stays, and the page says why."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from meetings.access.actions import token_of
from meetings.access.models import MailLink
from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db
from meetings.invitations.letters.texts import FOCAL_KINDS
from meetings.invitations.letters.texts import KINDS as ASKING_KINDS
from meetings.invitations.rules import InvitationStatus, NominationStatus, asked_still_so, places_still_so
from meetings.invitations.rules.telling import ASKED_WHILE, PLACES_WHILE
from meetings.outbox.actions import begin_batch, held_for, put
from meetings.outbox.models import OutboxBatch, OutboxMessage
from meetings.registration.letters import KINDS
from meetings.registration.models import Registration
from meetings.registration.rules import Category, RegistrationStatus, still_so
from meetings.registration.rules.telling import TRUE_WHILE
from tests.builders import a_meeting
from tests.invitations.kit import PLACES, a_forum, a_workshop, give, plain
from tests.kit_app import signed_in, work
from tests.registration.steps import ANSWERS
from tests.registration.test_many import carry_on, choose, people

R, S, N = RegistrationStatus, InvitationStatus, NominationStatus


def mails_of(app: Flask) -> list[tuple[str, str]]:
    with work(app, writing=False):
        rows = db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
        return [(row.letter, row.delivery.value) for row in rows]


def page_of_batch(app: Flask) -> str:
    with work(app, writing=False):
        return (
            f"/outbox/batches/{db.session.scalars(select(OutboxBatch).order_by(OutboxBatch.id)).first().key}"  # type: ignore[union-attr]
        )


# ─── The tables ───


def test_every_kind_of_letter_says_while_what_it_is_true() -> None:
    assert set(TRUE_WHILE) == {kind.code for kind in KINDS}
    assert set(PLACES_WHILE) == {kind.code for kind in FOCAL_KINDS}
    assert set(ASKED_WHILE) == {kind.code for kind in ASKING_KINDS} - set(PLACES_WHILE)


@pytest.mark.parametrize(
    ("letter", "true"),
    [
        ("declined", {R.DECLINED}),
        ("approved", {R.APPROVED}),
        ("waiting", {R.WAITING}),
        ("place_cancelled", {R.CANCELLED}),
        ("remind_to_confirm", {R.UNCONFIRMED}),
        ("remind_of_offer", {R.OFFERED}),
        ("received", {R.SUBMITTED}),
        ("moved", {R.SUBMITTED, R.WAITING, R.OFFERED, R.APPROVED}),
        ("cancelled", set(R)),
    ],
)
def test_while_what_it_is_true(letter: str, true: set[RegistrationStatus]) -> None:
    assert {status for status in R if still_so(letter, status)} == true


def test_what_takes_an_entry_out_goes_to_all_who_do_not_come() -> None:
    assert {status for status in R if still_so("place_cancelled", status, takes_out=True)} == set(R) - {
        R.APPROVED
    }


def test_asking_and_places() -> None:
    assert {s for s in S if asked_still_so("remind_asked", s)} == {S.ASKED}
    assert {n for n in N if places_still_so("places_given", n)} == {N.OPEN}


# ─── Seen by the office ───


@pytest.mark.parametrize(
    ("first", "then", "letters"),
    [
        ("decline", "approve", [("declined", "superseded"), ("approved", "waiting")]),
        ("wait", "decline", [("waiting", "superseded"), ("declined", "waiting")]),
    ],
)
def test_decided_otherwise_meanwhile(
    app: Flask, first: str, then: str, letters: list[tuple[str, str]]
) -> None:
    holder, key, other = people(app, *[Category.NGO] * 3, places=1 if first == "wait" else 20)
    office = signed_in(app, Role.ORGANIZER)
    if first == "wait":  # the meeting is full, and whoever has the place heard of it
        office.post(f"/registrations/{holder}/decision", data={"decision": "approve"})
    act = choose(office, first, chosen=[key, other])
    assert office.post(f"{act}/begin", data={"way": "do"}).status_code == 303
    carry_on(app)
    answer = office.post(f"/registrations/{key}/decision", data={"decision": then, "back": "/"})
    assert answer.status_code == 303
    batch = page_of_batch(app)
    page = plain(office.get(batch).text)
    now = {"approve": "approved", "decline": "declined"}[then]
    assert "1 mail will not go: what it says is no longer so" in page
    assert f"p1@example.org · now: {now}" in page and "Send 1 mail" in page
    told = plain(office.post(f"{batch}/send", follow_redirects=True).text)
    assert "1 mail leaves now." in told and "1 mail is not sent: what it says is no longer so." in told
    assert f"not sent; it stood so: {now}" in told
    assert mails_of(app)[-3:] == [letters[0], (letters[0][0], "waiting"), letters[1]]
    with work(app, writing=False):
        dead = db.session.scalars(
            select(OutboxMessage.key).where(OutboxMessage.last_error.is_not(None))
        ).one()
    assert f"Not sent: what it says was no longer so When it was to go it stood so: {now}." in plain(
        office.get(f"/outbox/{dead}").text
    )


def test_a_reminder_of_what_was_done_meanwhile(app: Flask) -> None:
    with work(app):
        a_meeting("workshop")
    person = app.test_client()
    assert person.post("/meetings/workshop/register", data=ANSWERS).status_code == 303
    with work(app, writing=False):
        key = db.session.scalars(select(Registration.key)).one()
        link = db.session.scalars(select(MailLink).where(MailLink.purpose == "confirm")).one()
        path = f"/registrations/confirm/{token_of(link)}"
    clock.set_to(clock.now() + timedelta(days=2))
    office = signed_in(app, Role.ORGANIZER)
    act = choose(office, "remind", chosen=[key])
    assert office.post(f"{act}/begin", data={"way": "do"}).status_code == 303
    carry_on(app)
    assert person.post(path).status_code == 200
    batch = page_of_batch(app)
    page = plain(office.get(batch).text)
    assert "now: waits for a decision" in page and "Send none: close this work" in page
    assert office.post(f"{batch}/send").status_code == 303
    assert ("remind_to_confirm", "superseded") in mails_of(app)


def test_places_that_have_changed_meanwhile(app: Flask) -> None:
    with work(app):
        a_workshop()
        a_forum()
    office = signed_in(app, Role.ORGANIZER)
    assert give(office, "forum").status_code == 303
    changed = {**PLACES, "places": "5", "version": "1"}
    answer = office.post("/meetings/workshop/nominations/forum", data=changed)
    assert answer.status_code == 303, plain(answer.text)
    batch = page_of_batch(app)
    assert "now: places or deadline have changed, and were told anew" in plain(office.get(batch).text)
    assert office.post(f"{batch}/send").status_code == 303
    assert mails_of(app) == [("places_given", "superseded"), ("places_changed", "waiting")]


def test_what_was_written_again_goes_once(app: Flask) -> None:
    """Mails of one kind about one thing; another address is another matter."""
    with work(app):
        with held_for(begin_batch("Many", "Ines")):
            for address in ("ann@example.org", "ben@example.org"):
                put(address, "S", "T", about=("invitation", 7), letter="news")
            put("ann@example.org", "S", "Amina: declined.", about=("nomination", 7), letter="news_of_named")
        put("ann@example.org", "S", "T", about=("invitation", 7), letter="news")
        put("ann@example.org", "S", "Bo cannot come.", about=("nomination", 7), letter="news_of_named")
    office = signed_in(app, Role.ORGANIZER)
    batch = page_of_batch(app)
    assert "ann@example.org · now: the same was written again since" in plain(office.get(batch).text)
    assert office.post(f"{batch}/send").status_code == 303
    news = ("news_of_named", "waiting")  # each tells of somebody else
    assert mails_of(app) == [("news", "superseded"), ("news", "waiting"), news, ("news", "waiting"), news]
