"""The two doors of mails that come in: a command at a pipe, and a mailbox on a real IMAP server."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from icalendar import Calendar
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from meetings.access.actor import OPERATOR
from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db
from meetings.base.settings import Settings
from meetings.outbox.way import MailWay
from meetings.outbox.worker import _do, deliver_due
from meetings.programme.rules import Mode
from meetings.registration import actions
from meetings.registration.rules import RegistrationStatus
from meetings.replies import polling, taking
from meetings.replies.actions import ingest
from meetings.replies.models import ReceivedMail
from meetings.replies.rules import MOST_BYTES, Incoming
from tests.builders import a_meeting, a_registration
from tests.kit_app import signed_in, work
from tests.replies.mails import R, apple, exchange, google, letter, plain
from tests.services.imap import Mailbox
from tests.services.smtp import Sink

ROOT = Path(__file__).parents[2]


def kept(app: Flask) -> list[str]:
    with work(app, writing=False):
        return list(db.session.scalars(select(ReceivedMail.outcome).order_by(ReceivedMail.id)))


def looked(app: Flask, settings: Settings) -> list[bool]:
    """What the worker's chore does, until nothing is left; whether each look found more."""
    (chore,) = polling.chores(settings)
    found: list[bool] = []
    with app.app_context():
        while not found or found[-1]:
            found.append(_do(chore))
    return found


