"""A real IMAP server on loopback (pymap, in memory), and what a test puts into its mailbox."""

import imaplib
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.services.ports import free_port

USER, PASSWORD = "mail box", "s3cret/@:word"


@dataclass
class Mailbox:
    """The server: `url` for the settings. It is as empty as it started; each test has its own."""

    port: int
    _process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"imap://mail%20box:s3cret%2F%40%3Aword@127.0.0.1:{self.port}/INBOX"

    def up(self) -> None:
        """Listen; what was in it before is gone."""
        command = [
            *(sys.executable, "-c", "import sys; from pymap.main import main; sys.exit(main())"),
            *("--host", "127.0.0.1", "--port", str(self.port), "--no-tls", "--no-service", "admin"),
            *("dict", "--demo-user", USER, "--demo-password", PASSWORD),
        ]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 60
        while True:
            try:
                imaplib.IMAP4("127.0.0.1", self.port, timeout=2).logout()
                return
            except OSError:
                if time.monotonic() > deadline:
                    pytest.fail("the IMAP server did not start")
                time.sleep(0.05)

    def down(self) -> None:
        """Stop: a client's connection is refused."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(timeout=10)
            self._process = None

    def put(self, *mails: bytes) -> None:
        """Deliver these into the mailbox, unseen."""
        with self._open() as server:
            for mail in mails:
                said, _ = server.append("INBOX", "", imaplib.Time2Internaldate(time.time()), mail)
                assert said == "OK"

    def seen(self) -> list[bool]:
        """Whether each mail is marked as seen, in order of delivery."""
        with self._open() as server:
            _said, found = server.uid("FETCH", "1:*", "(FLAGS)")
            return [b"\\Seen" in line for line in found if isinstance(line, bytes)]

    def _open(self) -> imaplib.IMAP4:
        server = imaplib.IMAP4("127.0.0.1", self.port, timeout=10)
        server.login(f'"{USER}"', PASSWORD)
        server.select("INBOX")
        return server


@pytest.fixture
def imap() -> Iterator[Mailbox]:
    """A mailbox of this test's own, empty."""
    mailbox = Mailbox(free_port())
    mailbox.up()
    yield mailbox
    mailbox.down()
