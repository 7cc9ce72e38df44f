"""What becomes of each kind of mail that comes in, through the command's door: bytes in, rows and pages out."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db
from meetings.outbox.actions import Invitation, forget_mails, put
from meetings.outbox.models import OutboxMessage
from meetings.outbox.rules import Delivery
from meetings.outbox.tokens import reply_address
from meetings.programme.models import Speaker
from meetings.programme.rules import SpeakerAnswer, SpeakerRole
from meetings.registration.models import Registration
from meetings.registration.rules import RegistrationStatus
from meetings.replies.actions import forget_old
from meetings.replies.models import CalendarAnswer, ReceivedMail
from meetings.replies.queries import calendar_answer
from meetings.replies.rules import MOST_BYTES
from meetings.replies.taking import take
from meetings.speakers.actions import request_of
from tests.builders import a_meeting, a_registration, a_session
from tests.kit_app import signed_in, work
from tests.replies.mails import MAILBOX, SENT, R, apple, bounce, exchange, google, letter, plain

ANN, BOB = "ann@example.org", "bob@example.org"


@dataclass(frozen=True)
class Held:
    """A registration of Ann with a place, who was invited in version 1; Bob was invited and has it taken back."""

    ann: int
    bob: int
    key: str


@pytest.fixture
def held(app: Flask) -> Held:
    with work(app):
        meeting = a_meeting()
        ann = a_registration(meeting, email=ANN, name="Ann Example", status=RegistrationStatus.APPROVED)
        bob = a_registration(meeting, email=BOB, name="Bob Example", status=RegistrationStatus.WITHDRAWN)
        told("uid-1", ANN, 1, ann.id)
        told("uid-1", BOB, 1, bob.id)
        told("uid-1", BOB, 2, bob.id, "CANCEL")
        clock.set_to(SENT + timedelta(hours=1))
        return Held(ann.id, bob.id, ann.key)


def told(
    uid: str, email: str, sequence: int, about: int, method: str = "REQUEST", kind: str = "registration"
) -> OutboxMessage:
    message = put(
        email, "Invitation", "Text", about=(kind, about), invitation=Invitation(b"", method, uid, sequence)
    )
    db.session.flush()
    message.delivery = Delivery.SENT
    return message


def ingest(app: Flask, *mails: bytes) -> list[bool]:
    with app.app_context():
        return [take(mail, app.config["SETTINGS"]) for mail in mails]


def outcomes(app: Flask) -> list[tuple[str, str, bool]]:
    with work(app, writing=False):
        rows = db.session.scalars(select(ReceivedMail).order_by(ReceivedMail.id))
        return [(row.outcome.value, row.email, row.open) for row in rows]


def answers(app: Flask) -> list[tuple[str, str, int]]:
    with work(app, writing=False):
        rows = db.session.scalars(select(CalendarAnswer).order_by(CalendarAnswer.email))
        return [(row.email, row.said.value, row.sequence) for row in rows]


REPLY = R(sequence=1)


@pytest.mark.parametrize("build", [plain, google, exchange, apple])
def test_each_calendar_answers_for_exactly_one_person(
    app: Flask, held: Held, build: Callable[[R], bytes]
) -> None:
    assert ingest(app, build(REPLY.at(said="TENTATIVE")), build(REPLY.at(said="TENTATIVE"))) == [True, False]
    assert outcomes(app) == [("applied", ANN, False)]
    assert answers(app) == [(ANN, "tentative", 1)]
    with work(app, writing=False):
        found = calendar_answer("registration", held.ann)
        assert found is not None and (found.said.value, found.earlier) == ("tentative", False)
        assert calendar_answer("registration", held.bob) is None


MANY = "".join(f"ATTENDEE;PARTSTAT=DECLINED:mailto:p{n}@example.org\r\n" for n in range(1000))
TWO = f"ATTENDEE;PARTSTAT=DECLINED:mailto:{BOB}\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:{ANN}\r\n"
CASES: dict[str, tuple[Callable[[], bytes], tuple[str, str, bool], list[tuple[str, str, int]]]] = {
    "an older version": (
        lambda: plain(REPLY.at(sequence=0)),
        ("earlier", ANN, False),
        [(ANN, "accepted", 0)],
    ),
    "a version never sent": (lambda: plain(REPLY.at(sequence=7)), ("not_sent", ANN, True), []),
    "a day to come": (lambda: plain(REPLY.at(stamp=SENT + timedelta(days=9))), ("future", ANN, True), []),
    "taken back": (lambda: google(REPLY.at(email=BOB)), ("taken_back", BOB, True), []),
    "a stranger": (
        lambda: google(REPLY.at(email="eve@example.net")),
        ("stranger", "eve@example.net", True),
        [],
    ),
    "an unknown entry": (lambda: apple(REPLY.at(uid="uid-9")), ("unknown", ANN, True), []),
    "another sender": (lambda: plain(REPLY.at(sender="eve@example.net")), ("other_sender", ANN, True), []),
    "somebody in the name of another": (
        lambda: plain(REPLY).replace(
            b"Somebody <ann@", b"=?utf-8?Q?ann=40example=2Eorg=2C?= <eve@evil.example>\r\nX-Not: <"
        ),
        ("other_sender", ANN, True),
        [],
    ),
    "a comma in the name": (
        lambda: plain(REPLY).replace(b"Somebody <", b"=?utf-8?Q?M=C3=BCller=2C_Ann?= <"),
        ("applied", ANN, False),
        [(ANN, "accepted", 1)],
    ),
    "one of us for another": (lambda: plain(REPLY.at(sender=BOB)), ("other_sender", ANN, True), []),
    "one date": (
        lambda: plain(REPLY.at(extra="RECURRENCE-ID:20281010T080000Z\r\n")),
        ("one_date", ANN, True),
        [],
    ),
    "a counter": (lambda: exchange(REPLY.at(method="COUNTER", said="TENTATIVE")), ("counter", ANN, True), []),
    "delegated": (
        lambda: plain(
            REPLY.at(
                attendee=f'ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:dee@example.org":mailto:{ANN}\r\n'
            )
        ),
        ("delegated", ANN, True),
        [],
    ),
    "two attendees": (lambda: plain(REPLY.at(attendee=TWO)), ("applied", ANN, False), [(ANN, "accepted", 1)]),
    "a thousand attendees": (lambda: plain(REPLY.at(attendee=MANY)), ("malformed", "", True), []),
    "no calendar at all": (
        lambda: plain(REPLY).replace(b"BEGIN:VEVENT", b"BEGIN:VTODO"),
        ("malformed", "", True),
        [],
    ),
    "a request to us": (lambda: plain(REPLY.at(method="REQUEST")), ("no_answer", ANN, True), []),
    "in a bounce": (lambda: bounce("<x@example.org>", ANN, plain(REPLY)), ("bounce", "", False), []),
    "forwarded": (lambda: forwarded(plain(REPLY)), ("letter", "", True), []),
    "out of office": (
        lambda: letter(ANN, "I am away.", Auto_Submitted="auto-replied"),
        ("automatic", "", False),
        [],
    ),
    "by a machine": (
        lambda: b"Auto-Submitted: auto-replied\r\n" + plain(REPLY),
        ("automatic", "", False),
        [],
    ),
    "a click written down": (
        lambda: b"Auto-Submitted: auto-generated\r\n" + plain(REPLY),
        ("applied", ANN, False),
        [(ANN, "accepted", 1)],
    ),
    "no sender": (lambda: b"Return-Path: <>\r\n" + plain(REPLY), ("bounce", "", False), []),
    "a letter": (lambda: letter(ANN, "May I come a day later?"), ("letter", "", True), []),
    "too large": (lambda: letter(ANN, "x" * 70) + b"y" * MOST_BYTES, ("too_large", "", True), []),
    "rubbish": (lambda: b"\x00\xff\xfe" * 40, ("unreadable", "", True), []),
    "nul": (
        lambda: plain(REPLY.at(extra="COMMENT:a\0b\r\n")).replace(b"Subject:", b"Subject: \0"),
        ("applied", ANN, False),
        [(ANN, "accepted", 1)],
    ),
}


def forwarded(mail: bytes) -> bytes:
    return (
        b"From: ann@example.org\r\nTo: secretariat@example.org\r\nSubject: Fwd\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/mixed; boundary="f"\r\n\r\n--f\r\nContent-Type: text/plain\r\n\r\nSee below.\r\n'
        b"--f\r\nContent-Type: message/rfc822\r\n\r\n" + mail + b"\r\n--f--\r\n"
    )


def test_a_domain_in_letters_of_its_own_is_the_mailbox_that_was_invited(app: Flask) -> None:
    with work(app):
        email = "ann@xn--bcher-kva.example"  # as `mailed` keeps it
        ann = a_registration(email=email, name="Ann Example", status=RegistrationStatus.APPROVED)
        told("uid-1", email, 1, ann.id)
        clock.set_to(SENT + timedelta(hours=1))
    ingest(app, plain(R(email="Ann@Bücher.example", sender=email, sequence=1, said="DECLINED")))
    assert outcomes(app) == [("applied", email, True)]


def test_whatever_comes_in_is_kept_and_only_an_answer_is_applied(app: Flask, held: Held) -> None:
    client = signed_in(app, Role.ORGANIZER)
    found = {}
    for case, (build, _outcome, _answers) in CASES.items():
        assert ingest(app, build()) == [True], case
        found[case] = (outcomes(app)[-1], answers(app))
        with work(app, writing=False):
            key = db.session.scalars(select(ReceivedMail.key)).one()
        assert client.get(f"/replies/{key}").status_code == 200, case
        with work(app):
            for row in (
                *db.session.scalars(select(ReceivedMail)),
                *db.session.scalars(select(CalendarAnswer)),
            ):
                db.session.delete(row)
    assert found == {case: (outcome, kept) for case, (_build, outcome, kept) in CASES.items()}


def test_mails_without_a_message_id_are_the_same_only_when_their_bytes_are(app: Flask) -> None:
    """Two people's mails come back with the same words of the same machine."""
    back = "From: MAILER-DAEMON@mx.example.net\r\nSubject: failure notice\r\n\r\n{}{}\r\n"
    ann, bob = (back.format("x" * 3000, name).encode() for name in ("ann", "bob"))
    assert ingest(app, ann, bob, ann) == [True, True, False]
    assert ingest(app, b"\x00\xff" * 40, b"\x01\xfe" * 40) == [True, True]
    assert len(outcomes(app)) == 4