def test_the_mailbox_is_emptied_once_and_only_what_is_kept_is_marked(
    app: Flask, imap: Mailbox, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = replace(settings, imap_url=imap.url)
    imap.put(
        plain(R()),
        b"rubbish \x00\xff\r\n\r\n",
        letter("a@b.example", "Hello"),
        letter("a@b.example", "x") + b"y" * MOST_BYTES,
    )
    monkeypatch.setattr(polling, "AT_ONCE", 3)
    assert looked(app, reading) == [True, False]
    assert kept(app) == ["unknown", "unreadable", "letter", "too_large"]
    assert imap.seen() == [True] * 4
    imap.put(plain(R()))
    assert looked(app, reading) == [False]
    assert (len(kept(app)), imap.seen()) == (4, [True] * 5)


def test_a_server_that_is_away_is_waited_for(
    app: Flask, imap: Mailbox, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    wrong = replace(settings, imap_url=imap.url.replace("s3cret", "guessed"))
    assert looked(app, wrong) == [False]
    imap.down()
    assert looked(app, replace(settings, imap_url=imap.url)) == [False]
    assert "guessed" not in caplog.text and caplog.text.count("the mailbox could not be read") == 2
    imap.up()
    imap.put(plain(R()))
    assert looked(app, replace(settings, imap_url=imap.url)) == [False]
    assert kept(app) == ["unknown"]


def test_a_mail_that_breaks_something_does_not_stop_the_others(
    app: Flask, imap: Mailbox, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:

    def breaks(mail: Incoming, mailbox: str, sent_to: str = "") -> ReceivedMail | None:
        if mail.subject == "Poison":
            db.session.add(ReceivedMail(key="half"))
            raise RuntimeError("a fault of ours")
        return ingest(mail, mailbox, sent_to)

    monkeypatch.setattr(taking, "ingest", breaks)
    imap.put(b"Subject: Poison\r\n\r\nx", letter("a@b.example", "Hello"))
    assert looked(app, replace(settings, imap_url=imap.url)) == [False]
    assert (kept(app), imap.seen()) == (["unreadable", "letter"], [True, True])


def test_a_mail_stays_unseen_while_the_database_is_away(
    app: Flask, imap: Mailbox, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise OperationalError("insert", {}, Exception("gone"))

    with monkeypatch.context() as broken:
        broken.setattr(taking, "ingest", away)
        imap.put(plain(R()))
        assert looked(app, replace(settings, imap_url=imap.url)) == [False]
    assert (kept(app), imap.seen()) == ([], [False])
    assert looked(app, replace(settings, imap_url=imap.url)) == [False]
    assert (kept(app), imap.seen()) == (["unknown"], [True])


def test_without_a_mailbox_the_worker_looks_into_none(settings: Settings) -> None:
    assert polling.chores(settings) == ()


BUILDS = {"google": google, "exchange": exchange, "apple": apple}


@pytest.mark.parametrize("tokens", [False, True])
def test_the_whole_way_from_a_place_to_the_answer_on_the_page(
    app: Flask, smtp: Sink, imap: Mailbox, settings: Settings, tokens: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Approved, invited over SMTP, answered as each program does it, read over IMAP, seen on the registration."""
    url = f"smtp://{smtp.host}:{smtp.port}"
    own = replace(
        settings, smtp_url=url, imap_url=imap.url, reply_tokens=tokens, mailbox="replies@example.org"
    )
    monkeypatch.setitem(app.config, "SETTINGS", own)
    with work(app):
        meeting = a_meeting(mode=Mode.IN_PERSON)
        people = {
            name: a_registration(meeting, email=f"{name}@example.org", status=RegistrationStatus.SUBMITTED)
            for name in BUILDS
        }
        for registration in people.values():
            actions.approve(OPERATOR, registration)
        keys = {name: one.key for name, one in people.items()}
    with app.app_context(), MailWay(own) as way:
        deliver_due(way)
    replies = []
    for name, build in BUILDS.items():
        (delivered,) = smtp.to(f"{name}@example.org")
        invited = invitation_in(delivered.message)
        event: Any = invited.walk("VEVENT")[0]
        organizer = str(event["ORGANIZER"]).removeprefix("mailto:")
        assert organizer == delivered.message["Reply-To"].addresses[0].addr_spec
        assert (str(invited["METHOD"]), str(event["ATTENDEE"])) == ("REQUEST", f"mailto:{name}@example.org")
        assert (organizer == "replies@example.org") is not tokens
        now = clock.now()
        sender = "assistant@corp.example" if tokens else ""
        said = R(
            str(event["UID"]),
            f"{name}@example.org",
            "DECLINED",
            int(event["SEQUENCE"]),
            now,
            to=organizer,
            sender=sender,
        )
        replies += [build(said.at(said="ACCEPTED", stamp=now - timedelta(minutes=1))), build(said)]
    imap.put(*reversed(replies))
    looked(app, own)
    assert sorted(kept(app)) == ["applied"] * 3 + ["overtaken"] * 3
    client = signed_in(app, Role.ORGANIZER)
    for key in keys.values():
        page = client.get(f"/registrations/{key}").text
        assert re.search(r"Calendar answer</dt><dd>.*?declined", page) and "The place is still kept" in page


def invitation_in(message: EmailMessage) -> Calendar:
    part = message.get_body(("plain",))
    assert part is not None
    found = next(p for p in message.walk() if p.get_content_type() == "text/calendar")
    content = found.get_payload(decode=True)
    assert isinstance(content, bytes)
    attached = next(p for p in message.walk() if p.get_content_type() == "application/ics").get_payload(
        decode=True
    )
    assert isinstance(attached, bytes)
    one, other = Calendar.from_ical(content), Calendar.from_ical(attached)
    assert one == other
    return one


def test_the_command_ends_as_a_mail_server_understands(app: Flask) -> None:
    def piped(mail: bytes) -> int:
        return app.test_cli_runner().invoke(args=["mail", "ingest"], input=mail).exit_code

    large = letter("a@b.example", "x") + b"y" * MOST_BYTES * 4
    assert [piped(mail) for mail in (plain(R()), plain(R()), b" \r\n", large)] == [0, 0, 65, 0]
    assert kept(app) == ["unknown", "too_large"]


def test_a_mail_is_given_back_while_the_database_is_away(tmp_path: Path) -> None:
    given = {**os.environ, "DATABASE_URL": "postgresql://u:p@127.0.0.1:9/none", "INSTANCE": str(tmp_path)}
    command = [sys.executable, "-m", "flask", "--app", "app", "mail", "ingest"]
    done = subprocess.run(command, input=plain(R()), env=given, capture_output=True, timeout=120, cwd=ROOT)
    assert (done.returncode, done.stdout) == (75, b"")
    assert done.stderr.decode().splitlines()[-1] == "Not kept, try again later: OperationalError."
