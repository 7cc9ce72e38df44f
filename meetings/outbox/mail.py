"""A row of the outbox as a mail (RFC 5322, 6047)."""

from email.headerregistry import Address, HeaderRegistry
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import cache
from html import escape
from typing import Any

from meetings.base import secrets
from meetings.ical import with_organizer
from meetings.outbox.models import OutboxMessage
from meetings.outbox.tokens import reply_address


class _Headers(HeaderRegistry):
    """The library's own, which makes a class anew for each header of each mail; here once for each name."""

    __getitem__ = cache(HeaderRegistry.__getitem__)


POLICY = SMTP.clone(header_factory=_Headers())


def message_id(message: OutboxMessage, domain: str) -> str:
    """The Message-ID: from the row, so that a repeat after a crash is recognizable."""
    return f"<{message.key}@{domain}>"


def compose(
    message: OutboxMessage,
    mail_from: str,
    mailbox: str,
    site_name: str,
    base_url: str,
    reply_tokens: bool = False,
) -> EmailMessage:
    """The mail of a row; the personal link is filled in here and nowhere else.

    `mailbox` is where replies go, also those that calendars write; with `reply_tokens` a reply to an invitation
    goes to an address of the recipient's own there (see `tokens`), which is the entry's organizer too.

    With an invitation: mixed( alternative( text, html, calendar; method ), invite.ics ) as RFC 6047 and mail programs
    want it.
    """
    text = message.text
    if message.link_path and message.link_key and message.link_nonce:
        token = secrets.mint(message.link_purpose or "", message.link_key, message.link_nonce)
        text = text.replace("[personal link]", f"{base_url}{message.link_path}{token}")
    mail = EmailMessage(policy=POLICY)
    mail["From"] = _header("From", site_name, mail_from)
    calendar = message.calendar
    if calendar is not None and reply_tokens:
        own = reply_address(mailbox, message.calendar_uid or "", message.to_email)
        mail["Reply-To"] = Address(site_name, addr_spec=own)
        calendar = with_organizer(calendar, own)
    elif mailbox != mail_from:
        mail["Reply-To"] = _header("Reply-To", site_name, mailbox)
    mail["To"] = Address(message.to_name, addr_spec=message.to_email)
    mail["Subject"] = message.subject
    mail["Date"] = format_datetime(message.created_at)
    mail["Message-ID"] = message_id(message, mail_from.rpartition("@")[2])
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(text)
    if calendar is not None:
        method = message.calendar_method or "REQUEST"
        mail.add_alternative(_as_html(text), subtype="html")
        mail.add_alternative(
            calendar.decode(), subtype="calendar", params={"method": method}, charset="utf-8"
        )
        mail.make_mixed()
        mail.add_attachment(calendar, maintype="application", subtype="ics", filename="invite.ics")
    return mail


@cache
def _header(name: str, display_name: str, address: str) -> Any:
    """The header as the library keeps it; the same on every mail, and costly to make."""
    return POLICY.header_factory(name, Address(display_name, addr_spec=address))


def _as_html(text: str) -> str:
    """The same words as HTML; people's text stays text."""
    paragraphs = "\n".join(f"<p>{escape(p).replace(chr(10), '<br>')}</p>" for p in text.split("\n\n"))
    return f"<!doctype html>\n<html><body>\n{paragraphs}\n</body></html>\n"
