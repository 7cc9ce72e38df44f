"""Replies as calendars really build them: Google, Exchange, Apple, and a plain one; and mails that are none."""

from base64 import b64encode
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP

SENT = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
MAILBOX = "secretariat@example.org"


@dataclass(frozen=True)
class R:
    """What a reply says."""

    uid: str = "uid-1"
    email: str = "ann@example.org"
    said: str = "ACCEPTED"
    sequence: int = 0
    stamp: datetime = SENT
    method: str = "REPLY"
    extra: str = ""
    attendee: str = ""
    to: str = MAILBOX
    sender: str = ""
    message_id: str = ""

    def at(self, **changed: object) -> "R":
        return replace(self, **changed)  # type: ignore[arg-type]


def calendar(r: R, prodid: str = "-//Test//EN", organizer: str = f"ORGANIZER:mailto:{MAILBOX}\r\n") -> str:
    attendee = r.attendee or f"ATTENDEE;PARTSTAT={r.said}:mailto:{r.email}\r\n"
    return (
        f"BEGIN:VCALENDAR\r\nPRODID:{prodid}\r\nVERSION:2.0\r\nMETHOD:{r.method}\r\nBEGIN:VEVENT\r\n"
        f"UID:{r.uid}\r\nDTSTAMP:{r.stamp:%Y%m%dT%H%M%SZ}\r\nSEQUENCE:{r.sequence}\r\n{organizer}{attendee}"
        f"{r.extra}SUMMARY:Example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )


def _mail(r: R, text: str = "") -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    mail["From"] = f"Somebody <{r.sender or r.email}>"
    mail["To"] = r.to
    mail["Subject"] = f"{r.said.capitalize()}: Example workshop"
    mail["Message-ID"] = r.message_id or f"<{hash((r, text)):x}@mail.example.net>"
    if text:
        mail.set_content(text)
    return mail


def plain(r: R) -> bytes:
    """Only the calendar, as small programs send it."""
    mail = _mail(r)
    mail.set_content(calendar(r), subtype="calendar", params={"method": r.method}, charset="utf-8")
    return mail.as_bytes()


def google(r: R) -> bytes:
    """mixed( alternative( text, html, calendar ), the same calendar again as invite.ics )."""
    name = r.email.partition("@")[0]
    attendee = (
        f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={r.said};CN={name};X-NUM-\r\n"
        f' GUESTS=0;X-RESPONSE-COMMENT="Alas; not then":mailto:{r.email}\r\n'
    )
    data = calendar(r.at(attendee=r.attendee or attendee), "-//Google Inc//Google Calendar 70.9054//EN")
    mail = _mail(r, f"{name} has answered this invitation.")
    mail.add_alternative("<p>answered</p>", subtype="html")
    mail.add_alternative(data, subtype="calendar", params={"method": r.method}, charset="utf-8")
    mail.make_mixed()
    mail.add_attachment(data.encode(), maintype="application", subtype="ics", filename="invite.ics")
    return mail.as_bytes()


def exchange(r: R) -> bytes:
    """alternative( text, html, calendar in base64 ); no ORGANIZER, a zone of its own, a comment, odd folds."""
    attendee = f"ATTENDEE;PARTSTAT={r.said};CN=Ann Example:MAILTO:{r.email.upper()}\r\n"
    own = (
        "COMMENT;LANGUAGE=en-US:Besser so\\, nicht?\\n\r\nCLASS:PUBLIC\r\nPRIORITY:5\r\n"
        'DTSTART;TZID="W. Europe Standard Time":20281010T100000\r\n'
        'DTEND;TZID="W. Europe Standard Time":20281011T180000\r\nX-MICROSOFT-CDO-BUSYSTATUS:BUSY\r\n'
        "BEGIN:VALARM\r\nTRIGGER:-PT15M\r\nUID:of-the-alarm\r\nEND:VALARM\r\n"
    )
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:W. Europe Standard Time\r\nBEGIN:STANDARD\r\nDTSTART:16010101T030000\r\n"
        "TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nRRULE:FREQ=SECONDLY\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    data = calendar(r.at(attendee=attendee, extra=own + r.extra), "Microsoft Exchange Server 2010", "")
    data = data.replace("BEGIN:VEVENT", f"{zone}BEGIN:VEVENT", 1)
    body = b64encode(data.encode()).decode()
    return (
        f"From: {r.sender or r.email.upper()}\r\nTo: <{r.to}>\r\n"
        "Subject: =?iso-8859-1?Q?Angenommen:_Treffen_f=FCr?=\r\n"
        f"Message-ID: <{r.message_id or hash(r)}@exchange.example.net>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/alternative; boundary="_000_"\r\n\r\n'
        "--_000_\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\nF\xfcr mich gut.\r\n"
        f"--_000_\r\nContent-Type: text/calendar; charset=utf-8; method={r.method}\r\n"
        f"Content-Transfer-Encoding: base64\r\n\r\n{body}\r\n--_000_--\r\n"
    ).encode("latin-1")


def apple(r: R) -> bytes:
    """The calendar as an attachment; the address in another case, and again as EMAIL=."""
    shown = r.email.title()
    attendee = (
        f"ATTENDEE;CN=Ann;CUTYPE=INDIVIDUAL;EMAIL={shown};PARTSTAT={r.said.title()};RSVP=TRUE:m\r\n"
        f" ailto:{shown}\r\n"
    )
    data = calendar(r.at(attendee=r.attendee or attendee), "-//Apple Inc.//macOS 15.0//EN")
    data = data.replace("METHOD:", "method:").replace(
        "ORGANIZER:", "ORGANIZER;CN=The office;EMAIL=x@y.example:"
    )
    mail = _mail(r.at(sender=r.sender or shown), "Ann has accepted.")
    mail.add_attachment(
        data.encode(), maintype="text", subtype="calendar", filename="iCal.ics", params={"method": r.method}
    )
    return mail.as_bytes()


def bounce(message_id: str, to: str, inside: bytes = b"") -> bytes:
    """What a mail server sends back (RFC 3464), with the mail that came back inside."""
    original = inside or f"Message-ID: {message_id}\r\nSubject: Invitation\r\n\r\nText\r\n".encode()
    return (
        (
            "Return-Path: <>\r\nFrom: Mail Delivery System <mailer-daemon@mx.example.net>\r\n"
            f"To: {MAILBOX}\r\nSubject: Undelivered Mail Returned to Sender\r\nAuto-Submitted: auto-replied\r\n"
            f"Message-ID: <back-{hash(message_id)}@mx.example.net>\r\nMIME-Version: 1.0\r\n"
            'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
            "--b\r\nContent-Type: text/plain\r\n\r\nI am sorry.\r\n"
            "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.net\r\n\r\n"
            f"Final-Recipient: rfc822; {to}\r\nAction: failed\r\nStatus: 5.1.1\r\n"
            "Diagnostic-Code: smtp; 550 5.1.1 no such user\r\n\r\n"
            "--b\r\nContent-Type: message/rfc822\r\n\r\n"
        ).encode()
        + original
        + b"\r\n--b--\r\n"
    )


def letter(sender: str, text: str, **headers: str) -> bytes:
    """A mail that somebody, or a machine, wrote; underscores in names of headers stand for hyphens."""
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = sender, MAILBOX, "A question"
    mail["Message-ID"] = f"<{hash((sender, text)):x}@mail.example.net>"
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail.as_bytes()
