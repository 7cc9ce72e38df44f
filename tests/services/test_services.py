"""The services themselves: what they promise to the tests that stand on them."""

import functools
import smtplib
import subprocess
import sys
import tempfile
import threading
import time
from email.message import EmailMessage
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Error, Page

from tests.services import chromium as chromium_service
from tests.services import programs
from tests.services.postgres import create_database, joined
from tests.services.smtp import Sink


def connect(url: str) -> "psycopg.Connection[tuple[str]]":
    return psycopg.connect(url.replace("postgresql+psycopg", "postgresql"), autocommit=True)


def test_a_database_of_postgres_is_empty_and_sorts_by_code_point(postgres_server: Path) -> None:
    for _ in range(2):  # the second time replaces the first, with its table
        with connect(create_database(postgres_server, "test_services")) as connection:
            tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            assert tables.fetchall() == []
            connection.execute("CREATE TABLE words (word text)")
            connection.execute("INSERT INTO words VALUES ('é'), ('z'), ('B'), ('a')")
            rows = connection.execute("SELECT word FROM words ORDER BY word").fetchall()
            assert [word for (word,) in rows] == ["B", "a", "z", "é"]


def test_the_server_outlives_no_user_even_a_killed_one() -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as parent:
        Path(parent).chmod(0o755)
        folder = Path(parent) / "pg"
        program = (
            "import sys, time; from pathlib import Path; from tests.services.postgres import joined\n"
            "with joined(Path(sys.argv[1])): print('up', flush=True); time.sleep(60)"
        )
        command = [sys.executable, "-c", program, str(folder)]
        user = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert user.stdout is not None and user.stdout.readline() == "up\n"
        with joined(folder):  # a second user, of the same server
            pid = (folder / "data" / "postmaster.pid").read_text().splitlines()[0]
            user.kill()
            user.wait()
            time.sleep(1)
            assert (folder / "data" / "postmaster.pid").read_text().splitlines()[0] == pid
        deadline = time.monotonic() + 30
        while folder.exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        assert not folder.exists()
        assert not Path("/proc", pid).exists()


def send(sink: Sink, *to: str) -> dict[str, tuple[int, bytes]]:
    message = EmailMessage()
    message["Subject"] = "Confirmed – Genève"
    message.set_content("Your place is confirmed: Genève.\n")
    with smtplib.SMTP(sink.host, sink.port, timeout=5) as client:
        return client.send_message(message, "office@example.org", list(to))


def test_the_mail_server_keeps_refuses_and_is_down(smtp: Sink) -> None:
    send(smtp, "ann@example.org")
    kept = smtp.wait_for(1)[0]
    assert (kept.sender, kept.recipients) == ("office@example.org", ("ann@example.org",))
    assert (kept.message["Subject"], kept.text) == ("Confirmed – Genève", "Your place is confirmed: Genève.")

    smtp.refuse("550 no such mailbox", only="bob@example.org")
    assert send(smtp, "ann@example.org", "bob@example.org") == {"bob@example.org": (550, b"no such mailbox")}
    assert smtp.refused == ["bob@example.org"]
    assert [delivered.recipients for delivered in smtp.messages] == [("ann@example.org",)] * 2

    smtp.refuse("451 later")
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        send(smtp, "ann@example.org")

    smtp.accept()
    smtp.down()
    with pytest.raises(ConnectionRefusedError):
        send(smtp, "ann@example.org")
    smtp.up()
    send(smtp, "cat@example.org")
    assert [delivered.recipients for delivered in smtp.to("cat@example.org")] == [("cat@example.org",)]


def test_the_browser_reaches_this_machine_and_no_other(page: Page, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<h1>Programme</h1>")
    handler = functools.partial(SimpleHTTPRequestHandler, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        assert page.get_by_role("heading").inner_text() == "Programme"
        server.shutdown()
    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        page.goto("http://meetings.example/")


def test_a_missing_chromium_is_told_and_fails_only_in_ci(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    monkeypatch.setenv("PATH", "/nowhere")  # so that no apt-get is found either
    programs.office.cache_clear()
    others = "Not here: poppler-utils, libreoffice-writer, python3-uno. What asks them is skipped."
    try:
        monkeypatch.setenv("CI", "true")
        assert programs.ensure() == 1
        monkeypatch.setenv("CI", "")
        assert programs.ensure() == 0
    finally:
        programs.office.cache_clear()
    assert capsys.readouterr().err.splitlines() == [
        others,
        chromium_service.HOW.format("chromium") + ".",
        others,
        chromium_service.HOW.format("chromium") + "; browser tests are skipped.",
    ]
