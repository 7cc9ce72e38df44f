"""Delivery against a real mail server: in order, at least once, one bad address stops nobody, nothing is lost."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest
from flask import Flask
from sqlalchemy import select

from meetings.base import clock
from meetings.base.database import db
from meetings.base.models import SiteFact
from meetings.base.refusals import Refused
from meetings.base.settings import Settings
from meetings.outbox import worker
from meetings.outbox.actions import Invitation, Link, claim, note_failed, note_sent, put, try_again
from meetings.outbox.models import OutboxMessage
from meetings.outbox.queries import last_sequence
from meetings.outbox.rules import LEASE, MOST_ATTEMPTS, Delivery, next_try
from meetings.outbox.way import MailWay
from meetings.outbox.worker import run
from tests.kit_app import work
from tests.services.smtp import Sink

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
W, S, F, X = Delivery.WAITING, Delivery.SENT, Delivery.FAILED, Delivery.SUPERSEDED


def mailing(settings: Settings, smtp: Sink) -> Settings:
    return replace(settings, smtp_url=f"smtp://{smtp.host}:{smtp.port}", mailbox="office@example.org")


def deliver_due(app: Flask, settings: Settings) -> int:
    """Deliver what is due; how many tries that took."""
    tries = 0
    with app.app_context(), MailWay(settings) as way:
        while tried := worker.deliver_due(way):
            tries += tried
    return tries


def states(app: Flask) -> list[Delivery]:
    with work(app):
        return list(db.session.scalars(select(OutboxMessage.delivery).order_by(OutboxMessage.id)))


def an_invitation(uid: str, sequence: int, method: str = "REQUEST") -> Invitation:
    text = f"BEGIN:VCALENDAR\r\nMETHOD:{method}\r\nEND:VCALENDAR\r\n"
    return Invitation(text.encode(), method, uid, sequence)


def test_a_mail_as_it_arrives(app: Flask, settings: Settings, smtp: Sink) -> None:
    with work(app):
        db.session.add(SiteFact(name="site_name", value="Example office"))
        link = Link("/open/", "confirm", "a-key", "a-nonce")
        text = "Cher Zoë,\n\n[personal link]\n\n<b>not bold</b>"
        key = put(
            "zoe@example.org", "Sujet: é\r\nBcc: x@example.org", text, to_name='Zoë "Z"\r\nLee', link=link
        ).key
    assert deliver_due(app, mailing(settings, smtp)) == 1
    [arrived] = smtp.messages
    mail = arrived.message
    assert arrived.recipients == ("zoe@example.org",)
    headers = {
        name: str(mail[name])
        for name in ("From", "Subject", "Message-ID", "Reply-To", "Auto-Submitted", "Bcc")
    }
    assert headers == {
        "From": "Example office <secretariat@example.org>",
        "Subject": "Sujet: é Bcc: x@example.org",
        "Message-ID": f"<{key}@example.org>",
        "Reply-To": "Example office <office@example.org>",
        "Auto-Submitted": "auto-generated",
        "Bcc": "None",
    }
    assert [(a.display_name, a.addr_spec) for a in mail["To"].addresses] == [
        ('Zoë "Z" Lee', "zoe@example.org")
    ]
    lines = arrived.text.split("\n\n")
    assert (lines[0], lines[1].partition("a-key.")[:2], lines[2]) == (
        "Cher Zoë,",
        ("http://127.0.0.1/open/", "a-key."),
        "<b>not bold</b>",
    )
    assert b"\n" not in arrived.raw.replace(b"\r\n", b"")
    with work(app):
        row = db.session.scalars(select(OutboxMessage)).one()
        assert (row.delivery, row.text, row.link_nonce, row.claimed_until) == (S, text, None, None)


def test_html_beside_a_calendar_part_holds_no_markup_of_people(
    app: Flask, settings: Settings, smtp: Sink
) -> None:
    with work(app):
        put("a@example.org", "S", "<script>x</script> & y", invitation=an_invitation("u", 0))
    deliver_due(app, mailing(settings, smtp))
    [arrived] = smtp.messages
    [html] = [p.get_content() for p in arrived.message.walk() if p.get_content_type() == "text/html"]
    assert "<p>&lt;script&gt;x&lt;/script&gt; &amp; y</p>" in html


def test_while_the_mail_server_is_away_mails_wait_and_go_later(
    app: Flask, settings: Settings, smtp: Sink
) -> None:
    ways = mailing(settings, smtp)
    with work(app):
        put("ann@example.org", "S", "T")
    smtp.down()
    clock.set_to(NOON)
    with work(app):
        db.session.scalars(select(OutboxMessage)).one().not_before = NOON
    for _ in range(2 * MOST_ATTEMPTS):  # longer than any message of its own would be tried
        assert deliver_due(app, ways) == 1
        assert deliver_due(app, ways) == 0, "it is not tried again at once"
        clock.set_to(clock.now() + timedelta(minutes=11))
    assert states(app) == [W]
    with work(app):
        assert "refused" in (db.session.scalars(select(OutboxMessage)).one().last_error or "")
    smtp.up()
    smtp.refuse("451 greylisted")
    assert (deliver_due(app, ways), states(app)) == (1, [W]), "the first time that it is refused itself"
    smtp.accept()
    clock.set_to(clock.now() + timedelta(seconds=11))
    assert deliver_due(app, ways) == 1
    assert (states(app), [d.recipients for d in smtp.messages]) == ([S], [("ann@example.org",)])


@pytest.mark.parametrize(
    ("answer", "told", "then"),
    [
        ("550 no such mailbox", "550 no such mailbox", F),
        ("421 closing", "421 closing", W),
        ("", "Dropped: Connection unexpectedly closed", W),
    ],
)
def test_one_refused_address_stops_nobody(
    app: Flask, settings: Settings, smtp: Sink, answer: str, told: str, then: Delivery
) -> None:
    with work(app):
        for name in ("ann", "bad", "cat"):
            put(f"{name}@example.org", "S", "T")
    smtp.refuse(answer, only="bad@example.org")
    assert deliver_due(app, mailing(settings, smtp)) == 3
    assert states(app) == [S, then, S]
    assert [d.recipients for d in smtp.messages] == [("ann@example.org",), ("cat@example.org",)]
    with work(app):
        bad = db.session.scalars(select(OutboxMessage).where(OutboxMessage.delivery == then)).one()
        assert (bad.last_error, bad.refused) == (told, 1)


def test_a_passing_refusal_is_tried_again_and_given_up_in_the_end(
    app: Flask, settings: Settings, smtp: Sink
) -> None:
    clock.set_to(NOON)
    with work(app):
        put("ann@example.org", "S", "T")
    smtp.refuse("451 later")
    tries = 0
    while states(app) == [W]:
        tries += deliver_due(app, mailing(settings, smtp))
        clock.set_to(clock.now() + timedelta(hours=7))
    assert (tries, states(app)) == (MOST_ATTEMPTS, [F])


def test_a_message_that_cannot_be_composed_stops_nobody(app: Flask, settings: Settings, smtp: Sink) -> None:
    with work(app):
        put("not an address", "S", "T")
        put("ann@example.org", "S", "T")
    assert deliver_due(app, mailing(settings, smtp)) == 2
    assert [d.recipients for d in smtp.messages] == [("ann@example.org",)]
    assert states(app) == [W, S]


def test_a_newer_invitation_replaces_older_ones_that_have_not_gone(
    app: Flask, settings: Settings, smtp: Sink
) -> None:
    with work(app):
        for uid, email, sequence, method in (
            ("one", "ann@example.org", 0, "REQUEST"),
            ("one", "bob@example.org", 0, "REQUEST"),
            ("two", "ann@example.org", 0, "REQUEST"),
            ("one", "ann@example.org", 1, "REQUEST"),
            ("one", "ann@example.org", 2, "CANCEL"),
        ):
            put(email, "S", "T", invitation=an_invitation(uid, sequence, method))
        put("ann@example.org", "S", "T")
        assert last_sequence("one", "ann@example.org") == 2
        assert (last_sequence("one", "bob@example.org"), last_sequence("one", "cat@example.org")) == (0, None)
    deliver_due(app, mailing(settings, smtp))
    assert states(app) == [X, S, S, X, S, S]


def test_an_older_invitation_that_fails_while_a_newer_one_comes_is_not_tried_again(app: Flask) -> None:
    clock.set_to(NOON)
    with work(app):
        older = put("ann@example.org", "S", "T", invitation=an_invitation("one", 0))
    with work(app):
        assert len(claim(NOON)) == 1
    with work(app):
        newer = put("ann@example.org", "S", "T", invitation=an_invitation("one", 1))
    with work(app):
        assert claim(NOON) == [], "the newer waits while the older is being sent"
    with work(app):
        note_failed(older.id, NOON, "ConnectionResetError", server_is_away=True)
    with work(app):
        assert [message.id for message in claim(NOON)] == [newer.id]
        note_sent([newer.id], NOON)
    assert states(app) == [X, S]


def test_a_claim_is_taken_over_when_its_lease_ends(app: Flask, settings: Settings, smtp: Sink) -> None:
    clock.set_to(NOON)
    with work(app):
        key = put("ann@example.org", "S", "T").key
    with work(app):
        assert len(claim(clock.now())) == 1  # a worker that dies now
    assert deliver_due(app, mailing(settings, smtp)) == 0
    clock.set_to(NOON + LEASE + timedelta(seconds=2))
    assert deliver_due(app, mailing(settings, smtp)) == 1
    assert [str(d.message["Message-ID"]) for d in smtp.messages] == [f"<{key}@example.org>"]


def test_what_was_sent_but_not_noted_is_sent_again_under_the_same_id(
    app: Flask, settings: Settings, smtp: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.set_to(NOON)
    with work(app):
        put("ann@example.org", "S", "T")

    class Killed(BaseException):
        pass

    def die(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(
            "meetings.outbox.worker.note_sent", die
        )  # the process ends after the server took the mail
        deliver_due(app, mailing(settings, smtp))
    clock.set_to(NOON + LEASE + timedelta(seconds=2))
    deliver_due(app, mailing(settings, smtp))
    ids = [str(d.message["Message-ID"]) for d in smtp.messages]
    assert (len(ids), len(set(ids)), states(app)) == (2, 1, [S])


def test_a_failed_message_can_be_tried_again_but_not_past_a_newer_one(
    app: Flask, settings: Settings, smtp: Sink
) -> None:
    with work(app):
        put("ann@example.org", "S", "T", invitation=an_invitation("one", 0))
    smtp.refuse("550 no")
    deliver_due(app, mailing(settings, smtp))
    smtp.accept()
    with work(app):
        try_again(db.session.scalars(select(OutboxMessage)).one())
    assert states(app) == [W]
    with work(app):
        db.session.scalars(select(OutboxMessage)).one().delivery = F
        put("ann@example.org", "S", "T", invitation=an_invitation("one", 1))
    with work(app), pytest.raises(Refused, match="A newer message"):
        try_again(db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).first())  # type: ignore[arg-type]
    with work(app), pytest.raises(Refused, match="Only a message"):
        try_again(db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id.desc())).first())  # type: ignore[arg-type]


def test_without_a_server_mails_are_kept_as_files(app: Flask, settings: Settings) -> None:
    with work(app):
        key = put("ann@example.org", "Sübject", "T").key
    deliver_due(app, settings)
    [file] = (settings.instance / "mail").glob(f"{key}*")
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert (file.name, str(mail["To"]), str(mail["Subject"])) == (f"{key}.eml", "ann@example.org", "Sübject")


def test_the_worker_goes_on_until_it_is_told_to_stop(app: Flask, settings: Settings, smtp: Sink) -> None:
    with work(app):
        for n in range(3):
            put(f"p{n}@example.org", "S", "T")
    stopped: Callable[[], bool] = lambda: len(smtp.messages) == 3  # noqa: E731 - the shortest way to say when
    with app.app_context():
        run(mailing(settings, smtp), stopped, pause=0.01)
    assert [d.recipients[0] for d in smtp.messages] == [f"p{n}@example.org" for n in range(3)]


def test_a_link_needs_its_place_in_the_text(app: Flask) -> None:
    with work(app), pytest.raises(ValueError, match=r"\[personal link\]"):
        put("ann@example.org", "S", "no place", link=Link("/open/", "confirm", "k", "n"))


@pytest.mark.parametrize(
    ("attempts", "away", "seconds"),
    [
        (1, False, 10),
        (2, False, 20),
        (5, False, 160),
        (MOST_ATTEMPTS - 1, False, 10_240),
        (MOST_ATTEMPTS, False, None),
        (1, True, 10),
        (7, True, 600),
        (10_000, True, 600),
    ],
)
def test_when_a_message_is_tried_again(attempts: int, away: bool, seconds: int | None) -> None:
    again = next_try(attempts, NOON, away)
    assert again == (None if seconds is None else NOON + timedelta(seconds=seconds))
