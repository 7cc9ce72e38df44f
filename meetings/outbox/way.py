"""How mail leaves: over one SMTP connection, or as files in the instance's folder when no server is set."""

import os
import smtplib
import ssl
from email.message import EmailMessage
from pathlib import Path
from types import TracebackType
from urllib.parse import unquote, urlsplit

from meetings.base.settings import Settings
from meetings.outbox.kept import FOLDER

# Some servers take no more than a hundred over one connection.
MOST_ON_A_CONNECTION = 100


class Dropped(smtplib.SMTPException):
    """The mail server was there, and closed the connection over this mail, or did not answer to it in time.

    A server that looks the recipient up elsewhere may take longer than we wait; the next mail goes.
    """


class MailWay:
    """A connection that is opened when it is needed, kept while mail flows, and dropped when it fails."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._server: smtplib.SMTP | None = None
        self._sent = 0

    def __enter__(self) -> "MailWay":
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self.rest()

    def send(self, mail: EmailMessage) -> None:
        """Hand one mail over; raises what the server, or the network, says against it."""
        if not self.settings.smtp_url:
            _keep_as_file(mail, self.settings.instance / FOLDER)
            return
        if self._sent >= MOST_ON_A_CONNECTION:
            self.rest()
        if self._server is None:
            self._server = _connected(self.settings.smtp_url)
        try:
            # One recipient: a refusal of it raises, so there is nothing partial to look at.
            self._server.send_message(mail)
            self._sent += 1
        except Exception as error:
            # Where one recipient is refused the connection is as good as before, unless the server closes it (421).
            if not isinstance(error, smtplib.SMTPRecipientsRefused) or self._server.sock is None:
                self.rest()
            if isinstance(error, smtplib.SMTPServerDisconnected):
                raise Dropped(str(error)) from error
            raise

    def rest(self) -> None:
        """Close the connection: there is no mail for now, and servers do not like to be kept waiting."""
        server, self._server, self._sent = self._server, None, 0
        if server is None:
            return
        try:
            server.quit()
        except (smtplib.SMTPException, OSError):
            server.close()


def _connected(smtp_url: str) -> smtplib.SMTP:
    url = urlsplit(smtp_url)
    kind = smtplib.SMTP_SSL if url.scheme == "smtps" else smtplib.SMTP
    server = kind(url.hostname or "", url.port or (465 if url.scheme == "smtps" else 25), timeout=20)
    try:
        server.ehlo()
        if url.scheme == "smtp" and server.has_extn("starttls"):
            server.starttls(context=ssl.create_default_context())
        if url.username:
            server.login(unquote(url.username), unquote(url.password or ""))
    except Exception:
        server.close()
        raise
    return server


def _keep_as_file(mail: EmailMessage, folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = str(mail["Message-ID"]).strip("<>").partition("@")[0]
    part = folder / f"{name}.part"
    part.write_bytes(mail.as_bytes())
    os.replace(part, folder / f"{name}.eml")