def test_nothing_leaves_the_house_by_what_comes_in(app: Flask, held: Held) -> None:
    with work(app, writing=False):
        before = db.session.scalars(select(OutboxMessage.key).order_by(OutboxMessage.id)).all()
    ingest(app, *(build() for build, _outcome, _answers in CASES.values()))
    with work(app, writing=False):
        assert db.session.scalars(select(OutboxMessage.key).order_by(OutboxMessage.id)).all() == before


def test_a_speaker_answers_by_calendar_as_on_the_page(app: Flask) -> None:
    with work(app):
        session = a_session()
        speaker = Speaker(
            session=session, role=SpeakerRole.CHAIR, name="Ann Example", email=ANN, answer=SpeakerAnswer.ASKED
        )
        db.session.add(speaker)
        db.session.flush()
        told(session.uid, ANN, 0, request_of(speaker).id, kind="role_request")
        clock.set_to(SENT + timedelta(hours=9))
        reply, number = R(uid=session.uid), speaker.id
        slug, label = session.meeting.slug, session.label

    def stands() -> tuple[str, str]:
        with work(app, writing=False):
            one = db.session.get_one(Speaker, number)
            return one.answer.value, one.why

    hour = timedelta(hours=1)
    seen = []
    for later in (
        google(reply),
        exchange(reply.at(said="DECLINED", stamp=SENT + hour)),
        apple(reply.at(stamp=SENT + hour / 2)),
        plain(reply.at(said="TENTATIVE", stamp=SENT + 2 * hour)),
    ):
        ingest(app, later)
        seen.append(stands()[0])
    assert seen == ["confirmed", "declined", "declined", "asked"]
    with work(app):  # answered on the page since: what was said before that does not count any more
        one = db.session.get_one(Speaker, number)
        one.answer, one.answered_at = SpeakerAnswer.CONFIRMED, SENT + 4 * hour
    ingest(app, plain(reply.at(said="DECLINED", stamp=SENT + 3 * hour)))
    assert stands()[0] == "confirmed"
    ingest(app, exchange(reply.at(said="DECLINED", stamp=SENT + 5 * hour)))
    assert stands() == ("declined", "Besser so, nicht?")
    page = signed_in(app, Role.ORGANIZER).get(f"/meetings/{slug}/sessions/{label}")
    assert (page.status_code, page.text.count("By calendar:")) == (200, 1)
    assert [row[0] for row in outcomes(app)] == [
        "applied",
        "applied",
        "overtaken",
        "applied",
        "applied",
        "applied",
    ]
    assert [row[2] for row in outcomes(app)] == [False, False, False, False, False, True]


