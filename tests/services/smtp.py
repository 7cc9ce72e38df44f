"""A real SMTP server on loopback that keeps what it is given, refuses it, or is down, as a test wants it."""

import email
import email.policy
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.services.ports import free_port


@dataclass(frozen=True)
class Delivered:
    """One accepted message: the envelope's addresses and the message as it arrived."""

    sender: str
    recipients: tuple[str, ...]
    message: EmailMessage
    raw: bytes

    @property
    def text(self) -> str:
        """The plain-text part, without the line ending that closes it."""
        body = self.message.get_body(("plain",))
        return body.get_content().replace("\r\n", "\n").rstrip("\n") if body else ""


@dataclass
class Sink:
    """The server: `host` and `port` to send to, `messages` that it accepted, in order of arrival."""

    host: str = "127.0.0.1"
    port: int = field(default_factory=free_port)
    messages: list[Delivered] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    _answer: str | None = None
    _only: str | None = None
    _after_receipt: Callable[[Delivered], None] | None = None
    _controller: Controller | None = None

    def up(self) -> None:
        """Listen on the same port as before."""
        if self._controller is None:
            self._controller = Controller(self, hostname=self.host, port=self.port, decode_data=False)
            self._controller.start()

    def down(self) -> None:
        """Stop listening: a sender's connection is refused."""
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    def refuse(self, answer: str = "550 no such mailbox", only: str | None = None) -> None:
        """Answer each recipient (or only this one) with a 4xx or 5xx line, until `accept`; "": close without a word."""
        self._answer, self._only = answer, only

    def accept(self) -> None:
        """Take everything again."""
        self._answer = self._only = None

    def when_received(self, do: Callable[[Delivered], None] | None) -> None:
        """Call this after a message is kept, before the sender is told so: to kill the sender just there."""
        self._after_receipt = do

    def clear(self) -> None:
        """Forget what has arrived."""
        self.messages.clear()
        self.refused.clear()

    def to(self, address: str) -> list[Delivered]:
        """What arrived for this address."""
        return [delivered for delivered in list(self.messages) if address in delivered.recipients]

    def wait_for(self, count: int, seconds: float = 30, to: str = "") -> list[Delivered]:
        """The messages (to an address), once there are this many; fails the test when they do not come in time."""
        deadline = time.monotonic() + seconds
        while len(found := self.to(to) if to else list(self.messages)) < count:
            if time.monotonic() > deadline:
                pytest.fail(f"{len(found)} of {count} messages arrived in {seconds} s")
            time.sleep(0.02)
        return found

    # The two hooks that aiosmtpd calls, by the names it looks for.

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self._answer is not None and self._only in (None, address):
            self.refused.append(address)
            if not self._answer and server.transport is not None:
                server.transport.close()
            return self._answer or "421 closed"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        raw = envelope.content if isinstance(envelope.content, bytes) else b""
        message = email.message_from_bytes(raw, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        delivered = Delivered(envelope.mail_from or "", tuple(map(str, envelope.rcpt_tos)), message, raw)
        self.messages.append(delivered)
        if self._after_receipt:
            self._after_receipt(delivered)
        return "250 OK"


@pytest.fixture
def smtp() -> Iterator[Sink]:
    """A mail server of this test's own, up and accepting."""
    sink = Sink()
    sink.up()
    yield sink
    sink.down()