def test_a_declining_calendar_takes_no_place_away_until_somebody_says_so(app: Flask, held: Held) -> None:
    client = signed_in(app, Role.ORGANIZER)
    page = f"/registrations/{held.key}"
    assert client.post(f"{page}/declined").status_code == 409
    ingest(app, exchange(REPLY.at(said="DECLINED")))
    assert outcomes(app) == [("applied", ANN, True)]
    shown = client.get(page).text
    assert "Besser so, nicht?" in shown and "The place is still kept" in shown and "approved" in shown
    assert "Look at 1 mail that came in" in client.get("/home").text
    listed = client.get("/registrations/none")
    assert listed.status_code == 404
    with work(app, writing=False):
        registration = db.session.get_one(Registration, held.ann)
        slug = registration.meeting.slug
    rows = client.get(f"/meetings/{slug}/registrations?columns=calendar").text
    assert re.findall(r'data-label="Calendar answer"><bdi>(.*?)</bdi>', rows) == ["declined"]
    with work(app):
        told("uid-1", ANN, 2, held.ann)
    rows = client.get(f"/meetings/{slug}/registrations?columns=calendar").text
    assert re.findall(r'data-label="Calendar answer"><bdi>(.*?)</bdi>', rows) == [
        "declined, to an earlier version"
    ]
    assert client.post(f"{page}/declined").status_code == 409
    ingest(app, plain(REPLY.at(said="DECLINED", sequence=2)))
    assert client.post(f"{page}/declined").status_code == 303
    with work(app, writing=False):
        assert db.session.get_one(Registration, held.ann).status is RegistrationStatus.WITHDRAWN
    assert [row[2] for row in outcomes(app)] == [False, False]
    assert "The place is still kept" not in client.get(page).text


def test_somebody_of_the_office_closes_or_vouches(app: Flask, held: Held) -> None:
    ingest(app, plain(REPLY.at(method="COUNTER")), plain(REPLY.at(sender="eve@example.net")))
    client = signed_in(app, Role.ORGANIZER)
    with work(app, writing=False):
        counter, other = db.session.scalars(select(ReceivedMail.key).order_by(ReceivedMail.id)).all()
    pages = [client.get(f"/replies?show={show}").text for show in ("open", "applied", "all", "nonsense")]
    assert [page.count('href="/replies/') for page in pages] == [2, 0, 2, 2]
    answered = [
        client.post(f"/replies/{counter}/close", data={"closing": "taken"}).status_code,
        client.post(f"/replies/{counter}/take").status_code,
        client.post(f"/replies/{counter}/close", data={"closing": "turned_down"}).status_code,
        client.post(f"/replies/{counter}/close", data={"closing": "done"}).status_code,
        client.post(f"/replies/{other}/take").status_code,
        client.post(f"/replies/{other}/take").status_code,
    ]
    assert answered == [422, 409, 303, 409, 303, 409]
    assert outcomes(app) == [("counter", ANN, False), ("applied", ANN, False)]
    assert answers(app) == [(ANN, "accepted", 1)]
    assert "taken as their answer" in client.get(f"/replies/{other}").text.lower()


def test_a_bounce_is_shown_at_the_mail_that_came_back_and_changes_nothing(app: Flask, held: Held) -> None:
    with work(app):
        message = told("uid-1", ANN, 3, held.ann)
        key = message.key
    ingest(app, bounce(f"<{key}@example.org>", ANN), bounce("<of-somebody-else@example.net>", ANN))
    page = signed_in(app, Role.ORGANIZER).get(f"/outbox/{key}").text
    assert page.count("A mail server sent this back") == 1
    assert "smtp; 550 5.1.1 no such user" in page
    with work(app, writing=False):
        assert (
            db.session.scalars(select(OutboxMessage).where(OutboxMessage.key == key)).one().delivery
            is Delivery.SENT
        )


def test_what_came_in_goes_when_the_person_is_forgotten_and_letters_after_half_a_year(
    app: Flask, held: Held
) -> None:
    ingest(app, plain(REPLY), letter("eve@example.net", "Hello"), letter(BOB, "Hello"))
    with work(app):
        forget_mails({"registration": [held.ann]}, [BOB.upper()])
    assert [(o, e) for o, e, _ in outcomes(app)] == [("letter", "")] and answers(app) == []
    clock.set_to(SENT + timedelta(days=181))
    with work(app):
        assert forget_old() is False
    assert outcomes(app) == []


def test_a_token_says_who_replies_whatever_the_sender(app: Flask, held: Held) -> None:
    mine = reply_address(MAILBOX, "uid-1", ANN)
    alias = "ATTENDEE;PARTSTAT=DECLINED:mailto:a.example@corp.example\r\n"
    ingest(
        app,
        plain(REPLY.at(to=mine.upper(), sender="a.example@corp.example", attendee=alias)),
        plain(REPLY.at(to=reply_address(MAILBOX, "uid-1", BOB), sender="eve@example.net")),
        plain(REPLY.at(to=mine.replace("+", "+a"), sender="eve@example.net", said="TENTATIVE")),
    )
    assert [(o, e) for o, e, _ in outcomes(app)] == [
        ("applied", ANN),
        ("other_sender", ANN),
        ("other_sender", ANN),
    ]
    assert answers(app) == [(ANN, "declined", 1)]
